/** A field as a template's manifest describes it: text, several lines, a day, a choice, or a list. The value is the brief's own. */
import { Plus, X } from 'lucide-react'
import { useId } from 'react'
import { FIELD_LIMITS, type FieldValue } from '#model/brief.ts'
import type { TemplateField } from '#model/template.ts'
import { Button, IconButton } from './button.tsx'
import { Field } from './field.tsx'
import { fullMessage } from './full.ts'

export type TemplateFieldProps = { field: TemplateField; value: FieldValue | undefined; onChange(value: FieldValue): void; error?: string | undefined; readOnly?: boolean }

export function TemplateFieldControl({ field, value, onChange, error, readOnly = false }: TemplateFieldProps) {
  if (field.type === 'list') return <ListField field={field} value={value} onChange={onChange} error={error} readOnly={readOnly} />
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  return (
    <Field label={field.label} help={field.help} error={error ?? fullMessage(value)} required={field.required}>
      {(wiring) => {
        if (field.type === 'multiline') return <textarea {...wiring} className="input" rows={2} maxLength={FIELD_LIMITS.text} value={text} readOnly={readOnly} onChange={(event) => onChange(event.target.value)} />
        if (field.type === 'choice')
          return (
            <select {...wiring} className="input" value={text} disabled={readOnly} onChange={(event) => onChange(event.target.value)}>
              {!(field.choices ?? []).includes(text) && <option value={text}>{text === '' ? 'Choose…' : text}</option>}
              {(field.choices ?? []).map((choice) => (
                <option key={choice}>{choice}</option>
              ))}
            </select>
          )
        return <input {...wiring} className="input" type={field.type === 'date' ? 'date' : 'text'} maxLength={FIELD_LIMITS.text} value={text} readOnly={readOnly} onChange={(event) => onChange(event.target.value)} />
      }}
    </Field>
  )
}

type Entry = string | Record<string, string>

function ListField({ field, value, onChange, error, readOnly = false }: TemplateFieldProps) {
  const id = useId()
  const entries: readonly Entry[] = Array.isArray(value) ? value : []
  const columns = field.columns ?? null
  const message = error ?? fullMessage(value)
  const write = (next: readonly Entry[]) => onChange([...next])
  const replace = (index: number, entry: Entry) => write(entries.map((old, at) => (at === index ? entry : old)))
  return (
    <fieldset className="form-field field-list" aria-describedby={field.help === undefined ? undefined : `${id}-help`} data-invalid={message !== undefined || undefined}>
      <legend className="field-label">
        {field.label}
        {field.required && <span className="field-required"> (required)</span>}
      </legend>
      {field.help !== undefined && (
        <p className="field-help" id={`${id}-help`}>
          {field.help}
        </p>
      )}
      {entries.map((entry, index) => (
        // An entry has no id of its own: it is its place in the list.
        <div className="field-row" key={index}>
          {columns === null ? (
            <input className="input" maxLength={FIELD_LIMITS.text} aria-label={`${field.label} ${index + 1}`} value={typeof entry === 'string' ? entry : ''} readOnly={readOnly} onChange={(event) => replace(index, event.target.value)} />
          ) : (
            columns.map((column) => (
              <input
                key={column.name}
                className="input"
                maxLength={FIELD_LIMITS.text}
                placeholder={column.label}
                aria-label={`${column.label}, ${field.label} ${index + 1}`}
                value={typeof entry === 'string' ? '' : (entry[column.name] ?? '')}
                readOnly={readOnly}
                onChange={(event) => replace(index, { ...(typeof entry === 'string' ? {} : entry), [column.name]: event.target.value })}
              />
            ))
          )}
          {!readOnly && (
            <IconButton label={`Remove ${field.label} ${index + 1}`} onClick={() => write(entries.filter((_, at) => at !== index))}>
              <X aria-hidden size={16} />
            </IconButton>
          )}
        </div>
      ))}
      {!readOnly && (
        <Button look="quiet" disabled={entries.length >= FIELD_LIMITS.entries} onClick={() => write([...entries, columns === null ? '' : {}])}>
          <Plus aria-hidden size={16} />
          Add to {field.label.toLowerCase()}
        </Button>
      )}
      {message !== undefined && <p className="field-error">{message}</p>}
    </fieldset>
  )
}

/** True when a required field has nothing in it. */
export function isBlank(value: FieldValue | undefined): boolean {
  if (value === undefined) return true
  if (typeof value === 'string') return value.trim() === ''
  return Array.isArray(value) && value.every((entry) => (typeof entry === 'string' ? entry.trim() === '' : Object.values(entry).every((text) => text.trim() === '')))
}
