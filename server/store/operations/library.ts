/**
 * The statements of the library. A source is written in several short transactions (begin, chunks, finish), so that an append never waits for a
 * whole import; until `finishSource` flips `ready`, no reader sees any of it.
 */
import { cslItem } from '#model/csl.ts'
import { foldWords } from '#model/fold.ts'
import { Refusal } from '#model/refusal.ts'
import { type Block, type Passage, block } from '#model/source.ts'
import { type Connection, integer, integerOrNull, isForeignKeyFault, isUniqueFault, type Row, shaped, text, textOrNull } from '../connection.ts'
import type { NewSource, StoredSource, StoredSourceText } from '../store.ts'
import { firstSeq, lastSeq } from './places.ts'

export type BlobRow = { sha256: string; size: number; mediaType: string; createdAt: number }
export type NewPassage = NewSource['passages'][number]

/** A source without its long lists, which follow in chunks. */
export type SourceHead = Omit<NewSource, 'passages' | 'snapshot'> & { snapshot: Omit<NewSource['snapshot'], 'blocks'>; passageCount: number; begunAt: number }

export const libraryWrites = {
  beginSource(connection: Connection, head: SourceHead): void {
    const { source, snapshot, team } = head
    refuseSameBytes(connection, team, snapshot.sha256)
    try {
      connection.transaction('immediate', () => {
        connection.run(
          'insert into source (id, team_id, csl, reliability, note, file, imported_at, imported_by) values (?, ?, ?, ?, ?, ?, ?, ?)',
          source.id,
          team,
          JSON.stringify(source.csl),
          source.reliability,
          source.note,
          source.file,
          source.importedAt,
          head.actor,
        )
        connection.run(
          `insert into snapshot (id, source_id, team_id, sha256, text_sha256, media_type, importer, passage_count, created_at, ready, text)
          values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)`,
          snapshot.id,
          source.id,
          team,
          snapshot.sha256,
          snapshot.textSha256,
          snapshot.mediaType,
          snapshot.importer,
          head.passageCount,
          head.begunAt,
          snapshot.text,
        )
      })
    } catch (error) {
      if (isUniqueFault(error)) throw new Refusal('conflict', `There is a source with the id ${source.id} already.`)
      if (isForeignKeyFault(error)) throw new Refusal('not-found', `There is no team ${team} to import into.`)
      throw error
    }
  },

  addBlocks(connection: Connection, snapshot: string, from: number, blocks: readonly Block[]): void {
    connection.transaction('immediate', () =>
      blocks.forEach((entry, index) =>
        connection.run('insert into block (snapshot_id, ord, start, "end", kind, reason, decided_by) values (?, ?, ?, ?, ?, ?, ?)', snapshot, from + index, entry.start, entry.end, entry.kind, entry.reason, entry.decidedBy),
      ),
    )
  },

  addPassages(connection: Connection, team: string, snapshot: string, from: number, passages: readonly NewPassage[]): void {
    connection.transaction('immediate', () => {
      const base = firstSeq(connection, team)
      if (base === null) throw new Refusal('not-found', `There is no team ${team} to import into.`)
      const top = connection.get('select coalesce(max(seq), ?1 - 1) as seq from passage where seq between ?1 and ?2', base, lastSeq(base))
      const next = (top ? integer(top, 'seq') : base - 1) + 1
      passages.forEach((passage, index) => addPassage(connection, next + index, snapshot, from + index, passage))
    })
  },

  /** Throws `conflict` when the same bytes were imported meanwhile; then nothing of this import remains. */
  finishSource(connection: Connection, snapshot: string): void {
    try {
      connection.run('update snapshot set ready = 1 where id = ?', snapshot)
    } catch (error) {
      if (!isUniqueFault(error)) throw error
      const row = connection.get('select team_id, sha256 from snapshot where id = ?', snapshot)
      abandon(connection, snapshot)
      if (row) refuseSameBytes(connection, text(row, 'team_id'), text(row, 'sha256'))
      throw error
    }
  },

  abandonSource(connection: Connection, snapshot: string): void {
    abandon(connection, snapshot)
  },

  /** Clears what imports that died before `before` (milliseconds since 1970) left half-written; says how many. */
  sweepUnready(connection: Connection, before: number): number {
    const left = connection.all('select id from snapshot where ready = 0 and created_at < ?', before)
    for (const row of left) abandon(connection, text(row, 'id'))
    return left.length
  },

  putBlob(connection: Connection, blob: BlobRow): void {
    connection.run('insert into blob (sha256, size, media_type, created_at) values (?, ?, ?, ?) on conflict (sha256) do nothing', blob.sha256, blob.size, blob.mediaType, blob.createdAt)
  },
}

