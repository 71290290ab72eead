/**
 * Words that are not on the server yet, kept in the browser's IndexedDB so that a reload or a crash of the tab does not lose them. One small record a change,
 * under the brief and the person who wrote it; taken out once the server has acknowledged it.
 */

export type StoredChange = { key: number; update: Uint8Array }

/** Each of these rejects when the browser refuses (storage is full or switched off); the next call tries again. */
export type OfflineStore = {
  load(): Promise<readonly StoredChange[]>
  /** Keeps the updates and resolves with their keys, in order, once they are on the disk. */
  keep(updates: readonly Uint8Array[]): Promise<readonly number[]>
  drop(keys: readonly number[]): Promise<void>
  close(): void
}

const DATABASE = 'counterpoint'
const CHANGES = 'unsaved-changes'

type Row = { key?: number; owner: string; update: Uint8Array }

/** The store of one person's changes to one brief; null where the browser has no IndexedDB. */
export async function openOfflineStore(brief: string, person: string, factory: IDBFactory | undefined = globalThis.indexedDB): Promise<OfflineStore | null> {
  if (!factory) return null
  const owner = `${person} ${brief}`
  let opened: Promise<IDBDatabase> | null = null

  /** The browser may close a database at any time, and a refusal may end: then it is opened anew. */
  function database(): Promise<IDBDatabase> {
    if (opened) return opened
    const opening = openDatabase(factory!)
    const forget = () => {
      if (opened === opening) opened = null
    }
    opened = opening
    opening.then((found) => {
      found.addEventListener('close', forget)
      found.addEventListener('versionchange', () => {
        found.close()
        forget()
      })
    }, forget)
    return opening
  }
  /** Does the work in one transaction and waits until it is on the disk: a request that succeeded may still be taken back when the disk is full. */
  async function write<T>(work: (store: IDBObjectStore) => Promise<T>): Promise<T> {
    const transaction = (await database()).transaction(CHANGES, 'readwrite')
    const [result] = await Promise.all([work(transaction.objectStore(CHANGES)), completed(transaction)])
    return result
  }
  return {
    async load() {
      const rows = await settled<Row[]>((await database()).transaction(CHANGES).objectStore(CHANGES).index('owner').getAll(owner))
      return rows.flatMap(({ key, update }) => (key === undefined ? [] : [{ key, update }]))
    },
    keep: (updates) => write((store) => Promise.all(updates.map(async (update) => Number(await settled(store.add({ owner, update } satisfies Row)))))),
    drop: async (keys) => void (await write((store) => Promise.all(keys.map((key) => settled(store.delete(key)))))),
    close: () => void opened?.then(
      (found) => found.close(),
      () => undefined,
    ),
  }
}

function openDatabase(factory: IDBFactory): Promise<IDBDatabase> {
  const request = factory.open(DATABASE, 1)
  request.addEventListener('upgradeneeded', () => {
    request.result.createObjectStore(CHANGES, { keyPath: 'key', autoIncrement: true }).createIndex('owner', 'owner')
  })
  return settled(request)
}

const REFUSED = 'The browser refused to store the change.'

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error(REFUSED)))
  })
}

function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve())
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error(REFUSED)))
  })
}
