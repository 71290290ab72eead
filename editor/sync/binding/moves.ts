/**
 * Letters that changed places. Yjs cannot move: what a split, a join or a drag moves is deleted there and written anew here. So that it is known to be the same
 * text, the new XmlText says in an attribute which letters its own first letters were when they were typed (their roots), and what its writer knew of the
 * others: `[client, clock, length, …]`, in order; client -1 is no one's letter, length 0 says "of this client I know everything before this clock" (of client -1:
 * as much in all, which puts moves in an order that is the same for everyone and never has a move before one it knew).
 *
 * An XmlText with that attribute begins with one uncut insertion, so that letter i of it is (its client, its own clock + 1 + i), for ever.
 */
import type { Node } from 'prosemirror-model'
import * as Y from 'yjs'
import { lengthInText, SOURCE, type TextPart, toDelta, toYText } from '#model/ybody.ts'

/** Letters [clock, clock + length) of a client; client -1 for letters that were not moved. */
export type Run = { client: number; clock: number; length: number }

/** Where the first letters of a text come from; `known` is what its writer had of whom, `age` how much in all. */
export type Source = { runs: readonly Run[]; known: ReadonlyMap<number, number>; age: number }

export const NOBODY = -1

export type Moves = {
  /** A new text of these pieces, whose letters were `runs` (as many in all) of the texts `from`. */
  text(pieces: readonly Node[], runs: readonly Run[], from: readonly Y.XmlText[]): Y.XmlText
  /** Once all is written: says it of those texts whose letters are really gone from where they were. */
  seal(): void
}

export function createMoves(): Moves {
  const made: { text: Y.XmlText; runs: readonly Run[]; from: readonly Y.XmlText[] }[] = []
  return {
    text(pieces, runs, from) {
      const deltas = pieces.map(toDelta)
      const letters = deltas.map(({ insert }) => insert)
      if (from.length === 0 || !letters.every((insert) => typeof insert === 'string')) return toYText(pieces)
      const text = new Y.XmlText()
      if (letters.length > 0) text.insert(0, letters.join(''))
      if (deltas.some(({ attributes }) => Object.keys(attributes).length > 0)) text.applyDelta(deltas.map(({ insert, attributes }) => ({ retain: (insert as string).length, attributes })))
      made.push({ text, runs, from })
      return text
    },
    seal() {
      for (const { text, runs, from } of made) {
        const { doc } = text
        if (!doc) continue
        const gone = runs.flatMap((run) => (run.client === NOBODY ? [run] : whatIsGone(doc, run)))
        if (gone.length > 0 && gone.every(({ client }) => client === NOBODY)) continue
        const roots = gone.flatMap((run) => (run.client === NOBODY ? [run] : rootsOf(doc, run)))
        setSource(text, roots, [...roots.map(({ client }) => client), ...from.flatMap(clientsOf)])
      }
    },
  }
}

/** Says of a new text where its letters come from, and that all that is here of these clients was known. */
export function setSource(text: Y.XmlText, roots: readonly Run[], clients: readonly number[]): void {
  const { doc } = text
  if (!doc) throw new RangeError('the text stands in no document')
  const known = [...new Set(clients)].filter((client) => client !== NOBODY).map((client) => ({ client, clock: Y.getState(doc.store, client), length: 0 }))
  let age = 0
  for (const client of doc.store.clients.keys()) age += Y.getState(doc.store, client)
  text.setAttribute(SOURCE, [...roots, ...known, { client: NOBODY, clock: age, length: 0 }].flatMap(({ client, clock, length }) => [client, clock, length]))
}

/** Whoever wrote in a text, or is known of by it. */
function clientsOf(text: Y.XmlText): number[] {
  const clients = new Set<number>(sourceOf(text)?.known.keys())
  for (let item = text._start; item !== null; item = item.right) clients.add(item.id.client)
  return [...clients]
}

/** The run with what still stands taken out. */
function whatIsGone(doc: Y.Doc, run: Run): Run[] {
  return alongItems(doc, run).map(({ item, part }) => (item.deleted ? part : { client: NOBODY, clock: 0, length: part.length }))
}

