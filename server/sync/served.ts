/**
 * The state a room hands to whoever joins: merged bytes and a tail of the updates since. No Y.Doc is kept; one is built for a moment when the tail
 * has grown long, or when somebody has to look inside.
 */
import * as Y from 'yjs'
import { EMPTY_UPDATE, step2Frame, updateFrame } from './frames.ts'
import { TAIL_UPDATES } from './limits.ts'
import { type OnUnreadable, ydocOf } from './load.ts'

export type Served = {
  push(update: Uint8Array): void
  /** The frames that bring a client with this (valid, encoded) state vector up to now; the last is the SyncStep2 that stock clients wait for. */
  answer(stateVector: Uint8Array): readonly Uint8Array[]
  /** A Y.Doc of the state, for as long as `look` runs. */
  inspect<T>(look: (ydoc: Y.Doc) => T): T
  bytes(): Uint8Array
}

/** State vectors whose difference is kept: a storm of clients coming back to the same state computes it once. */
const KEPT_DIFFERENCES = 32

/** `onUnreadable` is told of an update Yjs cannot apply, by its place since the last merge; joiners are then brought the state without it. */
export function createServed(initial: Uint8Array, onUnreadable?: OnUnreadable): Served {
  let base = initial
  let tail: Uint8Array[] = []
  const differences = new Map<string, Uint8Array>()

  const inspect = <T>(look: (ydoc: Y.Doc) => T): T => {
    const ydoc = ydocOf(
      [base, ...tail].map((data, seq) => ({ seq, data })),
      onUnreadable,
    )
    if (tail.length > TAIL_UPDATES) {
      base = Y.encodeStateAsUpdate(ydoc)
      tail = []
      differences.clear()
    }
    try {
      return look(ydoc)
    } finally {
      ydoc.destroy()
    }
  }
  const difference = (stateVector: Uint8Array): Uint8Array => {
    if (stateVector.length === 1) return base
    const key = Buffer.from(stateVector).toString('latin1')
    const known = differences.get(key)
    if (known) return known
    const fresh = Y.diffUpdate(base, stateVector)
    if (differences.size >= KEPT_DIFFERENCES) differences.clear()
    differences.set(key, fresh)
    return fresh
  }
  return {
    push: (update) => void tail.push(update),
    answer(stateVector) {
      if (tail.length > TAIL_UPDATES) inspect(() => undefined)
      const state = difference(stateVector)
      if (tail.length === 0) return [step2Frame(state)]
      return [updateFrame(state), ...tail.map(updateFrame), step2Frame(EMPTY_UPDATE)]
    },
    inspect,
    bytes: () => inspect((ydoc) => Y.encodeStateAsUpdate(ydoc)),
  }
}
