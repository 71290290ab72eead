/**
 * The state a room hands to whoever joins: the newest snapshot as bytes and a tail of the updates since. No Y.Doc is kept.
 *
 * Who has nothing gets the stored bytes as they are; who has all of it gets what is deleted; who has all of the snapshot gets the part of the tail it lacks. Only
 * who comes back with less gets a computed difference, once for all who come back with the same. Large briefs go in several messages, the last of which is small:
 * it is the SyncStep2 that stock clients wait for, and one giant message would leave them without a sign of life.
 */
import * as Y from 'yjs'
import type { Snapshot } from '../store/store.ts'
import { EMPTY_UPDATE, step2Frame, updateFrame } from './frames.ts'
import type { Extent, Knowledge } from './knowledge.ts'
import { KEPT_DIFFERENCE_BYTES, KEPT_DIFFERENCES } from './limits.ts'
import { type Packet, packetOf } from './wire.ts'

/** An update since the snapshot; `seq` is null until it is committed. */
export type Late = { seq: number | null; data: Uint8Array; extent: Extent }

export type Served = {
  push(late: Late): void
  /** What brings a client with this (valid, encoded) state vector up to now, in order. */
  answer(stateVector: Uint8Array): readonly Packet[]
  /** Goes on from a newer snapshot. */
  adopt(snapshot: Snapshot): void
  /** The state as updates, in order. */
  updates(): readonly Uint8Array[]
  /** Updates and bytes since the snapshot, and bytes of the snapshot. */
  size(): { updates: number; tailBytes: number; baseBytes: number }
}

/** `knowledge` is the room's: of the snapshot and all that was pushed. */
export function createServed(snapshot: Snapshot | null, knowledge: Pick<Knowledge, 'stateVector' | 'deletes'>): Served {
  let parts: readonly Uint8Array[] = []
  let clocks = new Map<number, number>()
  let baseBytes = 0
  // Made when first asked for: most rooms are never joined with nothing after they were compacted.
  let base: Packet | null = null
  let tail: Late[] = []
  let tailBytes = 0
  let whole: readonly Packet[] | null = null
  let known: { deletes: Uint8Array; packet: Packet } | null = null
  let differences = new Map<string, Packet>()
  let differenceBytes = 0

  const start = (next: Snapshot | null) => {
    parts = next?.parts ?? []
    clocks = next ? Y.decodeStateVector(next.stateVector) : new Map()
    baseBytes = parts.reduce((sum, part) => sum + part.length, 0)
    base = null
    whole = null
    differences = new Map()
    differenceBytes = 0
  }
  start(snapshot)

  const everything = (): readonly Packet[] => {
    const [only] = parts
    if (tail.length === 0 && only && parts.length === 1) return [packetOf([step2Frame(only)])]
    return [(base ??= packetOf(parts.map(updateFrame))), packetOf([...tail.map(({ data }) => updateFrame(data)), step2Frame(EMPTY_UPDATE)])]
  }
  /** Ends an answer with all that is deleted: nobody's state vector says which deletions they know. */
  const deletions = (): Packet => {
    const deletes = knowledge.deletes()
    if (known?.deletes !== deletes) known = { deletes, packet: packetOf([step2Frame(deletes)]) }
    return known.packet
  }
  const difference = (stateVector: Uint8Array): Packet => {
    const key = Buffer.from(stateVector).toString('latin1')
    const before = differences.get(key)
    if (before) return before
    const packet = packetOf(
      parts
        .map((part) => Y.diffUpdate(part, stateVector))
        .filter((part) => part.length > EMPTY_UPDATE.length)
        .map(updateFrame),
    )
    if (differences.size >= KEPT_DIFFERENCES || differenceBytes + packet.length + key.length > KEPT_DIFFERENCE_BYTES) {
      differences = new Map()
      differenceBytes = 0
    }
    differences.set(key, packet)
    differenceBytes += packet.length + key.length
    return packet
  }
  const lacking = (theirs: ReadonlyMap<number, number>): Uint8Array[] =>
    tail.filter(({ extent }) => extent.inserts.some(([client, , end]) => end > (theirs.get(client) ?? 0))).map(({ data }) => updateFrame(data))

  return {
    push(late) {
      tail.push(late)
      tailBytes += late.data.length
      whole = null
    },
    answer(stateVector) {
      if (stateVector.length === 1) return (whole ??= everything())
      if (Buffer.compare(stateVector, knowledge.stateVector()) === 0) return [deletions()]
      const theirs = Y.decodeStateVector(stateVector)
      const hasBase = [...clocks].every(([client, clock]) => (theirs.get(client) ?? 0) >= clock)
      return [...(hasBase ? [] : [difference(stateVector)]), packetOf(lacking(theirs)), deletions()]
    },
    adopt(next) {
      start(next)
      tail = tail.filter(({ seq }) => seq === null || seq > next.upto)
      tailBytes = tail.reduce((sum, { data }) => sum + data.length, 0)
    },
    updates: () => [...parts, ...tail.map(({ data }) => data)],
    size: () => ({ updates: tail.length, tailBytes, baseBytes }),
  }
}
