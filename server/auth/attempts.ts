/** Counts attempts in a rolling window, in memory. One for each server, so that a restart forgives and two servers in one process don't share. */

/** `window` in seconds. `retryAfter` in seconds, null when the attempt is allowed. */
export type Attempts = { consume(key: string, rule: { window: number; max: number }): { allowed: boolean; retryAfter: number | null } }

const MAX_KEYS = 100_000

export function createAttempts(now: () => number): Attempts {
  const counts = new Map<string, { count: number; until: number }>()
  return {
    consume(key, { window, max }) {
      const at = now()
      const current = counts.get(key)
      if (!current || current.until <= at) {
        if (counts.size >= MAX_KEYS) forget(counts, at)
        counts.set(key, { count: 1, until: at + window * 1000 })
        return { allowed: true, retryAfter: null }
      }
      if (current.count >= max) return { allowed: false, retryAfter: Math.ceil((current.until - at) / 1000) }
      current.count += 1
      return { allowed: true, retryAfter: null }
    },
  }
}

/** Drops what has run out; when that frees nothing, the oldest tenth. */
function forget(counts: Map<string, { until: number }>, at: number): void {
  for (const [key, { until }] of counts) if (until <= at) counts.delete(key)
  if (counts.size < MAX_KEYS) return
  for (const key of [...counts.keys()].slice(0, MAX_KEYS / 10)) counts.delete(key)
}
