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

/** Passages compared, the newest first; the next smaller number, of every source some, when comparing so many takes too long. */
const MOST_PASSAGES = [20_000, 4_000, 800] as const
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
  async function withinTime(task: CompareTask, about?: string): Promise<ConflictList> {
    const { passages } = task
    const fewer = MOST_PASSAGES.find((most) => most < passages.length)
    try {
      return await thread.ask(task)
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'too-large' || fewer === undefined) throw error
      return withinTime({ passages: shareOf(passages, fewer, about), capped: true }, about)
    }
  }

  async function compareSource(team: string, source: string): Promise<ConflictList> {
    const { conflicts, concerns, capped } = await withinTime(await store.statedBeside(team, source, MOST_PASSAGES[0]), source)
    const isOf = (statement: { source: { id: string } }) => statement.source.id === source
    return { conflicts: conflicts.filter(({ a, b }) => isOf(a) || isOf(b)), concerns: concerns.filter(({ statement }) => isOf(statement)), capped }
  }

  async function compared(team: string, source: string | undefined): Promise<ConflictList> {
    const key = source === undefined ? team : `${team} ${source}`
    const rev = await store.libraryRev(team)
    const known = kept.get(key)
    if (known?.rev === rev) return known.list
    const list = source === undefined ? stated(team, MOST_PASSAGES[0]).then((task) => withinTime(task)) : compareSource(team, source)
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

/**
 * `most` of the passages, so that sources can still be compared with each other: the first of every source, then the second of every source, and so on. Of those
 * about one source (`about`), half are its own, as far as it has so many.
 */
export function shareOf(passages: readonly StatedPassage[], most: number, about?: string): StatedPassage[] {
  if (about !== undefined) {
    const own = passages.filter(({ source }) => source === about).slice(0, most >> 1)
    return [...own, ...shareOf(passages.filter(({ source }) => source !== about), most - own.length)]
  }
  const taken = new Map<string, number>()
  const rounds = passages.map((passage) => {
    const round = taken.get(passage.source) ?? 0
    taken.set(passage.source, round + 1)
    return { passage, round }
  })
  return rounds.toSorted((a, b) => a.round - b.round).slice(0, most).map(({ passage }) => passage)
}
