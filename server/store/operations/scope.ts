/**
 * Where a search looks: the row numbers of the passages of one team that may be found, narrowed by what was asked of their sources. Passages are numbered
 * in the order they were written, so a snapshot is mostly one run of rows and a scope is a short list of runs.
 */
import { type CslItem, cslItem } from '#model/csl.ts'
import { foldWords } from '#model/fold.ts'
import { type Connection, integer, integerOrNull, shaped, text } from '../connection.ts'
import type { LibraryQuery } from '../store.ts'
import { firstSeq, lastSeq } from './places.ts'

/** First and last row, both included. */
export type Run = { lo: number; hi: number }

// What an import still writes is not there yet, and what was imported anew or withdrawn is not there any more.
const HIDDEN = `
  select id from snapshot where team_id = ?1 and ready = 0
  union all select snapshot.id from snapshot_about join snapshot on snapshot.id = snapshot_about.snapshot_id where superseded = 1 and snapshot.team_id = ?1
  union all select snapshot_id from source where team_id = ?1 and withdrawn_at is not null and snapshot_id is not null`
const SHOWN = `select source.snapshot_id as id, source.csl from source where source.team_id = ?1 and source.snapshot_id is not null and source.withdrawn_at is null and (?2 is null or source.id = ?2)`

/** Runs in rising order, apart from each other; empty when nothing can be found. */
export function searchScope(connection: Connection, team: string, query: LibraryQuery): Run[] {
  const first = firstSeq(connection, team)
  if (first === null) return []
  if (!isNarrowed(query)) return without({ lo: first, hi: lastSeq(first) }, joined(connection.all(HIDDEN, team).flatMap((row) => runsOf(connection, text(row, 'id')))))
  const shown = connection.all(SHOWN, team, query.source ?? null).filter((row) => fits(shaped(row, 'csl', cslItem), query))
  return joined(shown.flatMap((row) => runsOf(connection, text(row, 'id'))))
}

function isNarrowed({ source, publisher, from, to }: LibraryQuery): boolean {
  return [source, publisher, from, to].some((value) => value !== undefined)
}

/** Undated sources are in no range of dates. */
function fits(csl: CslItem, { publisher, from, to }: LibraryQuery): boolean {
  if (publisher !== undefined && ![csl.publisher, csl['container-title']].some((name) => name !== undefined && foldWords(name) === foldWords(publisher))) return false
  if (from === undefined && to === undefined) return true
  const issued = issuedRange(csl)
  return issued !== null && (from === undefined || issued.end >= from) && (to === undefined || issued.start.slice(0, to.length) <= to)
}

/** First and last day of issue, ISO 8601; null when undated. A year alone lasts to its end. */
function issuedRange({ issued }: CslItem): { start: string; end: string } | null {
  if (!issued || !('date-parts' in issued)) return null
  const [from = [], to = from] = issued['date-parts']
  return { start: day(from, '01', '01'), end: day(to, '12', '31') }
}

function day([year = 0, month, date]: readonly number[], firstMonth: string, firstDay: string): string {
  return [String(year).padStart(4, '0'), month === undefined ? firstMonth : String(month).padStart(2, '0'), date === undefined ? firstDay : String(date).padStart(2, '0')].join('-')
}

function runsOf(connection: Connection, snapshot: string): Run[] {
  const row = connection.get('select min(seq) as lo, max(seq) as hi, count(*) as count from passage where snapshot_id = ?', snapshot)
  const lo = row ? integerOrNull(row, 'lo') : null
  if (!row || lo === null) return []
  const hi = integer(row, 'hi')
  if (hi - lo + 1 === integer(row, 'count')) return [{ lo, hi }]
  // Two imports at once take turns writing.
  return joined(connection.all('select seq from passage where snapshot_id = ?', snapshot).map((each) => ({ lo: integer(each, 'seq'), hi: integer(each, 'seq') })))
}

/** Sorted, and those that touch made one. */
export function joined(runs: readonly Run[]): Run[] {
  const whole: Run[] = []
  for (const run of [...runs].sort((a, b) => a.lo - b.lo)) {
    const last = whole.at(-1)
    if (last && run.lo <= last.hi + 1) last.hi = Math.max(last.hi, run.hi)
    else whole.push({ ...run })
  }
  return whole
}

function without({ lo, hi }: Run, hidden: readonly Run[]): Run[] {
  const left: Run[] = []
  let from = lo
  for (const run of hidden) {
    if (run.lo > from) left.push({ lo: from, hi: run.lo - 1 })
    from = run.hi + 1
  }
  if (from <= hi) left.push({ lo: from, hi })
  return left
}
