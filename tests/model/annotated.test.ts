/** The promise about sentences: how well they are read, measured on our annotated ones (tests/fixtures/figures). `npm run bench -- extract` lists the failures. */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readFindings } from '../../model/findings.ts'
import { type Kind, type Mark, readAnnotated } from '../bench/extract/annotated.ts'
import { add, f1, NOTHING, type Score, scoreMarks } from '../bench/extract/score.ts'

const FIXTURES = join(dirname(fileURLToPath(import.meta.url)), '..', 'fixtures', 'figures')

function scoreOf(file: string, kind: Kind): Score {
  return readAnnotated(join(FIXTURES, file)).reduce((total, { text, marks }) => {
    const { figures, dates, ranks } = readFindings(text, null)
    const found: Mark[] = {
      figures: figures.map(({ start, end, value, unit }): Mark => ({ kind, start, end, value, unit })),
      dates: dates.map(({ start, end, value }): Mark => ({ kind, start, end, value, unit: null })),
      ranks: ranks.map(({ start, end, rank }): Mark => ({ kind, start, end, value: rank, unit: null })),
    }[kind]
    return add(
      total,
      scoreMarks(
        text,
        marks.filter((mark) => mark.kind === kind),
        found,
      ).score,
    )
  }, NOTHING)
}

test.each(['dev.txt', 'held-out.txt'])('reads the figures, dates and ranks of %s', (file) => {
  expect(f1(scoreOf(file, 'figures'), false)).toBeGreaterThanOrEqual(0.97)
  expect(f1(scoreOf(file, 'figures'), true)).toBeGreaterThanOrEqual(0.95)
  expect(f1(scoreOf(file, 'dates'), true)).toBeGreaterThanOrEqual(0.97)
  expect(f1(scoreOf(file, 'ranks'), true)).toBeGreaterThanOrEqual(0.97)
})

test('falls into none of the traps', () => {
  for (const kind of ['figures', 'dates', 'ranks'] as const) expect(scoreOf('traps.txt', kind)).toEqual(NOTHING)
})
