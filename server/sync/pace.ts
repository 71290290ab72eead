/**
 * When updates leave a room. In a small room at once. In a large one the first leaves at once and what follows waits for the next beat, because the price is the
 * number of writes: eight milliseconds are not seen, and a beat takes all that was written meanwhile in one write a socket. When the writes themselves take long
 * (very many sockets, a busy machine), the beat slows down, so that one room never takes more than its share of the thread that serves all. A beat is counted from
 * the beginning of its writes to the beginning of the next.
 */
import { BEAT, BEAT_SHARE, BEAT_SOCKETS, SLOWEST_BEAT } from './limits.ts'

export type Sent<Sender> = { update: Uint8Array; from: Sender }

export type Pace<Sender> = {
  add(sent: Sent<Sender>): void
  stop(): void
}

/** `flush` gets at least one; `sockets` says how large the room is; `now` is a clock in milliseconds. */
export function createPace<Sender>(sockets: () => number, flush: (batch: readonly Sent<Sender>[]) => void, now: () => number): Pace<Sender> {
  let timer: NodeJS.Timeout | null = null
  let batch: Sent<Sender>[] = []

  const beat = () => {
    timer = null
    if (batch.length === 0) return
    const taken = batch
    batch = []
    go(taken)
  }
  const go = (taken: readonly Sent<Sender>[]) => {
    const began = now()
    flush(taken)
    if (sockets() < BEAT_SOCKETS) return
    const took = now() - began
    timer = setTimeout(beat, Math.max(1, Math.min(SLOWEST_BEAT, Math.max(BEAT, took * BEAT_SHARE)) - took))
  }
  return {
    add(sent) {
      if (timer) return void batch.push(sent)
      go([sent])
    },
    stop() {
      if (timer) clearTimeout(timer)
      timer = null
      batch = []
    },
  }
}
