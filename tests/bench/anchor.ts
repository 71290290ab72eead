/** The anchor bench: quotations of our own texts, each looked for again after many kinds of edit; how many are found, and how many answers are wrong. */
import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { locate } from '../../model/anchor.ts'
import { ingest } from '../../sources/ingest.ts'
import { sampleSources } from '../../sources/samples.ts'
import { seeded } from '../support/random.ts'
import { EDITS, type Quoted } from './anchor.edits.ts'
import { machineFacts } from './machine.ts'
import { percentile } from './numbers.ts'
import type { Options } from './options.ts'
import type { Metric, Result, Row } from './results.ts'

const FILES = ['bridges-at-laredo.txt', 'corridor-note.md', 'joint-inspection.html']
const CONTEXT = 48
const FEWEST_CHARACTERS = 24

const METRICS: readonly Metric[] = [
  { name: 'tried', label: 'tried', unit: '', better: 'more', compared: false },
  { name: 'right', label: 'answered rightly', unit: '', better: 'more', compared: false },
  { name: 'wronglyExact', label: 'a changed quotation called exact', unit: '', better: 'less', compared: false },
]

export type Tally = { tried: number; right: number; wronglyExact: number; wrong: string[] }

export async function benchAnchor({ quick, seed }: Options, command: string, found: (result: Result) => void): Promise<void> {
  const machine = machineFacts()
  const quotations = await readQuotations(quick ? 40 : Number.POSITIVE_INFINITY)
  const times: number[] = []
  const tallies = tally(quotations, seed, (took) => times.push(took))
  const rows: Row[] = [...tallies].map(([subject, { tried, right, wronglyExact, wrong }]) => ({ subject, rounds: [{ tried, right, wronglyExact }], notes: wrong.slice(0, 3) }))
  const ofKind = (kind: string) => EDITS.filter((edit) => edit.kind === kind).map(({ name }) => tallies.get(name))
  const sum = (kind: string, field: 'tried' | 'right' | 'wronglyExact') => ofKind(kind).reduce((total, each) => total + (each?.[field] ?? 0), 0)
  const kinds: Row[] = ['harmless', 'harmful'].map((kind) => ({ subject: `all ${kind}`, rounds: [{ tried: sum(kind, 'tried'), right: sum(kind, 'right'), wronglyExact: kind === 'harmless' ? null : sum(kind, 'wronglyExact') }], notes: [] }))
  const what = `${quotations.length} quotations of our own texts, each looked for again after every edit; median ${percentile(times, 0.5).toFixed(2)} ms, p99 ${percentile(times, 0.99).toFixed(1)} ms for one.`
  found({ bench: 'anchor', scenario: 'all', title: 'Quotations found again', what, command, machine, metrics: METRICS, rows: kinds })
  for (const row of rows) found({ bench: 'anchor', scenario: row.subject, title: row.subject, what: 'One kind of edit.', command, machine, metrics: METRICS, rows: [row] })
}

/** For each edit by name. */
export function tally(quotations: readonly Quoted[], seed: number, took: (milliseconds: number) => void = () => undefined): Map<string, Tally> {
  const next = seeded(seed)
  const tallies = new Map<string, Tally>(EDITS.map(({ name }) => [name, { tried: 0, right: 0, wronglyExact: 0, wrong: [] }]))
  for (const quoted of quotations) {
    const { text, start, end } = quoted
    const quote = { exact: text.slice(start, end), prefix: text.slice(Math.max(0, start - CONTEXT), start), suffix: text.slice(end, end + CONTEXT) }
    for (const { name, kind, answers, make } of EDITS) {
      const edited = make(quoted, next)
      const counts = tallies.get(name)
      if (edited === null || !counts) continue
      const begun = performance.now()
      const { status } = locate(edited, quote, { start, end })
      took(performance.now() - begun)
      counts.tried++
      if (answers.includes(status)) counts.right++
      else counts.wrong.push(`${status}: ${quote.exact.slice(0, 120)}`)
      if (kind === 'harmful' && status === 'exact') counts.wronglyExact++
    }
  }
  return tallies
}

/** Every passage of the sample library and of the fixtures, and every two that follow each other in a paragraph, if they are long enough and stand once in their text. */
export async function readQuotations(most: number): Promise<Quoted[]> {
  const files = [...(await sampleSources()).map(({ file: name, bytes }) => ({ name, bytes })), ...FILES.map((name) => ({ name, bytes: new Uint8Array(readFileSync(new URL(`../fixtures/sources/${name}`, import.meta.url))) }))]
  const quotations: Quoted[] = []
  for (const file of files) {
    const read = await ingest(file)
    if (read.outcome !== 'text') continue
    const { text, passages } = read.snapshot
    const places = passages.flatMap(({ position, paragraph }, index) => {
      const following = passages[index + 1]
      return following?.paragraph === paragraph ? [position, { start: position.start, end: following.position.end }] : [position]
    })
    for (const { start, end } of places) {
      const exact = text.slice(start, end)
      if (exact.length >= FEWEST_CHARACTERS && text.indexOf(exact) === text.lastIndexOf(exact)) quotations.push({ text, start, end })
    }
  }
  return quotations.slice(0, most)
}
