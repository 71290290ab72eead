/**
 * The sync bench: every scenario, every subject, round after round. Within a round all subjects are measured one right after the other, and who begins moves on
 * by one each round, so that a ratio compares what happened in one stretch of time.
 */
import { fork } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serialize } from 'node:v8'
import { seeded } from '../../support/random.ts'
import { machineFacts } from '../machine.ts'
import type { Options } from '../options.ts'
import type { Result, Row } from '../results.ts'
import type { Job, Outcome } from './drive.ts'
import { installPeers } from './install.ts'
import { untilCalm } from './pace.ts'
import type { Scenario } from './scenario.ts'
import { SCENARIOS, scenarioNamed } from './scenarios.ts'
import { COUNTERPOINT, type Keys, type Subject, SUBJECTS, subjectNamed } from './subjects.ts'
import { HISTORY_KEYS, readTrace, recordHistory, typeKeys } from './trace.ts'

const DRIVE = fileURLToPath(new URL('drive.ts', import.meta.url))
const QUICK_KEYS = 20_000
/** Keystrokes in one update of the history. */
const TOGETHER = 10
/** A round that has not ended after this long (milliseconds) is given up; kills take theirs each. */
const ROUND_WITHIN = 180_000
const KILL_WITHIN = 8_000
/** How long a scenario waits in all for the other programs on the machine to be done (milliseconds), what they may have of it meanwhile (%), and how many rounds are taken again. */
const CALM_WITHIN = 20_000
const DISTURBED = 10
const RETAKES = 3

/** What a subject begins on: an empty store with its keys, and one with the long history in it. */
type Ground = { empty: string; keys: Keys; long: { folder: string; doc: string } | null }

