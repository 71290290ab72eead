/** The statements behind the comparison of what sources say: what passages state, and what people have settled. */
import { type SettledAs, SETTLEMENTS } from '#model/library.ts'
import { z } from 'zod'
import { type Connection, integer, type Row, shaped, text } from '../connection.ts'
import type { PersonName, Settled, StatedPassage } from '../library.ts'
import { audited, libraryRev } from './library-rev.ts'
import { firstSeq, lastSeq } from './places.ts'
import { personName } from './rows.ts'

const STATED = `select passage.seq, passage.id as passage_id, passage.exact, passage.paragraph, source.id as source_id, source.csl, snapshot.sha256, passage_finding.figures, passage_finding.dates, passage_finding.ranks
  from passage_finding join passage on passage.seq = passage_finding.passage_seq join snapshot on snapshot.id = passage.snapshot_id join source on source.snapshot_id = snapshot.id`
const STANDING = 'passage.aside = 0 and source.withdrawn_at is null'

export const statementReads = {
  libraryRev,

  statedPassages(connection: Connection, team: string, before: number, limit: number): StatedPassage[] {
    const first = firstSeq(connection, team)
    if (first === null) return []
    return connection.all(`${STATED} where passage_finding.passage_seq between ? and ? and ${STANDING} order by passage_finding.passage_seq desc limit ?`, first, Math.min(before - 1, lastSeq(first)), limit).map(readStated)
  },

  statedBeside(connection: Connection, team: string, source: string, limit: number): { passages: StatedPassage[]; capped: boolean } {
    const first = firstSeq(connection, team)
    if (first === null) return { passages: [], capped: false }
    return connection.transaction('deferred', () => {
      const own = connection.all(`${STATED} where source.id = ? and source.team_id = ? and ${STANDING} order by passage_finding.passage_seq`, source, team).map(readStated)
      const others = connection
        .all(
          `with own as (
            select distinct json_extract(figure.value, '$.dimension') as dimension, topic.value as stem
            from source join passage on passage.snapshot_id = source.snapshot_id join passage_finding on passage_finding.passage_seq = passage.seq, json_each(passage_finding.figures) as figure, json_each(figure.value, '$.topic') as topic
            where source.id = ?1
          ), beside as (
            select distinct figure_key.passage_seq from own cross join figure_key on figure_key.dimension = own.dimension and figure_key.stem = own.stem where figure_key.passage_seq between ?2 and ?3
          )
          ${STATED} where passage_finding.passage_seq in (select passage_seq from beside) and source.id <> ?1 and ${STANDING} order by passage_finding.passage_seq desc limit ?4`,
          source,
          first,
          lastSeq(first),
          limit + 1,
        )
        .map(readStated)
      return { passages: [...own, ...others.slice(0, limit)], capped: others.length > limit }
    })
  },

  settlements(connection: Connection, team: string): Settled[] {
    return connection.all('select * from settlement where team_id = ?', team).map((row) => ({
      key: text(row, 'key'),
      as: shaped(row, 'settled_as', z.enum(SETTLEMENTS), 'plain'),
      reason: text(row, 'reason'),
      by: shaped(row, 'settled_by', personName),
      at: integer(row, 'at'),
    }))
  },
}

export const statementWrites = {
  settle(connection: Connection, team: string, key: string, word: { as: SettledAs; reason: string } | null, by: PersonName, at: number): void {
    connection.transaction('immediate', () => {
      if (word === null) connection.run('delete from settlement where team_id = ? and key = ?', team, key)
      else {
        connection.run(
          `insert into settlement (team_id, key, settled_as, reason, settled_by, at) values (?, ?, ?, ?, ?, ?)
          on conflict (team_id, key) do update set settled_as = excluded.settled_as, reason = excluded.reason, settled_by = excluded.settled_by, at = excluded.at`,
          team,
          key,
          word.as,
          word.reason,
          JSON.stringify(by),
          at,
        )
      }
      audited(connection, { at, actor: by.id, action: word === null ? 'unsettle-conflict' : 'settle-conflict', object: team, detail: { key, ...word } })
    })
  },
}

function readStated(row: Row): StatedPassage {
  return {
    seq: integer(row, 'seq'),
    passageId: text(row, 'passage_id'),
    source: text(row, 'source_id'),
    csl: text(row, 'csl'),
    snapshotSha: text(row, 'sha256'),
    quote: text(row, 'exact'),
    paragraph: integer(row, 'paragraph'),
    figures: text(row, 'figures'),
    dates: text(row, 'dates'),
    ranks: text(row, 'ranks'),
  }
}
