/**
 * Words of an earlier session, kept on this device, that come too late: the block they were written in has been deleted or moved, and Yjs drops what is put into
 * what is gone. Nobody can have deleted them on purpose, since nobody knew them: they are put back as lines of their own.
 */
import * as Y from 'yjs'
import { schema } from '#model/schema.ts'
import { bodyOf } from '#model/ydoc.ts'
import { SOURCE, toYElement } from '#model/ybody.ts'

/** Words that stood beside each other, and the letter before the first. */
type Words = { text: string; behind: Y.ID | null; last: Y.ID }

/** Applies an update and puts back what was lost in doing so, as a change of this tab. */
export function applyLate(ydoc: Y.Doc, update: Uint8Array, apply: (update: Uint8Array) => void): void {
  const { structs, ds } = Y.decodeUpdate(update)
  const fresh = structs.filter((struct): struct is Y.Item => struct instanceof Y.Item && struct.content instanceof Y.ContentString && struct.id.clock >= Y.getState(ydoc.store, struct.id.client))
  apply(update)
  const lost: Words[] = []
  for (const { id, length, origin, content } of fresh) {
    if (id.clock + length > Y.getState(ydoc.store, id.client) || Y.isDeleted(ds, id) || !Y.getItem(ydoc.store, id).deleted) continue
    const text = (content as Y.ContentString).str
    const last = Y.createID(id.client, id.clock + length - 1)
    const before = lost.at(-1)
    if (before && origin && Y.compareIDs(origin, before.last)) Object.assign(before, { text: before.text + text, last })
    else lost.push({ text, behind: origin, last })
  }
  if (lost.length === 0) return
  ydoc.transact(() => {
    for (const { text, behind } of lost) bodyOf(ydoc).insert(placeBehind(ydoc, behind), [toYElement(schema.nodes.paragraph.create(null, schema.text(text)))])
  })
}

/** The index in the body behind the block that the letter was moved to; the end when it is nowhere. */
function placeBehind(ydoc: Y.Doc, letter: Y.ID | null): number {
  const body = bodyOf(ydoc)
  const at = letter ? body.toArray().findIndex((block) => holds(block, letter)) : -1
  return at < 0 ? body.length : at + 1
}

function holds(type: unknown, { client, clock }: Y.ID): boolean {
  if (type instanceof Y.XmlText) {
    const source: unknown = type.getAttribute(SOURCE)
    if (!Array.isArray(source)) return false
    for (let at = 0; at + 2 < source.length; at += 3) if (source[at] === client && clock >= source[at + 1] && clock < source[at + 1] + source[at + 2]) return true
    return false
  }
  return type instanceof Y.XmlElement && type.toArray().some((child) => holds(child, { client, clock }))
}
