/** Which texts hold letters that were moved there, by the roots of those letters: where a letter is now that is no longer where it was typed. */
import * as Y from 'yjs'
import { firstLetter, NOBODY, type Run, type Source, sourceOf } from './moves.ts'

/** Letters of `text` from `letter` on are the roots [clock, clock + length). */
type Entry = { clock: number; length: number; letter: number; text: Y.XmlText; source: Source }

/** `known`: of whom they knew how much. */
export type Mover = { client: number; known: ReadonlyMap<number, number> }

export type Where = 'elsewhere' | 'gone' | 'nowhere'

export type Copies = {
  /** Takes note of a text, once; true when it is new and holds moved letters. */
  note(text: Y.XmlText): boolean
  isEmpty(): boolean
  /** The letter that this root is now, in a text that stands: one that stands itself if there is one, else the latest that was deleted. Null when it was never moved, or there is no such text. */
  now(root: Y.ID): Y.ID | null
  /** The run of roots, letters of `text`, cut by where they are: in another text that stands, in one that is gone to which they were moved from there, or in none. Texts `except` are left out. */
  whereabouts(run: Run, text: Y.XmlText, except: unknown): { run: Run; where: Where }[]
  /** Who moved the letter of this root on from `text`, and what they knew; the last first. */
  movers(root: Y.ID, text: Y.XmlText): Mover[]
  /** The standing letters of other texts that have the same roots as letters of this one; of the two the one that has to go. */
  doubles(text: Y.XmlText): Run[]
}

export function createCopies(doc: Y.Doc): Copies {
  const entries = new Map<number, Entry[]>()
  const noted = new WeakSet<Y.XmlText>()
  const stands = (text: Y.XmlText) => text._item !== null && !text._item.deleted
  const of = (client: number) => entries.get(client) ?? []

  /** Was this moved on from `text`, or does it hold where both were moved at once? */
  function isOnward(entry: Entry, text: Y.XmlText): boolean {
    return entry.text !== text && (sourceOf(text) === null || isLater(entry.text, text))
  }

  function isStanding(client: number, clock: number): boolean {
    return clock < Y.getState(doc.store, client) && !Y.getItem(doc.store, Y.createID(client, clock)).deleted
  }

  return {
    note(text) {
      if (noted.has(text)) return false
      const source = sourceOf(text)
      if (source === null || text._item === null) return false
      noted.add(text)
      let letter = firstLetter(text).clock
      for (const { client, clock, length } of source.runs) {
        if (client !== NOBODY) entries.set(client, [...of(client), { clock, length, letter, text, source }])
        letter += length
      }
      return true
    },
    isEmpty: () => entries.size === 0,
    now({ client, clock }) {
      let best: Entry | null = null
      let bestStands = false
      for (const entry of of(client)) {
        if (clock < entry.clock || clock >= entry.clock + entry.length || !stands(entry.text)) continue
        const letterStands = isStanding(clientOf(entry.text), entry.letter + clock - entry.clock)
        if (best === null || (letterStands && !bestStands) || (letterStands === bestStands && isLater(entry.text, best.text))) {
          best = entry
          bestStands = letterStands
        }
      }
      return best && Y.createID(clientOf(best.text), best.letter + clock - best.clock)
    },
    whereabouts(run, text, except) {
      const end = run.clock + run.length
      const others = of(run.client).filter((entry) => entry.clock < end && entry.clock + entry.length > run.clock && entry.text !== except && isOnward(entry, text))
      const cuts = [...new Set([run.clock, end, ...others.flatMap((entry) => [entry.clock, entry.clock + entry.length])])].filter((cut) => cut >= run.clock && cut <= end).sort((x, y) => x - y)
      return cuts.slice(0, -1).map((clock, index) => {
        const found = others.filter((entry) => entry.clock <= clock && entry.clock + entry.length > clock)
        const where = found.some((entry) => stands(entry.text)) ? 'elsewhere' : found.length > 0 ? 'gone' : 'nowhere'
        return { run: { client: run.client, clock, length: cuts[index + 1]! - clock }, where }
      })
    },
    movers({ client, clock }, text) {
      return of(client)
        .filter((entry) => clock >= entry.clock && clock < entry.clock + entry.length && isOnward(entry, text))
        .sort((x, y) => (isLater(x.text, y.text) ? -1 : 1))
        .map((entry) => ({ client: clientOf(entry.text), known: entry.source.known }))
    },
    doubles(text) {
      const source = sourceOf(text)
      if (source === null || !stands(text)) return []
      const doubles: Run[] = []
      let letter = firstLetter(text).clock
      for (const run of source.runs) {
        for (const other of run.client === NOBODY ? [] : of(run.client)) {
          const from = Math.max(run.clock, other.clock)
          const to = Math.min(run.clock + run.length, other.clock + other.length)
          if (to <= from || other.text === text || !stands(other.text)) continue
          const here = { client: clientOf(text), clock: letter + from - run.clock }
          const there = { client: clientOf(other.text), clock: other.letter + from - other.clock }
          const loser = isLater(text, other.text) ? there : here
          for (let at = 0; at < to - from; at++) {
            if (isStanding(here.client, here.clock + at) && isStanding(there.client, there.clock + at)) doubles.push({ client: loser.client, clock: loser.clock + at, length: 1 })
          }
        }
        letter += run.length
      }
      return doubles
    },
  }
}

const clientOf = (text: Y.XmlText) => text._item!.id.client

/** Which of two moves of the same letters holds: the same for everyone. */
function isLater(a: Y.XmlText, b: Y.XmlText): boolean {
  const [x, y] = [sourceOf(a)?.age ?? 0, sourceOf(b)?.age ?? 0]
  return x === y ? clientOf(a) > clientOf(b) || (clientOf(a) === clientOf(b) && a._item!.id.clock > b._item!.id.clock) : x > y
}
