/**
 * A brief inside a Y.Doc: the names of its parts, and the way there and back.
 *
 * The layout of `body` is y-prosemirror's (an element for a node, one XmlText for a run of text, marks as text attributes), so that any
 * y-prosemirror tool can read our documents; `tests/model/ydoc.test.ts` holds it against y-prosemirror itself.
 */
import * as Y from 'yjs'
import type { Brief, BriefInfo, FieldValue } from './brief.ts'
import { briefInfo, fieldFromLog, fieldName } from './brief.ts'
import { type FactRecord, factRecord } from './fact.ts'
import { isNodeName, SCHEMA_VERSION, schema } from './schema.ts'
import { bodyFromLog, type MarkJson, type NodeJson, openUnknown } from './unknown.ts'

export const BODY = 'body'
export const FIELDS = 'fields'
export const FACTS = 'facts'
export const INFO = 'info'

/** The client id the server seeds every new brief with. No one else ever writes under it. */
export const SEED_CLIENT_ID = 1

/** y-prosemirror appends a hash to the name of a mark that may overlap itself. */
const OVERLAP_SUFFIX = /--[a-zA-Z0-9+/=]{8}$/

export const bodyOf = (ydoc: Y.Doc): Y.XmlFragment => ydoc.getXmlFragment(BODY)
export const fieldsOf = (ydoc: Y.Doc): Y.Map<unknown> => ydoc.getMap(FIELDS)
export const factsOf = (ydoc: Y.Doc): Y.Map<unknown> => ydoc.getMap(FACTS)
export const infoOf = (ydoc: Y.Doc): Y.Map<unknown> => ydoc.getMap(INFO)

/** The title is a Y.Text, so that two people can type in it; null only before the brief has arrived. */
export function titleOf(ydoc: Y.Doc): Y.Text | null {
  const title = fieldsOf(ydoc).get('title')
  return title instanceof Y.Text ? title : null
}

/** The first update of a brief: everything in one transaction under the seed's client id. */
export function seedUpdate(brief: Brief): Uint8Array {
  const ydoc = new Y.Doc()
  ydoc.clientID = SEED_CLIENT_ID
  writeBrief(ydoc, brief)
  const update = Y.encodeStateAsUpdate(ydoc)
  ydoc.destroy()
  return update
}

/** Writes a brief into an empty Y.Doc in one transaction. */
export function writeBrief(ydoc: Y.Doc, brief: Brief): void {
  ydoc.transact(() => {
    for (const [key, value] of Object.entries(brief.info)) if (value !== undefined) infoOf(ydoc).set(key, value)
    for (const [name, value] of Object.entries(brief.fields)) fieldsOf(ydoc).set(name, name === 'title' ? new Y.Text(String(value)) : value)
    for (const [id, record] of Object.entries(brief.facts)) factsOf(ydoc).set(id, record)
    const json = openUnknown(brief.body.toJSON() as NodeJson)
    bodyOf(ydoc).insert(0, toYChildren(json.content ?? []))
  })
}

/**
 * The brief a Y.Doc holds. Entries that do not decode (a peer may write anything into the maps) are left out, never repaired;
 * what the schema does not know or can't take becomes an opaque atom.
 */
export function readBrief(ydoc: Y.Doc): Brief {
  return { info: readInfo(ydoc), fields: readFields(ydoc), facts: readFacts(ydoc), body: bodyFromLog(readBody(ydoc)) }
}

export function readInfo(ydoc: Y.Doc): BriefInfo {
  const result = briefInfo.safeParse(Object.fromEntries(infoOf(ydoc).entries()))
  return result.success ? result.data : { schema: SCHEMA_VERSION, template: null, kind: 'note' }
}

/** The values of all fields; `title` as plain text. */
export function readFields(ydoc: Y.Doc): Record<string, FieldValue> {
  const fields: Record<string, FieldValue> = { title: '' }
  for (const [name, value] of fieldsOf(ydoc).entries()) {
    if (!fieldName.safeParse(name).success) continue
    const read = fieldFromLog(value instanceof Y.Text ? value.toString() : value)
    if (read !== undefined) fields[name] = read
  }
  return fields
}

