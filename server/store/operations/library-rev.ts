/** The count of a team's library changes. */
import { type Connection, integer } from '../connection.ts'

/** Runs inside the transaction of the change it counts. */
export function bumpLibrary(connection: Connection, team: string): void {
  connection.run('insert into library_rev (team_id, rev) values (?, 1) on conflict (team_id) do update set rev = rev + 1', team)
}

export function libraryRev(connection: Connection, team: string): number {
  const row = connection.get('select rev from library_rev where team_id = ?', team)
  return row ? integer(row, 'rev') : 0
}

/** Writes one line of the record of what was done; inside the transaction of what it tells of. */
export function audited(connection: Connection, entry: { at: number; actor: string; action: string; object: string; detail: unknown }): void {
  connection.run('insert into audit (at, actor, action, object, detail) values (?, ?, ?, ?, ?)', entry.at, entry.actor, entry.action, entry.object, JSON.stringify(entry.detail))
}
