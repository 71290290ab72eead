/**
 * The conflicts bench: annotated pairs judged, all sentences compared with all for false alarms, and 100,000 generated figures for the time it takes.
 * `pairs` was annotated before the rules were written; `unseen` before they were tried on it.
 */
import { performance } from 'node:perf_hooks'
import { dimensionOf } from '../../model/dimension.ts'
import { compareStatements } from '../../model/conflict.ts'
import type { Statement } from '../../model/library.ts'
import { readFigures } from '../../model/quantity.ts'
import { findConflicts } from '../../sources/conflicts.ts'
import { type AnnotatedPair, readPairs } from './conflicts.pairs.ts'
import { machineFacts } from './machine.ts'
import type { Options } from './options.ts'
import type { Measured, Metric, Result } from './results.ts'
import { createSpeaker } from './search.text.ts'

export const PAIR_SETS = { pairs: new URL('../fixtures/conflicts/pairs.jsonl', import.meta.url), unseen: new URL('../fixtures/conflicts/unseen.jsonl', import.meta.url) } as const

const METRICS: readonly Metric[] = [
  { name: 'pairs', label: 'annotated pairs', unit: '', better: 'more', compared: false },
  { name: 'right', label: 'judged right', unit: '', better: 'more', compared: false },
  { name: 'wrongAlarms', label: 'not comparable or agreeing, called a conflict', unit: '', better: 'less', compared: false },
  { name: 'crossed', label: 'false alarms, all sentences with all', unit: '', better: 'less', compared: false },
]
const SPEED: readonly Metric[] = [
  { name: 'figures', label: 'figures', unit: '', better: 'more', compared: false },
  { name: 'seconds', label: 'compared in', unit: 's', better: 'less', compared: false },
]

export async function benchConflicts({ quick, seed }: Options, command: string, found: (result: Result) => void): Promise<void> {
  const machine = machineFacts()
  const rows = Object.entries(PAIR_SETS).map(([subject, file]) => ({ subject, rounds: [judge(readPairs(file))], notes: [] }))
  found({ bench: 'conflicts', scenario: 'pairs', title: 'Conflicts', what: 'Pairs of sentences with the relation a person gave them.', command, machine, metrics: METRICS, rows })
  const speeds = (quick ? [2000] : [10_000, 100_000]).map((count) => ({ subject: `${count.toLocaleString('en')} figures`, rounds: [timed(count, seed)], notes: [] }))
  found({ bench: 'conflicts', scenario: 'speed', title: 'Conflicts in a large library', what: 'Generated sentences of 500 sources, a figure in each; no two rows are to be compared with each other.', command, machine, metrics: SPEED, rows: speeds })
  return Promise.resolve()
}

export function judge(pairs: readonly AnnotatedPair[]): { pairs: number; right: number; wrongAlarms: number; crossed: number } {
  const judged = pairs.map(({ relation, a, b }) => ({ relation, given: compareStatements(a, b).relation }))
  const together = findConflicts(pairs.flatMap(({ a, b }) => [a, b]))
  const pairOf = ({ source }: Statement) => Number.parseInt(source.id, 10)
  return {
    pairs: pairs.length,
    right: judged.filter(({ relation, given }) => relation === given).length,
    wrongAlarms: judged.filter(({ relation, given }) => given === 'conflict' && relation !== 'conflict').length,
    crossed: together.conflicts.filter(({ relation, a, b }) => relation === 'conflict' && pairOf(a) !== pairOf(b)).length,
  }
}

const COUNTED = ['trucks', 'people', 'officers', 'refugees', 'schools', 'ships', 'containers', 'farms']
const DOING = ['crossed', 'reached', 'served', 'used']
const SOURCES = 500

function timed(count: number, seed: number): Measured {
  const speaker = createSpeaker(seed)
  const statements = Array.from({ length: count }, (_, index) => statementAt(index, speaker.passage().slice(0, -1).split(' '))).filter((statement) => statement !== null)
  const begun = performance.now()
  findConflicts(statements)
  return { figures: statements.length, seconds: (performance.now() - begun) / 1000 }
}

function statementAt(index: number, words: readonly string[]): Statement | null {
  const quote =
    index % 3 === 0
      ? `The ${words.slice(0, 2).join(' ')} is ${1 + (index % 900)} km long near ${words[2]}.`
      : `About ${1000 + (index % 50_000)} ${COUNTED[index % COUNTED.length]} ${DOING[index % DOING.length]} the ${words.slice(0, 5).join(' ')} in ${1990 + (index % 30)}.`
  const [figure] = readFigures(quote)
  if (!figure) return null
  return {
    source: { id: `s${index % SOURCES}`, csl: { type: 'report', title: 'Generated' }, snapshotSha: '' },
    passageId: `p${index}`,
    quote,
    paragraph: 1,
    rank: null,
    date: null,
    figure: { ...figure, ...dimensionOf(figure.value, figure.unit), measures: null, topic: [], asOf: null, asOfFrom: null },
  }
}
