/**
 * The extract bench: how well figures, dates and ranks are read, and how fast. Scored on our annotated sentences (tests/fixtures/figures) and on folders of
 * annotated sources named on the command line. Failures of the sets we work with are listed; of the held-out set only the score is printed.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readFindings } from '../../model/findings.ts'
import { readAnnotated, type Kind, type Mark } from './extract/annotated.ts'
import { readGold } from './extract/gold.ts'
import { add, f1, KINDS, NOTHING, precision, recall, type Score, scoreMarks } from './extract/score.ts'
import { machineFacts } from './machine.ts'
import type { Options } from './options.ts'
import type { Metric, Result, Row } from './results.ts'

const FIXTURES = fileURLToPath(new URL('../fixtures/figures', import.meta.url))
const SETS = [
  { name: 'worked with', file: 'dev.txt', shown: true },
  { name: 'held out', file: 'held-out.txt', shown: false },
  { name: 'traps', file: 'traps.txt', shown: true },
]
/** UTF-16 units. */
const TEXT_SIZE = 50_000
const ROUNDS = 20
const WARM_UP = 5

/** A set and what was read from each text of it. */
type Reading = { set: string; shown: boolean; texts: { text: string; wanted: Mark[]; found: Mark[] }[] }

export async function benchExtract(
  { files, quick, rounds }: Options,
  command: string,
  print: (line: string) => void,
  found: (result: Result) => void,
): Promise<void> {
  const readings = [
    ...SETS.map(readSet),
    ...(await Promise.all(
      files.map(async (folder): Promise<Reading> => ({ set: folder.split('/').at(-1) ?? folder, shown: true, texts: await readGold(folder) })),
    )),
  ]
  for (const kind of KINDS) {
    const rows = readings.flatMap((reading) => scoreSet(reading, kind, print))
    found({
      bench: 'extract',
      scenario: kind,
      title: `${kind} read from annotated text`,
      what: 'A reading counts as found when it overlaps a mark, one to one; as right when value and unit agree too.',
      command,
      machine: machineFacts(),
      metrics: METRICS,
      rows,
    })
  }
  found(speed(command, quick ? 3 : (rounds ?? ROUNDS)))
}

function readSet({ name, file, shown }: (typeof SETS)[number]): Reading {
  return { set: name, shown, texts: readAnnotated(join(FIXTURES, file)).map(({ text, marks }) => ({ text, wanted: marks, found: marksIn(text) })) }
}

function marksIn(text: string): Mark[] {
  const { figures, dates, ranks } = readFindings(text, null)
  return [
    ...figures.map(({ start, end, value, unit }): Mark => ({ kind: 'figures', start, end, value, unit })),
    ...dates.map(({ start, end, value }): Mark => ({ kind: 'dates', start, end, value, unit: null })),
    ...ranks.map(({ start, end, rank }): Mark => ({ kind: 'ranks', start, end, value: rank, unit: null })),
  ]
}

const share = (name: string, label: string): Metric => ({ name, label, unit: '', better: 'more', compared: false })
const METRICS: readonly Metric[] = [
  share('marks', 'marks'),
  share('read', 'read'),
  share('precision', 'precision'),
  share('recall', 'recall'),
  share('f1', 'F1'),
  share('right', 'F1 with value and unit'),
]

function scoreSet({ set, shown, texts }: Reading, kind: Kind, print: (line: string) => void): Row[] {
  let total: Score = NOTHING
  const of = (marks: readonly Mark[]) => marks.filter((mark) => mark.kind === kind)
  for (const { text, wanted, found } of texts) {
    const { score, misses } = scoreMarks(text, of(wanted), of(found))
    total = add(total, score)
    if (shown) for (const miss of misses) print(`  ${set}: ${miss}`)
  }
  if (total.wanted + total.found === 0) return []
  return [
    {
      subject: set,
      rounds: [{ marks: total.wanted, read: total.found, precision: precision(total), recall: recall(total), f1: f1(total, false), right: f1(total, true) }],
      notes: [],
    },
  ]
}

/** Paragraphs of five sentences from our sets, far denser in figures than prose, until the size is reached. */
function denseText(): string[] {
  const sentences = SETS.flatMap(({ file }) => readAnnotated(join(FIXTURES, file)).map(({ text }) => text))
  return paragraphs(sentences)
}

/** Denser than news or an essay: a sentence with figures in every eighth, plain ones between. */
function plainText(): string[] {
  const plain = readFileSync(join(FIXTURES, 'plain.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  const marked = readAnnotated(join(FIXTURES, 'dev.txt')).map(({ text }) => text)
  return paragraphs(marked.flatMap((sentence, index) => [sentence, ...Array.from({ length: 7 }, (_, step) => plain[(index * 7 + step) % plain.length] ?? '')]))
}

function paragraphs(sentences: readonly string[]): string[] {
  const found: string[] = []
  let size = 0
  for (let index = 0; size < TEXT_SIZE; index += 5) {
    const paragraph = Array.from({ length: 5 }, (_, step) => sentences[(index + step) % sentences.length]).join(' ')
    found.push(paragraph)
    size += paragraph.length
  }
  return found
}

function speed(command: string, rounds: number): Result {
  const metrics: Metric[] = [
    { name: 'time', label: 'processor time for 50 kB', unit: 'ms', better: 'less', compared: false },
    share('figures', 'figures in it'),
  ]
  const rows = [
    { subject: 'prose', paragraphs: plainText() },
    { subject: 'nothing but figures', paragraphs: denseText() },
  ].map(({ subject, paragraphs }): Row => ({ subject, rounds: timed(paragraphs, rounds), notes: [] }))
  return {
    bench: 'extract',
    scenario: 'speed',
    title: 'Figures, dates and ranks of 50 kB',
    what: 'Paragraph by paragraph, as the importer and the editor read, after warming up.',
    command,
    machine: machineFacts(),
    metrics,
    rows,
  }
}

function timed(texts: readonly string[], rounds: number): { time: number; figures: number }[] {
  const size = texts.reduce((sum, text) => sum + text.length, 0)
  return Array.from({ length: rounds + WARM_UP }, () => {
    const begun = process.cpuUsage()
    const figures = texts.reduce((sum, text) => sum + readFindings(text, '2020').figures.length, 0)
    const { user, system } = process.cpuUsage(begun)
    return { time: ((user + system) / 1000) * (TEXT_SIZE / size), figures }
  }).slice(WARM_UP)
}