export function readFacts(ydoc: Y.Doc): Record<string, FactRecord> {
  const facts: Record<string, FactRecord> = {}
  for (const [id, value] of factsOf(ydoc).entries()) {
    const result = factRecord.safeParse(value)
    if (result.success && result.data.id === id) facts[id] = result.data
  }
  return facts
}

/** The body as ProseMirror JSON, unknown nodes and marks as they are. */
export function readBody(ydoc: Y.Doc): NodeJson {
  return { type: 'doc', content: bodyOf(ydoc).toArray().flatMap((child) => fromYChild(child, 0)) }
}

/** What is nested deeper than any client would nest it is left out, so that no walk runs out of stack. */
const MAX_RAW_DEPTH = 500

function fromYChild(child: Y.XmlElement | Y.XmlText | Y.XmlHook, depth: number): NodeJson[] {
  if (child instanceof Y.XmlText) return fromYText(child)
  if (!(child instanceof Y.XmlElement) || depth > MAX_RAW_DEPTH) return []
  const attrs = child.getAttributes() as Record<string, unknown>
  const content = child.toArray().flatMap((grandchild) => fromYChild(grandchild as Y.XmlElement | Y.XmlText, depth + 1))
  return [
    {
      type: child.nodeName,
      ...(Object.keys(attrs).length > 0 ? { attrs } : {}),
      ...(content.length > 0 ? { content } : {}),
    },
  ]
}

type Delta = { insert: unknown; attributes?: Record<string, unknown> }

function fromYText(text: Y.XmlText): NodeJson[] {
  return (text.toDelta() as Delta[]).flatMap(({ insert, attributes }) => {
    if (typeof insert !== 'string' || insert.length === 0) return []
    const marks = Object.entries(attributes ?? {}).map(([name, attrs]) => toMark(name, attrs))
    return [{ type: 'text', text: insert, ...(marks.length > 0 ? { marks } : {}) }]
  })
}

function toMark(name: string, attrs: unknown): MarkJson {
  const type = name.replace(OVERLAP_SUFFIX, '')
  return typeof attrs === 'object' && attrs !== null && Object.keys(attrs).length > 0 ? { type, attrs: attrs as Record<string, unknown> } : { type }
}

function toYChildren(nodes: readonly NodeJson[]): (Y.XmlElement | Y.XmlText)[] {
  const children: (Y.XmlElement | Y.XmlText)[] = []
  let run: NodeJson[] = []
  const closeRun = () => {
    if (run.length > 0) children.push(toYText(run))
    run = []
  }
  for (const node of nodes) {
    if (node.type === 'text') run.push(node)
    else {
      closeRun()
      children.push(toYElement(node))
    }
  }
  closeRun()
  return children
}

function toYText(run: readonly NodeJson[]): Y.XmlText {
  const text = new Y.XmlText()
  text.applyDelta(
    run.map((node) => ({ insert: node.text ?? '', attributes: Object.fromEntries((node.marks ?? []).map((mark) => [mark.type, mark.attrs ?? {}])) })),
  )
  return text
}

/** `Y.XmlElement` is typed for text attributes only; y-prosemirror stores numbers, lists and records too. */
type AnyAttributes = { setAttribute(name: string, value: unknown): void }

function toYElement(node: NodeJson): Y.XmlElement {
  const element = new Y.XmlElement(node.type)
  const defaults = Object.entries(isNodeName(node.type) ? (schema.nodes[node.type].spec.attrs ?? {}) : {}).map(([name, spec]) => [name, spec.default])
  for (const [name, value] of Object.entries({ ...Object.fromEntries(defaults), ...node.attrs })) {
    if (value !== null && value !== undefined) (element as unknown as AnyAttributes).setAttribute(name, value)
  }
  if (node.content) element.insert(0, toYChildren(node.content))
  return element
}
