/** BRIEF on the command line (brief JSON, Markdown with directives, plain text, or the id of a stored brief) and OUT (by its ending). */
import { rename, writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { EXPORT_FORMATS, type ExportFormat } from '#model/api.ts'
import { type Brief, briefFromJson } from '#model/brief.ts'
import { readBriefMarkdown } from '#model/markdown/brief.ts'
import { isUuid } from '#model/random.ts'
import { Refusal } from '#model/refusal.ts'
import { readBriefFromLog } from '../sync/load.ts'
import { type Io, quietConfig } from './command.ts'
import { readWithin } from './files.ts'
import { withStore } from './stored.ts'

const MAX_BRIEF_BYTES = 50_000_000

/** Reads a brief from a file, or by id from the data directory. */
export async function readBrief(given: string, io: Io): Promise<Brief> {
  if (isUuid(given)) return withStore(quietConfig(io), (store) => readBriefFromLog(store, given))
  const text = await readText(given)
  if (extname(given).toLowerCase() === '.json') return briefFromJson(parseJson(text, given))
  return readBriefMarkdown(text)
}

/** A UTF-8 text file. Refusal when it can't be opened, is too large or is something else. */
export async function readText(path: string): Promise<string> {
  const read = await readWithin(path, { most: MAX_BRIEF_BYTES, streams: true })
  if (!('bytes' in read)) throw new Refusal(read.code, `${path}: ${read.reason}`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(read.bytes)
  } catch (error) {
    if (error instanceof TypeError) throw new Refusal('invalid-input', `${path} is not UTF-8 text.`)
    throw error
  }
}

export function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Refusal('invalid-input', `${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** The format an output file asks for by its ending. */
export function formatOf(path: string): ExportFormat {
  const ending = extname(path).slice(1).toLowerCase()
  const format = EXPORT_FORMATS.find((candidate) => candidate === ending)
  if (!format) throw new Refusal('bad-request', `"${path}" ends with "${ending || 'nothing'}"; an output file ends with .${EXPORT_FORMATS.join(', .')}.`)
  return format
}

/** Writes beside and renames, so that a file that was there is never half overwritten. */
export async function writeOutput(path: string, bytes: Uint8Array): Promise<void> {
  const beside = `${path}.${process.pid}.part`
  try {
    await writeFile(beside, bytes)
    await rename(beside, path)
  } catch (error) {
    throw new Refusal('invalid-input', `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`)
  }
}
