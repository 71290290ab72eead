/** The answers a template is filled with, and their check against its manifest. A wrong one is refused by its JSON pointer, with what would be right. */
import { type FieldValue, fieldValue } from '#model/brief.ts'
import type { FactRecord } from '#model/fact.ts'
import { readDay } from '#model/field.ts'
import { jsonPointer } from '#model/parse.ts'
import { type Fault, Refusal } from '#model/refusal.ts'
import type { BUILT_IN_FIELDS, TemplateField, TemplateManifest } from '#model/template.ts'

/**
 * A fact for the slots. Where a slot's Markdown says `:fact[words]{ref=KEY}` it is placed there with its citation; one that no text refers
 * to is listed at the end of `slot` (else of `background`, else of the last slot). `record` null: it was optional and not found, and words
 * that refer to it stay without a source.
 */
export type PlacedFact = { key: string; record: FactRecord | null; slot?: string }

/** `fields` by the manifest's names; `slots` are Markdown; a point of `sides` is Markdown or a fact that stands as its own point. */
export type Answers = {
  title: string
  fields?: Readonly<Record<string, FieldValue>>
  slots?: Readonly<Record<string, string>>
  facts?: readonly PlacedFact[]
  argument?: { axis: string; question?: string | undefined; sides: Readonly<Record<string, readonly (string | FactRecord)[]>> }
}

type Type = TemplateField['type']

/** Fields every brief has besides its title, whether the manifest declares them or not. */
const BUILT_IN_TYPES: Readonly<Record<Exclude<(typeof BUILT_IN_FIELDS)[number], 'title'>, Type>> = { subject: 'text', date: 'date', marking: 'text' }

/**
 * The fields of a new brief: the answers, then the manifest's defaults; `subject` defaults to the title. Throws a Refusal `invalid-input`
 * that names each unknown, wrong or missing field.
 */
export function checkFields(manifest: TemplateManifest, title: string, answers: Readonly<Record<string, FieldValue>>): Record<string, FieldValue> {
  const known = new Map<string, TemplateField>(Object.entries(BUILT_IN_TYPES).map(([name, type]) => [name, { name, type, label: name, required: false }]))
  for (const field of manifest.fields) known.set(field.name, field)
  const faults: Fault[] = []
  const fields: Record<string, FieldValue> = { title }
  for (const [name, value] of Object.entries(answers)) {
    const field = known.get(name)
    const wrong = field ? faultOf(field, value) : { path: [], detail: unknown(name, known) }
    if (wrong) faults.push({ pointer: jsonPointer(['fields', name, ...wrong.path]), detail: wrong.detail })
    else fields[name] = value
  }
  for (const field of known.values()) {
    if (!isAbsent(fields[field.name])) continue
    if (field.default !== undefined && !Object.hasOwn(fields, field.name)) fields[field.name] = field.default
    else if (field.required && field.name !== 'title' && !faults.some(({ pointer }) => pointer.startsWith(`/fields/${field.name}`))) {
      faults.push({ pointer: `/fields/${field.name}`, detail: `"${field.label}" is required` })
    }
  }
  const [first] = faults
  if (first) throw new Refusal('invalid-input', `The template "${manifest.id}" at "${first.pointer}": ${first.detail}`, faults)
  return isAbsent(fields['subject']) ? { ...fields, subject: title } : fields
}

function unknown(name: string, known: ReadonlyMap<string, TemplateField>): string {
  if (name === 'title') return 'the title is given beside the fields, not among them'
  return `the template has no field "${name}"; it has ${[...known.keys()].join(', ')}`
}

function isAbsent(value: FieldValue | undefined): boolean {
  return value === undefined || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0)
}

type Wrong = { path: readonly PropertyKey[]; detail: string }

/** An empty answer fits every type: the form was left blank. */
function faultOf(field: TemplateField, value: FieldValue): Wrong | null {
  const bound = fieldValue.safeParse(value)
  if (!bound.success) return { path: bound.error.issues[0]?.path ?? [], detail: `"${field.label}" is not a field's value: ${bound.error.issues[0]?.message ?? ''}` }
  if (field.type === 'list') return listFault(field, value)
  if (typeof value !== 'string') return { path: [], detail: `"${field.label}" is a text` }
  if (value.trim() === '') return null
  if (field.type === 'text' && /[\r\n]/.test(value)) return { path: [], detail: `"${field.label}" is one line` }
  if (field.type === 'date' && !readDay(value)) return { path: [], detail: `"${field.label}" is a day as in 2026-11-22, not "${value}"` }
  if (field.type === 'choice' && !field.choices?.includes(value)) return { path: [], detail: `"${field.label}" is one of ${field.choices?.join(', ') ?? ''}; not "${value}"` }
  return null
}

function listFault(field: TemplateField, value: FieldValue): Wrong | null {
  if (!Array.isArray(value)) return { path: [], detail: `"${field.label}" is a list` }
  const columns = field.columns?.map((column) => column.name)
  for (const [index, entry] of value.entries()) {
    if (columns === undefined && typeof entry !== 'string') return { path: [index], detail: `an entry of "${field.label}" is a text` }
    if (columns === undefined) continue
    if (typeof entry === 'string') return { path: [index], detail: `an entry of "${field.label}" has ${columns.join(', ')}` }
    const stranger = Object.keys(entry).find((name) => !columns.includes(name))
    if (stranger !== undefined) return { path: [index, stranger], detail: `an entry of "${field.label}" has no "${stranger}"; it has ${columns.join(', ')}` }
  }
  return null
}
