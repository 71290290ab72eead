/**
 * Brings a database to the newest version: each migration is a numbered SQL file, run once, in one transaction with the line that records it.
 *
 * Migrations are never edited once released; a change is a new file. A database that is newer than this program is left untouched.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { Refusal } from '#model/refusal.ts'
import { type Connection, integer } from './connection.ts'

export type Migration = { version: number; sql: string }

const FOLDER = new URL('./migrations/', import.meta.url)

/** The migrations that ship, from version 1 on without a gap. */
export function shippedMigrations(): readonly Migration[] {
  return readdirSync(FOLDER)
    .filter((name) => /^\d{4}\.sql$/.test(name))
    .toSorted()
    .map((name, index) => {
      const version = Number(name.slice(0, 4))
      if (version !== index + 1) throw new RangeError(`Migration ${name} stands where version ${index + 1} belongs`)
      return { version, sql: readFileSync(new URL(name, FOLDER), 'utf8') }
    })
}

/** The version of the database; 0 when it is empty. */
export function databaseVersion(connection: Connection): number {
  const table = connection.get(`select 1 as found from sqlite_schema where type = 'table' and name = 'migration'`)
  if (!table) return 0
  const row = connection.get('select coalesce(max(version), 0) as version from migration')
  return row ? integer(row, 'version') : 0
}

/** Runs what is missing and says which versions ran. Throws a Refusal `not-ready` when the database is newer than `migrations`. `now` is milliseconds since 1970. */
export function migrate(connection: Connection, migrations: readonly Migration[], now: number): readonly number[] {
  const newest = migrations.at(-1)?.version ?? 0
  const version = databaseVersion(connection)
  if (version > newest) throw tooNew(version, newest)
  if (version === newest) return []
  // Another process may be at the same work: the version counts that is read under the write lock.
  return connection.transaction('immediate', () => {
    const from = databaseVersion(connection)
    if (from > newest) throw tooNew(from, newest)
    connection.script('create table if not exists migration (version integer primary key, at integer not null) strict')
    const missing = migrations.filter((migration) => migration.version > from)
    for (const migration of missing) {
      connection.script(migration.sql)
      connection.run('insert into migration (version, at) values (?, ?)', migration.version, now)
    }
    return missing.map((migration) => migration.version)
  })
}

function tooNew(version: number, newest: number): Refusal {
  return new Refusal(
    'not-ready',
    `This data folder was last used by a newer Counterpoint (its database is version ${version}, this program knows up to ${newest}). Start the newer program, or restore a backup made with this one; nothing was changed.`,
  )
}