/** The run cut at the borders of the structs that hold it. */
export function alongItems(doc: Y.Doc, { client, clock, length }: Run): { item: Y.Item | Y.GC; part: Run }[] {
  const found: { item: Y.Item | Y.GC; part: Run }[] = []
  const end = Math.min(clock + length, Y.getState(doc.store, client))
  for (let at = clock; at < end; ) {
    const item = Y.getItem(doc.store, Y.createID(client, at)) as Y.Item | Y.GC
    const next = Math.min(end, item.id.clock + item.length)
    found.push({ item, part: { client, clock: at, length: next - at } })
    at = next
  }
  return found
}

/** What the letters were when they were typed: themselves, or what the text they stand in says of them. */
export function rootsOf(doc: Y.Doc, run: Run): Run[] {
  return alongItems(doc, run).flatMap(({ item, part }) => {
    const text = item instanceof Y.Item ? item.parent : null
    const source = text instanceof Y.XmlText ? sourceOf(text) : null
    return source === null || !(text instanceof Y.XmlText) ? [part] : rootsIn(text, source, part)
  })
}

function rootsIn(text: Y.XmlText, source: Source, run: Run): Run[] {
  const first = firstLetter(text)
  if (run.client !== first.client) return [run]
  const roots: Run[] = []
  let start = first.clock
  let done = run.clock
  const end = run.clock + run.length
  for (const { client, clock, length } of source.runs) {
    const from = Math.max(done, start)
    const to = Math.min(end, start + length)
    if (to > from && client !== NOBODY) {
      if (from > done) roots.push({ client: run.client, clock: done, length: from - done })
      roots.push({ client, clock: clock + from - start, length: to - from })
      done = to
    }
    start += length
  }
  if (done < end) roots.push({ client: run.client, clock: done, length: end - done })
  return roots
}

/** The id of the first letter of a text that was moved. */
export function firstLetter(text: Y.XmlText): Y.ID {
  const { client, clock } = text._item!.id
  return Y.createID(client, clock + 1)
}

const read = new WeakMap<Y.XmlText, Source | null>()

/** What a text says of where its letters come from, also when it has just been deleted; null when it says nothing or nothing sound. It is said once and never changes. */
export function sourceOf(text: Y.XmlText): Source | null {
  const known = read.get(text)
  if (known !== undefined) return known
  const content = text._map.get(SOURCE)?.content
  if (!(content instanceof Y.ContentAny) || text._item === null) return null
  const source = decode(content.arr.at(-1))
  read.set(text, source)
  return source
}

function decode(value: unknown): Source | null {
  if (!Array.isArray(value) || value.length % 3 !== 0 || !value.every((entry) => Number.isSafeInteger(entry) && (entry as number) >= NOBODY)) return null
  const numbers = value as number[]
  const runs: Run[] = []
  const known = new Map<number, number>()
  for (let at = 0; at < numbers.length; at += 3) {
    const [client, clock, length] = numbers.slice(at, at + 3) as [number, number, number]
    if (clock < 0 || length < 0) return null
    if (length === 0) known.set(client, clock)
    else runs.push({ client, clock, length })
  }
  const age = known.get(NOBODY) ?? 0
  known.delete(NOBODY)
  return { runs, known, age }
}

/** Whose letters tokens [from, to) of a text are. */
export function runsOf(part: TextPart, from: number, to: number): Run[] {
  const start = offsetOf(part.nodes, from)
  const end = offsetOf(part.nodes, to)
  const runs: Run[] = []
  let offset = 0
  for (let item = part.type._start; item !== null && offset < end; item = item.right) {
    if (item.deleted || !item.countable) continue
    const first = Math.max(start, offset)
    const last = Math.min(end, offset + item.length)
    if (last > first) runs.push({ client: item.id.client, clock: item.id.clock + first - offset, length: last - first })
    offset += item.length
  }
  return runs
}

/** The length in the XmlText of the first `tokens` tokens. */
export function offsetOf(nodes: readonly Node[], tokens: number): number {
  let left = tokens
  let offset = 0
  for (const node of nodes) {
    if (left <= 0) break
    offset += node.isText ? Math.min(left, node.nodeSize) : lengthInText(node)
    left -= node.nodeSize
  }
  return offset
}
