/**
 * The statements that write an import. It is written in several short transactions (begin, chunks, finish), so that an append never waits for a whole
 * import; until `finishSource` flips `ready`, no reader sees any of it.
 */
import { foldWords } from '#model/fold.ts'
import { Refusal } from '#model/refusal.ts'
import type { Block, QuoteSelector, Source } from '#model/source.ts'
import { type Connection, integer, isForeignKeyFault, isUniqueFault, text } from '../connection.ts'
import type { NewImport, NewPassage, NewRecord, PersonName } from '../library.ts'
import { bumpLibrary } from './library-rev.ts'
import { readSourceBy } from './library.ts'
import { firstSeq, lastSeq } from './places.ts'

export type BlobRow = { sha256: string; size: number; mediaType: string; createdAt: number }

/** An import without its long lists, which follow in chunks. `source` is null when the source is there already. */
export type ImportHead = Pick<NewImport, 'team' | 'actor'> & {
  source: Source | null
  sourceId: string
  by: PersonName
  snapshot: Omit<NewImport['snapshot'], 'blocks'>
  passageCount: number
  extracted: boolean
  begunAt: number
}

/** A fact to be kept, beside the passage it stands in. */
export type ProposedFact = { id: string; start: number; end: number; /** Null when it is all of its passage. */ quote: QuoteSelector | null; kind: string; voice: string; asOf: string | null }
/** What one passage states: the lists as JSON (null: none), and dimension and stem of each figure, every pair once. */
export type PassageFindings = { stated: { figures: string; dates: string; ranks: string } | null; keys: readonly (readonly [dimension: string, stem: string])[]; facts: readonly ProposedFact[] }
export type PassageToAdd = { passage: NewPassage; found: PassageFindings | null }
/** What stands in no passage: `data` is JSON. */
export type LooseFinding = { kind: 'figure' | 'date' | 'rank' | 'reference' | 'evidence'; data: string }

/** Where a chunk of passages belongs. */
export type Target = { team: string; source: string; snapshot: string }

