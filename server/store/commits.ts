/**
 * Group commit: the first append commits at once; what arrives while a commit runs, or within a few milliseconds of its beginning, shares the next one. When many
 * are waiting, it begins without waiting for more.
 *
 * One fsync then serves as many callers as were waiting, which is what makes "saved only when on disk" affordable.
 */
import { noDocument } from './missing.ts'
import type { Appended } from './operations/log.ts'
import type { NewUpdate } from './store.ts'

export const MAX_ROWS = 512
/** Bytes in one commit, so that a few huge updates do not hold up everybody behind them. */
export const MAX_BYTES = 8_000_000
/**
 * Shortest time from one commit's beginning to the next one's (milliseconds). A commit costs nearly the same for one row as for many, and most of that is waking the
 * writer's thread and this one again; nobody waits noticeably longer for "Saved".
 */
export const COMMIT_PAUSE = 16
/** So many callers are worth a commit of their own, however soon after the last. */
export const MANY_CALLERS = 32

type Caller = { updates: readonly NewUpdate[]; size: number; resolve(seqs: readonly number[]): void; reject(error: Error): void }

export type Commits = {
  /** Resolves with the seqs after the commit that holds all of these updates. */
  append(updates: readonly NewUpdate[]): Promise<readonly number[]>
  /** Resolves when nothing is queued or running. */
  idle(): Promise<void>
}

/** `commit` writes all callers' updates in one transaction and says what became of each. `pause`: see COMMIT_PAUSE. */
export function createCommits(commit: (callers: readonly (readonly NewUpdate[])[]) => Promise<readonly Appended[]>, pause = COMMIT_PAUSE): Commits {
  let queue: Caller[] = []
  let running: Promise<void> | null = null
  /** Ends the pause, once the commit that began it is done. */
  let enough: (() => void) | null = null

  const run = async () => {
    while (queue.length > 0) {
      const count = fitting(queue)
      const batch = queue.slice(0, count)
      queue = queue.slice(count)
      const isFull = queue.length > 0
      const rest = startRest(pause)
      await commitBatch(batch, commit)
      enough = rest.end
      // What is left over after a full batch has waited long enough.
      if (isFull || queue.length >= MANY_CALLERS) rest.end()
      await rest.over
      enough = null
    }
    running = null
  }
  return {
    append(updates) {
      if (updates.length === 0) return Promise.resolve([])
      return new Promise((resolve, reject) => {
        queue.push({ updates, size: updates.reduce((sum, update) => sum + update.data.length, 0), resolve, reject })
        // A microtask later, so that calls of one turn of the event loop share the first commit too.
        running ??= Promise.resolve().then(run)
        if (queue.length >= MANY_CALLERS) enough?.()
      })
    },
    idle: () => running ?? Promise.resolve(),
  }
}

function startRest(milliseconds: number): { over: Promise<void>; end(): void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, milliseconds)
  const end = () => {
    clearTimeout(timer)
    resolve()
  }
  return { over: promise, end }
}

/** How many callers from the front fit into one commit; at least one. */
function fitting(queue: readonly Caller[]): number {
  let rows = 0
  let size = 0
  const end = queue.findIndex((caller) => {
    rows += caller.updates.length
    size += caller.size
    return rows > MAX_ROWS || size > MAX_BYTES
  })
  return end === -1 ? queue.length : Math.max(1, end)
}

async function commitBatch(batch: readonly Caller[], commit: Parameters<typeof createCommits>[0]): Promise<void> {
  let results: readonly Appended[]
  try {
    results = await commit(batch.map((caller) => caller.updates))
  } catch (error) {
    for (const caller of batch) caller.reject(error instanceof Error ? error : new Error(String(error)))
    return
  }
  batch.forEach((caller, index) => {
    const result = results[index]
    if (result && 'seqs' in result) caller.resolve(result.seqs)
    else caller.reject(noDocument(result?.missing ?? '(unknown)'))
  })
}
