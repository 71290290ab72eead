/** What the compactor's thread does: reads a brief and makes its next snapshot, packs rows for the archive. It writes nothing; the writer does, and checks. */
import { condense, type Condensed } from '../../sync/condense.ts'
import type { Connection } from '../connection.ts'
import { packSegment, type Segment } from '../segment.ts'
import { newestSnapshot, olderSnapshot, readState } from './snapshots.ts'
import { readUpdate } from './updates.ts'

/** Rows and bytes of one segment: what the writer takes out of the log in one commit, while appends wait. */
const SEGMENT_ROWS = 5_000
const SEGMENT_BYTES = 4_000_000

export const compactReads = {
  /** The next snapshot, and where the newest one ends now (0: there is none). Null when nothing came since. */
  condense(connection: Connection, doc: string): (Condensed & { base: number }) | null {
    const { base, state } = connection.transaction('deferred', () => ({ base: newestSnapshot(connection, doc), state: readState(connection, doc) }))
    if (state.head <= base) return null
    const condensed = condense(state)
    return condensed && { ...condensed, base }
  },

  /** The oldest rows that no kept snapshot needs, packed; null when there are none. */
  pack(connection: Connection, doc: string): Segment | null {
    const rows = connection.all('select seq, at, actor, data from doc_update where doc_id = ? and seq <= ? order by seq limit ?', doc, olderSnapshot(connection, doc), SEGMENT_ROWS).map(readUpdate)
    let size = 0
    const end = rows.findIndex((row) => (size += row.data.length) > SEGMENT_BYTES)
    const fitting = end === -1 ? rows : rows.slice(0, Math.max(1, end))
    return fitting.length > 0 ? packSegment(fitting) : null
  },
}
