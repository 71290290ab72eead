/** `import FILE…`: files into the library of a team; a line a file says what became of it. */
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ImportResult } from '#model/api.ts'
import { Refusal } from '#model/refusal.ts'
import { importFile } from '../importing.ts'
import type { Parts } from '../parts.ts'
import { badUsage, type Command, EXIT, readArguments, withParts } from './command.ts'
import { teamFor } from './people.ts'

const USAGE = 'import FILE… [--team SLUG] [--json]'

export const importCommand: Command = {
  name: 'import',
  usage: USAGE,
  does: 'puts files into the library; a line a file, exit 1 when one was not read',
  run: async (args, io) => {
    const { values, positionals } = readArguments(args, { json: { type: 'boolean' }, team: { type: 'string' } }, USAGE)
    if (positionals.length === 0) throw badUsage('Name at least one file.', USAGE)
    return withParts(io, async (parts) => {
      const team = await teamFor(parts, values.team)
      let unread = 0
      for (const path of positionals) {
        const result = await importPath(parts, team.id, path)
        if (result.outcome !== 'text') unread += 1
        io.out(values.json ? JSON.stringify(result) : sentence(result))
        for (const warning of values.json ? [] : result.warnings) io.err(`  ${warning}`)
      }
      return unread === 0 ? EXIT.done : EXIT.findings
    })
  },
}

async function importPath(parts: Parts, team: string, path: string): Promise<ImportResult> {
  const bytes = await readBounded(path, parts.config.importFileBytes)
  if (typeof bytes === 'string') {
    return { file: basename(path), outcome: 'refused', reason: bytes, source: null, snapshot: null, title: null, language: null, pages: null, passages: 0, warnings: [] }
  }
  return importFile(parts, { team, actor: 'server', name: basename(path), bytes })
}

/** The bytes of a file, or why it was not read: its size is looked at before a byte is. */
export async function readBounded(path: string, limit: number): Promise<Uint8Array | string> {
  let file
  try {
    file = await open(path)
  } catch (error) {
    throw new Refusal('not-found', `${path} cannot be opened: ${error instanceof Error ? error.message : String(error)}`)
  }
  try {
    const { size } = await file.stat()
    return size > limit ? `The file has ${size} bytes; the limit is ${limit} (IMPORT_FILE_BYTES).` : await file.readFile()
  } finally {
    await file.close()
  }
}

function sentence(result: ImportResult): string {
  if (result.outcome !== 'text') return `${result.file}: ${result.outcome} (${result.reason ?? 'no reason given'})`
  return `${result.file}: "${result.title}", ${result.passages} passages, source ${result.source}`
}
