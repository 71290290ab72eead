/** The parts the server is made of, opened once and handed to whoever needs them: the program, the command line and the tests use the same ones. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { RandomBytes } from '#model/random.ts'
import { type Catalog, loadCatalog } from '#templates/catalog.ts'
import { type Access, createAccess } from './auth/access.ts'
import { type Accounts, openAccounts } from './auth/accounts.ts'
import { authSecret } from './auth/secret.ts'
import { type Config, publicOrigin } from './config.ts'
import { type Comparer, createComparer } from './jobs/comparer.ts'
import { createExporter, type Exporter } from './jobs/exporter.ts'
import { createIngester, type Ingester } from './jobs/ingester.ts'
import { createLibrarian, type Librarian } from './jobs/librarian.ts'
import { createLog, type Log } from './log.ts'
import { openSqliteStore } from './store/sqlite.ts'
import type { Store } from './store/store.ts'
import { createGateway, type Gateway } from './sync/gateway.ts'

/** Clock (milliseconds since 1970) and randomness come from here alone; ids are made of them. */
export type Parts = {
  config: Config
  store: Store
  accounts: Accounts
  access: Access
  catalog: Catalog
  gateway: Gateway
  exporter: Exporter
  ingester: Ingester
  librarian: Librarian
  comparer: Comparer
  now: () => number
  random: RandomBytes
  log: Log
  /** Finishes what was accepted and closes everything. */
  close(): Promise<void>
}

/** `exclusive` takes the lock of the data directory: only the serving process does. */
export type Surroundings = { now?: () => number; random?: RandomBytes; log?: Log; exclusive?: boolean }

/** Opens (and on an empty directory makes) everything under `config.dataDir`. */
export async function openParts(config: Config, surroundings: Surroundings = {}): Promise<Parts> {
  const now = surroundings.now ?? Date.now
  const random = surroundings.random ?? ((length) => crypto.getRandomValues(new Uint8Array(length)))
  const log = surroundings.log ?? createLog(config.logLevel)
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 })
  const store = await openSqliteStore({ folder: config.dataDir, now, log, exclusive: surroundings.exclusive ?? false })
  const accounts = openAccounts({
    file: join(config.dataDir, 'accounts.db'),
    secret: await authSecret(config.dataDir, config.authSecret, random),
    origin: publicOrigin(config),
    sessionDays: config.sessionDays,
    sessionCache: config.sessionCache,
    signInAttempts: config.signInAttempts,
    now,
    random,
    log,
  })
  const access = createAccess(store, accounts)
  const gateway = createGateway({ store, access, config, now, log })
  const catalog = await loadCatalog()
  const exporter = createExporter({ workers: config.exportWorkers, queue: config.exportQueue, each: config.exportsEach, deadline: config.exportSeconds * 1000, templates: catalog.list() })
  const ingester = createIngester({ workers: config.importWorkers, queue: config.importQueue, deadline: config.importSeconds * 1000, memory: config.importMemory * 1_000_000 })
  const librarian = createLibrarian({ store, log })
  const comparer = createComparer(store)
  return {
    config,
    store,
    accounts,
    access,
    catalog,
    gateway,
    exporter,
    ingester,
    librarian,
    comparer,
    now,
    random,
    log,
    async close() {
      await gateway.close()
      await Promise.all([exporter.close(), ingester.close(), librarian.close(), comparer.close()])
      await store.close()
      await accounts.close()
    },
  }
}
