/**
 * Keeps what waits in the outbox safe over a reload: writes it to the offline store if it waits long, takes it out when it is acknowledged, brings back what an
 * earlier session left. Says truthfully whether it could: a browser may have no store, or refuse one more record.
 */
import type { OfflineStore } from './offline.ts'
import type { Change, Outbox } from './outbox.ts'
import type { Clock } from './socket.ts'

/** Most changes are acknowledged before this and never touch the disk of the browser. Milliseconds. */
const PATIENCE = 250

/** After a refusal of the store it is asked again, first soon, then ever less often. Milliseconds. */
const FIRST_RETRY = 1000
const LONGEST_RETRY = 30_000

export type Keeper = {
  /** Puts what an earlier session left into the outbox; resolves with it, oldest first. Nothing when the store can't be read. */
  load(): Promise<readonly Change[]>
  /** Something waits: it is written soon. */
  expect(): void
  /** The connection is gone: what waits is written now. */
  hurry(): void
  /** These are durable on the server. */
  forget(changes: readonly Change[]): void
  /** False while anything waits in memory only. */
  holds(): boolean
  /** True when the device can't keep what waits: there is no store, or it refused the last time. */
  fails(): boolean
  /** Writes what still waits, then lets go of the store. Resolves with what `holds` says then. */
  close(): Promise<boolean>
}

/** `offline` resolves with null where there is no store: then nothing is kept, and `fails` says so. `changed` is called when `fails` or `holds` may say something else. */
export function createKeeper(outbox: Outbox, offline: Promise<OfflineStore | null>, clock: Clock, changed: () => void): Keeper {
  let failing = false
  let refusals = 0
  let cancel: (() => void) | null = null
  let writing: Promise<unknown> = Promise.resolve()
  let closed = false

  const says = (fails: boolean) => {
    if (fails === failing) return
    failing = fails
    changed()
  }
  const ready = offline
    .catch(() => null)
    .then((store) => {
      if (store === null) says(true)
      return store
    })
  const holds = () => outbox.waiting().every(({ stored }) => stored !== null)

  async function write(): Promise<void> {
    const store = await ready
    const fresh = outbox.waiting().filter(({ stored }) => stored === null)
    if (store === null || fresh.length === 0) return
    let keys: readonly number[]
    try {
      keys = await store.keep(fresh.map(({ update }) => update))
    } catch {
      // A full disk, storage switched off, a database that was closed: it may be given back.
      says(true)
      if (!closed) writeAfter(Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** refusals++))
      return
    }
    refusals = 0
    fresh.forEach((change, index) => {
      change.stored = keys[index] ?? null
    })
    says(false)
    // Acknowledged while it was being written.
    const waiting = new Set(outbox.waiting())
    await remove(store, fresh.filter((change) => !waiting.has(change)))
  }
  /** One after the other, so that no change is stored twice. */
  const writeNext = () => (writing = writing.then(write))
  const writeAfter = (delay: number) => {
    cancel?.()
    cancel = clock.after(delay, () => {
      cancel = null
      void writeNext()
    })
  }
  return {
    async load() {
      const store = await ready
      try {
        return ((await store?.load()) ?? []).map(({ key, update }) => outbox.add(update, key))
      } catch {
        says(true)
        return []
      }
    },
    expect() {
      if (!cancel) writeAfter(PATIENCE)
    },
    hurry: () => writeAfter(0),
    forget(changes) {
      void ready.then((store) => remove(store, changes))
    },
    holds,
    fails: () => failing,
    async close() {
      closed = true
      cancel?.()
      await writeNext()
      const store = await ready
      store?.close()
      return holds()
    },
  }
}

/** What can't be taken out is sent once more by a later session, which changes nothing. */
async function remove(store: OfflineStore | null, changes: readonly Change[]): Promise<void> {
  const keys = changes.flatMap(({ stored }) => (stored === null ? [] : [stored]))
  if (keys.length > 0) await store?.drop(keys).catch(() => undefined)
}
