/** When recent updates move into the log: after so many rows or bytes, behind the commit that reached it, so that its callers are told first. */
import type { NewUpdate } from './store.ts'

/** A reader of any brief scans this many rows at most (plus one commit), and an append waits for their move (some 10 to 50 ms). */
export const SETTLE_ROWS = 4096
export const SETTLE_BYTES = 4_000_000

/** Calls `settle` when enough has gathered. Call the result with what a commit holds, once that is on its way to the writer. */
export function createSettling(settle: () => void): (callers: readonly (readonly NewUpdate[])[]) => void {
  let rows = 0
  let size = 0
  return (callers) => {
    for (const updates of callers) {
      rows += updates.length
      for (const { data } of updates) size += data.length
    }
    if (rows < SETTLE_ROWS && size < SETTLE_BYTES) return
    rows = 0
    size = 0
    settle()
  }
}
