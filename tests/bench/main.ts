/**
 * `npm run bench -- NAME [options]`: measures, prints, and keeps what it measured.
 *
 * Figures are medians of rounds with their range; what counts are the ratios to what was measured beside ours in the same run.
 */
import { dirname, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BadUsage, type Options, readOptions } from './options.ts'
import { printResult } from './print.ts'
import { keepResults, type Result } from './results.ts'

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const EXIT_BAD = 2
const EXIT_STOPPED = 130

type Found = (result: Result) => void
type Bench = { does: string; run(options: Options, command: string, found: Found): Promise<void> }

const print = (line: string) => void process.stdout.write(`${line}\n`)

const BENCHES: Readonly<Record<string, Bench>> = {
  sync: {
    does: 'our server beside Hocuspocus, y-websocket and a bare relay',
    run: async (options, command, found) => (await import('./sync/bench.ts')).benchSync(options, command, print, found),
  },
  store: {
    does: 'durable appends a second, beside a log that is written and flushed by hand',
    run: async (options, command, found) => (await import('./store.ts')).benchStore(options, command, found),
  },
  binding: {
    does: 'a colleague types in a long brief: our binding beside y-prosemirror',
    run: async (options, command, found) => (await import('./binding.ts')).benchBinding(options, command, found),
  },
  pdf: {
    does: 'a short brief set again and again, and a very long one from a cold start',
    run: async (options, command, found) => (await import('./pdf.ts')).benchPdf(options, command, found),
  },
  extract: {
    does: 'how well figures, dates and ranks are read on annotated sentences (files or folders of annotated sources after the name), and how fast',
    run: async (options, command, found) => (await import('./extract.ts')).benchExtract(options, command, print, found),
  },
  search: {
    does: 'every kind of query over a library of 1,000,000 passages',
    run: async (options, command, found) => (await import('./search.ts')).benchSearch(options, command, found),
  },
  import: {
    does: 'passages a second through the process that reads files, and how long the event loop waits',
    run: async (options, command, found) => (await import('./import.ts')).benchImport(options, command, found),
  },
  corpus: {
    does: 'the files of a folder with a manifest.json: outcomes and required text (--dir FOLDER)',
    run: async (options) => (await import('./corpus.ts')).benchCorpus(options.dir ?? ROOT, print),
  },
  blocks: {
    does: 'what is and is not the article, and whose it is, beside annotated pages (further folders of annotations after the name)',
    run: async (options) => (await import('./blocks.ts')).benchBlocks(options, print),
  },
  anchor: {
    does: 'quotations looked for again after every kind of edit',
    run: async (options, command, found) => (await import('./anchor.ts')).benchAnchor(options, command, found),
  },
  conflicts: {
    does: 'annotated pairs of statements, false alarms, and the time 100,000 figures take',
    run: async (options, command, found) => (await import('./conflicts.ts')).benchConflicts(options, command, found),
  },
  report: {
    does: 'writes docs/benchmarks.md from kept results (files after the name; all of tests/bench/results without)',
    run: async (options) => print(`wrote ${relative(ROOT, (await import('./report.ts')).writeReport(ROOT, options.files))}`),
  },
}

const USAGE = [
  'npm run bench -- NAME [options]',
  ...Object.entries(BENCHES).map(([name, { does }]) => `  ${name.padEnd(10)} ${does}`),
  'options',
  '  --quick             one small round of everything: to see that it works, not to quote',
  '  --rounds N          rounds of each scenario instead of its own number',
  '  --only A,B          these scenarios of sync',
  '  --subjects A,B      these servers',
  '  --root DIR          the checkout whose server is measured (this one)',
  '  --trace FILE        a recorded editing trace for the long history',
  '  --kills N           how often the server is killed',
  '  --seed N            where chance begins (1)',
  '  --dir FOLDER        the files of corpus',
  '  --json FILE         keep the results there, beside those of other benches',
]

async function run(args: readonly string[]): Promise<number> {
  const options = readOptions(args, ROOT)
  const bench = options.bench === null ? undefined : BENCHES[options.bench]
  if (!bench) {
    if (options.bench !== null) print(`There is no bench "${options.bench}".`)
    for (const line of USAGE) print(line)
    return options.bench === null ? 0 : EXIT_BAD
  }
  // Of the places on this machine nothing is kept.
  const command = `npm run bench -- ${[...args].filter((word, index) => !isPlace(word) && !isPlace(args[index - 1] ?? '')).join(' ')}`
  await bench.run(options, command, (result) => {
    printResult(result, print)
    if (options.json !== null) keepResults(options.json, [result])
  })
  return 0
}

function isPlace(word: string): boolean {
  return ['--json', '--root', '--trace', '--dir'].includes(word)
}

// Whoever stops a bench gets an end with its folders removed and its servers gone, not a cut.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(EXIT_STOPPED))

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof BadUsage)) throw error
  print(error.message)
  process.exitCode = EXIT_BAD
}
