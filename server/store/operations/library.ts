/** Reads sources, their snapshots and what was read out of them. What an import is still writing is not there. */
import { type CslItem, cslItem } from '#model/csl.ts'
import type { SnapshotSummary } from '#model/library.ts'
import { type Block, type Passage, block } from '#model/source.ts'
import { type Connection, integer, integerOrNull, type Param, type Row, shaped, text, textOrNull } from '../connection.ts'
import type { Likeness, SnapshotToRead, StoredSource, StoredSourceText, StoredWindow } from '../library.ts'
import { recordKeys } from '../record-keys.ts'
import { LISTED, personName, SKETCH } from './rows.ts'

const SOURCE = `select source.*, current.sha256, current.passage_count,
    (select count(*) from snapshot where snapshot.source_id = source.id and ready = 1) as snapshots,
    (select count(*) from fact where fact.source_id = source.id and ${LISTED}) as facts
  from source left join snapshot as current on current.id = source.snapshot_id`
const BEING_MADE = 'source.snapshot_id is null and exists (select 1 from snapshot join snapshot_about on snapshot_id = snapshot.id where snapshot.source_id = source.id and makes_source = 1)'

/** Code units of text in one window. */
const WINDOW_CHARACTERS = 2_000_000
/** The media type of a record without a text. */
const RECORD = 'application/vnd.citationstyles.csl+json'
/** Sources looked at as possible earlier versions of a new file. */
const MAX_LIKENESSES = 20

export const libraryReads = {
  sources(connection: Connection, team: string): StoredSource[] {
    return connection.all(`${SOURCE} where source.team_id = ? and not (${BEING_MADE}) order by source.imported_at desc, source.id desc`, team).map(readSource)
  },

  sourceRow: (connection: Connection, id: string): StoredSource | null => readSourceBy(connection, 'id = ?', id),

  source(connection: Connection, id: string, sha256?: string): StoredSourceText | null {
    return connection.transaction('deferred', () => {
      const shown = snapshotOf(connection, id, sha256)
      if (!shown) return null
      const { source, snapshot, ...rest } = shown
      if (snapshot === null) return { ...source, ...rest, blocks: [], passages: [] }
      return {
        ...source,
        ...rest,
        blocks: connection.all('select * from block where snapshot_id = ? order by ord', snapshot).map(readBlock),
        passages: connection.all('select * from passage where snapshot_id = ? and aside = 0 order by start, ord', snapshot).map(readPassage),
      }
    })
  },

  sourceWindow(connection: Connection, id: string, { sha256, from, limit }: { sha256?: string; from: number; limit: number }): StoredWindow | null {
    return connection.transaction('deferred', () => {
      const shown = snapshotOf(connection, id, sha256)
      if (!shown) return null
      const { source, snapshot, ...rest } = shown
      if (snapshot === null) return { ...source, ...rest, textStart: 0, from: 0, blockCount: 0, blocks: [], passages: [] }
      const count = connection.get('select count(*) as count from block where snapshot_id = ?', snapshot)
      const blockCount = count ? integer(count, 'count') : 0
      const all = connection.all('select * from block where snapshot_id = ? and ord >= ? order by ord limit ?', snapshot, from, limit).map(readBlock)
      const textStart = from === 0 ? 0 : (all[0]?.start ?? rest.text.length)
      const tooFar = all.findIndex((entry) => entry.end - textStart > WINDOW_CHARACTERS)
      const blocks = tooFar === -1 ? all : all.slice(0, Math.max(1, tooFar))
      const textEnd = from + blocks.length >= blockCount ? rest.text.length : (blocks.at(-1)?.end ?? textStart)
      const passages = connection.all('select * from passage where snapshot_id = ? and aside = 0 and start >= ? and start < ? order by start, ord', snapshot, textStart, textEnd).map(readPassage)
      return { ...source, ...rest, text: rest.text.slice(textStart, textEnd), textStart, from, blockCount, blocks, passages }
    })
  },

  sourceByBytes: (connection: Connection, team: string, sha256: string): StoredSource | null =>
    readSourceBy(connection, 'id in (select source_id from snapshot where team_id = ? and sha256 = ? and ready = 1)', team, sha256),

  likenesses(connection: Connection, team: string, { file, title }: { file: string; title: string }, sketch: readonly string[], distinct: number): Likeness[] {
    const alike = connection.all(
      `select snapshot.source_id as id, count(*) as common from snapshot_sketch join snapshot on snapshot.id = snapshot_sketch.snapshot_id
      where snapshot_sketch.team_id = ? and hash in (select value from json_each(?)) group by snapshot.source_id order by common desc limit ${MAX_LIKENESSES}`,
      team,
      JSON.stringify(sketch),
    )
    const named = connection.all(`select id from source where team_id = ? and file = ? order by imported_at desc limit ${MAX_LIKENESSES}`, team, file)
    const records = connection.all(
      `select id from source where team_id = ? and snapshot_id is null and lower(json_extract(csl, '$.title')) = lower(?) order by imported_at desc limit ${MAX_LIKENESSES}`,
      team,
      title,
    )
    const ids = new Set([...alike, ...named, ...records].map((row) => text(row, 'id')))
    return [...ids].flatMap((id) => {
      const source = readSourceBy(connection, 'id = ?', id)
      if (!source) return []
      return [{ source, sameFile: source.file === file, shared: sharedPassages(connection, source, sketch, distinct) }]
    })
  },

  knownRecords(connection: Connection, team: string, records: readonly CslItem[]): (string | null)[] {
    const known = new Map<string, string>()
    for (const row of connection.all('select id, csl from source where team_id = ?', team)) for (const key of recordKeys(shaped(row, 'csl', cslItem))) known.set(key, text(row, 'id'))
    return records.map((record) => recordKeys(record).map((key) => known.get(key)).find((id) => id !== undefined) ?? null)
  },

  snapshotToRead(connection: Connection): SnapshotToRead | null {
    const row = connection.get(
      'select snapshot.team_id, snapshot.source_id, snapshot.id, snapshot.sha256 from snapshot_about join source on source.snapshot_id = snapshot_about.snapshot_id join snapshot on snapshot.id = source.snapshot_id where extracted = 0 limit 1',
    )
    return row ? { team: text(row, 'team_id'), source: text(row, 'source_id'), snapshot: text(row, 'id'), sha256: text(row, 'sha256') } : null
  },

  snapshotId(connection: Connection, source: string, sha256: string): string | null {
    const row = connection.get('select id from snapshot where source_id = ? and sha256 = ? and ready = 1', source, sha256)
    return row ? text(row, 'id') : null
  },

  snapshots(connection: Connection, source: string): SnapshotSummary[] {
    return connection
      .all(
        `select snapshot.sha256, snapshot.media_type, snapshot.importer, snapshot.passage_count, snapshot.created_at, snapshot_about.imported_by
        from snapshot join snapshot_about on snapshot_id = snapshot.id where source_id = ? and ready = 1 order by snapshot.created_at desc, snapshot.id desc`,
        source,
      )
      .map((row) => ({
        sha256: text(row, 'sha256'),
        mediaType: text(row, 'media_type'),
        importer: text(row, 'importer'),
        passages: integer(row, 'passage_count'),
        at: integer(row, 'created_at'),
        by: shaped(row, 'imported_by', personName).name,
      }))
  },

  blobType(connection: Connection, sha256: string): string | null {
    const row = connection.get('select media_type from blob where sha256 = ?', sha256)
    return row ? text(row, 'media_type') : null
  },
}

