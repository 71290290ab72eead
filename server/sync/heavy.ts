/**
 * How much work an update may make for everybody who has the brief open. Yjs looks at every item between the two an insertion was made between, so that a few kilobytes
 * of insertions at one place, each made to stand far from its neighbour, cost seconds: in every colleague's browser, for ever after.
 *
 * Typing costs nothing of the kind: each character stands beside the one before it. What does not is counted here, in one pass; a socket that sends more of it than its
 * share is not refused, but what it sent is tried first, on a thread of its own (`looker.ts`).
 */
import * as Y from 'yjs'
import type { Struct } from './knowledge.ts'

/** Insertions of one message that go on from none of its own: a cursor that jumps makes one. */
export function looseIn(structs: readonly Struct[]): number {
  const begun = new Set<string>()
  /** Items of one's own by their last clock, that nothing was put after yet. */
  const ends = new Map<number, Map<number, Y.Item>>()
  const follows = ({ id: { client }, origin, rightOrigin }: Y.Item): boolean => {
    const before = origin?.client === client ? ends.get(client)?.get(origin.clock) : undefined
    return before !== undefined && Y.compareIDs(before.rightOrigin, rightOrigin) && ends.get(client)?.delete(before.id.clock + before.length - 1) === true
  }
  let loose = 0
  for (const struct of structs) {
    if (!(struct instanceof Y.Item)) continue
    const { id, origin, rightOrigin, parentSub } = struct
    const isNext = (origin?.client === id.client && origin.clock === id.clock - 1) || follows(struct)
    const own = ends.get(id.client)
    if (own) own.set(id.clock + struct.length - 1, struct)
    else ends.set(id.client, new Map([[id.clock + struct.length - 1, struct]]))
    if (isNext) continue
    // As it is decoded: a name, or the id of the item that holds the type.
    const parent = struct.parent as unknown
    if (!origin && !rightOrigin && parent instanceof Y.ID && parent.client === id.client) {
      // The first thing in a new paragraph, or an attribute of it: nothing else can stand there.
      const place = `${parent.clock} ${parentSub ?? ''}`
      if (!begun.has(place)) {
        begun.add(place)
        continue
      }
    }
    loose++
  }
  return loose
}

/** Loose insertions a socket may send at once, and in a second on average, before they are tried first. */
export const LOOSE_BURST = 500
export const LOOSE_SHARE = 20

/** Larger updates (bytes) are tried first, whatever they say: decoding alone takes long. */
export const HEAVY_BYTES = 256_000

/** Counts what each socket sends. `now`: milliseconds. */
export function createLooseShares(now: () => number): { /** True when this is within the sender's share, and then takes it. */ take(sender: object, loose: number): boolean } {
  const shares = new WeakMap<object, { left: number; at: number }>()
  return {
    take(sender, loose) {
      // One a message is the cursor that jumped.
      if (loose <= 1) return true
      const time = now()
      const { left, at } = shares.get(sender) ?? { left: LOOSE_BURST, at: time }
      const share = Math.min(LOOSE_BURST, left + (Math.max(0, time - at) * LOOSE_SHARE) / 1000)
      const isWithin = loose - 1 <= share
      shares.set(sender, { left: isWithin ? share - loose + 1 : share, at: time })
      return isWithin
    },
  }
}

/** Processor time (milliseconds) an honest update takes at most for what it says: a fifth of this is usual. */
export function fairTime(structs: number): number {
  return structs / 25
}

/** What one update may take beyond its fair time, and what all updates of a person in a room may, at once and in a second on average (milliseconds). */
export const MOST_EXCESS = 250
const EXCESS_BURST = 1_500
const EXCESS_SHARE = 20

/** Adds up what each person's updates took beyond their fair time: many that are each just bearable are not. */
export function createBurdens(now: () => number): { /** False when it is too much. */ bear(person: string, excess: number): boolean } {
  const burdens = new Map<string, { sum: number; at: number }>()
  return {
    bear(person, excess) {
      const time = now()
      const { sum, at } = burdens.get(person) ?? { sum: 0, at: time }
      const total = Math.max(0, sum - (Math.max(0, time - at) * EXCESS_SHARE) / 1000) + excess
      burdens.set(person, { sum: total, at: time })
      return total <= EXCESS_BURST
    },
  }
}

/** Most that one update may say: insertions and ranges of deletions, and client ids under which it inserts. A brief of a thousand pages has fewer. */
export const MOST_STRUCTS = 400_000
export const MOST_CLIENTS = 5_000
