/** The import bench: how many passages a second come through the child process, and how long the server's event loop is held up meanwhile. */
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { createIngester } from '../../server/jobs/ingester.ts'
import { machineFacts } from './machine.ts'
import type { Options } from './options.ts'
import { peakOfChildren } from './children.ts'
import type { Measured, Metric, Result } from './results.ts'

const ROUNDS = 3
const SENTENCES = 40_000
const PEOPLE = ['The commission', 'The ministry', 'A survey of carriers', 'The port authority', 'The audit office']
const DOES = ['counted', 'reported', 'expected', 'registered', 'measured']
const WHAT = ['trucks at the northern bridge', 'containers in the yard', 'permits for carriers', 'inspections of cargo', 'tonnes of grain']

const PROSE = ['nobody had asked the drivers', 'the matter was settled long before the meeting', 'both governments would look at it again', 'the rules of the port were to be read with care', 'it had no view of its own']

const METRICS: readonly Metric[] = [
  { name: 'passages', label: 'passages', unit: '', better: 'more', compared: false },
  { name: 'rate', label: 'passages a second', unit: '', better: 'more', compared: false },
  { name: 'p99', label: 'event loop delay, 99th of 100', unit: 'ms', better: 'less', compared: false },
  { name: 'worst', label: 'event loop delay, longest', unit: 'ms', better: 'less', compared: false },
  { name: 'peak', label: 'highest memory of the readers', unit: 'MB', better: 'less', compared: false },
]

export async function benchImport({ quick, rounds }: Options, command: string, found: (result: Result) => void): Promise<void> {
  const sentences = quick ? SENTENCES / 10 : SENTENCES
  const bytes = new TextEncoder().encode(report(sentences))
  const measured: Measured[] = []
  for (let round = 0; round < (quick ? 1 : (rounds ?? ROUNDS)); round++) measured.push(await importOnce(bytes))
  const what = `A plain text of ${(bytes.length / 1e6).toFixed(1)} MB, read twice at the same time by two readers as in the server, with everything that is extracted from it; one sentence in four states figures. The event loop is that of the process that asks.`
  found({ bench: 'import', scenario: 'text', title: 'Importing a long text', what, command, machine: machineFacts(), metrics: METRICS, rows: [{ subject: 'Counterpoint', rounds: measured, notes: [] }] })
}

async function importOnce(bytes: Uint8Array): Promise<Measured> {
  const ingester = createIngester({ deadline: 120_000, memory: 512_000_000, workers: 2, queue: 10 })
  // The processes are started before the clock is.
  await Promise.all([0, 1].map(() => ingester.ingest({ name: 'first.txt', bytes: new TextEncoder().encode('The first words.') }, 'bench')))
  const delay = monitorEventLoopDelay({ resolution: 1 })
  const peak = peakOfChildren()
  delay.enable()
  const begun = performance.now()
  const read = await Promise.all([0, 1].map((copy) => ingester.ingest({ name: `long-${copy}.txt`, bytes }, 'bench')))
  const seconds = (performance.now() - begun) / 1000
  delay.disable()
  const highest = peak.take()
  peak.stop()
  await ingester.close()
  const passages = read.reduce((sum, one) => sum + (one.outcome === 'text' ? one.snapshot.passages.length : 0), 0)
  return { passages, rate: passages / seconds, p99: delay.percentile(99) / 1e6, worst: delay.max / 1e6, peak: highest === null ? null : highest / 1e6 }
}

function report(sentences: number): string {
  const lines: string[] = []
  for (let index = 0; index < sentences; index++) {
    const at = (list: readonly string[], step: number) => list[Math.floor(index / step) % list.length]
    // One sentence in four states figures, as in a report.
    if (index % 4 !== 0) lines.push(`${at(PEOPLE, 1)} said of ${at(WHAT, 7)} that ${at(PROSE, 2)}.`)
    else lines.push(`${at(PEOPLE, 1)} ${at(DOES, 3)} ${(1000 + ((index * 7919) % 90_000)).toLocaleString('en-US')} ${at(WHAT, 7)} in ${1990 + (index % 35)}, as it said in note ${index}.`)
    if (index % 6 === 5) lines.push('\n\n')
  }
  return lines.join(' ')
}
