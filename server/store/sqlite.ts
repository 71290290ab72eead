/**
 * The embedded store: `counterpoint.db` in the data folder through `node:sqlite` in worker threads (a writer, a reader, a searcher, and a compactor once it is needed), and large bytes as files.
 * This thread never touches SQLite; it queues appends for group commit and feeds long imports in chunks.
 *
 * Every statement is plain SQL in `operations/`: they are few, each is hot or peculiar to the engine, and a thread's border wants calls with names, not queries.
 *
 * Several processes may open one folder (a command line beside the server); only one may open it `exclusive`.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openBlobs } from './blobs.ts'
import { type Channel, startWorker } from './channel.ts'
import { type Commits, createCommits } from './commits.ts'
import { type Compaction, type Compactions, createCompaction } from './compaction.ts'
import { createSearching, type Searching } from './searching.ts'
import { sqliteLibrary } from './library-sqlite.ts'
import { createSettling } from './settling.ts'
import type { Store, StoreLog } from './store.ts'
import type { Reads, Searches, Writes } from './worker.ts'

export const DATABASE_FILE = 'counterpoint.db'

/** An import that is still unfinished after this long (milliseconds) died. */
const IMPORT_DIED_AFTER = 3_600_000
/** How long `ready` waits for the writer (milliseconds). */
const READY_WITHIN = 2000

export type SqliteOptions = {
  /** The data folder; made when it is not there. */
  folder: string
  /** Milliseconds since 1970. */
  now: () => number
  log: StoreLog
  /** Hold the folder's lock, as a server must. Refused with `conflict` while another process holds it. */
  exclusive?: boolean
}

/** Opens (and migrates) the store of a folder. Throws a Refusal `not-ready` when a newer program wrote it, `conflict` when it is locked. */
export async function openSqliteStore({ folder, now, log, exclusive = false }: SqliteOptions): Promise<Store> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, DATABASE_FILE)
  const onDeath = (error: Error) => log.error({ err: error }, 'the store stopped; nothing more can be saved until the server is started again')
  const writing = startWorker<Writes>({ file, role: 'writer', lock: exclusive ? folder : null, now: now() }, onDeath)
  const reading = startWorker<Reads>({ file, role: 'reader', lock: null, now: now() }, onDeath)
  const writer = await orStop(writing.open(), reading)
  const reader = await orStop(reading.open(), { stop: () => writer.close() })
  if (writer.migrated.length > 0) log.info({ versions: writer.migrated }, 'the database was brought to the newest version')
  if (exclusive) {
    const swept = await writer.call('sweepUnready', now() - IMPORT_DIED_AFTER)
    if (swept > 0) log.info({ swept }, 'cleared what unfinished imports had left')
  }
  let count = 0
  const settle = () => writer.call('moveRecent').catch((error: unknown) => log.error({ err: error }, 'recent updates could not be moved into the log; they are safe where they are, and the next move takes them along'))
  // What a killed server left in its recent updates is not carried from one start to the next.
  if (exclusive) await settle()
  const settled = createSettling(() => void settle())
  const commits = createCommits((callers) => {
    const appended = writer.call('append', callers)
    settled(callers)
    return appended
  })
  const blobs = openBlobs(folder, () => `${process.pid}-${now()}-${count++}`)
  const openCompactor = () => startWorker<Compactions>({ file, role: 'compactor', lock: null, now: now() }, (error) => log.error({ err: error }, 'the compactor stopped; briefs open more slowly until the server is started again')).open()
  const compaction = createCompaction(openCompactor, writer, now)
  const searching = createSearching((died) => startWorker<Searches>({ file, role: 'searcher', lock: null, now: now() }, (error) => {
    log.error({ err: error }, 'the search stopped; the next one starts it again')
    died()
  }).open())
  return assemble({ writer, reader, commits, compaction, searching, blobs, now, settle })
}

async function orStop<T>(opening: Promise<T>, other: { stop(): Promise<void> }): Promise<T> {
  try {
    return await opening
  } catch (error) {
    await other.stop()
    throw error
  }
}

type Parts = { writer: Channel<Writes>; reader: Channel<Reads>; commits: Commits; compaction: Compaction; searching: Searching; blobs: ReturnType<typeof openBlobs>; now: () => number; settle(): Promise<void> }

function assemble({ writer, reader, commits, compaction, searching, blobs, now, settle }: Parts): Store {
  let closed = false
  return {
    createDocument: (row) => writer.call('createDocument', row),
    append: (updates) => (closed ? Promise.reject(new Error('The store is closed.')) : commits.append(updates)),
    readState: (doc) => reader.call('readState', doc),
    compact: (doc) => compaction.compact(doc),
    readLog: (doc, after = 0) => reader.call('readLog', doc, after),
    document: (id) => reader.call('document', id),
    documents: (teams) => reader.call('documents', teams),
    setTitle: (doc, title) => writer.call('setTitle', doc, title),
    deleteDocument: (doc, actor, at) => writer.call('deleteDocument', doc, actor, at),

    async putBlob(bytes, mediaType) {
      const sha256 = await blobs.put(bytes)
      await writer.call('putBlob', { sha256, size: bytes.length, mediaType, createdAt: now() })
      return sha256
    },
    async blob(sha256) {
      const mediaType = await reader.call('blobType', sha256)
      const bytes = mediaType === null ? null : await blobs.get(sha256)
      return mediaType === null || bytes === null ? null : { bytes, mediaType }
    },

    ...sqliteLibrary(writer, reader, now),
    search: (team, query, limit) => searching.search(team, query, limit),

    createTeam: (team) => writer.call('createTeam', team),
    teams: () => reader.call('teams'),
    setMember: (team, person, role) => writer.call('setMember', team, person, role),
    removeMember: (team, person) => writer.call('removeMember', team, person),
    memberships: (person) => reader.call('memberships', person),
    createKey: (key) => writer.call('createKey', key),
    keys: () => reader.call('keys'),
    revokeKey: (id, at) => writer.call('revokeKey', id, at),
    keyById: (id) => reader.call('keyById', id),
    key: (hash) => reader.call('key', hash),
    createLink: (link) => writer.call('createLink', link),
    consumeLink: (hash, at) => writer.call('consumeLink', hash, at),

    audit: (entry) => writer.call('audit', entry),
    audits: (object) => reader.call('audits', object),

    ready: () => answers(writer),
    async close() {
      closed = true
      await commits.idle()
      await compaction.close()
      await searching.close()
      await reader.close()
      await settle()
      await writer.close()
    },
  }
}

async function answers(writer: Channel<Writes>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), READY_WITHIN)
  })
  try {
    return await Promise.race([writer.call('ping'), late])
  } catch {
    // A store that cannot answer is not ready: that is the answer.
    return false
  } finally {
    clearTimeout(timer)
  }
}
