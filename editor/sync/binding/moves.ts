/**
 * Letters that changed places. Yjs cannot move: what a split, a join or a drag moves is deleted there and written anew here. So that it is known to be the same
 * text, the new XmlText says in an attribute which letters its own first letters were: `[client, clock, length, …]`, in order; client -1 is no one's. A second attribute
 * says how much was known of those who wrote there, so that who wrote more can let it follow (`follow.ts`).
 *
 * An XmlText with that attribute begins with one uncut insertion, so that letter i of it is (its client, its own clock + 1 + i), for ever.
 */
import type { Node } from 'prosemirror-model'
import * as Y from 'yjs'
import { formatOf, lengthInText, SEEN, SOURCE, type TextPart, toYText } from '#model/ybody.ts'

/** Letters [clock, clock + length) of a client; client -1 for letters that were not moved. */
export type Run = { client: number; clock: number; length: number }

export type Moves = {
  /** A new text of these pieces, whose letters were `runs` (of the same length in all). */
  text(pieces: readonly Node[], runs: readonly Run[]): Y.XmlText
  /** Once all is written: says it of those texts whose letters are really gone from where they were. */
  seal(): void
}

export const NOBODY = -1

export function createMoves(): Moves {
  const made: { text: Y.XmlText; runs: readonly Run[] }[] = []
  return {
    text(pieces, runs) {
      if (!pieces.every((piece) => piece.isText) || runs.every(({ client }) => client === NOBODY)) return toYText(pieces)
      const text = new Y.XmlText()
      text.insert(0, pieces.map((piece) => piece.text).join(''))
      if (pieces.some(({ marks }) => marks.length > 0)) text.applyDelta(pieces.map((piece) => ({ retain: piece.nodeSize, attributes: formatOf(piece.marks) })))
      made.push({ text, runs })
      return text
    },
    seal() {
      for (const { text, runs } of made) {
        if (!text.doc) continue
        const { doc } = text
        const gone = runs.flatMap((run) => (run.client === NOBODY ? [run] : whatIsGone(doc, run)))
        if (gone.every(({ client }) => client === NOBODY)) continue
        text.setAttribute(SOURCE, gone.flatMap(({ client, clock, length }) => [client, clock, length]))
        text.setAttribute(SEEN, seenIn(doc, gone))
      }
    },
  }
}

/** How much was known of each who wrote in the texts these letters come from: clocks by client id. */
function seenIn(doc: Y.Doc, runs: readonly Run[]): Record<string, number> {
  const seen: Record<string, number> = {}
  const texts = new Set<Y.AbstractType<unknown>>()
  for (const { client, clock } of runs) {
    const item: unknown = client === NOBODY ? null : Y.getItem(doc.store, Y.createID(client, clock))
    if (item instanceof Y.Item && item.parent instanceof Y.XmlText) texts.add(item.parent as unknown as Y.AbstractType<unknown>)
  }
  for (const text of texts) for (let item = text._start; item !== null; item = item.right) seen[item.id.client] = Y.getState(doc.store, item.id.client)
  return seen
}

export type Source = { runs: readonly Run[]; seen: ReadonlyMap<number, number> }

/** What a text says of where its letters came from; null when it says nothing, or nothing of use (it is input from outside). */
export function sourceOf(text: Y.XmlText): Source | null {
  const source: unknown = text.getAttribute(SOURCE)
  const seen: unknown = text.getAttribute(SEEN)
  if (!Array.isArray(source) || !source.every(Number.isSafeInteger) || typeof seen !== 'object' || seen === null) return null
  const numbers = source as number[]
  const runs: Run[] = []
  for (let at = 0; at + 2 < numbers.length; at += 3) runs.push({ client: numbers[at]!, clock: numbers[at + 1]!, length: numbers[at + 2]! })
  return { runs, seen: new Map(Object.entries(seen).flatMap(([client, clock]) => (Number.isSafeInteger(clock) ? [[Number(client), clock as number]] : []))) }
}

/** The run with what still stands taken out. */
function whatIsGone(doc: Y.Doc, { client, clock, length }: Run): Run[] {
  const runs: Run[] = []
  for (let at = clock; at < clock + length; ) {
    const struct = Y.getItem(doc.store, Y.createID(client, at))
    const end = Math.min(clock + length, struct.id.clock + struct.length)
    runs.push(struct.deleted ? { client, clock: at, length: end - at } : { client: NOBODY, clock: 0, length: end - at })
    at = end
  }
  return runs
}

/** Whose letters tokens [from, to) of a text are. Tokens that are no single letter are nobody's. */
export function runsOf(part: TextPart, from: number, to: number): Run[] {
  const start = offsetOf(part.nodes, from)
  const end = offsetOf(part.nodes, to)
  if (end - start !== to - from) return [{ client: NOBODY, clock: 0, length: to - from }]
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
