/** Remembers for a while whom a session cookie stands for, so that not every request and every socket asks the accounts. Sign-out forgets all of it at once. */

/** `get` asks `find` when nothing fresh is known; a cookie that stands for no one is not remembered. */
export type SessionCache<T> = { get(cookie: string, find: () => Promise<T | null>): Promise<T | null>; clear(): void }

const MAX_ENTRIES = 10_000

/** `keep` in milliseconds. */
export function createSessionCache<T>(keep: number, now: () => number): SessionCache<T> {
  const known = new Map<string, { value: T; until: number }>()
  /** Goes up with every `clear`, so that an answer that was on its way then is not remembered. */
  let epoch = 0
  return {
    async get(cookie, find) {
      const hit = known.get(cookie)
      if (hit && hit.until > now()) return hit.value
      known.delete(cookie)
      const asked = epoch
      const value = await find()
      if (value === null || asked !== epoch) return value
      if (known.size >= MAX_ENTRIES) known.clear()
      known.set(cookie, { value, until: now() + keep })
      return value
    },
    clear() {
      epoch += 1
      known.clear()
    },
  }
}
