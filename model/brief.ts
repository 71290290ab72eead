/**
 * The brief as a value: one JSON shape for `export -o x.json`, `generate -o x.json`, `check`, the PDF attachment and the API.
 *
 * What a newer version wrote and this one can't read becomes an opaque atom that keeps its JSON (`unknown.ts`) and is written back as it was.
 */
import { Node } from 'prosemirror-model'
import { z } from 'zod'
import { factRecord } from './fact.ts'
import { decode, jsonPointer } from './parse.ts'
import { Refusal } from './refusal.ts'
import { SCHEMA_VERSION, schema } from './schema.ts'
import { closeUnknown, MAX_DEPTH, type NodeJson, openUnknown } from './unknown.ts'

export const BRIEF_FORMAT = 'counterpoint-brief/1'

/** Most nodes that JSON from outside may have: far above any memo, far below what would stall a reader. */
export const MAX_NODES = 200_000

/** UTF-16 code units in one text of a field, entries in a list, characters in a column's name. */
export const FIELD_LIMITS = { text: 20_000, entries: 500, column: 60 } as const

const fieldText = z.string().max(FIELD_LIMITS.text)

/** A field's value: text (dates as ISO 8601 days), a yes or no, a number, or a list of texts or of small records of texts. */
export const fieldValue = z.union([fieldText, z.number(), z.boolean(), z.array(z.union([fieldText, z.record(z.string().max(FIELD_LIMITS.column), fieldText)])).max(FIELD_LIMITS.entries)])

export const fieldName = z.string().regex(/^[a-z][A-Za-z0-9_]{0,59}$/, 'a field name starts with a small letter and has letters, digits and _ only')

export const briefInfo = z.object({
  schema: z.number().int().min(1),
  /** "id@rev" of the template it was made with; null for a blank brief. */
  template: z.string().max(100).nullable(),
  kind: z.string().max(60),
  parent: z.string().max(64).optional(),
  edition: z.number().int().min(1).optional(),
})

const briefShape = z.object({
  format: z.literal(BRIEF_FORMAT),
  schema: z.number().int().min(1),
  info: briefInfo,
  fields: z.record(fieldName, fieldValue),
  facts: z.record(z.string().max(64), factRecord),
  body: z.looseObject({ type: z.literal('doc') }),
})

export type FieldValue = z.infer<typeof fieldValue>
/**
 * A field as the log has it: what is longer than a field may be is cut, entries that are none are left out. Undefined when it is no field's value at all.
 * Leaving out the whole field instead would let the next keystroke in its form write over everything.
 */
export function fieldFromLog(value: unknown): FieldValue | undefined {
  if (typeof value === 'string') return clipped(value)
  if (Array.isArray(value)) return value.flatMap(entriesFromLog).slice(0, FIELD_LIMITS.entries)
  return fieldValue.safeParse(value).data
}

function entriesFromLog(entry: unknown): (string | Record<string, string>)[] {
  if (typeof entry === 'string') return [clipped(entry)]
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return []
  return [Object.fromEntries(Object.entries(entry).flatMap(([name, text]) => (name.length <= FIELD_LIMITS.column && typeof text === 'string' ? [[name, clipped(text)]] : [])))]
}

/** Cut between characters, never inside one. */
function clipped(text: string): string {
  if (text.length <= FIELD_LIMITS.text) return text
  const cutsPair = /[\ud800-\udbff]/.test(text.charAt(FIELD_LIMITS.text - 1))
  return text.slice(0, FIELD_LIMITS.text - (cutsPair ? 1 : 0))
}

export type BriefInfo = z.infer<typeof briefInfo>
export type FactRecords = z.infer<typeof briefShape>['facts']

/** `fields.title` is always there. `body` is a `doc` node of the schema. */
export type Brief = { info: BriefInfo; fields: Readonly<Record<string, FieldValue>>; facts: FactRecords; body: Node }

export type BriefJson = { format: typeof BRIEF_FORMAT; schema: number; info: BriefInfo; fields: Record<string, FieldValue>; facts: FactRecords; body: NodeJson }

/** An empty brief with a title, for tests and for a brief without a template. */
export function blankBrief(title: string): Brief {
  return {
    info: { schema: SCHEMA_VERSION, template: null, kind: 'note' },
    fields: { title },
    facts: {},
    body: schema.node('doc', null, [schema.node('paragraph')]),
  }
}

export function briefTitle(brief: Brief): string {
  const title = brief.fields['title']
  return typeof title === 'string' && title.trim() !== '' ? title : 'Untitled brief'
}

export function briefToJson(brief: Brief): BriefJson {
  return {
    format: BRIEF_FORMAT,
    schema: brief.info.schema,
    info: brief.info,
    fields: { ...brief.fields },
    facts: brief.facts,
    body: openUnknown(brief.body.toJSON() as NodeJson),
  }
}

/** Decodes brief JSON from outside. Throws a Refusal `brief-invalid` that names each faulty place by JSON pointer. */
export function briefFromJson(value: unknown): Brief {
  const { info, fields, facts, body } = decode(briefShape, value, 'The brief', 'brief-invalid')
  for (const [key, record] of Object.entries(facts)) {
    if (record.id !== key) throw refuse(`/facts/${key}/id`, `the record's id is "${record.id}", its key is "${key}"`)
  }
  return { info, fields: { title: '', ...fields }, facts, body: bodyFromJson(body as NodeJson) }
}

/** Decodes a ProseMirror document from outside; unknown nodes and marks are closed into opaque atoms, anything else that does not fit is refused with its place. */
export function bodyFromJson(body: NodeJson): Node {
  bound(body, ['body'], 0, { left: MAX_NODES })
  let node: Node
  try {
    node = Node.fromJSON(schema, closeUnknown(body))
  } catch (error) {
    if (error instanceof RangeError) throw refuse('/body', error.message)
    throw error
  }
  try {
    node.check()
  } catch (error) {
    if (error instanceof RangeError) throw refuse(misplaced(node, ['body']), error.message)
    throw error
  }
  return node
}

function refuse(pointer: string, detail: string): Refusal {
  return new Refusal('brief-invalid', `The brief has a fault at "${pointer}": ${detail}`, [{ pointer, detail }])
}

function bound(value: unknown, path: readonly PropertyKey[], depth: number, budget: { left: number }): void {
  if (depth > MAX_DEPTH) throw refuse(jsonPointer(path), `nested deeper than ${MAX_DEPTH} levels`)
  if (--budget.left < 0) throw refuse(jsonPointer(path), `more than ${MAX_NODES} nodes`)
  if (typeof value !== 'object' || value === null) throw refuse(jsonPointer(path), 'a node is an object with a type')
  const { type, content } = value as { type?: unknown; content?: unknown }
  if (typeof type !== 'string') throw refuse(jsonPointer([...path, 'type']), 'a node has a type')
  if (content === undefined) return
  if (!Array.isArray(content)) throw refuse(jsonPointer([...path, 'content']), 'content is a list of nodes')
  content.forEach((child, index) => bound(child, [...path, 'content', index], depth + 1, budget))
}

/** The pointer of the deepest node whose own content or attributes do not fit. */
function misplaced(node: Node, path: readonly PropertyKey[]): string {
  for (let index = 0; index < node.childCount; index++) {
    const child = node.child(index)
    try {
      child.check()
    } catch {
      return misplaced(child, [...path, 'content', index])
    }
  }
  return jsonPointer(path)
}
