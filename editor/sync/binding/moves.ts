/**
 * Letters that changed places. Yjs cannot move: what a split, a join or a drag moves is deleted there and written anew here. So that it is known to be the same
 * text, the new XmlText says in an attribute which letters its own first letters were: `[client, clock, length, …]`, in order; client -1 is no one's.
 *
 * An XmlText with that attribute begins with one uncut insertion, so that letter i of it is (its client, its own clock + 1 + i), for ever.
 */
import type { Node } from 'prosemirror-model'
import * as Y from 'yjs'
import { formatOf, lengthInText, SOURCE, type TextPart, toYText } from '#model/ybody.ts'

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
        if (gone.some(({ client }) => client !== NOBODY)) text.setAttribute(SOURCE, gone.flatMap(({ client, clock, length }) => [client, clock, length]))
      }
    },
  }
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
