/** The words after `npm run bench --`: the name of a bench and its options. */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** The words are not understood; the message says which. */
export class BadUsage extends Error {
  override readonly name = 'BadUsage'
}

export type Options = {
  /** Null: list what there is. */
  bench: string | null
  /** One round of everything, and less of it: to see that it works, not to quote. */
  quick: boolean
  /** Null: what each scenario wants. */
  rounds: number | null
  /** Names of scenarios and of subjects; empty means all. */
  only: readonly string[]
  subjects: readonly string[]
  /** The checkout whose server is measured. */
  root: string
  /** Where results are kept, besides the screen. */
  json: string | null
  /** A recorded editing trace (JSON, may be gzipped) instead of our own typist. */
  trace: string | null
  kills: number | null
  seed: number
  /** The folder of a corpus. */
  dir: string | null
  /** For `report`: the files it reads; positionals after the name. */
  files: readonly string[]
}

/** Throws a BadUsage for a word it does not know. `root` is this checkout. */
export function readOptions(args: readonly string[], root: string): Options {
  const { values, positionals } = parse(args)
  const names = (given: readonly string[]) => given.flatMap((word) => word.split(',')).filter((word) => word !== '')
  const [bench = null, ...files] = positionals
  return {
    bench,
    quick: values.quick,
    rounds: count('rounds', values.rounds),
    only: names(values.only),
    subjects: names(values.subjects),
    root: resolve(values.root ?? root),
    json: values.json === undefined ? null : resolve(values.json),
    trace: values.trace === undefined ? null : resolve(values.trace),
    kills: count('kills', values.kills),
    seed: count('seed', values.seed) ?? 1,
    dir: values.dir === undefined ? null : resolve(values.dir),
    files: files.map((file) => resolve(file)),
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        quick: { type: 'boolean', default: false },
        rounds: { type: 'string' },
        only: { type: 'string', multiple: true, default: [] },
        subjects: { type: 'string', multiple: true, default: [] },
        root: { type: 'string' },
        json: { type: 'string' },
        trace: { type: 'string' },
        kills: { type: 'string' },
        seed: { type: 'string', default: '1' },
        dir: { type: 'string' },
      },
    })
  } catch (error) {
    throw new BadUsage(error instanceof Error ? error.message : String(error))
  }
}

function count(name: string, given: string | undefined): number | null {
  if (given === undefined) return null
  const value = Number(given)
  if (!Number.isInteger(value) || value < 1) throw new BadUsage(`--${name} takes a whole number from 1; it is "${given}".`)
  return value
}
