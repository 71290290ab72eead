/** `import FILE…`: files into the library of a team; a line a file says what became of it. */
import { basename } from 'node:path'
import type { ImportResult } from '#model/api.ts'
import { importFile, nothing } from '../importing.ts'
import type { Parts } from '../parts.ts'
import { badUsage, type Command, EXIT, readArguments, withParts } from './command.ts'
import { readWithin } from './files.ts'
import { teamFor } from './team.ts'

const USAGE = 'import FILE… [--team SLUG] [--json]'

export const importCommand: Command = {
  name: 'import',
  usage: USAGE,
  does: 'puts files into the library; a line a file, exit 1 when one was not read',
  run: async (args, io) => {
    const { values, positionals } = readArguments(args, { json: { type: 'boolean' }, team: { type: 'string' } }, USAGE)
    if (positionals.length === 0) throw badUsage('Name at least one file.', USAGE)
    return withParts(io, async (parts) => {
      const team = await teamFor(parts, values.team, io)
      let unread = 0
      for await (const result of importAll(parts, team.id, positionals)) {
        if (result.outcome !== 'text') unread += 1
        io.out(values.json ? JSON.stringify(result) : sentence(result))
        for (const warning of values.json ? [] : result.warnings) io.err(`  ${warning}`)
      }
      return unread === 0 ? EXIT.done : EXIT.findings
    })
  },
}

/** As many files at a time as there are readers; the results in the order of the files. */
async function* importAll(parts: Parts, team: string, paths: readonly string[]): AsyncGenerator<ImportResult> {
  const running: Promise<ImportResult>[] = []
  let next = 0
  while (next < paths.length || running.length > 0) {
    for (; next < paths.length && running.length < parts.config.importWorkers; next++) running.push(importPath(parts, team, paths[next] ?? ''))
    // What fails ends the command; the others must not fail unheard meanwhile.
    for (const each of running) each.catch(() => undefined)
    const first = running.shift()
    if (first) yield await first
  }
}

/** A file that can't be read is a result like any other, so that it does not stand in the way of the next. */
async function importPath(parts: Parts, team: string, path: string): Promise<ImportResult> {
  const file = basename(path) || path
  const read = await readWithin(path, { most: parts.config.importFileBytes })
  if ('bytes' in read) return importFile(parts, { team, actor: 'server', actorName: 'command line', name: file, bytes: read.bytes })
  return nothing(file, 'refused', read.code === 'too-large' ? `${read.reason} Split it, or raise IMPORT_FILE_BYTES.` : read.reason)
}

function sentence(result: ImportResult): string {
  if (result.outcome !== 'text') return `${result.file}: ${result.outcome} (${result.reason ?? 'no reason given'})`
  if (result.records) return `${result.file}: ${result.records.added} records added, ${result.records.known} known`
  return `${result.file}: "${result.title}", ${result.passages} passages, source ${result.source}`
}
