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
  encode(): Uint8Array
}

/** Of an empty brief, or as `encode` wrote it. */
export function createWatch(encoded?: Uint8Array): Watch {
  const head = createSpans(encoded)
  const holds = (id: Y.ID) => head.meets([id.client, id.clock, id.clock + 1])
  const belongs = (item: Y.Item): boolean => {
    const beside = item.origin ?? item.rightOrigin
    if (beside) return holds(beside)
    // As it is decoded: a name, or the id of the item that holds the type.
    const parent = item.parent as unknown
    return typeof parent === 'string' ? parent === FIELDS || parent === INFO : parent instanceof Y.ID && holds(parent)
  }
  return {
    see({ structs, extent }) {
      let touched = extent.deletes.some((span) => head.meets(span))
      let open = structs.filter((struct): struct is Y.Item => struct instanceof Y.Item)
      // Within one update an item may stand before the one it is beside: again until nothing is found any more.
      for (let found = true; found && open.length > 0; ) {
        const rest = open.filter((item) => {
          if (!belongs(item)) return true
          head.add(spanOf(item))
          return false
        })
        found = rest.length < open.length
        touched ||= found
        open = rest
      }
      return touched
    },
    encode: head.encode,
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
