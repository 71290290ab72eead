/** What a command of the command line is: its words, its options, and what it prints. Results go to stdout, progress and prose to stderr. */
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { Refusal } from '#model/refusal.ts'
import { type Config, readConfig } from '../config.ts'
import { openParts, type Parts } from '../parts.ts'

/** Exit codes: the work is done; it is done and there are findings; usage or input was bad. */
export const EXIT = { done: 0, findings: 1, bad: 2 } as const
export type Exit = (typeof EXIT)[keyof typeof EXIT]

export type Io = { out(line: string): void; err(line: string): void; env: Readonly<Record<string, string | undefined>> }

export type Command = {
  /** As it is typed: "key create". */
  name: string
  usage: string
  does: string
  run(args: readonly string[], io: Io): Promise<Exit>
}

type Options = NonNullable<ParseArgsConfig['options']>
type Parsed<O extends Options> = ReturnType<typeof parseArgs<{ args: string[]; options: O; allowPositionals: true; strict: true }>>

/** Reads options and words. Refusal `bad-request` that names what is wrong. */
export function readArguments<O extends Options>(args: readonly string[], options: O, usage: string): Parsed<O> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    if (error instanceof TypeError) throw badUsage(error.message, usage)
    throw error
  }
}

export function badUsage(what: string, usage: string): Refusal {
  return new Refusal('bad-request', `${what}\nUsage: counterpoint ${usage}`)
}

/** The only word a command takes. */
export function onlyWord(words: readonly string[], what: string, usage: string): string {
  const [word] = words
  if (word === undefined || words.length > 1) throw badUsage(`This command takes one ${what}.`, usage)
  return word
}

/** Settings for the command line: as for the server, but quiet. */
export function quietConfig(io: Io): Config {
  return readConfig({ LOG_LEVEL: 'error', ...io.env })
}

/** Opens the data directory beside a server that may be running, and closes it again. */
export async function withParts<T>(io: Io, work: (parts: Parts) => Promise<T>): Promise<T> {
  const parts = await openParts(quietConfig(io))
  try {
    return await work(parts)
  } finally {
    await parts.close()
  }
}
