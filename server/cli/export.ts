/** `export BRIEF -o OUT`: a brief as PDF, Markdown or JSON, by the ending of the output file. */
import { loadCatalog } from '#templates/catalog.ts'
import { exportBrief } from '../exporting.ts'
import { createExporter } from '../jobs/exporter.ts'
import { badUsage, type Command, EXIT, type Io, onlyWord, quietConfig, readArguments } from './command.ts'
import { formatOf, readBrief, writeOutput } from './brief-file.ts'
import type { Brief } from '#model/brief.ts'

const USAGE = 'export BRIEF -o OUT.(pdf|md|json)'

export const exportCommand: Command = {
  name: 'export',
  usage: USAGE,
  does: 'prints a brief (a .json or .md file, or the id of a stored one)',
  run: async (args, io) => {
    const { values, positionals } = readArguments(args, { output: { type: 'string', short: 'o' } }, USAGE)
    const given = onlyWord(positionals, 'brief', USAGE)
    if (values.output === undefined) throw badUsage('Say where to write with -o.', USAGE)
    const format = formatOf(values.output)
    await writeBrief(await readBrief(given, io), format, values.output, io)
    return EXIT.done
  },
}

/** Writes a brief to a file in a format; warnings of the typesetter go to stderr, the path to stdout. */
export async function writeBrief(brief: Brief, format: ReturnType<typeof formatOf>, output: string, io: Io): Promise<void> {
  const config = quietConfig(io)
  const exporter = createExporter({ workers: 1, queue: 1, deadline: config.exportSeconds * 1000 })
  try {
    const { bytes, warnings } = await exportBrief({ catalog: await loadCatalog(), exporter }, brief, format)
    for (const warning of warnings) io.err(warning)
    await writeOutput(output, bytes)
    io.out(output)
  } finally {
    await exporter.close()
  }
}
