/** `locate FILE`: where quotations stand in a file now. Selectors come as JSON lines on stdin; a line of JSON each goes to stdout, in the same order. */
import { basename } from 'node:path'
import { locate } from '#model/anchor.ts'
import { fold } from '#model/fold.ts'
import { Refusal } from '#model/refusal.ts'
import type { Config } from '../config.ts'
import { createReader } from '../jobs/reader.ts'
import { type Command, EXIT, type Exit, onlyWord, quietConfig, readArguments } from './command.ts'
import { readWithin } from './files.ts'
import { readSelector } from './selectors.ts'
import { linesOf } from './stdin.ts'

const USAGE = 'locate FILE < SELECTORS'
/** UTF-16 units of one line. */
const LONGEST_LINE = 1_000_000

export const locateCommand: Command = {
  name: 'locate',
  usage: USAGE,
  does: 'finds quotations again (JSON lines on stdin), a line each; exit 1 when one is not exact',
  run: async (args, io) => {
    const { positionals } = readArguments(args, { json: { type: 'boolean' } }, USAGE)
    const text = await textOf(onlyWord(positionals, 'file', USAGE), quietConfig(io))
    const folded = fold(text)
    let exit: Exit = EXIT.done
    for await (const { number, text: line } of linesOf(process.stdin, LONGEST_LINE)) {
      if (line?.trim() === '') continue
      const selector = line === null ? { error: `the line has more than ${LONGEST_LINE} characters` } : readSelector(line)
      if ('error' in selector) {
        io.out(JSON.stringify({ status: 'error', start: null, end: null, line: number, error: selector.error }))
        io.err(`line ${number}: ${selector.error}`)
        exit = EXIT.bad
        continue
      }
      const anchor = locate(text, selector.quote, selector.position, folded)
      if (anchor.status !== 'exact' && exit === EXIT.done) exit = EXIT.findings
      io.out(JSON.stringify(anchor))
    }
    return exit
  },
}

/** The text `extract` prints for the file: the same importer reads it. Refusal when there is none. */
export async function textOf(path: string, config: Config): Promise<string> {
  const read = await readWithin(path, { most: config.importFileBytes })
  if (!('bytes' in read)) throw new Refusal(read.code, `${path}: ${read.reason}`)
  const reader = createReader({ deadline: config.importSeconds * 1000, memory: config.importMemory * 1_000_000 })
  try {
    const ingested = await reader.read({ name: basename(path), bytes: read.bytes })
    if (ingested.outcome === 'text') return ingested.snapshot.text
    throw new Refusal('invalid-input', `${path} has no text to look in: ${ingested.outcome} (${ingested.reason})`)
  } finally {
    reader.close()
  }
}