/** `where` is over the columns of source. */
export function readSourceBy(connection: Connection, where: string, ...params: Param[]): StoredSource | null {
  const row = connection.get(`${SOURCE} where source.${where} and not (${BEING_MADE})`, ...params)
  return row ? readSource(row) : null
}

/** The source with its newest snapshot, or the one with this hash; `snapshot` is null for a record. Null when there is no such source, or no such snapshot of it. */
export function snapshotOf(connection: Connection, id: string, sha256: string | undefined) {
  const source = readSourceBy(connection, 'id = ?', id)
  if (!source) return null
  const row = connection.get(
    sha256 === undefined
      ? 'select snapshot.id, snapshot.sha256, snapshot.media_type, snapshot.text from source join snapshot on snapshot.id = source.snapshot_id where source.id = ?'
      : 'select id, sha256, media_type, text from snapshot where source_id = ? and sha256 = ? and ready = 1',
    id,
    ...(sha256 === undefined ? [] : [sha256]),
  )
  if (row) return { source, snapshot: text(row, 'id'), shown: text(row, 'sha256'), mediaType: text(row, 'media_type'), text: text(row, 'text') }
  return sha256 === undefined ? { source, snapshot: null, shown: null, mediaType: RECORD, text: '' } : null
}

/**
 * How many passages both texts have, from their bottom-k sketches (Broder's resemblance): of the k smallest hashes of both together, the share that is in both
 * estimates what the sets share of their union.
 */
function sharedPassages(connection: Connection, source: StoredSource, sketch: readonly string[], distinct: number): number {
  const rows = connection.all('select hash from snapshot_sketch join source on source.snapshot_id = snapshot_sketch.snapshot_id where source.id = ? order by hash', source.id)
  const theirs = new Set(rows.map((row) => text(row, 'hash')))
  const ours = new Set(sketch)
  if (theirs.size === 0 || ours.size === 0) return 0
  // A sketch that is not full is the whole set; two of those are compared exactly.
  const whole = ours.size < SKETCH && theirs.size < SKETCH
  const union = [...new Set([...ours, ...theirs])].toSorted().slice(0, whole ? undefined : SKETCH)
  const both = union.filter((hash) => ours.has(hash) && theirs.has(hash)).length
  const resemblance = both / union.length
  return Math.round((resemblance / (1 + resemblance)) * (distinct + source.passageCount))
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
  const withdrawnAt = integerOrNull(row, 'withdrawn_at')
  return {
    id: text(row, 'id'),
    team: text(row, 'team_id'),
    csl: shaped(row, 'csl', cslItem),
    reliability: textOrNull(row, 'reliability'),
    note: textOrNull(row, 'note'),
    file: text(row, 'file'),
    importedAt: integer(row, 'imported_at'),
    snapshotSha: textOrNull(row, 'sha256'),
    passageCount: integerOrNull(row, 'passage_count') ?? 0,
    snapshots: integer(row, 'snapshots'),
    facts: integer(row, 'facts'),
    withdrawn: withdrawnAt === null ? null : { at: withdrawnAt, by: shaped(row, 'withdrawn_by', personName), reason: text(row, 'withdrawn_reason') },
  }
}

export function readBlock(row: Row): Block {
  return { start: integer(row, 'start'), end: integer(row, 'end'), kind: shaped(row, 'kind', block.shape.kind, 'plain'), reason: text(row, 'reason'), decidedBy: text(row, 'decided_by') }
}
