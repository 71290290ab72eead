/** Opens a data directory for reading alone: nothing is made in it, nothing is brought to a newer version, and no accounts are opened. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '#model/refusal.ts'
import type { Config } from '../config.ts'
import { createLog } from '../log.ts'
import { openConnection } from '../store/connection.ts'
import { databaseVersion, shippedMigrations } from '../store/migrate.ts'
import { DATABASE_FILE, openSqliteStore } from '../store/sqlite.ts'
import type { Store } from '../store/store.ts'

/** Whether the folder is a data directory. */
export function hasData(folder: string): boolean {
  return existsSync(join(folder, DATABASE_FILE))
}

/** Throws `not-found` when the folder is no data directory. */
export function requireData(folder: string): void {
  if (!hasData(folder)) throw new Refusal('not-found', `There is no Counterpoint data in ${folder}. Set DATA_DIR to the data directory that is meant, or start the server there first.`)
}

/** The store of a folder. Throws `not-found` when there is none, `not-ready` when another version of Counterpoint wrote it. The caller closes it. */
export async function openStored({ dataDir, logLevel }: Pick<Config, 'dataDir' | 'logLevel'>): Promise<Store> {
  requireData(dataDir)
  requireVersion(dataDir)
  return openSqliteStore({ folder: dataDir, now: Date.now, log: createLog(logLevel) })
}

export async function withStore<T>(config: Pick<Config, 'dataDir' | 'logLevel'>, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStored(config)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

/** An older database would be migrated when it is opened; that is for the server to do, or for a command that writes. */
function requireVersion(folder: string): void {
  const connection = openConnection(join(folder, DATABASE_FILE), 'reader')
  try {
    const newest = shippedMigrations().at(-1)?.version ?? 0
    const version = databaseVersion(connection)
    if (version < newest) throw new Refusal('not-ready', `The data in ${folder} was last used by an older Counterpoint (its database is version ${version}, this program's is ${newest}). Start this server with it once; reading changes nothing there.`)
  } finally {
    connection.close()
  }
}
