/**
 * Words that are not on the server yet, kept in the browser's IndexedDB so that a reload or a crash of the tab does not lose them. One small record a change,
 * under the brief and the person who wrote it; taken out once the server has acknowledged it.
 */

export type StoredChange = { key: number; update: Uint8Array }

export type OfflineStore = {
  load(): Promise<readonly StoredChange[]>
  /** Keeps the updates and resolves with their keys, in order. */
  keep(updates: readonly Uint8Array[]): Promise<readonly number[]>
  drop(keys: readonly number[]): Promise<void>
  close(): void
}

const DATABASE = 'counterpoint'
const CHANGES = 'unsaved-changes'

type Row = { key?: number; owner: string; update: Uint8Array }

/** The store of one person's changes to one brief; null where the browser has no IndexedDB or refuses it (a private window). */
export async function openOfflineStore(brief: string, person: string, factory: IDBFactory | undefined = globalThis.indexedDB): Promise<OfflineStore | null> {
  if (!factory) return null
  const database = await openDatabase(factory).catch(() => null)
  if (!database) return null
  const owner = `${person} ${brief}`
  return {
    async load() {
      const rows = await settled<Row[]>(database.transaction(CHANGES).objectStore(CHANGES).index('owner').getAll(owner))
      return rows.flatMap(({ key, update }) => (key === undefined ? [] : [{ key, update }]))
    },
    async keep(updates) {
      const store = database.transaction(CHANGES, 'readwrite').objectStore(CHANGES)
      return Promise.all(updates.map(async (update) => Number(await settled(store.add({ owner, update } satisfies Row)))))
    },
    async drop(keys) {
      const store = database.transaction(CHANGES, 'readwrite').objectStore(CHANGES)
      await Promise.all(keys.map((key) => settled(store.delete(key))))
    },
    close: () => database.close(),
  }
}

function openDatabase(factory: IDBFactory): Promise<IDBDatabase> {
  const request = factory.open(DATABASE, 1)
  request.addEventListener('upgradeneeded', () => {
    request.result.createObjectStore(CHANGES, { keyPath: 'key', autoIncrement: true }).createIndex('owner', 'owner')
  })
  return settled(request)
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('The browser refused to store the change.')))
  })
}
