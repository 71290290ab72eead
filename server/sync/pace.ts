/**
 * When updates leave a room. In a small room at once. In a large one the first leaves at once and what follows waits for the next beat, because the price is the
 * number of writes: twelve milliseconds are not seen, and a beat takes all that was written meanwhile in one write a socket.
 */
import { BEAT, BEAT_SOCKETS } from './limits.ts'

export type Sent<Sender> = { update: Uint8Array; from: Sender }

export type Pace<Sender> = {
  add(sent: Sent<Sender>): void
  stop(): void
}

/** `flush` gets at least one; `sockets` says how large the room is. */
export function createPace<Sender>(sockets: () => number, flush: (batch: readonly Sent<Sender>[]) => void): Pace<Sender> {
  let timer: NodeJS.Timeout | null = null
  let batch: Sent<Sender>[] = []

  const beat = () => {
    timer = null
    if (batch.length === 0) return
    const taken = batch
    batch = []
    timer = setTimeout(beat, BEAT)
    flush(taken)
  }
  return {
    add(sent) {
      if (timer) return void batch.push(sent)
      if (sockets() >= BEAT_SOCKETS) timer = setTimeout(beat, BEAT)
      flush([sent])
    },
    stop() {
      if (timer) clearTimeout(timer)
      timer = null
      batch = []
    },
  }
}
