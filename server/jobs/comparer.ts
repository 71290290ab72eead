/**
 * The conflicts of a library: what its sources state is compared in a thread with a deadline, once for each state of the library; what people have settled is laid over it.
 */
import type { ConflictList } from '#model/library.ts'
import { Refusal } from '#model/refusal.ts'
import type { StatedPassage } from '../store/library.ts'
import type { Store } from '../store/store.ts'
import type { CompareTask } from './comparing.worker.ts'
import { createThread } from './thread.ts'

export type Comparer = {
  /** Conflicts first, then the other relations. With `source`, only what that source states, against all that may speak of the same. Refusal `too-large` when comparing takes too long. */
  conflicts(team: string, source?: string): Promise<ConflictList>
  close(): Promise<void>
}

/** Passages compared, the newest first; the next smaller number when comparing so many takes too long. */
const MOST_PASSAGES = [20_000, 4_000, 800]
/** Passages read in one go, so that no other read waits long. */
const CHUNK = 1_000
const WITHIN = 15_000
/** Libraries whose comparison is kept. */
const KEPT = 8

export function createComparer(store: Store): Comparer {
  const thread = createThread<CompareTask, ConflictList>({ file: new URL('./comparing.worker.ts', import.meta.url), deadline: WITHIN, queue: 20, tooLong: `Comparing what the sources say took longer than ${WITHIN / 1000} seconds, even for the newest passages alone. Ask for the conflicts of one source.` })
  const kept = new Map<string, { rev: number; list: Promise<ConflictList> }>()

  /** The newest passages that state anything, at most `most` of them. */
  async function stated(team: string, most: number): Promise<CompareTask> {
    const passages: StatedPassage[] = []
    let before = Number.MAX_SAFE_INTEGER
    while (passages.length < most) {
      const chunk = await store.statedPassages(team, before, CHUNK)
      passages.push(...chunk)
      const last = chunk.at(-1)
      if (!last || chunk.length < CHUNK) return { passages, capped: false }
      before = last.seq
    }
    return { passages: passages.slice(0, most), capped: true }
  }

  /** As many as can be compared in time. */
  async function withinTime(read: (most: number) => Promise<CompareTask>): Promise<ConflictList> {
    for (const [index, most] of MOST_PASSAGES.entries()) {
      const task = await read(most)
      try {
        return await thread.ask(task)
      } catch (error) {
        const smaller = MOST_PASSAGES.slice(index + 1).some((fewer) => fewer < task.passages.length)
        if (!(error instanceof Refusal) || error.code !== 'too-large' || !smaller) throw error
      }
    }
    throw new RangeError('there is no number of passages to compare')
  }

  async function compareSource(team: string, source: string): Promise<ConflictList> {
    const { conflicts, concerns, capped } = await withinTime((most) => store.statedBeside(team, source, most))
    const isOf = (statement: { source: { id: string } }) => statement.source.id === source
    return { conflicts: conflicts.filter(({ a, b }) => isOf(a) || isOf(b)), concerns: concerns.filter(({ statement }) => isOf(statement)), capped }
  }

  async function compared(team: string, source: string | undefined): Promise<ConflictList> {
    const key = source === undefined ? team : `${team} ${source}`
    const rev = await store.libraryRev(team)
    const known = kept.get(key)
    if (known?.rev === rev) return known.list
    const list = source === undefined ? withinTime((most) => stated(team, most)) : compareSource(team, source)
    kept.delete(key)
    kept.set(key, { rev, list })
    for (const [oldest] of [...kept].slice(0, Math.max(0, kept.size - KEPT))) kept.delete(oldest)
    // What failed is tried again by the next who asks.
    list.catch(() => kept.get(key)?.list === list && kept.delete(key))
    return list
  }

  return {
    async conflicts(team, source) {
      const { conflicts, concerns, capped } = await compared(team, source)
      const settled = new Map((await store.settlements(team)).map(({ key, ...word }) => [key, word]))
      return { conflicts: conflicts.map((conflict) => ({ ...conflict, settled: settled.get(conflict.key) ?? null })), concerns, capped }
    },
    close: () => thread.close(),
  }
}
