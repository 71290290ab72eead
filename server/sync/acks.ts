/**
 * Which of a connection's update messages are durable: `8, n` says "the first n". n never passes a message whose content is not on disk, whoever it came from.
 *
 * A message waits for the commit by which all it said was in the room's log; one that came with a gap waits until the missing part has come, too.
 */
import type { Extent } from './knowledge.ts'

export type Acks = {
  /** Counts a message; durable with the room's commit number `commit`. */
  count(commit: number): void
  /** Counts a message that rests on something missing. */
  countGap(extent: Extent): void
  /** Gaps that are covered now become durable with `commit`. */
  fill(covers: (extent: Extent) => boolean, commit: number): void
  /** The new n when it has grown, else null. `committed`: the room's commits up to this number are on disk. */
  advance(committed: number): number | null
  /** True while a message is not durable yet. */
  isWaiting(): boolean
}

export function createAcks(): Acks {
  let waiting: { commit: number; gap: Extent | null }[] = []
  let gaps = 0
  let durable = 0
  return {
    count: (commit) => void waiting.push({ commit, gap: null }),
    countGap(extent) {
      gaps++
      waiting.push({ commit: Number.POSITIVE_INFINITY, gap: extent })
    },
    fill(covers, commit) {
      if (gaps === 0) return
      for (const message of waiting) {
        if (!message.gap || !covers(message.gap)) continue
        message.commit = commit
        message.gap = null
        gaps--
      }
    },
    advance(committed) {
      const end = waiting.findIndex((message) => message.commit > committed)
      const count = end === -1 ? waiting.length : end
      if (count === 0) return null
      waiting = waiting.slice(count)
      durable += count
      return durable
    },
    isWaiting: () => waiting.length > 0,
  }
}
