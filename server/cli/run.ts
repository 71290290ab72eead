/** The commands as a table, and how a command line finds its own. The program is `server/cli.ts`. */
import { Refusal } from '#model/refusal.ts'
import { type Command, EXIT, type Io } from './command.ts'
import { conflictsCommand } from './conflicts.ts'
import { exportCommand } from './export.ts'
import { extractCommand } from './extract.ts'
import { generate } from './generate.ts'
import { importCommand } from './import.ts'
import { locateCommand } from './locate.ts'
import { keyCreate, keyList, keyRevoke, link } from './people.ts'
import { ConfigError } from '../config.ts'

const serve: Command = {
  name: 'serve',
  usage: 'serve [--no-demo]',
  does: 'what `npm start` runs',
  run: async () => {
    // The program reads its own arguments and runs until it is stopped.
    await import('../main.ts')
    return EXIT.done
  },
}

export const COMMANDS: readonly Command[] = [serve, keyCreate, keyList, keyRevoke, link, importCommand, extractCommand, locateCommand, conflictsCommand, generate, exportCommand]

function usage(): string {
  const width = Math.max(...COMMANDS.map((command) => command.usage.length))
  return ['Usage: counterpoint <command>', '', ...COMMANDS.map((command) => `  ${command.usage.padEnd(width)}  ${command.does}`)].join('\n')
}

/** The command the words begin with, and what is left for it. */
function find(words: readonly string[]): { command: Command; rest: readonly string[] } | null {
  for (const command of COMMANDS) {
    const name = command.name.split(' ')
    if (name.every((part, index) => words[index] === part)) return { command, rest: words.slice(name.length) }
  }
  return null
}

/** Runs one command line; the exit code. Refusals become sentences, a bug is thrown on. */
export async function run(words: readonly string[], io: Io): Promise<number> {
  if (words.length === 0 || words[0] === '--help' || words[0] === 'help') {
    io.out(usage())
    return words.length === 0 ? EXIT.bad : EXIT.done
  }
  const found = find(words)
  if (!found) {
    io.err(`There is no command "${words.join(' ')}".\n${usage()}`)
    return EXIT.bad
  }
  try {
    return await found.command.run(found.rest, io)
  } catch (error) {
    if (error instanceof ConfigError) io.err(error.message)
    else if (error instanceof Refusal) for (const line of sentences(error)) io.err(line)
    else throw error
    return EXIT.bad
  }
}

function sentences(refusal: Refusal): string[] {
  return [refusal.message, ...(refusal.faults.length > 1 ? refusal.faults.map(({ pointer, detail }) => `  ${pointer}: ${detail}`) : [])]
}
