/**
 * A brief inside a Y.Doc: the names of its parts, and the way there and back.
 *
 * The layout of `body` is y-prosemirror's and stands in `ybody.ts`; `tests/model/ydoc.test.ts` holds it against y-prosemirror itself.
 */
import * as Y from 'yjs'
import type { Brief, BriefInfo, FieldValue } from './brief.ts'
import { briefInfo, fieldFromLog, fieldName } from './brief.ts'
import { type FactRecord, factRecord } from './fact.ts'
import { SCHEMA_VERSION, schema } from './schema.ts'
import { bodyFromLog, type NodeJson, openUnknown } from './unknown.ts'
import { readRoot, toYChildren } from './ybody.ts'

export const BODY = 'body'
export const FIELDS = 'fields'
export const FACTS = 'facts'
export const INFO = 'info'

/** The client id the server seeds every new brief with. No one else ever writes under it. */
export const SEED_CLIENT_ID = 1

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
    bodyOf(ydoc).insert(0, toYChildren(brief.body.content.content))
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
  return openUnknown(readRoot(schema, bodyOf(ydoc)).node.toJSON() as NodeJson)
}
