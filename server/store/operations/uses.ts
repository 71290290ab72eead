/** The statements of the index of where briefs lean on sources. It is made from the briefs and can always be made again. */
import type { Use } from '#model/library.ts'
import { type Connection, integer, type Row, text, textOrNull } from '../connection.ts'
import type { DocumentToLook, NewUse } from '../library.ts'

const WHAT = 'select doc_use.*, doc.title from doc_use join doc on doc.id = doc_use.doc_id'
/** A passage has the same id in every team that has the file, so the team is part of the question. */
const LIVING = 'doc.deleted_at is null and doc.team_id'
const ORDER = 'order by doc.changed_at desc, doc.id, doc_use.ord'

export const useReads = {
  documentsToLook(connection: Connection, team: string): DocumentToLook[] {
    return connection
      .all('select doc.id, doc.title, doc.head from doc left join doc_looked on doc_looked.doc_id = doc.id where doc.team_id = ? and doc.deleted_at is null and doc.head > coalesce(doc_looked.head, 0) order by doc.changed_at desc', team)
      .map((row) => ({ id: text(row, 'id'), title: text(row, 'title'), head: integer(row, 'head') }))
  },

  usesOfSource: (connection: Connection, source: string): Use[] =>
    connection.all(`${WHAT} where doc_use.source_id = ?1 and ${LIVING} = (select team_id from source where id = ?1) ${ORDER}`, source).map(readUse),

  usesOfFact: (connection: Connection, fact: string): Use[] =>
    connection
      .all(
        `${WHAT} where ${LIVING} = (select team_id from fact where id = ?1) and (doc_use.fact_id = ?1 or (doc_use.source_id, doc_use.passage_id) in
          (select fact.source_id, passage.id from fact join passage on passage.seq = fact.passage_seq where fact.id = ?1)) ${ORDER}`,
        fact,
      )
      .map(readUse),
}

export const useWrites = {
  putUses(connection: Connection, doc: string, head: number, uses: readonly NewUse[]): void {
    connection.transaction('immediate', () => {
      const looked = connection.run('insert into doc_looked (doc_id, head) values (?, ?) on conflict (doc_id) do update set head = excluded.head where excluded.head >= doc_looked.head', doc, head)
      if (looked === 0) return
      connection.run('delete from doc_use where doc_id = ?', doc)
      uses.forEach((use, ord) =>
        connection.run(
          'insert into doc_use (doc_id, ord, kind, source_id, fact_id, passage_id, block, sentence, quote) values (?, ?, ?, ?, ?, ?, ?, ?, ?)',
          doc,
          ord,
          use.kind,
          use.sourceId,
          use.factId,
          use.passageId,
          use.block,
          use.sentence,
          use.quote,
        ),
      )
    })
  },
}

function readUse(row: Row): Use {
  return {
    document: { id: text(row, 'doc_id'), title: text(row, 'title') },
    block: textOrNull(row, 'block'),
    kind: row['kind'] === 'fact' ? 'fact' : 'citation',
    factId: textOrNull(row, 'fact_id'),
    passageId: textOrNull(row, 'passage_id'),
    sentence: text(row, 'sentence'),
    quote: textOrNull(row, 'quote'),
  }
}
