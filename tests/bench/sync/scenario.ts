/** What a scenario is, and what it is given for one round with one subject. Each round runs in a process of its own. */
import type { Measured, Metric } from '../results.ts'
import type { Client, ClientOptions } from './client.ts'
import type { Server } from './server.ts'
import type { Role, Subject } from './subjects.ts'
import type { History } from './trace.ts'

export type Round = {
  subject: Subject
  quick: boolean
  random: () => number
  /** How many kills were asked for; null leaves it to the scenario. */
  kills: number | null
  /** Starts the server on this round's data folder; settings in the environment are for our server alone. */
  start(settings?: Readonly<Record<string, string>>): Promise<Server>
  /** The server's own name of a document, made first where documents have to be made. */
  document(server: Server, title: string): Promise<string>
  join(server: Server, doc: string, options?: ClientOptions, role?: Role): Client
  /** The long history and the document that has it (in a scenario that needs one). */
  history(): History & { doc: string }
  /** Something the reader of the figures should know. */
  note(text: string): void
}

export type Scenario = {
  name: string
  title: string
  what: string
  /** Whom it makes sense for. */
  suits(subject: Subject): boolean
  metrics: readonly Metric[]
  /** How many rounds it takes when none are asked for. */
  rounds: number
  /** Starts on a copy of a folder that holds one document with the long history. */
  needsHistory?: boolean
  run(round: Round): Promise<Measured>
}

export const less = (name: string, label: string, unit: string): Metric => ({ name, label, unit, better: 'less', compared: true })
/** How much other programs had of the machine meanwhile (`watchLoop`); a round with too much of it is taken again. */
export const OTHERS: Metric = { name: 'others', label: 'taken by other programs', unit: '%', better: 'less', compared: false }
/** A figure that stands by itself: no ratio to others is printed. */
export const alone = (name: string, label: string, unit: string, better: Metric['better'] = 'less'): Metric => ({ name, label, unit, better, compared: false })
