/** Clocks by client, as sets of ranges: which are deleted, which belong to the brief's head. Written and read as Yjs writes a delete set. */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { createRanges, type Ranges } from './ranges.ts'

/** Clocks `start` up to `end` (exclusive) of a client. */
export type Span = readonly [client: number, start: number, end: number]

export type Spans = {
  add(span: Span): void
  addAll(spans: readonly Span[]): void
  covers(span: Span): boolean
  /** True when any clock of the span is in the set. */
  meets(span: Span): boolean
  /** An update with nothing but these as its delete set. Yjs's own bytes for the same set. */
  encode(): Uint8Array
}

/** Up to so many are put in one by one; more of them in one pass, which costs as much as the whole set. */
const FEW = 32

/** An empty set, or what `encode` wrote. That is read when something in it is first asked for: whoever only opens a brief asks for nothing but the bytes. */
export function createSpans(encoded?: Uint8Array): Spans {
  const clients = new Map<number, Ranges>()
  let unread = encoded ?? null
  const read = () => {
    const bytes = unread
    if (bytes === null) return
    unread = null
    put(readDeletes(bytes))
  }
  const rangesOf = (client: number): Ranges => {
    let ranges = clients.get(client)
    if (!ranges) clients.set(client, (ranges = createRanges()))
    return ranges
  }
  const add = ([client, start, end]: Span) => rangesOf(client).add(start, end)
  const put = (spans: readonly Span[]) => {
    if (spans.length <= FEW) return spans.forEach(add)
    for (const [client, group] of Map.groupBy(spans, ([of]) => of)) {
      if (group.length <= FEW) group.forEach(add)
      else rangesOf(client).addAll(group.map(([, start, end]) => [start, end]))
    }
  }
  const write = () =>
    encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, 0)
      encoding.writeVarUint(encoder, clients.size)
      // Yjs writes the highest client first.
      for (const [client, ranges] of [...clients].toSorted(([a], [b]) => b - a)) {
        const list = ranges.list()
        encoding.writeVarUint(encoder, client)
        encoding.writeVarUint(encoder, list.length)
        for (const [start, end] of list) {
          encoding.writeVarUint(encoder, start)
          encoding.writeVarUint(encoder, end - start)
        }
      }
    })
  return {
    add(span) {
      read()
      add(span)
    },
    addAll(spans) {
      if (spans.length === 0) return
      read()
      put(spans)
    },
    covers([client, start, end]) {
      read()
      return clients.get(client)?.covers(start, end) ?? start >= end
    },
    meets([client, start, end]) {
      read()
      return clients.get(client)?.meets(start, end) ?? false
    },
    encode: () => unread ?? write(),
  }
}

function readDeletes(update: Uint8Array): Span[] {
  const decoder = decoding.createDecoder(update)
  if (decoding.readVarUint(decoder) !== 0) throw new RangeError('A delete set alone has no structs')
  return Array.from({ length: decoding.readVarUint(decoder) }, () => {
    const client = decoding.readVarUint(decoder)
    return Array.from({ length: decoding.readVarUint(decoder) }, (): Span => {
      const start = decoding.readVarUint(decoder)
      return [client, start, start + decoding.readVarUint(decoder)]
    })
  }).flat()
}