const STORED_SOURCE = `source.id, source.team_id, source.csl, source.reliability, source.note, source.file, source.imported_at,
  snapshot.id as snapshot_id, snapshot.sha256, snapshot.passage_count, max(snapshot.created_at) as newest`

export const libraryReads = {
  sources(connection: Connection, team: string): StoredSource[] {
    return connection
      .all(`select ${STORED_SOURCE} from source join snapshot on snapshot.source_id = source.id where source.team_id = ? and snapshot.ready = 1 group by source.id order by source.imported_at desc, source.id desc`, team)
      .map(readSource)
  },

  source(connection: Connection, id: string): StoredSourceText | null {
    return connection.transaction('deferred', () => {
      const row = connection.get(
        `select ${STORED_SOURCE}, snapshot.media_type, snapshot.text from source join snapshot on snapshot.source_id = source.id where source.id = ? and snapshot.ready = 1 group by source.id`,
        id,
      )
      if (!row) return null
      const snapshot = text(row, 'snapshot_id')
      return {
        ...readSource(row),
        mediaType: text(row, 'media_type'),
        text: text(row, 'text'),
        blocks: connection.all('select * from block where snapshot_id = ? order by ord', snapshot).map(readBlock),
        passages: connection.all('select * from passage where snapshot_id = ? order by ord', snapshot).map(readPassage),
      }
    })
  },

  sourceByBytes(connection: Connection, team: string, sha256: string): StoredSource | null {
    const row = connection.get(`select ${STORED_SOURCE} from snapshot join source on source.id = snapshot.source_id where snapshot.team_id = ? and snapshot.sha256 = ? and snapshot.ready = 1 group by source.id`, team, sha256)
    return row ? readSource(row) : null
  },

  blobType(connection: Connection, sha256: string): string | null {
    const row = connection.get('select media_type from blob where sha256 = ?', sha256)
    return row ? text(row, 'media_type') : null
  },
}

export function readPassage(row: Row): Passage {
  return {
    id: text(row, 'id'),
    quote: { exact: text(row, 'exact'), prefix: text(row, 'prefix'), suffix: text(row, 'suffix') },
    position: { start: integer(row, 'start'), end: integer(row, 'end') },
    paragraph: integer(row, 'paragraph'),
    page: integerOrNull(row, 'page'),
    quoteHash: text(row, 'quote_hash'),
  }
}

function readSource(row: Row): StoredSource {
  return {
    id: text(row, 'id'),
    team: text(row, 'team_id'),
    csl: shaped(row, 'csl', cslItem),
    reliability: textOrNull(row, 'reliability'),
    note: textOrNull(row, 'note'),
    file: text(row, 'file'),
    importedAt: integer(row, 'imported_at'),
    snapshotSha: text(row, 'sha256'),
    passageCount: integer(row, 'passage_count'),
  }
}

function readBlock(row: Row): Block {
  return { start: integer(row, 'start'), end: integer(row, 'end'), kind: shaped(row, 'kind', block.shape.kind, 'plain'), reason: text(row, 'reason'), decidedBy: text(row, 'decided_by') }
}

function addPassage(connection: Connection, seq: number, snapshot: string, ord: number, passage: NewPassage): void {
  const { quote, position } = passage
  connection.run(
    `insert into passage (seq, id, snapshot_id, ord, start, "end", exact, prefix, suffix, paragraph, page, quote_hash, voice)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    seq,
    passage.id,
    snapshot,
    ord,
    position.start,
    position.end,
    quote.exact,
    quote.prefix,
    quote.suffix,
    passage.paragraph,
    passage.page,
    passage.quoteHash,
    passage.voice,
  )
  connection.run('insert into passage_fts (rowid, body) values (?, ?)', seq, foldWords(quote.exact))
}

function refuseSameBytes(connection: Connection, team: string, sha256: string): void {
  const known = libraryReads.sourceByBytes(connection, team, sha256)
  if (known) throw new Refusal('conflict', `These bytes are in the library already, as "${known.csl.title}" (source ${known.id}).`)
}

function abandon(connection: Connection, snapshot: string): void {
  connection.transaction('immediate', () => {
    const row = connection.get('select source_id from snapshot where id = ? and ready = 0', snapshot)
    if (!row) return
    connection.run('delete from passage_fts where rowid in (select seq from passage where snapshot_id = ?)', snapshot)
    connection.run('delete from passage where snapshot_id = ?', snapshot)
    connection.run('delete from block where snapshot_id = ?', snapshot)
    connection.run('delete from snapshot where id = ?', snapshot)
    connection.run('delete from source where id = ?1 and not exists (select 1 from snapshot where source_id = ?1)', text(row, 'source_id'))
  })
}
