/** Reads the updates of a brief, from the log, for what has left it from the archive, and for what has not reached it from the recent updates. */
import { bytes, type Connection, integer, type Row, text } from '../connection.ts'
import { type Segment, unpackSegment } from '../segment.ts'
import type { UpdateRow } from '../store.ts'

/** All updates with `seq > after`, in order. Runs inside the caller's transaction. */
export function readUpdates(connection: Connection, doc: string, after: number): UpdateRow[] {
  const archived = connection
    .all('select from_seq, upto_seq, packing, sha256, data from doc_archive where doc_id = ? and upto_seq > ? order by from_seq', doc, after)
    .flatMap((row) => unpackSegment(readSegment(row)))
    .filter(({ seq }) => seq > after)
  const live = connection.all('select seq, at, actor, data from doc_update where doc_id = ? and seq > ? order by seq', doc, after)
  // A scan: the table is short, and no index keeps its rows side by side.
  const recent = connection.all('select seq, at, actor, data from doc_recent where doc_id = ? and seq > ? order by seq', doc, after)
  return [...archived, ...live.map(readUpdate), ...recent.map(readUpdate)]
}

export function readUpdate(row: Row): UpdateRow {
  return { seq: integer(row, 'seq'), at: integer(row, 'at'), actor: text(row, 'actor'), data: bytes(row, 'data') }
}

function readSegment(row: Row): Segment {
  const packing = text(row, 'packing')
  if (packing !== 'zstd') throw new TypeError(`A segment of the archive is packed as "${packing}", which this program cannot read`)
  return { from: integer(row, 'from_seq'), upto: integer(row, 'upto_seq'), packing, sha256: text(row, 'sha256'), data: bytes(row, 'data') }
}
