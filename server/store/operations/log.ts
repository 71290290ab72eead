/** The statements of the log: briefs, their updates, and the one transaction that appends for many callers at once. */
import { Refusal } from '#model/refusal.ts'
import { type Connection, integer, isForeignKeyFault, isUniqueFault, type Row, text, textOrNull } from '../connection.ts'
import { noDocument } from '../missing.ts'
import type { DocumentRow, NewDocumentRow, NewUpdate, StoredLog } from '../store.ts'
import { readUpdates } from './updates.ts'

/** What became of one caller's updates inside a shared commit: their seqs, or the brief that is not there (then nothing of this caller is stored). */
export type Appended = { seqs: number[] } | { missing: string }

export const logWrites = {
  createDocument(connection: Connection, row: NewDocumentRow): void {
    try {
      connection.transaction('immediate', () => {
        connection.run(
          'insert into doc (id, team_id, title, kind, template, head, created_at, created_by, changed_at) values (?, ?, ?, ?, ?, 1, ?, ?, ?)',
          row.id,
          row.team,
          row.title,
          row.kind,
          row.template,
          row.createdAt,
          row.actor,
          row.createdAt,
        )
        connection.run('insert into doc_update (doc_id, seq, at, actor, data) values (?, 1, ?, ?, ?)', row.id, row.createdAt, row.actor, row.seed)
      })
    } catch (error) {
      if (isUniqueFault(error)) throw new Refusal('conflict', `There is a brief with the id ${row.id} already.`)
      if (isForeignKeyFault(error)) throw new Refusal('not-found', `There is no team ${row.team} to make a brief in.`)
      throw error
    }
  },

  /** One transaction for all callers; a caller who names a brief that is not there fails alone. */
  append(connection: Connection, callers: readonly (readonly NewUpdate[])[]): Appended[] {
    return connection.transaction('immediate', () => callers.map((updates) => appendFor(connection, updates)))
  },

  setTitle(connection: Connection, doc: string, title: string): void {
    const changed = connection.run('update doc set title = ? where id = ? and deleted_at is null', title, doc)
    if (changed === 0) throw noDocument(doc)
  },

  deleteDocument(connection: Connection, doc: string, actor: string, at: number): void {
    const changed = connection.run('update doc set deleted_at = ?, deleted_by = ? where id = ? and deleted_at is null', at, actor, doc)
    if (changed === 0) throw noDocument(doc)
  },
}

export const logReads = {
  readLog(connection: Connection, doc: string, after: number): StoredLog {
    return connection.transaction('deferred', () => {
      const row = connection.get('select head from doc where id = ? and deleted_at is null', doc)
      if (!row) throw noDocument(doc)
      return { head: integer(row, 'head'), updates: readUpdates(connection, doc, after) }
    })
  },

  document(connection: Connection, id: string): DocumentRow | null {
    const row = connection.get('select * from doc where id = ? and deleted_at is null', id)
    return row ? readDocument(row) : null
  },

  documents(connection: Connection, teams: readonly string[]): DocumentRow[] {
    return connection
      .all('select * from doc where team_id in (select value from json_each(?)) and deleted_at is null order by changed_at desc, id desc', JSON.stringify(teams))
      .map(readDocument)
  },
}

function appendFor(connection: Connection, updates: readonly NewUpdate[]): Appended {
  const [only] = updates
  // Nearly always: then the statement that counts also says whether the brief is there.
  if (only && updates.length === 1) {
    const seq = appendOne(connection, only)
    return seq === null ? { missing: only.doc } : { seqs: [seq] }
  }
  for (const { doc } of updates) {
    if (!connection.get('select 1 as found from doc where id = ? and deleted_at is null', doc)) return { missing: doc }
  }
  return {
    seqs: updates.map((update) => {
      const seq = appendOne(connection, update)
      if (seq === null) throw noDocument(update.doc)
      return seq
    }),
  }
}

/** Null when the brief is not there; then nothing is written. */
function appendOne(connection: Connection, { doc, at, actor, data, claims = [] }: NewUpdate): number | null {
  const row = connection.get('update doc set head = head + 1, changed_at = max(changed_at, ?) where id = ? and deleted_at is null returning head', at, doc)
  if (!row) return null
  const seq = integer(row, 'head')
  connection.run('insert into doc_recent (doc_id, seq, at, actor, data) values (?, ?, ?, ?, ?)', doc, seq, at, actor, data)
  for (const client of claims) connection.run('insert into doc_author (doc_id, client, actor) values (?, ?, ?) on conflict do nothing', doc, client, actor)
  return seq
}

function readDocument(row: Row): DocumentRow {
  return {
    id: text(row, 'id'),
    team: text(row, 'team_id'),
    title: text(row, 'title'),
    kind: text(row, 'kind'),
    template: textOrNull(row, 'template'),
    head: integer(row, 'head'),
    createdAt: integer(row, 'created_at'),
    changedAt: integer(row, 'changed_at'),
  }
}
