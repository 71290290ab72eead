/** What a joining client was sent and when: taken down as it comes, understood only afterwards, so that measuring costs the measured time nothing. */
import { createHash } from 'node:crypto'
import * as Y from 'yjs'
import { HISTORY_FIELD } from './trace.ts'

export type Arrivals = {
  take(body: Uint8Array, at: number): void
  bytes(): number
  count(): number
  /** When the last piece came that was needed for this text; null when what came does not make it. */
  completeAt(text: string): number | null
}

/** `complete` remembers the outcome for clients that were sent the very same pieces: 200 of them are read once. */
export function recordArrivals(complete = new Map<string, number | null>()): Arrivals {
  const pieces: { body: Uint8Array; at: number }[] = []
  return {
    take: (body, at) => void pieces.push({ body, at }),
    bytes: () => pieces.reduce((sum, { body }) => sum + body.length, 0),
    count: () => pieces.length,
    completeAt(text) {
      const key = pieces.map(({ body }) => createHash('sha1').update(body).digest('hex')).join(' ')
      const index = complete.has(key) ? (complete.get(key) ?? null) : completingPiece(pieces.map(({ body }) => body), text)
      complete.set(key, index)
      return index === null ? null : (pieces[index]?.at ?? null)
    },
  }
}

function completingPiece(bodies: readonly Uint8Array[], text: string): number | null {
  const ydoc = new Y.Doc()
  for (const [index, body] of bodies.entries()) {
    Y.applyUpdate(ydoc, body)
    if (ydoc.getText(HISTORY_FIELD).length === text.length && ydoc.getText(HISTORY_FIELD).toString() === text) return index
  }
  return null
}
