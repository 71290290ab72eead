import { expect, test } from 'vitest'
import { readable } from '../../model/fold.ts'
import { dewrap } from '../../sources/dewrap.ts'
import { clauses, sentences } from '../../sources/sentences.ts'

const split = (text: string) => sentences(text).map(({ start, end }) => text.slice(start, end))
const cut = (text: string) => clauses(text, { start: 0, end: text.length }).map(({ start, end }) => text.slice(start, end))

test.each([
  [['The U.S. Congress met Dr. Ramos at No. 5 on Sept. 4.', 'It agreed.']],
  [['Trade grew in the U.S.', 'The agreement helped.']],
  [['See Sen. J. Smith et al. (pp. 4–5) on the matter.', 'Nobody else has.']],
  [['It cost $1.4 billion.', '“Too much,” he said.', 'They paid?', 'They paid!']],
  [['The ports (e.g. Laredo) are open from 6 a.m. on weekdays.', 'On Sundays they close.']],
])('finds the sentences of %j', (expected) => {
  expect(split(expected.join(' '))).toEqual(expected)
})

test('cuts clauses only where both parts have five words, and never inside brackets or quotations', () => {
  expect(cut('The queue grew in every summer month; it fell again in the autumn.')).toEqual(['The queue grew in every summer month', 'it fell again in the autumn.'])
  expect(cut('Groups want a lawyer in the hall, whereas union leaders want a second scanner.')).toEqual(['Groups want a lawyer in the hall', 'whereas union leaders want a second scanner.'])
  expect(cut('They came; they saw the bridge and left.')).toHaveLength(1)
  expect(cut('The pilot (which began with six lanes; it now has sixteen lanes) goes on.')).toHaveLength(1)
  expect(cut('He said “the lanes are open all day; the booths are not open” and left.')).toHaveLength(1)
})

test('dewraps a block with a way back to every character', () => {
  const text = '  head\n\nThe cross-\nborder lane is 3,145\n   km long.  '
  const start = text.indexOf('The')
  const end = text.indexOf('long.') + 5
  const joined = dewrap(text, start, end)
  expect(joined.text).toBe(readable(text.slice(start, end)))
  expect(joined.offsets).toHaveLength(joined.text.length)
  Array.from(joined.text).forEach((sign, index) => {
    if (sign !== ' ') expect(text[joined.offsets[index] ?? -1]).toBe(sign)
  })
})
