/**
 * What this tab has changed and no one has acknowledged yet, in order. Knows nothing of sockets or disks.
 *
 * The server counts our SyncStep2 and update messages of one connection and says "the first n are durable"; here each change remembers
 * the number of the message that carried it. A new connection starts counting again, and its SyncStep2 carries everything at once.
 */

/** `message` is the number (from 1) of the message of this connection that carried it; null while it has not been sent on it. */
export type Change = { readonly update: Uint8Array; message: number | null; /** Key in the offline store; null while it is in memory only. */ stored: number | null }

export type Outbox = {
  add(update: Uint8Array, stored?: number): Change
  /** Forgets what was sent: a new connection knows nothing. */
  restart(): void
  /** Counts one message that carried these changes. */
  sent(changes: readonly Change[]): void
  /** Takes out, and returns, what the first `count` messages carried. */
  acknowledge(count: number): readonly Change[]
  /** All that wait, oldest first. */
  waiting(): readonly Change[]
}

export function createOutbox(): Outbox {
  let changes: Change[] = []
  let messages = 0
  return {
    add(update, stored) {
      const change: Change = { update, message: null, stored: stored ?? null }
      changes.push(change)
      return change
    },
    restart() {
      messages = 0
      for (const change of changes) change.message = null
    },
    sent(carried) {
      messages++
      for (const change of carried) change.message = messages
    },
    acknowledge(count) {
      const done = changes.filter(({ message }) => message !== null && message <= count)
      if (done.length > 0) changes = changes.filter((change) => !done.includes(change))
      return done
    },
    waiting: () => changes,
  }
}
