/** The statements of facts: pages of them, one, a person's change, and the move to a new snapshot. */
import { cslItem } from '#model/csl.ts'
import { FACT_KINDS, figureRecord } from '#model/extraction.ts'
import { CONFIDENCE, FACT_STATUS, type FactStatus, type LibraryFact } from '#model/library.ts'
import { readable } from '#model/fold.ts'
import { Refusal } from '#model/refusal.ts'
import { z } from 'zod'
import { type Connection, integer, integerOrNull, type Param, type Row, shaped, text, textOrNull } from '../connection.ts'
import type { CarriedFact, FactAnchor, FactQuery, FactRows, FactWrite, PersonName, StoredFact } from '../library.ts'
import { ftsQuery } from '../query.ts'
import { insertFact } from './imports.ts'
import { audited, bumpLibrary } from './library-rev.ts'
import { firstSeq, lastSeq } from './places.ts'
import { LISTED, personName, TOUCHED } from './rows.ts'

/** Passages that a search among facts looks at. */
const MAX_MATCHES = 20_000
const MAX_CLAIM = 4000

const FROM = `from fact join source on source.id = fact.source_id join snapshot on snapshot.id = fact.snapshot_id join passage on passage.seq = fact.passage_seq
  left join passage_finding on passage_finding.passage_seq = fact.passage_seq`
const QUOTE = 'coalesce(fact.exact, passage.exact) as quoted, coalesce(fact.prefix, passage.prefix) as before, coalesce(fact.suffix, passage.suffix) as behind'
const WHAT = `fact.*, source.csl, source.withdrawn_at, source.snapshot_id as newest, snapshot.sha256, passage.id as passage_id, passage.paragraph, passage.page, passage.aside, ${QUOTE},
  passage_finding.figures,
  (select json_group_array(other_id) from fact_link where fact_id = fact.id and kind = 'supersedes') as supersedes,
  (select json_group_array(other_id) from fact_link where fact_id = fact.id and kind = 'conflictsWith') as conflicts,
  (select count(*) from doc_use join doc on doc.id = doc_use.doc_id where doc.team_id = fact.team_id and doc.deleted_at is null and doc_use.kind = 'fact'
    and (doc_use.fact_id = fact.id or (doc_use.source_id = fact.source_id and doc_use.passage_id = passage.id))) as uses`
const READY = 'snapshot.ready = 1'

export const factReads = {
  facts(connection: Connection, query: FactQuery): FactRows {
    return connection.transaction('deferred', () => {
      const { where, params } = conditions(connection, query)
      const rows = connection.all(`select ${WHAT} ${FROM} where ${where} and fact.seq > ? order by fact.seq limit ?`, ...params, query.after, query.limit + 1)
      const page = rows.slice(0, query.limit)
      const last = page.at(-1)
      const total = connection.get(`select count(*) as count ${FROM} where ${where}`, ...params)
      return {
        facts: page.map(readFact),
        total: total ? integer(total, 'count') : 0,
        counts: countsOf(connection, query),
        next: rows.length > query.limit && last ? integer(last, 'seq') : null,
      }
    })
  },

  fact(connection: Connection, id: string): StoredFact | null {
    const row = connection.get(`select ${WHAT} ${FROM} where fact.id = ? and ${READY}`, id)
    return row ? { ...readFact(row), team: text(row, 'team_id'), snapshotId: text(row, 'snapshot_id') } : null
  },

  factAnchors(connection: Connection, source: string): FactAnchor[] {
    return connection
      .all(`select fact.*, ${QUOTE}, ${TOUCHED} as touched from fact join source on source.id = fact.source_id join passage on passage.seq = fact.passage_seq where fact.source_id = ? and fact.snapshot_id = source.snapshot_id order by fact.seq`, source)
      .map((row) => ({
        id: text(row, 'id'),
        status: shaped(row, 'status', z.enum(FACT_STATUS), 'plain'),
        claim: claimOf(row),
        touched: integer(row, 'touched') === 1,
        quote: quoteOf(row),
        position: { start: integer(row, 'start'), end: integer(row, 'end') },
      }))
  },
}

