/**
 * What a bench hands over: for every scenario the rounds of every subject. Summaries (medians, ratios) are computed from it when it is printed or
 * written into the docs, so that the kept file holds what was measured and nothing else.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Machine } from './machine.ts'
import { pairedRatio, type Spread, spread } from './numbers.ts'

/** One figure of a scenario. `better` says which way is good; `compared` ones get a ratio to the peers. */
export type Metric = { name: string; label: string; unit: string; better: 'less' | 'more'; compared: boolean }

/** One round of one subject; null where the subject has no such thing (a server without acknowledgements). */
export type Measured = Readonly<Record<string, number | null>>

export type Row = { subject: string; rounds: (Measured | null)[]; notes: string[] }

export type Result = {
  bench: string
  scenario: string
  title: string
  /** What was done, in a sentence or two. */
  what: string
  command: string
  machine: Machine
  metrics: readonly Metric[]
  /** The first is ours. A round that failed is null, and a note says why. */
  rows: Row[]
}

/** The values of a metric over the rounds; null where there is none. */
export function valuesOf(row: Row, metric: string): (number | null)[] {
  return row.rounds.map((round) => round?.[metric] ?? null)
}

/** Null when no round has the metric. */
export function summary(row: Row, metric: string): Spread | null {
  const values = valuesOf(row, metric).filter((value) => value !== null)
  return values.length === 0 ? null : spread(values)
}

/** Our first row against the one of this subject. */
export function ratioTo(result: Result, subject: string, metric: string): Spread | null {
  const [ours] = result.rows
  const theirs = result.rows.find((row) => row.subject === subject)
  if (!ours || !theirs || ours === theirs) return null
  return pairedRatio(valuesOf(ours, metric), valuesOf(theirs, metric))
}

export function readResults(file: string): Result[] {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Result[]) : []
}

/** Adds results to a file; one of the same bench and scenario is replaced. */
export function keepResults(file: string, fresh: readonly Result[]): void {
  const same = (one: Result, other: Result) => one.bench === other.bench && one.scenario === other.scenario
  const kept = readResults(file).filter((old) => !fresh.some((result) => same(old, result)))
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify([...kept, ...fresh], null, 1)}\n`)
}
