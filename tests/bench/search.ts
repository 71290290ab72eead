/**
 * The search bench: one generated library of 1,000,000 passages, and for each kind of query how long the store takes from question to hits, words marked.
 * Beside it, the same index asked without our bounds: every match ranked. While the store searches, other reads go on and are timed too.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { DATABASE_FILE } from '../../server/store/sqlite.ts'
import { openConnection } from '../../server/store/connection.ts'
import { ftsQuery } from '../../server/store/query.ts'
import type { LibraryQuery, Store } from '../../server/store/store.ts'
import { pick, seeded } from '../support/random.ts'
import { machineFacts } from './machine.ts'
import { percentile } from './numbers.ts'
import type { Options } from './options.ts'
import type { Measured, Metric, Result, Row } from './results.ts'
import { buildLibrary, openBenchStore, PUBLISHERS, TEAM } from './search.build.ts'
import { createSpeaker } from './search.text.ts'

const PASSAGES = 1_000_000
const QUICK_PASSAGES = 20_000
const ROUNDS = 3
const QUERIES = 40
const LIMIT = 20

type Ask = (next: () => number, words: readonly string[]) => LibraryQuery

const rankBetween = (next: () => number, words: readonly string[], from: number, to: number): string => words[from + Math.floor(next() * (to - from))] ?? ''
const common = (next: () => number, words: readonly string[]): string => rankBetween(next, words, 0, 12)

const CLASSES: Readonly<Record<string, Ask>> = {
  'rare word': (next, words) => ({ q: `${rankBetween(next, words, 20_000, 100_000)} ` }),
  'common word': (next, words) => ({ q: common(next, words) }),
  'two common words': (next, words) => ({ q: `${common(next, words)} ${common(next, words)}` }),
  'three common words': (next, words) => ({ q: `${common(next, words)} ${common(next, words)} ${common(next, words)}` }),
  phrase: (next, words) => ({ q: `"${common(next, words)} ${common(next, words)}"` }),
  'beginning of a word': (next, words) => ({ q: rankBetween(next, words, 0, 3000).slice(0, 3 + Math.floor(next() * 3)) }),
  'common word and a beginning': (next, words) => ({ q: `${common(next, words)} ${rankBetween(next, words, 0, 3000).slice(0, 4)}` }),
  'common word in one source': (next, words) => ({ q: common(next, words), source: pick(next, ['s0', 's3', 's7']) }),
  'common word of one publisher': (next, words) => ({ q: common(next, words), publisher: `Institution ${Math.floor(next() * PUBLISHERS)}` }),
  'common word in five years': (next, words) => ({ q: common(next, words), from: '2010', to: '2014' }),
  'words and cues of an axis': (next, words) => ({ q: common(next, words), cues: Array.from({ length: 30 }, () => rankBetween(next, words, 200, 5000)) }),
  'words verbatim': (next, words) => ({ q: `${common(next, words)} ${rankBetween(next, words, 500, 3000)}`, verbatim: true }),
}

const METRICS: readonly Metric[] = [
  ...Object.keys(CLASSES).flatMap((name) => [
    { name: `${name} p50`, label: `${name}, p50`, unit: 'ms', better: 'less' as const, compared: false },
    { name: `${name} p95`, label: `${name}, p95`, unit: 'ms', better: 'less' as const, compared: true },
  ]),
  { name: 'worst', label: 'worst class, p95', unit: 'ms', better: 'less', compared: true },
  { name: 'reads', label: 'another read meanwhile, p99', unit: 'ms', better: 'less', compared: false },
]

export async function benchSearch({ quick, rounds, seed }: Options, command: string, found: (result: Result) => void): Promise<void> {
  const machine = machineFacts()
  const folder = mkdtempSync(join(tmpdir(), 'counterpoint-bench-search-'))
  const passages = quick ? QUICK_PASSAGES : PASSAGES
  try {
    const begun = performance.now()
    await buildLibrary(folder, passages, seed)
    const built = (performance.now() - begun) / 1000
    const ours: Row = { subject: 'Counterpoint, SQLite', rounds: [], notes: [`${passages.toLocaleString('en')} passages written in ${Math.round(built)} s`] }
    const uncapped: Row = { subject: 'the same index, every match ranked', rounds: [], notes: [] }
    const store = await openBenchStore(folder)
    for (let round = 0; round < (quick ? 1 : (rounds ?? ROUNDS)); round++) {
      ours.rounds[round] = await askStore(store, seed + round)
      uncapped.rounds[round] = askIndex(join(folder, DATABASE_FILE), seed + round)
    }
    await store.close()
    found({ bench: 'search', scenario: 'classes', title: 'Search', what: `${passages.toLocaleString('en')} generated passages of 10 to 40 words; ${QUERIES} queries of each kind, the best ${LIMIT} hits with their words marked.`, command, machine, metrics: METRICS, rows: [ours, uncapped] })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function askStore(store: Store, seed: number): Promise<Measured> {
  const { words } = createSpeaker(seed)
  const next = seeded(seed)
  const measured: Record<string, number> = {}
  await store.search(TEAM, { q: 'warm' }, 1)
  const reads = readMeanwhile(store)
  for (const [name, ask] of Object.entries(CLASSES)) {
    const times: number[] = []
    for (let index = 0; index < QUERIES; index++) {
      const query = ask(next, words)
      const begun = performance.now()
      await store.search(TEAM, query, LIMIT)
      times.push(performance.now() - begun)
    }
    keep(measured, name, times)
  }
  return { ...measured, worst: worstOf(measured), reads: percentile(await reads.stop(), 0.99) }
}

/** What the index alone takes when nothing bounds it; filters are not its to apply. */
function askIndex(file: string, seed: number): Measured {
  const { words } = createSpeaker(seed)
  const next = seeded(seed)
  const connection = openConnection(file, 'reader')
  const measured: Record<string, number> = {}
  for (const [name, ask] of Object.entries(CLASSES)) {
    const queries = Array.from({ length: QUERIES }, () => ask(next, words))
    if (queries.some(({ source, publisher, from, verbatim }) => source ?? publisher ?? from ?? verbatim)) continue
    const times = queries.slice(0, QUERIES / 4).map(({ q, cues }) => {
      const fts = ftsQuery(q, cues)
      const begun = performance.now()
      if (fts) connection.all('select rowid from passage_fts where passage_fts match ? order by rank limit ?', fts.begun?.query ?? fts.whole, LIMIT)
      return performance.now() - begun
    })
    keep(measured, name, times)
  }
  connection.close()
  return { ...measured, worst: worstOf(measured) }
}

function keep(measured: Record<string, number>, name: string, times: readonly number[]): void {
  measured[`${name} p50`] = percentile(times, 0.5)
  measured[`${name} p95`] = percentile(times, 0.95)
}

function worstOf(measured: Readonly<Record<string, number>>): number {
  return Math.max(...Object.entries(measured).flatMap(([name, value]) => (name.endsWith('p95') ? [value] : [])))
}

function readMeanwhile(store: Store): { stop(): Promise<number[]> } {
  const times: number[] = []
  const end = new AbortController()
  const loop = (async () => {
    while (!end.signal.aborted) {
      const begun = performance.now()
      await store.memberships('nobody')
      times.push(performance.now() - begun)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  })()
  return {
    async stop() {
      end.abort()
      await loop
      return times
    },
  }
}
