/**
 * Waits until a brief is quiet, then looks inside it once: its title is taken over into the lists, and its schema version is told to the room.
 *
 * Looking inside takes a Y.Doc, so it is done only when something in the brief's head changed (see `watch.ts`), in pauses and when the room is left.
 */
import type { Store } from '../store/store.ts'
import { SETTLE_PAUSE } from './limits.ts'
import { listedTitle } from './load.ts'
import type { SyncLog } from './log.ts'
import type { Seen } from './seen.ts'

export type Titles = {
  /** Something in the head was written, and is in the log. */
  touch(): void
  /** Looks at once if it was going to, and resolves when the title is taken over. */
  settled(): Promise<void>
  stop(): void
}

/** `look` gives what the brief says now; `known` is the title the lists have. */
export function createTitles(doc: string, known: string, look: () => Seen | Promise<Seen>, onSeen: (seen: Seen) => void, { store, log }: { store: Pick<Store, 'setTitle'>; log: SyncLog }): Titles {
  let title = known
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<void> = Promise.resolve()

  const takeOver = async (fresh: string): Promise<void> => {
    try {
      await store.setTitle(doc, fresh)
      title = fresh
    } catch (error) {
      log.warn({ doc, err: error }, 'the title of a brief could not be taken over into the lists; it is tried again after the next change')
    }
  }
  const lookAround = async (): Promise<void> => {
    try {
      const seen = await look()
      onSeen(seen)
      const fresh = listedTitle(seen.title)
      if (fresh !== title) await takeOver(fresh)
    } catch (error) {
      // Runs from a timer, over what people wrote: a fault here must not end the process. The log is as it was.
      log.error({ doc, err: error }, 'a brief could not be looked into')
    }
  }
  const settle = () => {
    timer = null
    writing = writing.then(lookAround)
  }
  const stop = () => {
    if (timer) clearTimeout(timer)
    timer = null
  }
  return {
    touch() {
      if (timer) timer.refresh()
      else timer = setTimeout(settle, SETTLE_PAUSE)
    },
    async settled() {
      if (timer) {
        stop()
        settle()
      }
      await writing
    },
    stop,
  }
}
