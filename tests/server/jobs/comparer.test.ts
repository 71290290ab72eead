/** What is compared when a library holds too much to compare all of it. */
import { expect, test } from 'vitest'
import { shareOf } from '../../../server/jobs/comparer.ts'
import type { StatedPassage } from '../../../server/store/library.ts'

const of = (source: string, count: number): StatedPassage[] =>
  Array.from({ length: count }, (_, index) => ({ seq: index + 1, passageId: `${source}-${index}`, source, csl: '{}', snapshotSha: source, quote: '', paragraph: 1, figures: '[]', dates: '[]', ranks: '[]' }))
const counts = (passages: readonly StatedPassage[]) => Object.fromEntries([...Map.groupBy(passages, ({ source }) => source)].map(([source, each]) => [source, each.length]))

test('every source keeps some of its passages, the newest, and a long one leaves room for short ones', () => {
  const few = shareOf([...of('long', 1000), ...of('short', 5), ...of('other', 400)], 100)
  expect(counts(few)).toEqual({ long: 48, short: 5, other: 47 })
  expect(few.filter(({ source }) => source === 'other').map(({ passageId }) => passageId).slice(0, 2)).toEqual(['other-0', 'other-1'])
})

test('what is about one source keeps as much of it as of all others', () => {
  expect(counts(shareOf([...of('one', 1000), ...of('a', 500), ...of('b', 500)], 100, 'one'))).toEqual({ one: 50, a: 25, b: 25 })
  expect(counts(shareOf([...of('one', 10), ...of('a', 500)], 100, 'one'))).toEqual({ one: 10, a: 90 })
})
