/** The statements behind what people decide about a source: its record, whether it stands, and what its blocks are. */
import type { CslItem } from '#model/csl.ts'
import { foldWords } from '#model/fold.ts'
import { Refusal } from '#model/refusal.ts'
import type { PositionSelector } from '#model/source.ts'
import { type Connection, integer, text } from '../connection.ts'
import type { BlockMark, PersonName } from '../library.ts'
import { insertPassages, type PassageToAdd, type Target } from './imports.ts'
import { audited, bumpLibrary } from './library-rev.ts'

export type SourceWrite = { csl?: CslItem; reliability?: string | null; note?: string | null }

export const markWrites = {
  changeSource(connection: Connection, id: string, change: SourceWrite, by: PersonName, at: number): void {
    connection.transaction('immediate', () => {
      const row = sourceOf(connection, id)
      const was: Record<string, unknown> = {}
      if (change.csl !== undefined) {
        was['csl'] = JSON.parse(text(row, 'csl'))
        connection.run('update source set csl = ? where id = ?', JSON.stringify(change.csl), id)
      }
      for (const key of ['reliability', 'note'] as const) {
        const value = change[key]
        if (value === undefined) continue
        was[key] = row[key]
        connection.run(`update source set ${key} = ? where id = ?`, value, id)
      }
      audited(connection, { at, actor: by.id, action: 'change-source', object: id, detail: { ...change, was } })
      bumpLibrary(connection, text(row, 'team_id'))
    })
  },

  withdrawSource(connection: Connection, id: string, reason: string | null, by: PersonName, at: number): void {
    connection.transaction('immediate', () => {
      const row = sourceOf(connection, id)
      connection.run('update source set withdrawn_at = ?, withdrawn_by = ?, withdrawn_reason = ? where id = ?', reason === null ? null : at, reason === null ? null : JSON.stringify(by), reason, id)
      audited(connection, { at, actor: by.id, action: reason === null ? 'restore-source' : 'withdraw-source', object: id, detail: reason === null ? {} : { reason } })
      bumpLibrary(connection, text(row, 'team_id'))
    })
  },

  markBlock(connection: Connection, { source, start, kind, by, at }: BlockMark): void {
    connection.transaction('immediate', () => {
      const row = connection.get('select block.*, source.team_id from source join block on block.snapshot_id = source.snapshot_id where source.id = ? and block.start = ? order by ord limit 1', source, start)
      if (!row) throw new Refusal('not-found', `No block of this source begins at ${start}.`)
      const ruled = row['rule_kind'] !== null
      const [ruleKind, ruleReason, ruleBy] = ruled ? ['rule_kind', 'rule_reason', 'rule_by'].map((name) => text(row, name)) : ['kind', 'reason', 'decided_by'].map((name) => text(row, name))
      const place = [text(row, 'snapshot_id'), integer(row, 'ord')] as const
      if (kind === null || kind === ruleKind) {
        connection.run('update block set kind = ?, reason = ?, decided_by = ?, rule_kind = null, rule_reason = null, rule_by = null where snapshot_id = ? and ord = ?', ruleKind ?? '', ruleReason ?? '', ruleBy ?? '', ...place)
      } else {
        connection.run(
          'update block set kind = ?, reason = ?, decided_by = ?, rule_kind = ?, rule_reason = ?, rule_by = ? where snapshot_id = ? and ord = ?',
          kind,
          `marked by ${by.name}; the rule said ${ruleKind}: ${ruleReason}`,
          by.id,
          ruleKind ?? '',
          ruleReason ?? '',
          ruleBy ?? '',
          ...place,
        )
      }
      audited(connection, { at, actor: by.id, action: 'mark-block', object: source, detail: { snapshot: place[0], start, kind, was: text(row, 'kind') } })
      bumpLibrary(connection, text(row, 'team_id'))
    })
  },

  /** Sets at most `limit` passages of a block aside that are not among `kept` (ids), or takes those back that are. False when nothing is left to do. */
  settlePassages(connection: Connection, snapshot: string, block: PositionSelector, kept: readonly string[], limit: number): boolean {
    return connection.transaction('immediate', () => {
      const rows = connection.all(
        `select seq, exact, aside from passage where snapshot_id = ?1 and start >= ?2 and start < ?3 and aside = (id in (select value from json_each(?4))) order by start limit ?5`,
        snapshot,
        block.start,
        block.end,
        JSON.stringify(kept),
        limit,
      )
      for (const row of rows) {
        const seq = integer(row, 'seq')
        const aside = integer(row, 'aside') === 0
        connection.run('update passage set aside = ? where seq = ?', aside ? 1 : 0, seq)
        if (aside) connection.run('delete from passage_fts where rowid = ?', seq)
        else connection.run('insert into passage_fts (rowid, body) values (?, ?)', seq, foldWords(text(row, 'exact')))
      }
      return rows.length === limit
    })
  },

  /** Adds passages that were never cut, behind the others in `ord`. They take paragraph and page from the passage before them: the numbers of the others never move. */
  addCut(connection: Connection, target: Target, passages: readonly PassageToAdd[]): void {
    connection.transaction('immediate', () => {
      const known = new Set(connection.all('select id from passage where snapshot_id = ? and id in (select value from json_each(?))', target.snapshot, JSON.stringify(passages.map(({ passage }) => passage.id))).map((row) => text(row, 'id')))
      const fresh = passages.filter(({ passage }) => !known.has(passage.id))
      const first = fresh[0]
      if (!first) return
      const before = connection.get('select paragraph, page from passage where snapshot_id = ? and start < ? order by start desc limit 1', target.snapshot, first.passage.position.start)
      const paragraph = before ? integer(before, 'paragraph') : 1
      const page = before && typeof before['page'] === 'number' ? before['page'] : null
      const top = connection.get('select coalesce(max(ord), -1) as ord from passage where snapshot_id = ?', target.snapshot)
      insertPassages(
        connection,
        target,
        (top ? integer(top, 'ord') : -1) + 1,
        fresh.map(({ passage, found }) => ({ passage: { ...passage, paragraph, page: passage.page ?? page }, found })),
      )
    })
  },

  /** Counts the passages that can be found, once a block has been cut anew. */
  countPassages(connection: Connection, { team, snapshot }: Target): void {
    connection.transaction('immediate', () => {
      connection.run('update snapshot set passage_count = (select count(*) from passage where snapshot_id = ?1 and aside = 0) where id = ?1', snapshot)
      bumpLibrary(connection, team)
    })
  },
}

function sourceOf(connection: Connection, id: string) {
  const row = connection.get('select * from source where id = ?', id)
  if (!row) throw new Refusal('not-found', 'There is no such source.')
  return row
}
