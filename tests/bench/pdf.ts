/** The PDF bench: a brief of about 13 pages in a process that has set it before, and one of more than 500 in a process that has just started. */
import { execFileSync } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { machineFacts } from './machine.ts'
import type { Options } from './options.ts'
import type { Measured, Metric, Result, Row } from './results.ts'

const CHILD = fileURLToPath(new URL('pdf.child.ts', import.meta.url))
const ROUNDS = 3

type Size = { scenario: string; title: string; what: string; mode: 'warm' | 'cold'; sections: number; times: number; metrics: readonly Metric[] }

const pages: Metric = { name: 'pages', label: 'pages', unit: '', better: 'more', compared: false }

const SIZES: readonly Size[] = [
  {
    scenario: 'warm',
    title: 'A 13-page brief, warm',
    what: 'The same brief set 60 times in one process; the median of the second half. The floor is PDFKit breaking the same words into lines and pages, without tags, notes, tables or running lines.',
    mode: 'warm',
    sections: 8,
    times: 60,
    metrics: [pages, { name: 'warm', label: 'time', unit: 'ms', better: 'less', compared: true }],
  },
  {
    scenario: 'cold',
    title: 'A brief of more than 500 pages, cold',
    what: 'A process is started, sets the brief once and ends; time of the whole process and its highest resident memory.',
    mode: 'cold',
    sections: 335,
    times: 1,
    metrics: [pages, { name: 'whole', label: 'whole process', unit: 'ms', better: 'less', compared: true }, { name: 'peak', label: 'highest memory', unit: 'MB', better: 'less', compared: true }],
  },
]

export function benchPdf({ root, quick, rounds }: Options, command: string, found: (result: Result) => void): Promise<void> {
  for (const { scenario, title, what, mode, sections, times, metrics } of SIZES) {
    const kinds: { kind: string; row: Row }[] = [
      { kind: 'ours', row: { subject: 'Counterpoint', rounds: [], notes: [] } },
      { kind: 'bare', row: { subject: 'PDFKit alone', rounds: [], notes: [] } },
    ]
    const machine = machineFacts()
    for (let round = 0; round < (quick ? 1 : (rounds ?? ROUNDS)); round++) {
      for (const { kind, row } of kinds) row.rounds[round] = setOnce([kind, mode, root, String(quick ? Math.ceil(sections / 10) : sections), String(quick ? 10 : times)])
    }
    found({ bench: 'pdf', scenario, title, what, command, machine, metrics, rows: kinds.map(({ row }) => row) })
  }
  return Promise.resolve()
}

function setOnce(args: readonly string[]): Measured {
  const begun = performance.now()
  const { pages: count, peak, warm } = JSON.parse(execFileSync(process.execPath, [CHILD, ...args], { encoding: 'utf8' })) as { pages: number; peak: number; warm: number | null }
  return { pages: count, whole: performance.now() - begun, peak: peak / 1e6, warm }
}
