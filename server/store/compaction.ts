/**
 * Compaction of briefs, one at a time: the compactor's thread reads and merges, the writer's thread commits. The thread is started when it is needed and ended when it
 * has rested: with it goes the memory a large brief took.
 *
 * Three kinds of commit, each whole in itself (see `operations/snapshots.ts`); what a kill leaves undone is done by the next compaction of that brief.
 */
import type { Channel } from './channel.ts'
import type { compactReads } from './operations/compact.ts'
import type { Compacted } from './store.ts'
import type { Writes } from './worker.ts'

export type Compactions = typeof compactReads

export type Compaction = {
  /** See `Store.compact`. Calls for a brief that is waiting for its turn share it. */
  compact(doc: string): Promise<Compacted | null>
  /** Takes no more, lets the running one finish and ends the thread. */
  close(): Promise<void>
}

/** How long the thread stays without work (milliseconds). */
const REST = 20_000

/** Moves everything no kept snapshot needs, in segments, between which appends go first. */
async function archive(compactor: Channel<Compactions>, writer: Pick<Channel<Writes>, 'call'>, doc: string): Promise<void> {
  // Only what stands in the log can leave it.
  await writer.call('moveRecent')
  let segment = await compactor.call('pack', doc)
  while (segment && (await writer.call('archive', doc, segment))) segment = await compactor.call('pack', doc)
}

export function createCompaction(openCompactor: () => Promise<Channel<Compactions>>, writer: Pick<Channel<Writes>, 'call'>, now: () => number): Compaction {
  let thread: Promise<Channel<Compactions>> | null = null
  let queue: Promise<unknown> = Promise.resolve()
  const waiting = new Map<string, Promise<Compacted | null>>()
  let closed = false
  let resting: NodeJS.Timeout | null = null

  const end = async (): Promise<void> => {
    const ending = thread
    thread = null
    // One that could not be opened has nothing to close; who wanted it was told.
    const channel = await ending?.catch(() => null)
    await channel?.close()
  }
  /** In its turn, like a compaction: none is begun on a thread that ends. */
  const rest = () => {
    if (resting) clearTimeout(resting)
    resting = setTimeout(() => {
      queue = queue.then(end)
    }, REST)
    resting.unref()
  }
  const run = async (doc: string): Promise<Compacted | null> => {
    waiting.delete(doc)
    if (closed) return null
    thread ??= openCompactor()
    const compactor = await thread
    const made = await compactor.call('condense', doc)
    const kept = made !== null && (await writer.call('putSnapshot', doc, made.base, made.snapshot, now()))
    await archive(compactor, writer, doc)
    await writer.call('dropSnapshots', doc)
    return made && kept ? { snapshot: made.snapshot, title: made.title } : null
  }
  return {
    compact(doc) {
      const known = waiting.get(doc)
      if (known) return known
      const turn = queue.then(async () => {
        try {
          return await run(doc)
        } catch (error) {
          // Whatever became of the thread, the next compaction gets a new one.
          await end()
          throw error
        }
      })
      waiting.set(doc, turn)
      // A failure is told to who asked; the next in the queue is not held up by it.
      queue = turn.catch(() => undefined).then(rest)
      return turn
    },
    async close() {
      closed = true
      await queue
      if (resting) clearTimeout(resting)
      await end()
    },
  }
}
