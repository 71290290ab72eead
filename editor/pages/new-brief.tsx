/** A new brief in two steps: choose a template, then answer only what it must know. */
import { ArrowLeft, CircleAlert, FileText } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import type { TemplateSummary } from '#model/api.ts'
import type { FieldValue } from '#model/brief.ts'
import type { TemplateField } from '#model/template.ts'
import { ApiProblem, sentenceFor } from '../api.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { useLoad } from '../ui/load.ts'
import { useNavigation } from '../ui/navigation.tsx'
import { Failure, Waiting } from '../ui/notice.tsx'
import { useSession } from '../ui/session.tsx'
import { isBlank, TemplateFieldControl } from '../ui/template-field.tsx'
import { kindName } from '../ui/words.ts'

/** `null` is a blank brief. */
type Choice = TemplateSummary | null

export function NewBriefDialog({ onClose }: { onClose(): void }) {
  const { api } = useSession()
  const templates = useLoad('templates', () => api.templates())
  const [choice, setChoice] = useState<Choice | undefined>(undefined)
  const chosen = choice !== undefined
  return (
    <Dialog
      open
      onClose={onClose}
      size="large"
      title={chosen ? (choice?.title ?? 'Blank brief') : 'New brief'}
      description={chosen ? 'Only what the form cannot do without. Everything else can wait until you write.' : 'Choose the form your readers expect.'}
    >
      {choice !== undefined ? (
        <Answers template={choice} onBack={() => setChoice(undefined)} />
      ) : (
        <div className="dialog-body">
          {templates.state === 'loading' && <Waiting what="Fetching the templates…" />}
          {templates.state === 'failed' && <Failure error={templates.error} retry={templates.reload} />}
          {templates.state === 'ready' && <Gallery templates={templates.value} onChoose={setChoice} />}
        </div>
      )}
    </Dialog>
  )
}

function Gallery({ templates, onChoose }: { templates: readonly TemplateSummary[]; onChoose(choice: Choice): void }) {
  return (
    <ul className="gallery">
      {templates.map((template) => (
        <li key={template.id}>
          <button type="button" className="gallery-card" onClick={() => onChoose(template)}>
            <span className="gallery-sheet" data-paper={template.paper} aria-hidden>
              <i />
              <i />
              <i />
              <i />
            </span>
            <span>
              <span className="gallery-title">{template.title}</span>
              <span className="gallery-text">{template.description}</span>
              <span className="gallery-facts">
                {kindName(template.kind)} · {template.paper === 'a4' ? 'A4' : 'Letter'}
              </span>
            </span>
          </button>
        </li>
      ))}
      <li>
        <button type="button" className="gallery-card" onClick={() => onChoose(null)}>
          <span className="gallery-sheet" aria-hidden>
            <FileText size={22} />
          </span>
          <span>
            <span className="gallery-title">Blank brief</span>
            <span className="gallery-text">An empty page with a title, for notes that need no form.</span>
          </span>
        </button>
      </li>
    </ul>
  )
}

type Values = Record<string, FieldValue>

function Answers({ template, onBack }: { template: Choice; onBack(): void }) {
  const { api } = useSession()
  const { go } = useNavigation()
  const asked = (template?.fields ?? []).filter((field) => field.required && field.name !== 'title')
  const [title, setTitle] = useState('')
  const [values, setValues] = useState<Values>(() => Object.fromEntries(asked.map((field) => [field.name, startValue(field)])))
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [failed, setFailed] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const found = blanks(title, asked, values)
    setErrors(found)
    if (Object.keys(found).length > 0) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[data-invalid] :is(input, textarea, select, button)')?.focus())
      return
    }
    setBusy(true)
    setFailed(null)
    try {
      const id = await api.createDocument({ title: title.trim(), ...(template === null ? {} : { template: template.id, fields: values }) })
      go({ page: 'brief', id })
    } catch (error) {
      const places = error instanceof ApiProblem ? faultsByField(error, new Set(['title', ...asked.map((field) => field.name)])) : {}
      setErrors(places)
      setFailed(Object.keys(places).length > 0 ? null : sentenceFor(error))
      setBusy(false)
    }
  }

  return (
    <form ref={form} className="dialog-form" noValidate onSubmit={submit}>
      <div className="dialog-body form">
        {failed !== null && (
          <div className="notice" data-kind="danger" role="alert">
            <CircleAlert aria-hidden size={18} />
            <p>{failed}</p>
          </div>
        )}
        <Field label="Title" help="What the brief is about, in a line. You can change it any time." error={errors['title']} required>
          {(wiring) => <input {...wiring} className="input" name="title" maxLength={300} autoFocus value={title} onChange={(event) => setTitle(event.target.value)} />}
        </Field>
        {asked.map((field) => (
          <TemplateFieldControl key={field.name} field={field} value={values[field.name]} error={errors[field.name]} onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))} />
        ))}
      </div>
      <footer className="dialog-foot">
        <Button look="quiet" onClick={onBack}>
          <ArrowLeft aria-hidden size={16} />
          Other template
        </Button>
        <Button look="primary" type="submit" disabled={busy}>
          {busy ? 'Making the brief…' : 'Make the brief'}
        </Button>
      </footer>
    </form>
  )
}

function startValue(field: TemplateField): FieldValue {
  if (field.default !== undefined) return Array.isArray(field.default) ? [...field.default] : field.default
  if (field.type === 'list') return [field.columns ? {} : '']
  if (field.type === 'date') return today()
  return ''
}

/** The day where the person is, as ISO 8601. */
function today(): string {
  const now = new Date()
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`
}

function blanks(title: string, asked: readonly TemplateField[], values: Values): Record<string, string> {
  const found: Record<string, string> = {}
  if (title.trim() === '') found['title'] = 'Give the brief a title.'
  for (const field of asked) if (isBlank(values[field.name])) found[field.name] = `${field.label} is needed for this form.`
  return found
}

/** The server names places as /title or /fields/<name>. Empty when any fault is about something this form does not show. */
function faultsByField(problem: ApiProblem, shown: ReadonlySet<string>): Record<string, string> {
  const found: Record<string, string> = {}
  for (const { pointer, detail } of problem.faults) {
    const name = /^\/(?:fields\/)?([A-Za-z0-9_]+)/.exec(pointer)?.[1]
    if (name === undefined || !shown.has(name)) return {}
    found[name] = detail
  }
  return found
}