export const importWrites = {
  beginImport(connection: Connection, head: ImportHead): void {
    const { snapshot, team } = head
    refuseSameBytes(connection, team, snapshot.sha256)
    try {
      connection.transaction('immediate', () => {
        if (head.source) insertSource(connection, { source: head.source, team, actor: head.actor })
        connection.run(
          `insert into snapshot (id, source_id, team_id, sha256, text_sha256, media_type, importer, passage_count, created_at, ready, text)
          values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)`,
          snapshot.id,
          head.sourceId,
          team,
          snapshot.sha256,
          snapshot.textSha256,
          snapshot.mediaType,
          snapshot.importer,
          head.passageCount,
          head.begunAt,
          snapshot.text,
        )
        connection.run('insert into snapshot_about (snapshot_id, imported_by, makes_source, extracted) values (?, ?, ?, ?)', snapshot.id, JSON.stringify(head.by), head.source ? 1 : 0, head.extracted ? 1 : 0)
      })
    } catch (error) {
      if (isUniqueFault(error)) throw new Refusal('conflict', `There is a source with the id ${head.sourceId} already.`)
      if (isForeignKeyFault(error)) throw new Refusal('not-found', `There is no team ${team}, or no source ${head.sourceId}, to import into.`)
      throw error
    }
  },

  addRecords(connection: Connection, records: readonly NewRecord[]): void {
    try {
      connection.transaction('immediate', () => {
        for (const record of records) insertSource(connection, record)
        for (const team of new Set(records.map((record) => record.team))) bumpLibrary(connection, team)
      })
    } catch (error) {
      if (isUniqueFault(error)) throw new Refusal('conflict', 'One of these sources is there already.')
      if (isForeignKeyFault(error)) throw new Refusal('not-found', 'There is no such team to import into.')
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

  addPassages(connection: Connection, target: Target, from: number, passages: readonly PassageToAdd[]): void {
    connection.transaction('immediate', () => insertPassages(connection, target, from, passages))
  },

  addLoose(connection: Connection, snapshot: string, from: number, findings: readonly LooseFinding[]): void {
    connection.transaction('immediate', () => findings.forEach(({ kind, data }, index) => connection.run('insert into snapshot_finding (snapshot_id, kind, ord, data) values (?, ?, ?, ?)', snapshot, kind, from + index, data)))
  },

  /** True for the first who wants to add what was read out of a snapshot. */
  claimFindings: (connection: Connection, snapshot: string): boolean => connection.run('update snapshot_about set extracted = 1 where snapshot_id = ? and extracted = 0', snapshot) > 0,

  /** For passages that are there already. */
  addFindings(connection: Connection, target: Target, shares: readonly { passageId: string; found: PassageFindings }[]): void {
    connection.transaction('immediate', () => {
      const placed = shares.flatMap(({ passageId, found }) => {
        const row = connection.get('select seq from passage where snapshot_id = ? and id = ?', target.snapshot, passageId)
        return row ? [{ seq: integer(row, 'seq'), found }] : []
      })
      for (const { seq, found } of placed) insertFindings(connection, target, seq, found)
      insertKeys(connection, placed)
      bumpLibrary(connection, target.team)
    })
  },

  /** Makes the import the newest of its source. Throws `conflict` when the same bytes were imported meanwhile; then nothing of this one remains. */
  finishImport(connection: Connection, { team, source, snapshot }: Target, sketch: readonly string[]): void {
    try {
      connection.transaction('immediate', () => {
        connection.run('update snapshot set ready = 1 where id = ?', snapshot)
        connection.run('delete from snapshot_sketch where snapshot_id in (select id from snapshot where source_id = ?)', source)
        for (const hash of sketch) connection.run('insert into snapshot_sketch (team_id, hash, snapshot_id) values (?, ?, ?)', team, hash, snapshot)
        connection.run('update snapshot_about set superseded = 1 where snapshot_id in (select id from snapshot where source_id = ?1 and id <> ?2 and ready = 1)', source, snapshot)
        connection.run('update source set snapshot_id = ? where id = ?', snapshot, source)
        bumpLibrary(connection, team)
      })
    } catch (error) {
      if (!isUniqueFault(error)) throw error
      const row = connection.get('select sha256 from snapshot where id = ?', snapshot)
      abandon(connection, snapshot)
      if (row) refuseSameBytes(connection, team, text(row, 'sha256'))
      throw error
    }
  },

  abandonImport(connection: Connection, snapshot: string): void {
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

function insertSource(connection: Connection, { source, team, actor }: NewRecord): void {
  connection.run(
    'insert into source (id, team_id, csl, reliability, note, file, imported_at, imported_by) values (?, ?, ?, ?, ?, ?, ?, ?)',
    source.id,
    team,
    JSON.stringify(source.csl),
    source.reliability,
    source.note,
    source.file,
    source.importedAt,
    actor,
  )
}

/** Runs inside the caller's transaction. */
export function insertPassages(connection: Connection, target: Target, from: number, passages: readonly PassageToAdd[]): void {
  const base = firstSeq(connection, target.team)
  if (base === null) throw new Refusal('not-found', `There is no team ${target.team} to import into.`)
  const top = connection.get('select coalesce(max(seq), ?1 - 1) as seq from passage where seq between ?1 and ?2', base, lastSeq(base))
  const next = (top ? integer(top, 'seq') : base - 1) + 1
  passages.forEach(({ passage, found }, index) => {
    insertPassage(connection, next + index, target.snapshot, from + index, passage)
    if (found) insertFindings(connection, target, next + index, found)
  })
  insertKeys(
    connection,
    passages.flatMap(({ found }, index) => (found ? [{ seq: next + index, found }] : [])),
  )
}

function insertFindings(connection: Connection, target: Target, seq: number, { stated, facts }: PassageFindings): void {
  if (stated) connection.run('insert into passage_finding (passage_seq, figures, dates, ranks) values (?, ?, ?, ?)', seq, stated.figures, stated.dates, stated.ranks)
  for (const fact of facts) insertFact(connection, target, seq, fact)
}

/** All keys of a chunk in one statement, in their order: a call for each would cost more than the rest of the import. */
function insertKeys(connection: Connection, placed: readonly { seq: number; found: PassageFindings }[]): void {
  const keys = placed.flatMap(({ seq, found }) => found.keys.map(([dimension, stem]) => [dimension, stem, seq]))
  if (keys.length > 0) connection.run('insert into figure_key (dimension, stem, passage_seq) select value ->> 0, value ->> 1, value ->> 2 from json_each(?) order by 1, 2, 3', JSON.stringify(keys))
}

function insertPassage(connection: Connection, seq: number, snapshot: string, ord: number, passage: NewPassage): void {
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

export function insertFact(connection: Connection, { team, source, snapshot }: Target, seq: number, fact: ProposedFact): void {
  connection.run(
    `insert into fact (id, team_id, source_id, snapshot_id, passage_seq, rev, status, kind, voice, start, "end", exact, prefix, suffix, as_of)
    values (?, ?, ?, ?, ?, 1, 'candidate', ?, ?, ?, ?, ?, ?, ?, ?)`,
    fact.id,
    team,
    source,
    snapshot,
    seq,
    fact.kind,
    fact.voice,
    fact.start,
    fact.end,
    fact.quote?.exact ?? null,
    fact.quote?.prefix ?? null,
    fact.quote?.suffix ?? null,
    fact.asOf,
  )
}

function refuseSameBytes(connection: Connection, team: string, sha256: string): void {
  const known = readSourceBy(connection, 'id in (select source_id from snapshot where team_id = ? and sha256 = ? and ready = 1)', team, sha256)
  if (known) throw new Refusal('conflict', `These bytes are in the library already, as "${known.csl.title}" (source ${known.id}).`)
}

const OF_SNAPSHOT = 'in (select seq from passage where snapshot_id = ?)'

function abandon(connection: Connection, snapshot: string): void {
  connection.transaction('immediate', () => {
    const row = connection.get('select source_id, makes_source from snapshot join snapshot_about on snapshot_id = snapshot.id where snapshot.id = ? and ready = 0', snapshot)
    if (!row) return
    connection.run('delete from fact where source_id = (select source_id from snapshot where id = ?1) and snapshot_id = ?1', snapshot)
    connection.run(
      `delete from figure_key where (dimension, stem, passage_seq) in (
        select json_extract(figure.value, '$.dimension'), topic.value, passage_seq
        from passage_finding, json_each(passage_finding.figures) as figure, json_each(figure.value, '$.topic') as topic where passage_seq ${OF_SNAPSHOT})`,
      snapshot,
    )
    connection.run(`delete from passage_finding where passage_seq ${OF_SNAPSHOT}`, snapshot)
    connection.run(`delete from passage_fts where rowid ${OF_SNAPSHOT}`, snapshot)
    for (const table of ['passage', 'block', 'snapshot_finding', 'snapshot_about', 'snapshot_sketch']) connection.run(`delete from ${table} where snapshot_id = ?`, snapshot)
    connection.run('delete from snapshot where id = ?', snapshot)
    if (integer(row, 'makes_source') === 1) connection.run('delete from source where id = ?', text(row, 'source_id'))
  })
}
