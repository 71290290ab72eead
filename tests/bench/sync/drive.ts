/**
 * One round of one scenario with one subject, in a process of its own: the clients live here, the server in another process. Started by `bench.ts`;
 * the job comes as an argument, the outcome goes back over the channel.
 */
import { deserialize } from 'node:v8'
import { readFileSync } from 'node:fs'
import { seeded } from '../../support/random.ts'
import type { Measured } from '../results.ts'
import { openClient } from './client.ts'
import type { Round, Scenario } from './scenario.ts'
import { scenarioNamed } from './scenarios.ts'
import { freePort, type Server, startServer } from './server.ts'
import { type Keys, subjectNamed } from './subjects.ts'
import type { History } from './trace.ts'

export type Job = {
  scenario: string
  subject: string
  folder: string
  root: string
  quick: boolean
  kills: number | null
  seed: number
  keys: Keys
  /** The file with the long history, and the name of the document that holds it. */
  history: { file: string; doc: string } | null
}

/** `doc` is what a scenario that prepares something made. */
export type Outcome = { measured: Measured; notes: string[] } | { failed: string }

async function drive(job: Job): Promise<Outcome> {
  const subject = subjectNamed(job.subject)
  const scenario: Scenario = scenarioNamed(job.scenario)
  const servers: Server[] = []
  const notes: string[] = []
  const documents = new Map<string, Promise<string>>()
  const round: Round = {
    subject,
    quick: job.quick,
    kills: job.kills,
    random: seeded(job.seed),
    async start(settings = {}) {
      const server = await startServer(subject.launch(job.folder, job.root, settings), await freePort())
      servers.push(server)
      return server
    },
    document(server, title) {
      const known = documents.get(title) ?? subject.create?.(server.port, title, job.keys) ?? Promise.resolve(title)
      documents.set(title, known)
      return known
    },
    join: (server, doc, options = {}, role = 'writer') => openClient(subject.dialect, doc, subject.address(server.port, doc, role, job.keys), options),
    history() {
      if (job.history === null) throw new TypeError(`${scenario.name} does not say that it needs the history`)
      return { ...(deserialize(readFileSync(job.history.file)) as History), doc: job.history.doc }
    },
    note: (text) => void notes.push(text),
  }
  try {
    return { measured: await scenario.run(round), notes }
  } finally {
    for (const server of servers) if (server.isAlive()) await server.end('SIGKILL')
  }
}

process.on('disconnect', () => process.exit(1))
const outcome = await drive(JSON.parse(process.argv[2] ?? '{}') as Job).catch((error: unknown): Outcome => ({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }))
process.send?.(outcome, () => process.exit(0))
