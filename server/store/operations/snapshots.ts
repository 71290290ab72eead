/**
 * The statements of snapshots and of the archive. A compaction is three commits, each of which leaves a whole log behind: write the snapshot; move what only
 * snapshots before the last two need into the archive; drop those snapshots. Killed between any two, the next compaction goes on where this one stopped.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { sha256Of } from '../blobs.ts'
import { bytes, type Connection, integer, type Row, text } from '../connection.ts'
import { noDocument } from '../missing.ts'
import type { Segment } from '../segment.ts'
import type { NewSnapshot, StoredSnapshot, StoredState } from '../store.ts'
import { readUpdates } from './updates.ts'

export const snapshotWrites = {
  /** Adds a snapshot that was made from the one at `base` (0: from none). False, and nothing is written, when another one was added meanwhile or the brief is gone. */
  putSnapshot(connection: Connection, doc: string, base: number, snapshot: NewSnapshot, at: number): boolean {
    return connection.transaction('immediate', () => {
      const row = connection.get('select head from doc where id = ? and deleted_at is null', doc)
      if (!row || newestSnapshot(connection, doc) !== base) return false
      if (snapshot.upto <= base || snapshot.upto > integer(row, 'head')) throw new RangeError(`A snapshot up to ${snapshot.upto} does not fit between ${base} and ${integer(row, 'head')}`)
      const data = joinParts(snapshot.parts)
      connection.run(
        'insert into doc_snapshot (doc_id, upto_seq, at, schema, sha256, state_vector, deletes, watched, data) values (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        doc,
        snapshot.upto,
        at,
        snapshot.schema,
        sha256Of(data),
        snapshot.stateVector,
        snapshot.deletes,
        snapshot.watched,
        data,
      )
      for (const { seq, reason } of snapshot.quarantined) {
        connection.run('insert into audit (at, actor, action, object, detail) values (?, ?, ?, ?, ?)', at, 'server', 'quarantine-update', doc, JSON.stringify({ seq, reason }))
      }
      return true
    })
  },

  /** Puts a packed segment into the archive and takes its rows out of the log. False when they are gone from there, or the older of the last two snapshots may still need them. */
  archive(connection: Connection, doc: string, segment: Segment): boolean {
    return connection.transaction('immediate', () => {
      if (segment.upto > olderSnapshot(connection, doc)) return false
      const row = connection.get('select count(*) as count from doc_update where doc_id = ? and seq between ? and ?', doc, segment.from, segment.upto)
      if (!row || integer(row, 'count') !== segment.upto - segment.from + 1) return false
      connection.run('insert into doc_archive (doc_id, from_seq, upto_seq, packing, sha256, data) values (?, ?, ?, ?, ?, ?)', doc, segment.from, segment.upto, segment.packing, segment.sha256, segment.data)
      connection.run('delete from doc_update where doc_id = ? and seq between ? and ?', doc, segment.from, segment.upto)
      return true
    })
  },

  /** Drops all but the last two snapshots. */
  dropSnapshots(connection: Connection, doc: string): void {
    connection.run('delete from doc_snapshot where doc_id = ? and upto_seq < ?', doc, olderSnapshot(connection, doc))
  },
}

export const snapshotReads = {
  readState: (connection: Connection, doc: string): StoredState => connection.transaction('deferred', () => readState(connection, doc)),
}

/** The newest snapshot that is whole, and the updates since. One that is damaged is passed over for the one before it, and without any the whole log is the tail. Runs inside the caller's transaction. */
export function readState(connection: Connection, doc: string): StoredState {
  const row = connection.get('select head, title from doc where id = ? and deleted_at is null', doc)
  if (!row) throw noDocument(doc)
  const rows = connection.all('select * from doc_snapshot where doc_id = ? order by upto_seq desc', doc)
  const whole = rows.find((candidate) => sha256Of(bytes(candidate, 'data')) === text(candidate, 'sha256'))
  const snapshot = whole ? readSnapshot(whole) : null
  const authors = connection.all('select client, actor from doc_author where doc_id = ?', doc).map((author) => [integer(author, 'client'), text(author, 'actor')] as const)
  return { head: integer(row, 'head'), title: text(row, 'title'), authors, snapshot, tail: readUpdates(connection, doc, snapshot?.upto ?? 0) }
}

/** Where the newest snapshot ends; 0 when there is none. */
export function newestSnapshot(connection: Connection, doc: string): number {
  const row = connection.get('select coalesce(max(upto_seq), 0) as upto from doc_snapshot where doc_id = ?', doc)
  return row ? integer(row, 'upto') : 0
}

/** Where the one before the newest ends; 0 when there is none. */
export function olderSnapshot(connection: Connection, doc: string): number {
  const row = connection.get('select upto_seq from doc_snapshot where doc_id = ? order by upto_seq desc limit 1 offset 1', doc)
  return row ? integer(row, 'upto_seq') : 0
}

function readSnapshot(row: Row): StoredSnapshot {
  return {
    upto: integer(row, 'upto_seq'),
    at: integer(row, 'at'),
    schema: integer(row, 'schema'),
    stateVector: bytes(row, 'state_vector'),
    deletes: bytes(row, 'deletes'),
    watched: bytes(row, 'watched'),
    parts: splitParts(bytes(row, 'data')),
  }
}

function joinParts(parts: readonly Uint8Array[]): Uint8Array {
  return encoding.encode((encoder) => {
    for (const part of parts) encoding.writeVarUint8Array(encoder, part)
  })
}

function splitParts(data: Uint8Array): Uint8Array[] {
  const decoder = decoding.createDecoder(data)
  const parts: Uint8Array[] = []
  while (decoding.hasContent(decoder)) parts.push(decoding.readVarUint8Array(decoder))
  return parts
}
