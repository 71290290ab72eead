/**
 * The thread that searches: started with the first search and kept, so that no other read ever waits for one. One search runs at a time; how many wait is bounded,
 * and a thread that died is replaced by the next search.
 */
import { Refusal } from '#model/refusal.ts'
import type { Channel } from './channel.ts'
import type { LibraryHits, LibraryQuery } from './store.ts'
import type { Searches } from './worker.ts'

export type Searching = {
  /** See `Store.search`. Refusal `too-many` when too many searches wait. */
  search(team: string, query: LibraryQuery, limit: number): Promise<LibraryHits>
  close(): Promise<void>
}

const MOST_WAITING = 256

/** `openSearcher` is given what to call when the thread dies. */
export function createSearching(openSearcher: (died: () => void) => Promise<Channel<Searches>>): Searching {
  let thread: Promise<Channel<Searches>> | null = null
  let waiting = 0
  let closed = false

  const forget = () => {
    thread = null
  }
  const searcher = (): Promise<Channel<Searches>> => {
    if (thread) return thread
    thread = openSearcher(forget)
    thread.catch(forget)
    return thread
  }
  return {
    async search(team, query, limit) {
      if (closed) throw new Error('The store is closed.')
      if (waiting >= MOST_WAITING) throw new Refusal('too-many', 'Too many searches are waiting. Try again in a moment.')
      waiting += 1
      const opening = searcher()
      try {
        return await (await opening).call('search', team, query, limit)
      } finally {
        waiting -= 1
      }
    },
    async close() {
      closed = true
      // One that could not be opened has nothing to close; who wanted it was told.
      const channel = await thread?.catch(() => null)
      await channel?.close()
    },
  }
}