export async function benchSync(options: Options, command: string, print: (line: string) => void, found: (result: Result) => void): Promise<void> {
  const scenarios = options.only.length > 0 ? options.only.map(scenarioNamed) : SCENARIOS
  const subjects = options.subjects.length > 0 ? options.subjects.map(subjectNamed) : SUBJECTS
  if (subjects.some((subject) => subject !== COUNTERPOINT)) installPeers(print)
  const work = mkdtempSync(join(tmpdir(), 'counterpoint-bench-'))
  process.once('exit', () => rmSync(work, { recursive: true, force: true }))
  try {
    const yard = createYard(work, options, print)
    for (const scenario of scenarios) found(await measure(scenario, subjects.filter((subject) => scenario.suits(subject)), options, command, yard, print))
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

type Yard = { ground(subject: Subject): Ground; longGround(subject: Subject): Promise<Ground>; run(job: Omit<Job, 'folder'>, from: string): Promise<Outcome>; historyFile(): string }

function createYard(work: string, options: Options, print: (line: string) => void): Yard {
  const grounds = new Map<Subject, Ground>()
  let file: string | null = null
  let runs = 0

  const historyFile = () => {
    if (file !== null) return file
    const keys = options.trace === null ? typeKeys(options.quick ? QUICK_KEYS : HISTORY_KEYS, seeded(options.seed)) : readTrace(options.trace)
    const history = recordHistory(keys, TOGETHER)
    print(`  history: ${keys.length} keystrokes in ${history.updates.length} updates; ${history.state.length} bytes of state, ${history.text.length} characters${options.trace === null ? `, seed ${options.seed}` : ''}`)
    file = join(work, 'history.bin')
    writeFileSync(file, serialize(history))
    return file
  }
  const ground = (subject: Subject): Ground => {
    const known = grounds.get(subject)
    if (known) return known
    const empty = join(work, `${subject.name}-empty`)
    mkdirSync(empty)
    const made: Ground = { empty, keys: subject.prepare?.(empty, options.root) ?? {}, long: null }
    grounds.set(subject, made)
    return made
  }
  const run = async (job: Omit<Job, 'folder'>, from: string): Promise<Outcome> => {
    const folder = join(work, `run-${runs++}`)
    cpSync(from, folder, { recursive: true })
    try {
      return await inProcess({ ...job, folder }, ROUND_WITHIN + KILL_WITHIN * (job.kills ?? 0))
    } finally {
      if (job.scenario !== 'history') rmSync(folder, { recursive: true, force: true })
    }
  }
  return {
    ground,
    historyFile,
    run,
    async longGround(subject) {
      const made = ground(subject)
      if (made.long !== null) return made
      print(`  writing the long history into ${subject.title} …`)
      const folder = join(work, `run-${runs}`)
      const outcome = await run({ ...jobFor('history', subject, options, made.keys, options.seed), history: { file: historyFile(), doc: '' } }, made.empty)
      if ('failed' in outcome) throw new Error(`${subject.title} could not be given the long history: ${outcome.failed}`)
      const doc = outcome.notes.find((note) => note.startsWith('document '))?.slice('document '.length) ?? ''
      const { cpuPerUpdate, seconds } = outcome.measured
      print(`    ${Math.round(seconds ?? 0)} s, ${Math.round(cpuPerUpdate ?? 0)} µs of CPU an update`)
      const long = { ...made, long: { folder, doc } }
      grounds.set(subject, long)
      return long
    },
  }
}

function jobFor(scenario: string, subject: Subject, { root, quick, kills }: Options, keys: Keys, seed: number): Omit<Job, 'folder'> {
  return { scenario, subject: subject.name, root, quick, kills, seed, keys, history: null }
}

async function measure(scenario: Scenario, subjects: readonly Subject[], options: Options, command: string, yard: Yard, print: (line: string) => void): Promise<Result> {
  const rounds = options.quick ? 1 : (options.rounds ?? scenario.rounds)
  const rows = subjects.map((subject): Row & { of: Subject } => ({ of: subject, subject: subject.title, rounds: [], notes: [] }))
  print(`\n… ${scenario.title} (${rounds} round${rounds === 1 ? '' : 's'})`)
  if (scenario.needsHistory) for (const subject of subjects) await yard.longGround(subject)
  const machine = machineFacts()
  const patiently = createPatience(options.quick)
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < rows.length; turn++) {
      const row = rows[(turn + round) % rows.length]
      if (!row) continue
      const { keys, empty, long } = scenario.needsHistory ? await yard.longGround(row.of) : yard.ground(row.of)
      const job = jobFor(scenario.name, row.of, options, keys, options.seed + round)
      const outcome = await patiently(() => yard.run({ ...job, history: scenario.needsHistory ? { file: yard.historyFile(), doc: long?.doc ?? '' } : null }, scenario.needsHistory ? (long?.folder ?? empty) : empty))
      print(`  round ${round + 1}, ${row.subject}: ${'failed' in outcome ? 'failed' : 'done'}`)
      row.rounds[round] = 'failed' in outcome ? null : outcome.measured
      row.notes.push(...('failed' in outcome ? [`round ${round + 1} failed: ${outcome.failed}`] : outcome.notes))
    }
  }
  const { name, title, what, metrics } = scenario
  return { bench: 'sync', scenario: name, title, what, command, machine, metrics, rows: rows.map(({ subject, rounds: measured, notes }) => ({ subject, rounds: measured, notes: [...new Set(notes)] })) }
}

/**
 * A round during which other programs had too much of the machine is taken again and the calmer of the two counts, as long as there is patience: what decides is
 * what the others used, never what the round found.
 */
function createPatience(quick: boolean): (take: () => Promise<Outcome>) => Promise<Outcome> {
  const disturbance = (outcome: Outcome) => ('failed' in outcome ? 100 : (outcome.measured['others'] ?? 0))
  let waiting = quick ? 0 : CALM_WITHIN
  let retakes = quick ? 0 : RETAKES
  const calm = async () => {
    const begun = performance.now()
    if (waiting > 0) await untilCalm(waiting)
    waiting -= performance.now() - begun
  }
  return async (take) => {
    await calm()
    const first = await take()
    if (disturbance(first) <= DISTURBED || retakes-- <= 0) return first
    await calm()
    const second = await take()
    return disturbance(second) < disturbance(first) ? second : first
  }
}

function inProcess(job: Job, within: number): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = fork(DRIVE, [JSON.stringify(job)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    let outcome: Outcome | null = null
    const late = setTimeout(() => {
      outcome = { failed: `not done after ${within / 1000} s` }
      child.kill('SIGKILL')
    }, within)
    child.once('message', (message: Outcome) => {
      outcome ??= message
    })
    child.once('exit', (code, signal) => {
      clearTimeout(late)
      resolve(outcome ?? { failed: `the measuring process ended with ${code ?? signal}` })
    })
  })
}
