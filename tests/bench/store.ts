/** The store bench: our store and a hand-written log take turns, each round in processes of their own. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { machineFacts } from './machine.ts'
import type { Options } from './options.ts'
import type { Measured, Metric, Result, Row } from './results.ts'

const CHILD = fileURLToPath(new URL('store.child.ts', import.meta.url))
const ROUNDS = 5

const METRICS: readonly Metric[] = [
  { name: 'perSecond', label: 'durable appends a second', unit: '', better: 'more', compared: true },
  { name: 'p99', label: 'append to told, p99', unit: 'ms', better: 'less', compared: true },
]

export function benchStore({ root, quick, rounds }: Options, command: string, found: (result: Result) => void): Promise<void> {
  const kinds: { kind: string; row: Row }[] = [
    { kind: 'store', row: { subject: 'Counterpoint, SQLite', rounds: [], notes: [] } },
    { kind: 'log', row: { subject: 'own write + fdatasync log', rounds: [], notes: [] } },
  ]
  const machine = machineFacts()
  for (let round = 0; round < (quick ? 1 : (rounds ?? ROUNDS)); round++) {
    for (const { kind, row } of round % 2 === 0 ? kinds : [...kinds].reverse()) row.rounds[round] = JSON.parse(execFileSync(process.execPath, [CHILD, kind, root, quick ? '1' : '3'], { encoding: 'utf8' })) as Measured
  }
  found({
    bench: 'store',
    scenario: 'appends',
    title: 'Durable appends',
    what: '64 writers, each appending 120 bytes to its own brief again as soon as its last append is on disk.',
    command,
    machine,
    metrics: METRICS,
    rows: kinds.map(({ row }) => row),
  })
  return Promise.resolve()
}
