/** From updates to a Y.Doc, knowing nothing of briefs: a thread that only merges need not load what a brief is. */
import * as Y from 'yjs'
import type { Snapshot, UpdateRow } from '../store/store.ts'

/** Told of an update of the log that Yjs cannot apply; it is left out, the others stand. */
export type OnUnreadable = (seq: number, error: unknown) => void

/** The parts of a snapshot as updates before the first: their numbers are below 1. */
export function partsOf(snapshot: Pick<Snapshot, 'parts'> | null): Pick<UpdateRow, 'seq' | 'data'>[] {
  const parts = snapshot?.parts ?? []
  return parts.map((data, index) => ({ seq: index + 1 - parts.length, data }))
}

/** All updates in one transaction: many times faster than one by one, and the deleted text of the history is dropped on the way. */
export function ydocOf(updates: readonly Pick<UpdateRow, 'seq' | 'data'>[], onUnreadable?: OnUnreadable): Y.Doc {
  const left = new Set<number>()
  for (;;) {
    const ydoc = new Y.Doc()
    const fault = applyAll(
      ydoc,
      updates.filter(({ seq }) => !left.has(seq)),
    )
    if (!fault) return ydoc
    // A transaction that broke off leaves the Y.Doc in pieces: begin again without the update that did it.
    ydoc.destroy()
    left.add(fault.seq)
    onUnreadable?.(fault.seq, fault.error)
  }
}

function applyAll(ydoc: Y.Doc, updates: readonly Pick<UpdateRow, 'seq' | 'data'>[]): { seq: number; error: unknown } | null {
  let at = 0
  try {
    ydoc.transact(() => {
      for (const { seq, data } of updates) {
        at = seq
        Y.applyUpdate(ydoc, data)
      }
    })
    return null
  } catch (error) {
    return { seq: at, error }
  }
}
