/**
 * The thread that owns an SQLite connection: opens it, answers calls by name, one after the other, and closes it.
 *
 * Two of them run for a store, a writer (which migrates and may hold the folder's lock) and a reader; a searcher and a compactor join them when they are first needed. Nothing else
 * in the process touches SQLite.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '#model/refusal.ts'
import { type Connection, isBusyFault, openConnection } from './connection.ts'
import { type FolderLock, lockFolder } from './lock.ts'
import { migrate, shippedMigrations } from './migrate.ts'
import { factReads, factWrites } from './operations/facts.ts'
import { findingReads } from './operations/findings.ts'
import { importWrites } from './operations/imports.ts'
import { libraryReads } from './operations/library.ts'
import { logReads, logWrites } from './operations/log.ts'
import { markWrites } from './operations/marks.ts'
import { peopleReads, peopleWrites } from './operations/people.ts'
import { recentWrites } from './operations/recent.ts'
import { searchReads } from './operations/search.ts'
import { snapshotReads, snapshotWrites } from './operations/snapshots.ts'
import { statementReads, statementWrites } from './operations/statements.ts'
import { useReads, useWrites } from './operations/uses.ts'

const writes = { ...logWrites, ...recentWrites, ...snapshotWrites, ...importWrites, ...factWrites, ...markWrites, ...statementWrites, ...useWrites, ...peopleWrites, ping: (connection: Connection): boolean => connection.get('select 1 as answer') !== undefined }
const reads = { ...logReads, ...snapshotReads, ...libraryReads, ...findingReads, ...factReads, ...statementReads, ...useReads, ...peopleReads }
const searches = searchReads(() => performance.now())

export type Writes = typeof writes
export type Reads = typeof reads
export type Searches = typeof searches

/** `lock` is the folder to hold exclusively, or null. `now` is the time of opening, for the migration's record. */
export type WorkerSettings = { file: string; role: 'writer' | 'reader' | 'searcher' | 'compactor'; lock: string | null; now: number }

/** `open` comes first and once; then calls, and null to close. */
export type Request = 'open' | { id: number; name: string; args: readonly unknown[] } | null

/** What can be told over a thread's border about an error. */
export type Fault = { refusal: Refusal['code'] | null; message: string; stack: string | undefined }
/** The first answer has id 0: opened, with the versions that were migrated. */
export type Answer = { id: number; value: unknown } | { id: number; fault: Fault }

type Operation = (connection: Connection, ...args: readonly unknown[]) => unknown

function faultOf(error: unknown): Fault {
  if (error instanceof Refusal) return { refusal: error.code, message: error.message, stack: error.stack }
  if (isBusyFault(error)) return { refusal: null, message: 'The database was busy for too long: another program holds its write lock.', stack: undefined }
  if (error instanceof Error) return { refusal: null, message: error.message, stack: error.stack }
  return { refusal: null, message: String(error), stack: undefined }
}

function open({ file, role, lock, now }: WorkerSettings): { connection: Connection; held: FolderLock | null; migrated: readonly number[] } {
  const held = lock === null ? null : lockFolder(lock, process.pid)
  try {
    const connection = openConnection(file, role)
    return { connection, held, migrated: role === 'writer' ? migrate(connection, shippedMigrations(), now) : [] }
  } catch (error) {
    held?.release()
    throw error
  }
}

function serve(port: NonNullable<typeof parentPort>, settings: WorkerSettings, operations: Readonly<Record<string, Operation>>): void {
  const answer = (message: Answer) => port.postMessage(message)
  const { connection, held, migrated } = open(settings)
  answer({ id: 0, value: migrated })
  port.on('message', (request: Exclude<Request, 'open'>) => {
    if (request === null) {
      connection.close()
      held?.release()
      port.close()
      return
    }
    const operation = operations[request.name]
    try {
      if (!operation) throw new RangeError(`The ${settings.role} knows no operation "${request.name}"`)
      answer({ id: request.id, value: operation(connection, ...request.args) })
    } catch (error) {
      answer({ id: request.id, fault: faultOf(error) })
    }
  })
}

/** The compactor alone loads Yjs and the brief's schema. */
async function operationsOf(role: WorkerSettings['role']): Promise<Readonly<Record<string, Operation>>> {
  const operations: object = role === 'compactor' ? (await import('./operations/compact.ts')).compactReads : { writer: writes, reader: reads, searcher: searches }[role]
  return operations as Readonly<Record<string, Operation>>
}

// The first message says when to open: a reader loads its code while the writer makes and migrates the file.
const port = parentPort
const operations = await operationsOf((workerData as WorkerSettings).role)
port?.once('message', () => {
  try {
    serve(port, workerData as WorkerSettings, operations)
  } catch (error) {
    port.postMessage({ id: 0, fault: faultOf(error) } satisfies Answer, [])
    port.close()
  }
})
