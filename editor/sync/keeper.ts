/** Keeps what waits in the outbox safe over a reload: writes it to the offline store if it waits long, takes it out when it is acknowledged, brings back what an earlier session left. */
import type { OfflineStore } from './offline.ts'
import type { Change, Outbox } from './outbox.ts'
import type { Clock } from './socket.ts'

/** Most changes are acknowledged before this and never touch the disk of the browser. Milliseconds. */
const PATIENCE = 250

export type Keeper = {
  /** Puts what an earlier session left into the outbox; resolves with it, oldest first. */
  load(): Promise<readonly Change[]>
  /** Something waits: it is written soon. */
  expect(): void
  /** The connection is gone: what waits is written now. */
  hurry(): void
  /** These are durable on the server. */
  forget(changes: readonly Change[]): void
  /** Writes what still waits, then lets go of the store. */
  close(): void
}

/** `offline` resolves with null where there is no store: then all this does nothing. */
export function createKeeper(outbox: Outbox, offline: Promise<OfflineStore | null>, clock: Clock): Keeper {
  const ready = offline.catch(() => null)
  let cancel: (() => void) | null = null

  async function write(store: OfflineStore | null): Promise<void> {
    const fresh = outbox.waiting().filter(({ stored }) => stored === null)
    if (!store || fresh.length === 0) return
    const keys = await store.keep(fresh.map(({ update }) => update))
    fresh.forEach((change, index) => {
      change.stored = keys[index] ?? null
    })
    // Acknowledged while it was being written.
    const waiting = new Set(outbox.waiting())
    await remove(store, fresh.filter((change) => !waiting.has(change)))
  }
  const writeAfter = (delay: number) => {
    cancel?.()
    cancel = clock.after(delay, () => {
      cancel = null
      void ready.then(write)
    })
  }
  return {
    async load() {
      const store = await ready
      return ((await store?.load()) ?? []).map(({ key, update }) => outbox.add(update, key))
    },
    expect() {
      if (!cancel) writeAfter(PATIENCE)
    },
    hurry: () => writeAfter(0),
    forget(changes) {
      void ready.then((store) => remove(store, changes))
    },
    close() {
      cancel?.()
      void ready.then(async (store) => {
        await write(store)
        store?.close()
      })
    },
  }
}

async function remove(store: OfflineStore | null, changes: readonly Change[]): Promise<void> {
  const keys = changes.flatMap(({ stored }) => (stored === null ? [] : [stored]))
  if (keys.length > 0) await store?.drop(keys)
}
