/** When the updates since a brief's snapshot are worth a new one. */
import { OPEN_BYTES, OPEN_UPDATES, REST_BYTES, REST_UPDATES, TAIL_BYTES, TAIL_MOST, TAIL_PRESSING, TAIL_SHARE, TAIL_UPDATES } from './limits.ts'

/** Updates and bytes since the snapshot, and bytes of the snapshot. */
export type TailSize = { updates: number; tailBytes: number; baseBytes: number }

/** While people write. `triedAt`: how many updates there were when it was last tried in vain. */
export function isLongTail({ updates, tailBytes, baseBytes }: TailSize, triedAt = 0): boolean {
  if (tailBytes + baseBytes > TAIL_MOST) return false
  if (triedAt > 0 && updates < triedAt + TAIL_UPDATES) return false
  return updates > TAIL_UPDATES + baseBytes / TAIL_SHARE || tailBytes > Math.max(TAIL_BYTES, 2 * baseBytes)
}

/** A long tail that does not wait for people to pause. One of few large updates does: compacting it in the middle of a flood takes many times its size in memory. */
export function isPressing({ updates, baseBytes }: TailSize): boolean {
  return updates > TAIL_PRESSING + baseBytes / TAIL_SHARE
}

/** When everybody has left. */
export function isWorthCompacting({ updates, tailBytes }: TailSize): boolean {
  return updates > REST_UPDATES || tailBytes > REST_BYTES
}

/** Before anybody comes in. */
export function isTooLongToOpen({ updates, tailBytes }: TailSize): boolean {
  return updates > OPEN_UPDATES || tailBytes > OPEN_BYTES
}
