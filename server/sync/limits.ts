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

/** In rooms of this many sockets updates leave on a beat (milliseconds). */
export const BEAT_SOCKETS = 16
export const BEAT = 8
/** A beat is at least so many times as long as its writes took, up to the slowest (milliseconds). */
export const BEAT_SHARE = 3
export const SLOWEST_BEAT = 36

/** Updates of one beat that are merged; fewer, or more than so many bytes, are not worth it. At most so many into one, because the price grows faster than they do. */
export const MERGE_LEAST = 3
export const MERGE_MOST = 64
export const MERGE_BYTES = 100_000

/** Bytes that may wait in a connection before nothing more is pushed into it; it then catches up from the room at its own pace. */
export const PUSH_BYTES = 1_000_000

/** A socket that is further behind than this (bytes), or has taken nothing for so long (milliseconds), is closed; it comes back and catches up from the log. */
export const SLOW_BYTES = 8_000_000
export const SLOW_PAUSE = 10_000

/** How often rights are asked for again (milliseconds); a change that is told through `closeFor` counts at once. */
export const RECHECK_PAUSE = 30_000

/** How often the sweep looks at all sockets, and how long one may leave a ping unanswered (milliseconds). */
export const SWEEP_PAUSE = 1_000
export const PING_PAUSE = 30_000

/** Differences a room keeps for others who come back to the same state: how many, and how many bytes together. */
export const KEPT_DIFFERENCES = 256
export const KEPT_DIFFERENCE_BYTES = 16_000_000

/** Updates since the snapshot before an open room is compacted; in a large brief, where that costs more, a little more (one for every so many bytes of snapshot). */
export const TAIL_UPDATES = 500
export const TAIL_SHARE = 200
/** While people type it waits until nobody did for so long (milliseconds), unless there are so many updates by then: a compaction costs as much as a thousand of them. */
export const TAIL_QUIET = 2_000
export const TAIL_PRESSING = 2_000
/** Bytes since the snapshot that are few in any case; above them, twice the snapshot's own. */
export const TAIL_BYTES = 1_000_000
/** A brief with more bytes than this is compacted only when it is left: for a moment that takes several times its size in memory. */
export const TAIL_MOST = 8_000_000

/** Updates, or bytes, since the snapshot from which on a room that is left is compacted. */
export const REST_UPDATES = 50
export const REST_BYTES = 32_000

/** A log with more than this since its snapshot is compacted before it is opened (updates, bytes): older databases have no snapshots. */
export const OPEN_UPDATES = 4_000
export const OPEN_BYTES = 1_000_000

/** Up to so many bytes a brief is looked into on this thread; a larger one by its compaction. */
export const LOOK_BYTES = 256_000

/** Highest clock a client may reach. Yjs itself goes to 2^53, but no one types two billion characters. */
export const MAX_CLOCK = 2 ** 31
