/**
 * Full text over the passages of one team, in a thread of its own: the newest matches are candidates, the best of them are hits.
 *
 * Whole words (by their stems) come first, ranked by BM25; when they leave room, passages follow in which a word only begins like the last one asked for.
 * No step reads more of the index than the words asked for take, ranking reads at most `MAX_CANDIDATES` rows, and between the steps the clock is looked at:
 * what is late is listed newest first, and the note says so.
 */
import { cslItem } from '#model/csl.ts'
import { holdsQuery, readQuery, wordsOf } from '#model/wording.ts'
import { type Connection, integer, type Row, shaped, text } from '../connection.ts'
import { type FtsQuery, ftsQuery, type Marker, openMarker } from '../query.ts'
import type { LibraryHits, LibraryQuery, StoredHit } from '../store.ts'
import { readPassage } from './library.ts'
import { type Run, searchScope } from './scope.ts'

/** Ranking reads every candidate, so there is a cap on them; above it the newest are ranked and the answer says so. */
export const MAX_CANDIDATES = 20_000
const MAX_HITS = 200
/** After this long (milliseconds) a search takes no further step. */
const LATE_AFTER = 1000

/** The words themselves are mostly among the best so many; else among all candidates. */
const FIRST_LOOK = 400

/** One row more than the cap tells "exactly as many" from "more". */
const ONE_RUN = `
  with candidate as (
    select rowid as seq, bm25(passage_fts) as score from passage_fts where passage_fts match ?1 and rowid between ?2 and ?3 order by rowid desc limit ${MAX_CANDIDATES + 1}
  )
  select seq, count(*) over () as total from candidate order by score, seq desc limit ?4`

// The runs lead, so that every stretch between them is skipped. BM25 weighs a word by all rows that hold it and would weigh it again for every run: it comes after, in one go.
const GATHER = `
  insert into temp.candidate select passage_fts.rowid from temp.run cross join passage_fts
  where passage_fts match ?1 and passage_fts.rowid between temp.run.lo and temp.run.hi order by temp.run.lo desc, passage_fts.rowid desc limit ${MAX_CANDIDATES + 1}`
const GATHERED = 'select min(seq) as oldest, max(seq) as newest, count(*) as total from temp.candidate'
const RANK_GATHERED = `
  select rowid as seq from passage_fts where passage_fts match ?1 and rowid between ?2 and ?3 and +rowid in (select seq from temp.candidate) order by bm25(passage_fts), rowid desc limit ?4`
const NEWEST_GATHERED = 'select seq from temp.candidate order by seq desc limit ?'

const IN_RUN = 'exists (select 1 from temp.run where lo = (select max(lo) from temp.run where lo <= passage_fts.rowid) and hi >= passage_fts.rowid)'
const NEWEST = `select rowid as seq from passage_fts where passage_fts match ?1 and rowid between ?2 and ?3 and ${IN_RUN} order by rowid desc limit ?4`
// Reading a beginning's words together is what costs, so here it is done once for all runs.
const RANK_IN_RUNS = `
  with candidate as (
    select rowid as seq, bm25(passage_fts) as score from passage_fts where passage_fts match ?1 and rowid between ?2 and ?3 and ${IN_RUN} order by rowid desc limit ${MAX_CANDIDATES + 1}
  )
  select seq, count(*) over () as total from candidate order by score, seq desc limit ?4`

const HIT = `
  select passage.*, source.id as source_id, source.csl, snapshot.sha256
  from passage join snapshot on snapshot.id = passage.snapshot_id join source on source.id = snapshot.source_id where passage.seq = ?`

type Found = { seqs: readonly number[]; capped: boolean; late: boolean }
type Search = { connection: Connection; scope: readonly Run[]; isLate(): boolean }

let marker: Marker | undefined

/** `clock` tells milliseconds from any fixed moment. */
export function searchReads(clock: () => number) {
  return {
    search(connection: Connection, team: string, query: LibraryQuery, limit: number): LibraryHits {
      const fts = ftsQuery(query.q, query.cues)
      if (fts === null) return NOTHING
      const begun = clock()
      const most = Math.max(1, Math.min(MAX_HITS, Math.floor(limit)))
      return connection.transaction('deferred', () => {
        const scope = searchScope(connection, team, query)
        if (scope.length === 0) return NOTHING
        const search = { connection, scope, isLate: () => clock() - begun > LATE_AFTER }
        keepRuns(search)
        let found = findRows(search, fts, query.verbatim === true ? FIRST_LOOK : most)
        let rows = readRows(search, found.seqs, query, most)
        if (query.verbatim === true && rows.length < most && found.seqs.length === FIRST_LOOK) {
          found = findRows(search, fts, MAX_CANDIDATES)
          rows = readRows(search, found.seqs, query, most)
        }
        return { hits: toHits(rows, fts), capped: found.capped || found.late, note: found.note }
      })
    },
  }
}

