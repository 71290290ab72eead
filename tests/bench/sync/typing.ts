/**
 * Typists and the book kept of what they typed. Every keystroke is one Yjs update, and its author and clock in the payload are its number: from them the
 * book knows when it was sent, so that a receiver's clock and contents give latency, what is missing, and what came twice.
 */
import * as Y from 'yjs'

export type Typist = {
  readonly id: number
  /** Types one letter and gives its update and clock. */
  type(): { update: Uint8Array; clock: number }
}

const LETTERS = 'etaoin shrdlu '
const KEYS_IN_PLACE = 40
const READ_KEPT = 256

/** Types in a document of its own, under one client id, and jumps to another place now and then. */
export function createTypist(id: number, random: () => number, field = 'words'): Typist {
  const ydoc = new Y.Doc()
  ydoc.clientID = id
  const text = ydoc.getText(field)
  let update: Uint8Array = new Uint8Array()
  ydoc.on('update', (made: Uint8Array) => {
    update = made
  })
  let clock = 0
  let place = 0
  return {
    id,
    type() {
      if (clock % KEYS_IN_PLACE === KEYS_IN_PLACE - 1) place = Math.floor(random() * (text.length + 1))
      text.insert(place++, LETTERS[clock % LETTERS.length] ?? ' ')
      return { update, clock: clock++ }
    },
  }
}

export type Book = {
  /** An edit is about to be sent at `at`; `counts` false for warming up. */
  typed(author: number, clock: number, at: number, counts: boolean): void
  /** A receiver got this update. What it typed itself does not count. */
  received(receiver: Receiver, update: Uint8Array, at: number): void
  receiver(self: number | null): Receiver
  /** Edits that count. */
  edits(): number
  /** Edits that count and arrived, over all receivers, with the time each took, milliseconds. */
  latencies(): readonly number[]
  /** Arrivals of an edit a receiver had already. */
  repeats(): number
}

/** `next`: by author, the clock the receiver has not seen yet. */
export type Receiver = { readonly self: number | null; readonly next: Map<number, number> }

export function createBook(): Book {
  /** By author, the time of each clock; NaN for one that does not count. */
  const times = new Map<number, number[]>()
  const latencies: number[] = []
  let edits = 0
  let repeats = 0
  /** The same bytes come to every receiver: read once. */
  const read = new Map<string, Letters[]>()
  const lettersIn = (update: Uint8Array): Letters[] => {
    const key = Buffer.from(update.buffer, update.byteOffset, update.length).toString('latin1')
    const known = read.get(key)
    if (known) return known
    const fresh = lettersOf(update)
    if (read.size >= READ_KEPT) read.clear()
    read.set(key, fresh)
    return fresh
  }
  return {
    typed(author, clock, at, counts) {
      const own = times.get(author) ?? []
      times.set(author, own)
      own[clock] = counts ? at : Number.NaN
      if (counts) edits++
    },
    receiver: (self) => ({ self, next: new Map() }),
    received({ self, next }, update, at) {
      for (const { author, from, to } of lettersIn(update)) {
        const own = times.get(author)
        if (author === self || own === undefined) continue
        const seen = next.get(author) ?? 0
        repeats += Math.max(0, Math.min(seen, to) - from)
        for (let clock = Math.max(from, seen); clock < to; clock++) {
          const sent = own[clock]
          if (sent !== undefined && !Number.isNaN(sent)) latencies.push(at - sent)
        }
        next.set(author, Math.max(seen, to))
      }
    },
    edits: () => edits,
    latencies: () => latencies,
    repeats: () => repeats,
  }
}

export type Letters = { author: number; from: number; to: number }

/** Which letters an update carries: clocks `from` up to and without `to`. Gaps announced in a merged update are not letters. */
export function lettersOf(update: Uint8Array): Letters[] {
  return Y.decodeUpdate(update)
    .structs.filter((struct) => !(struct instanceof Y.Skip))
    .map(({ id, length }) => ({ author: id.client, from: id.clock, to: id.clock + length }))
}