export const factWrites = {
  addFact(connection: Connection, { id, source, passageId, by, at }: { id: string; source: string; passageId: string; by: PersonName; at: number }): string {
    return connection.transaction('immediate', () => {
      const row = connection.get('select passage.*, source.team_id, source.snapshot_id, source.withdrawn_at from source join passage on passage.snapshot_id = source.snapshot_id where source.id = ? and passage.id = ?', source, passageId)
      if (!row) throw new Refusal('not-found', 'The newest text of this source has no such passage.')
      const seq = integer(row, 'seq')
      const known = connection.get('select id from fact where passage_seq = ? and start = ? and "end" = ?', seq, integer(row, 'start'), integer(row, 'end'))
      if (known) return text(known, 'id')
      if (integer(row, 'aside') === 1) throw new Refusal('conflict', 'This passage stands in a block that was set aside, so it supports nothing new. Give the block back first.')
      if (row['withdrawn_at'] !== null) throw new Refusal('conflict', 'This source is withdrawn, so nothing new leans on it. Restore it first.')
      const team = text(row, 'team_id')
      const figures = connection.get('select 1 as found from passage_finding where passage_seq = ? and figures <> ?', seq, '[]')
      insertFact(connection, { team, source, snapshot: text(row, 'snapshot_id') }, seq, {
        id,
        start: integer(row, 'start'),
        end: integer(row, 'end'),
        quote: null,
        kind: figures ? 'measure' : 'event',
        voice: text(row, 'voice'),
        asOf: null,
      })
      audited(connection, { at, actor: by.id, action: 'add-fact', object: id, detail: { source, passageId } })
      bumpLibrary(connection, team)
      return id
    })
  },

  changeFact(connection: Connection, { id, change, by, at }: FactWrite): void {
    connection.transaction('immediate', () => {
      const row = connection.get('select * from fact where id = ?', id)
      if (!row) throw new Refusal('not-found', 'There is no such fact.')
      const rev = integer(row, 'rev')
      if (rev !== change.rev) throw new Refusal('conflict', `This fact was changed meanwhile: you saw revision ${change.rev}, it is at ${rev}. Look at it again, then repeat your change.`)
      const reviewed = change.status !== undefined && change.status !== text(row, 'status')
      const given = <K extends keyof typeof change>(key: K, column: string) => (change[key] === undefined ? row[column] : change[key]) as Param
      connection.run(
        'update fact set rev = rev + 1, status = ?, claim = ?, confidence = ?, note = ?, as_of = ?, shelf_life = ?, reviewed_by = ?, reviewed_at = ? where id = ?',
        given('status', 'status'),
        given('claim', 'claim'),
        given('confidence', 'confidence'),
        given('note', 'note'),
        given('asOf', 'as_of'),
        given('shelfLife', 'shelf_life'),
        reviewed ? reviewer(change.status, by) : (row['reviewed_by'] ?? null),
        reviewed ? (change.status === 'candidate' ? null : at) : (row['reviewed_at'] ?? null),
        id,
      )
      const team = text(row, 'team_id')
      if (change.supersedes) link(connection, team, id, 'supersedes', change.supersedes)
      if (change.conflictsWith) link(connection, team, id, 'conflictsWith', change.conflictsWith)
      const { rev: _seen, ...changed } = change
      audited(connection, { at, actor: by.id, action: 'change-fact', object: id, detail: { rev: rev + 1, ...changed, was: { status: text(row, 'status'), claim: row['claim'] } } })
      bumpLibrary(connection, team)
    })
  },

  /** One chunk of them, in one commit. */
  carryFacts(connection: Connection, source: string, facts: readonly CarriedFact[], at: number): void {
    connection.transaction('immediate', () => {
      const row = connection.get('select team_id, snapshot_id from source where id = ?', source)
      if (!row) throw new Refusal('not-found', 'There is no such source.')
      const snapshot = text(row, 'snapshot_id')
      for (const { id, passage, quote, position } of facts) {
        const place = connection.get('select seq from passage where snapshot_id = ? and id = ?', snapshot, passage)
        const fact = connection.get('select rev from fact where id = ? and source_id = ? and snapshot_id <> ?', id, source, snapshot)
        if (!place || !fact) continue
        connection.run(
          'update fact set rev = rev + 1, snapshot_id = ?, passage_seq = ?, start = ?, "end" = ?, exact = ?, prefix = ?, suffix = ? where id = ?',
          snapshot,
          integer(place, 'seq'),
          position.start,
          position.end,
          quote.exact,
          quote.prefix,
          quote.suffix,
          id,
        )
        audited(connection, { at, actor: 'server', action: 'carry-fact', object: id, detail: { snapshot, rev: integer(fact, 'rev') + 1 } })
      }
      bumpLibrary(connection, text(row, 'team_id'))
    })
  },
}

function reviewer(status: FactStatus | undefined, by: PersonName): string | null {
  return status === 'candidate' ? null : JSON.stringify(by)
}

