/** The fields of the brief (to, from, date …) as a form over the page, live: what a colleague writes appears as they write it. */
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type * as Y from 'yjs'
import type { FieldValue } from '#model/brief.ts'
import type { TemplateField } from '#model/template.ts'
import { fieldsOf, readFields } from '#model/ydoc.ts'
import { dayLine } from '../ui/source-label.ts'
import { isBlank, TemplateFieldControl } from '../ui/template-field.tsx'
import { count } from '../ui/words.ts'
import { useMapChanges } from './hooks.ts'

/** What a brief without a template can still say of itself. */
const PLAIN_FIELDS: readonly TemplateField[] = [
  { name: 'subject', type: 'text', label: 'Subject', help: 'The title, unless you say otherwise.', required: false },
  { name: 'date', type: 'date', label: 'Date', required: false },
  { name: 'marking', type: 'text', label: 'Marking', help: 'Printed at the top and foot of each page.', required: false },
]

export function FieldsStrip({ ydoc, fields, canWrite }: { ydoc: Y.Doc; fields: readonly TemplateField[] | null; canWrite: boolean }) {
  const map = fieldsOf(ydoc)
  useMapChanges(map)
  const [open, setOpen] = useState(false)
  const shown = (fields ?? PLAIN_FIELDS).filter(({ name }) => name !== 'title')
  const values = readFields(ydoc)
  const blank = shown.filter((field) => field.required && isBlank(values[field.name]))
  const write = (name: string, value: FieldValue) => ydoc.transact(() => map.set(name, value))
  if (shown.length === 0) return null
  return (
    <section className="fields-strip" aria-label="Memo details">
      <button type="button" className="fields-toggle" aria-expanded={open} aria-controls="memo-details" onClick={() => setOpen(!open)}>
        <ChevronRight aria-hidden size={17} />
        <span className="fields-name">Memo details</span>
        {!open && <span className="fields-preview">{preview(shown, values)}</span>}
        {blank.length > 0 && <span className="fields-blank">{count(blank.length, 'required field')} empty</span>}
      </button>
      {open && (
        <div className="fields-form form" id="memo-details">
          {shown.map((field) => (
            <TemplateFieldControl key={field.name} field={field} value={values[field.name]} readOnly={!canWrite} onChange={(value) => write(field.name, value)} />
          ))}
        </div>
      )}
    </section>
  )
}

/** The first few answers, so that the closed strip still says what the memo is. */
function preview(shown: readonly TemplateField[], values: Record<string, FieldValue>): string {
  return shown
    .map(({ name }) => values[name])
    .filter((value): value is string => typeof value === 'string' && value.trim() !== '')
    .map(dayLine)
    .slice(0, 4)
    .join(' · ')
}
