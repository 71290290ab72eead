/** `generate TEMPLATE --data FILE.json`: a template filled with data, its facts found in a library, printed without a server. */
import { createHash } from 'node:crypto'
import type { RandomBytes } from '#model/random.ts'
import { loadCatalog } from '#templates/catalog.ts'
import { instantiate, parseData, resolveData } from '#templates/instantiate.ts'
import { badUsage, type Command, EXIT, onlyWord, readArguments } from './command.ts'
import { formatOf, parseJson, readText } from './brief-file.ts'
import { writeBrief } from './export.ts'
import { withLookup } from './library.ts'

const USAGE = 'generate TEMPLATE --data FILE.json [--library DIR] -o OUT.(pdf|md|json)'

export const generate: Command = {
  name: 'generate',
  usage: USAGE,
  does: 'fills a template with data and prints it; DIR is a folder of source files or a data directory',
  run: async (args, io) => {
    const { values, positionals } = readArguments(args, { data: { type: 'string' }, library: { type: 'string' }, output: { type: 'string', short: 'o' } }, USAGE)
    const id = onlyWord(positionals, 'template', USAGE)
    if (values.data === undefined) throw badUsage('Say what fills the template with --data.', USAGE)
    if (values.output === undefined) throw badUsage('Say where to write with -o.', USAGE)
    const { output } = values
    const format = formatOf(output)
    const template = (await loadCatalog()).get(id)
    const text = await readText(values.data)
    const random = bytesFrom(`${id}\n${text}`)
    const data = parseData(parseJson(text, values.data))
    const { answers, warnings } = await withLookup(values.library, io, random, (lookup) => resolveData(data, lookup))
    for (const warning of warnings) io.err(warning)
    await writeBrief(instantiate(template, answers, random), format, output, io)
    return EXIT.done
  },
}

/** Bytes that look random and are the same for the same text (sha256 in counter mode): the same data gives the same ids, and so the same file. */
function bytesFrom(text: string): RandomBytes {
  let counter = 0
  return (length) => {
    const parts: Buffer[] = []
    for (let made = 0; made < length; made += 32) parts.push(createHash('sha256').update(`${counter++}\n${text}`).digest())
    return new Uint8Array(Buffer.concat(parts).subarray(0, length))
  }
}