/** Facts of other teams are none: the same sentence for them as for one that never was. */
function link(connection: Connection, team: string, id: string, kind: 'supersedes' | 'conflictsWith', others: readonly string[]): void {
  connection.run('delete from fact_link where fact_id = ? and kind = ?', id, kind)
  for (const other of new Set(others)) {
    if (other === id) throw new Refusal('invalid-input', 'A fact cannot be linked with itself.', [{ pointer: `/${kind}`, detail: 'another fact' }])
    if (!connection.get('select 1 as found from fact where id = ? and team_id = ?', other, team)) throw new Refusal('invalid-input', `There is no fact ${other} in this library.`, [{ pointer: `/${kind}`, detail: `no fact ${other}` }])
    connection.run('insert into fact_link (fact_id, kind, other_id) values (?, ?, ?)', id, kind, other)
  }
}

function conditions(connection: Connection, { team, status, source, q }: FactQuery): { where: string; params: Param[] } {
  const parts = ['fact.team_id = ?', READY, LISTED]
  const params: Param[] = [team]
  if (status !== null) {
    parts.push('fact.status = ?')
    params.push(status)
  }
  if (source !== null) {
    parts.push('fact.source_id = ?')
    params.push(source)
  }
  const first = q.trim() === '' ? null : firstSeq(connection, team)
  const fts = q.trim() === '' ? null : ftsQuery(q)
  if (first !== null && fts !== null) {
    // The words of the source, or those a person put in their place.
    parts.push(`(fact.passage_seq in (select rowid from passage_fts where passage_fts match ? and rowid between ? and ? order by rowid desc limit ${MAX_MATCHES}) or (fact.rev > 1 and instr(lower(fact.claim), lower(?)) > 0))`)
    params.push(fts.begun?.query ?? fts.whole, first, lastSeq(first), q.trim())
  } else if (q.trim() !== '') parts.push('0')
  return { where: parts.join(' and '), params }
}

function countsOf(connection: Connection, { team, source }: FactQuery): Record<FactStatus, number> {
  const counts = Object.fromEntries(FACT_STATUS.map((status) => [status, 0])) as Record<FactStatus, number>
  const rows = connection.all(
    `select fact.status, count(*) as count from fact join source on source.id = fact.source_id
    where fact.team_id = ?1 and (?2 is null or fact.source_id = ?2) and ${LISTED} and fact.snapshot_id not in (select id from snapshot where ready = 0) group by fact.status`,
    team,
    source,
  )
  for (const row of rows) counts[shaped(row, 'status', z.enum(FACT_STATUS), 'plain')] = integer(row, 'count')
  return counts
}

/** All facts that stand on a snapshot, in order of the text. */
export function factsOfSnapshot(connection: Connection, snapshot: string): LibraryFact[] {
  return connection.all(`select ${WHAT} ${FROM} where fact.source_id = (select source_id from snapshot where id = ?1) and fact.snapshot_id = ?1 order by fact.start, fact.seq`, snapshot).map(readFact)
}

const ids = z.array(z.string())

const quoteOf = (row: Row) => ({ exact: text(row, 'quoted'), prefix: text(row, 'before'), suffix: text(row, 'behind') })

/** What somebody made of it, or the quotation with its lines joined. */
const claimOf = (row: Row): string => textOrNull(row, 'claim') ?? readable(text(row, 'quoted')).slice(0, MAX_CLAIM)

function readFact(row: Row): LibraryFact {
  const start = integer(row, 'start')
  const end = integer(row, 'end')
  return {
    id: text(row, 'id'),
    rev: integer(row, 'rev'),
    source: { id: text(row, 'source_id'), csl: shaped(row, 'csl', cslItem), snapshotSha: text(row, 'sha256'), withdrawn: row['withdrawn_at'] !== null },
    passageId: text(row, 'passage_id'),
    quote: quoteOf(row),
    paragraph: integer(row, 'paragraph'),
    page: integerOrNull(row, 'page'),
    kind: shaped(row, 'kind', z.enum(FACT_KINDS), 'plain'),
    voice: text(row, 'voice'),
    claim: claimOf(row),
    figures: row['figures'] === null ? [] : shaped(row, 'figures', z.array(figureRecord)).filter((figure) => figure.start >= start && figure.end <= end),
    asOf: textOrNull(row, 'as_of'),
    shelfLife: integerOrNull(row, 'shelf_life'),
    status: shaped(row, 'status', z.enum(FACT_STATUS), 'plain'),
    confidence: row['confidence'] === null ? null : shaped(row, 'confidence', z.enum(CONFIDENCE), 'plain'),
    note: textOrNull(row, 'note'),
    reviewedBy: row['reviewed_by'] === null ? null : shaped(row, 'reviewed_by', personName),
    reviewedAt: integerOrNull(row, 'reviewed_at'),
    supersedes: shaped(row, 'supersedes', ids),
    conflictsWith: shaped(row, 'conflicts', ids),
    uses: integer(row, 'uses'),
    setAside: integer(row, 'aside') === 1,
    current: row['newest'] === row['snapshot_id'],
  }
}
