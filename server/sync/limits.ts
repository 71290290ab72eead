/** The bounds of a socket. Those an operator may want to move are settings (the names are those of `server/config.ts`); the rest are fixed here with their reasons. */

export type SyncLimits = {
  /** Largest message, bytes. */
  syncFrameBytes: number
  /** Messages a second a socket may send on average, and how many at once before the average counts. A faster one is slowed down, not cut off: nothing it sent is lost. */
  syncUpdates: number
  syncBurst: number
  /** Sockets and open briefs a person or key may hold. */
  syncSockets: number
  syncBriefs: number
  /** Awareness ids of a socket, and bytes of one state. */
  syncAwarenessIds: number
  syncAwarenessBytes: number
  /** Time to the first message, milliseconds. */
  syncFirstMessage: number
}

export const DEFAULT_LIMITS: SyncLimits = {
  syncFrameBytes: 16_000_000,
  syncUpdates: 100,
  syncBurst: 400,
  syncSockets: 2_000,
  syncBriefs: 2_000,
  syncAwarenessIds: 4,
  syncAwarenessBytes: 4_096,
  syncFirstMessage: 10_000,
}

/** Awareness states of one turn leave together (milliseconds): a moving cursor is not worth a frame a pixel. */
export const AWARENESS_PAUSE = 50

/** A brief is quiet when nothing was written for this long (milliseconds); then its title is taken over into the lists. */
export const SETTLE_PAUSE = 1_000

/** Bytes that may wait in a socket before it counts as too slow; it comes back and catches up from the log. */
export const SLOW_BYTES = 8_000_000

/** How often rights are asked for again (milliseconds); a change that is told through `closeFor` counts at once. */
export const RECHECK_PAUSE = 30_000

/** How often the sweep looks at all sockets, and how long one may leave a ping unanswered (milliseconds). */
export const SWEEP_PAUSE = 1_000
export const PING_PAUSE = 30_000

/** Updates behind the merged state before it is merged again. */
export const TAIL_UPDATES = 50

/** Highest clock a client may reach. Yjs itself goes to 2^53, but no one types two billion characters. */
export const MAX_CLOCK = 2 ** 31
