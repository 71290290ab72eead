/** `extract FILE`: everything that is read out of a file, on stdout; nothing is stored. The file is read in the same bounded process as at import. */
import { basename } from 'node:path'
import { type CslItem, nameKey } from '#model/csl.ts'
import { isoDate } from '#model/dates.ts'
import type { Ingested } from '#sources/ingest.ts'
import { createReader } from '../jobs/reader.ts'
import type { Config } from '../config.ts'
import { type Command, EXIT, type Io, onlyWord, quietConfig, readArguments } from './command.ts'
import { readWithin } from './files.ts'

const USAGE = 'extract FILE [--json]'

export const extractCommand: Command = {
  name: 'extract',
  usage: USAGE,
  does: 'prints what is read out of a file: blocks, passages, figures, dates, ranks, facts, references',
  run: async (args, io) => {
    const { values, positionals } = readArguments(args, { json: { type: 'boolean' } }, USAGE)
    const ingested = await readFile(onlyWord(positionals, 'file', USAGE), quietConfig(io))
    if (ingested.outcome !== 'text') {
      if (values.json) io.out(JSON.stringify({ outcome: ingested.outcome, reason: ingested.reason }))
      io.err(`${ingested.outcome}: ${ingested.reason}`)
      return EXIT.bad
    }
    if (values.json) io.out(JSON.stringify(asJson(ingested)))
    else print(ingested, io)
    return EXIT.done
  },
}

type Text = Extract<Ingested, { outcome: 'text' }>

async function readFile(path: string, config: Config): Promise<Ingested> {
  const read = await readWithin(path, { most: config.importFileBytes })
  if (!('bytes' in read)) return { outcome: 'refused', reason: read.reason }
  const reader = createReader({ deadline: config.importSeconds * 1000, memory: config.importMemory * 1_000_000 })
  try {
    return await reader.read({ name: basename(path) || path, bytes: read.bytes })
  } finally {
    reader.close()
  }
}

function asJson({ outcome, csl, language, snapshot, extraction, warnings, pages }: Text) {
  const { text, blocks, passages } = snapshot
  const { figures, dates, ranks, facts, references, evidence } = extraction
  return { outcome, metadata: { ...metadataOf(csl), language, evidence }, pages, text, blocks, passages, figures, dates, ranks, facts, references, warnings }
}

/** Null for what the source does not say. */
function metadataOf(csl: CslItem) {
  const { title, author = [], publisher, URL } = csl
  return {
    title,
    authors: author.map((name) => ('literal' in name ? name.literal : [name.given, nameKey(name)].filter((part) => part !== undefined).join(' '))),
    issued: issuedOf(csl),
    publisher: publisher ?? csl['container-title'] ?? null,
    url: URL ?? null,
  }
}

function issuedOf({ issued }: CslItem): string | null {
  if (issued === undefined) return null
  if ('literal' in issued) return issued.literal
  return issued['date-parts'].flatMap(([year, month = null, day = null]) => (year === undefined ? [] : [isoDate(year, month, day)])).join('/') || null
}

function print({ csl, snapshot, extraction }: Text, io: Io): void {
  const { title, authors, issued } = metadataOf(csl)
  io.out(`${title}${authors.length > 0 ? `, ${authors.join(', ')}` : ''} (${issued ?? 'undated'})`)
  io.out(`${snapshot.blocks.length} blocks, ${snapshot.passages.length} passages, ${extraction.references.length} references`)
  for (const { span, value, unit, measures, asOf } of extraction.figures)
    io.out(`figure  ${flat(span)} = ${value}${unit === null ? '' : ` ${unit}`}${measures === null ? '' : `, ${measures}`}${asOf === null ? '' : ` (${asOf})`}`)
  for (const { span, value } of extraction.dates) io.out(`date    ${flat(span)} = ${value}`)
  for (const { span, rank, subject } of extraction.ranks) io.out(`rank    ${flat(span)} = ${rank}${subject === null ? '' : `, ${subject}`}`)
  for (const { quote, kind, voice } of extraction.facts) io.out(`fact    ${kind}, ${voice}: ${flat(quote)}`)
}

/** On one line, whatever breaks the stored text has. */
function flat(text: string): string {
  return text.replace(/\s+/gu, ' ')
}
