/** Full text over the passages of one team: the newest matches are candidates, the best of them are hits. */
import { cslItem } from '#model/csl.ts'
import { type Connection, integer, shaped, text } from '../connection.ts'
import { ftsQuery, type Marker, openMarker } from '../query.ts'
import type { StoredHit } from '../store.ts'
import { readPassage } from './library.ts'
import { firstSeq, lastSeq } from './places.ts'

/** Ranking reads every candidate, so there is a cap on them; above it the newest are ranked and the answer says so. */
export const MAX_CANDIDATES = 20_000
const MAX_HITS = 200

// One row more than the cap tells "exactly as many" from "more". What an import still writes is not there yet.
const SEARCH = `
  with candidate as (
    select rowid as seq, bm25(passage_fts) as score from passage_fts
    where passage_fts match ?1 and rowid between ?2 and ?3
      and rowid not in (select passage.seq from snapshot join passage on passage.snapshot_id = snapshot.id where snapshot.ready = 0)
    order by rowid desc limit ${MAX_CANDIDATES + 1}
  ), hit as (
    select seq, score, count(*) over () as total from candidate order by score, seq desc limit ?4
  )
  select passage.*, hit.total, source.id as source_id, source.csl, snapshot.sha256
  from hit join passage on passage.seq = hit.seq join snapshot on snapshot.id = passage.snapshot_id join source on source.id = snapshot.source_id
  order by hit.score, hit.seq desc`

let marker: Marker | undefined

export const searchReads = {
  search(connection: Connection, team: string, query: string, limit: number): { hits: StoredHit[]; capped: boolean } {
    const fts = ftsQuery(query)
    const first = firstSeq(connection, team)
    if (fts === null || first === null) return { hits: [], capped: false }
    const rows = connection.all(SEARCH, fts, first, lastSeq(first), Math.max(1, Math.min(MAX_HITS, Math.floor(limit))))
    marker ??= openMarker()
    const marks = marker.marks(
      rows.map((row) => text(row, 'exact')),
      fts,
    )
    const hits = rows.map((row, index) => ({
      passage: readPassage(row),
      voice: text(row, 'voice'),
      source: { id: text(row, 'source_id'), csl: shaped(row, 'csl', cslItem), snapshotSha: text(row, 'sha256') },
      marks: marks[index] ?? [],
    }))
    const newest = rows[0]
    return { hits, capped: newest !== undefined && integer(newest, 'total') > MAX_CANDIDATES }
  },
}