const NOTHING: LibraryHits = { hits: [], capped: false, note: null }

function keepRuns({ connection, scope }: Search): void {
  connection.script('create temp table if not exists run (lo integer primary key, hi integer not null) strict; create temp table if not exists candidate (seq integer primary key) strict; delete from temp.run')
  if (scope.length > 1) for (const { lo, hi } of scope) connection.run('insert into temp.run values (?, ?)', lo, hi)
}

function findRows(search: Search, { whole, begun }: FtsQuery, most: number): Found & { note: string | null } {
  const words = search.scope.length > 1 ? rankGathered(search, whole, most) : rankOne(search, whole, most)
  const cap = words.capped ? `More than ${MAX_CANDIDATES.toLocaleString('en')} passages match; the newest ${MAX_CANDIDATES.toLocaleString('en')} were ranked.` : null
  if (words.late || (begun !== null && words.seqs.length < most && search.isLate())) return { ...words, late: true, note: 'The search took too long; what was found is listed newest first or may lack matches. Add a word to narrow it.' }
  if (begun === null || words.seqs.length >= most) return { ...words, note: cap }
  const more = begun.ranked ? rankBegun(search, begun.query, most) : { seqs: listNewest(search, begun.query, most), capped: false, late: false }
  const known = new Set(words.seqs)
  const added = more.seqs.filter((seq) => !known.has(seq))
  const listed = added.length > 0 && !begun.ranked ? `Words that only begin with "${begun.word}" are listed newest first.` : null
  const capped = words.capped || more.capped
  return { seqs: [...words.seqs, ...added].slice(0, most), capped, late: false, note: more.capped ? `More than ${MAX_CANDIDATES.toLocaleString('en')} passages match; the newest ${MAX_CANDIDATES.toLocaleString('en')} were ranked.` : (cap ?? listed) }
}

function bounds({ scope }: Search): [lo: number, hi: number] {
  return [scope[0]?.lo ?? 0, scope.at(-1)?.hi ?? 0]
}

function rankOne(search: Search, fts: string, most: number): Found {
  return ranked(search.connection.all(ONE_RUN, fts, ...bounds(search), most))
}

function rankBegun(search: Search, fts: string, most: number): Found {
  return ranked(search.connection.all(search.scope.length > 1 ? RANK_IN_RUNS : ONE_RUN, fts, ...bounds(search), most))
}

function ranked(rows: readonly Row[]): Found {
  const [best] = rows
  return { seqs: rows.map((row) => integer(row, 'seq')), capped: best !== undefined && integer(best, 'total') > MAX_CANDIDATES, late: false }
}

function rankGathered({ connection, isLate }: Search, fts: string, most: number): Found {
  connection.run('delete from temp.candidate')
  connection.run(GATHER, fts)
  const about = connection.get(GATHERED)
  const total = about ? integer(about, 'total') : 0
  if (!about || total === 0) return { seqs: [], capped: false, late: false }
  const late = isLate()
  const rows = late ? connection.all(NEWEST_GATHERED, most) : connection.all(RANK_GATHERED, fts, integer(about, 'oldest'), integer(about, 'newest'), most)
  return { seqs: rows.map((row) => integer(row, 'seq')), capped: total > MAX_CANDIDATES, late }
}

function listNewest(search: Search, fts: string, most: number): number[] {
  const { connection, scope } = search
  const sql = scope.length > 1 ? NEWEST : NEWEST.replace(`and ${IN_RUN} `, '')
  return connection.all(sql, fts, ...bounds(search), most).map((row) => integer(row, 'seq'))
}

/** The rows of the hits, in order; for a verbatim query the best of those that hold the words themselves. */
function readRows({ connection, isLate }: Search, seqs: readonly number[], query: LibraryQuery, most: number): Row[] {
  const asked = query.verbatim === true ? readQuery(query.q) : null
  const rows: Row[] = []
  for (const [index, seq] of seqs.entries()) {
    if (rows.length >= most || (index % 256 === 255 && isLate())) break
    const row = connection.get(HIT, seq)
    if (row && (asked === null || holdsQuery(wordsOf(text(row, 'exact')), asked))) rows.push(row)
  }
  return rows
}

function toHits(rows: readonly Row[], { whole, begun }: FtsQuery): StoredHit[] {
  marker ??= openMarker()
  const marks = marker.marks(
    rows.map((row) => text(row, 'exact')),
    begun?.query ?? whole,
  )
  return rows.map((row, index) => ({
    passage: readPassage(row),
    voice: text(row, 'voice'),
    source: { id: text(row, 'source_id'), csl: shaped(row, 'csl', cslItem), snapshotSha: text(row, 'sha256') },
    marks: marks[index] ?? [],
  }))
}
