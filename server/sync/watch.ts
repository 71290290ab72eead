/**
 * Which clocks belong to a brief's head (its fields and info: title, schema version), so that the room looks inside a brief only when one of them changed.
 *
 * An update names the place of an item only when it stands alone; an item beside another is in the place of that one. So the clocks of the head are followed
 * from item to item, exactly as Yjs places them, without a Y.Doc.
 */
import * as Y from 'yjs'
import type { FIELDS as FieldsName, INFO as InfoName } from '#model/ydoc.ts'
import type { Extent, Struct } from './knowledge.ts'
import { createSpans, type Span, type Spans } from './spans.ts'

/** `model/ydoc.ts` names them; the compiler holds these to it, and the compactor's thread need not load it. */
export const FIELDS: typeof FieldsName = 'fields'
export const INFO: typeof InfoName = 'info'

export type Watch = {
  /** Takes an update that adds something; true when it changes the head. */
  see(update: { structs: readonly Struct[]; extent: Extent }): boolean
  /** Characters an update would add to the head's texts (the title is the only one). Takes nothing. */
  textIn(update: { structs: readonly Struct[] }): number
  encode(): Uint8Array
}

/** Of an empty brief, or as `encode` wrote it. */
export function createWatch(encoded?: Uint8Array): Watch {
  const head = createSpans(encoded)
  const holds = (id: Y.ID) => head.meets([id.client, id.clock, id.clock + 1])
  /** The head's items among these. Every item is asked once, however they hang on one another. */
  const headOf = (structs: readonly Struct[]): readonly Y.Item[] => {
    const find = finderOf(structs)
    const known = new Map<Y.Item, boolean>()
    const belongs = (item: Y.Item): boolean => {
      const path: Y.Item[] = []
      let answer = false
      for (let at: Y.Item | null = item; at; ) {
        const before = known.get(at)
        if (before !== undefined) {
          answer = before
          break
        }
        known.set(at, false)
        path.push(at)
        const place = placeOf(at)
        answer = typeof place === 'string' ? place === FIELDS || place === INFO : place !== null && holds(place)
        at = answer || !(place instanceof Y.ID) ? null : find(place)
      }
      for (const one of path) known.set(one, answer)
      return answer
    }
    return structs.filter((struct) => struct instanceof Y.Item).filter(belongs)
  }
  return {
    see({ structs, extent }) {
      const touched = extent.deletes.some((span) => head.meets(span))
      const items = headOf(structs)
      head.addAll(items.map(spanOf))
      return touched || items.length > 0
    },
    textIn: ({ structs }) => headOf(structs).reduce((sum, { content }) => sum + (content instanceof Y.ContentString ? content.getLength() : 0), 0),
    encode: head.encode,
  }
}

/** Where an item stands: beside another, or in what has this name or id. */
function placeOf(item: Y.Item): Y.ID | string | null {
  // As it is decoded.
  const parent = item.parent as unknown
  return item.origin ?? item.rightOrigin ?? (typeof parent === 'string' || parent instanceof Y.ID ? parent : null)
}

/** Finds an item among those of one update: they stand in the order of their clocks, client by client. */
function finderOf(structs: readonly Struct[]): (id: Y.ID) => Y.Item | null {
  const byClient = Map.groupBy(structs, ({ id }) => id.client)
  return ({ client, clock }) => {
    const list = byClient.get(client) ?? []
    let low = 0
    let high = list.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const struct = list[middle]
      if (struct && struct.id.clock + struct.length <= clock) low = middle + 1
      else high = middle
    }
    const found = list[low]
    return found instanceof Y.Item && found.id.clock <= clock ? found : null
  }
}

/** The head's clocks in a Y.Doc. */
export function watchedIn(ydoc: Y.Doc): Uint8Array {
  const head = createSpans()
  for (const name of [FIELDS, INFO]) mark(head, ydoc.getMap(name))
  return head.encode()
}

type Inner = { _start: Y.Item | null; _map: Map<string, Y.Item> }

function mark(head: Spans, type: unknown): void {
  const { _start, _map } = type as Inner
  const take = (item: Y.Item) => {
    head.add(spanOf(item))
    if (item.content instanceof Y.ContentType) mark(head, item.content.type)
  }
  for (let item = _start; item; item = item.right) take(item)
  for (const last of _map.values()) for (let item: Y.Item | null = last; item; item = item.left) take(item)
}

function spanOf(item: Y.Item): Span {
  return [item.id.client, item.id.clock, item.id.clock + item.length]
}
