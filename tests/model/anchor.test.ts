import { expect, test } from 'vitest'
import { locate } from '../../model/anchor.ts'
import { findLikeness } from '../../model/anchor/approximate.ts'
import { differenceOf } from '../../model/anchor/difference.ts'
import type { QuoteSelector } from '../../model/source.ts'
import { pick, seeded, seedsFor } from '../support/random.ts'

const TEXT = 'The bridge was built for 5,000 trucks. On a working day about 8,600 trucks cross it northbound, and the queue begins before dawn. Carriers say that the wait costs them an hour.'
const QUOTE = 'about 8,600 trucks cross it northbound'

function select(text: string, exact: string): { quote: QuoteSelector; position: { start: number; end: number } } {
  const start = text.indexOf(exact)
  const end = start + exact.length
  return { quote: { exact, prefix: text.slice(Math.max(0, start - 48), start), suffix: text.slice(end, end + 48) }, position: { start, end } }
}

const { quote, position } = select(TEXT, QUOTE)
const find = (text: string) => locate(text, quote, position)

test('finds an untouched quotation where it stands', () => {
  expect(find(TEXT)).toEqual({ status: 'exact', ...position })
})

test('follows a quotation that moved, and takes new line breaks and quotation marks for no change', () => {
  const moved = `A new opening, with “quotes”.\n\n${TEXT.replaceAll(' ', '\n')}`
  const found = find(moved)
  expect(found.status).toBe('exact')
  expect(moved.slice(found.start ?? 0, found.end ?? 0)).toBe(QUOTE.replaceAll(' ', '\n'))
})

test('reports a changed word as changed and shows what stands there now', () => {
  expect(find(TEXT.replace('cross it', 'pass it'))).toMatchObject({ status: 'changed', found: 'about 8,600 trucks pass it northbound' })
})

test.each([
  ['a changed digit', TEXT.replace('8,600', '8,700'), 'about 8,700 trucks cross it northbound'],
  ['a digit glued in front', TEXT.replace('8,600', '18,600'), 'about 18,600 trucks cross it northbound'],
])('reports %s as a changed number', (_, text, found) => {
  expect(find(text)).toMatchObject({ status: 'changed-number', found })
})

test('reports a changed number word as a changed number', () => {
  const text = 'They agreed on a treaty of six pages after a long night in the customs hall.'
  const six = select(text, 'a treaty of six pages')
  expect(locate(text.replace('six', 'ten'), six.quote, six.position).status).toBe('changed-number')
})

test('does not take a number inside a longer number for the quotation', () => {
  const text = 'Officers listed 169 names in the year to September, and no more.'
  const number = select(text, '169')
  expect(locate(text.replace('169', '1,169'), number.quote, number.position)).toMatchObject({ status: 'changed-number', found: '1,169' })
  expect(locate(text.replace('169', '169.5'), number.quote, number.position)).toMatchObject({ status: 'changed-number', found: '169.5' })
})

test('does not take blanks that turn the sense for a mere reflow', () => {
  const text = 'The committee was not able to agree on the lanes before the summer break.'
  const able = select(text, 'was not able to agree')
  expect(locate(text.replace('not able', 'notable'), able.quote, able.position).status).toBe('changed')
})

test('reports a deleted quotation as missing, even when a look-alike stands elsewhere', () => {
  const deleted = TEXT.replace(QUOTE, '')
  expect(find(deleted)).toEqual({ status: 'missing', start: null, end: null, suggestion: null })
  const likeness = 'about 8,600 ships cross it northbound'
  const text = `${deleted} Far away, in another port, ${likeness} every single year.`
  expect(find(text)).toMatchObject({ status: 'missing', start: null, suggestion: { start: text.indexOf(likeness), found: likeness } })
})

test('chooses among equal words by their surroundings, then by the old place', () => {
  const twice = 'First: the lanes are open. Later and elsewhere: the lanes are open. The end.'
  const second = { exact: 'the lanes are open.', prefix: 'elsewhere: ', suffix: ' The end.' }
  expect(locate(twice, second)).toMatchObject({ status: 'exact', start: twice.lastIndexOf('the lanes') })
  const bare = { exact: 'the lanes are open.', prefix: '', suffix: '' }
  expect(locate(twice, bare, { start: 5, end: 24 })).toMatchObject({ status: 'exact', start: twice.indexOf('the lanes') })
  expect(locate(twice, bare).status).toBe('ambiguous')
})

test.each([
  ['a sign put before it', 'growth of 5 % a year', '5 %', (text: string) => text.replace('5', '-5'), 'changed-number'],
  ['a currency put before it', 'it cost about 40 million to build', '40 million', (text: string) => text.replace('40', '€40'), 'changed-number'],
  ['a share made of a number', 'the share rose by 12 in May', 'rose by 12', (text: string) => text.replace('12', '12%'), 'changed-number'],
  ['another unit', 'All agree that the road is 40 km long and straight as a rule', 'road is 40 km long', (text: string) => text.replace('km', 'miles'), 'changed-number'],
  ['another bound', 'in all there were over 40 lorries queueing', 'there were over 40 lorries', (text: string) => text.replace('over', 'under'), 'changed-number'],
  ['another scale word', 'it took two million tonnes of cement', 'two million tonnes', (text: string) => text.replace('million', 'billion'), 'changed-number'],
  ['a number in a name', 'cases of COVID-19 fell in the spring', 'cases of COVID-19 fell', (text: string) => text.replace('19', '20'), 'changed-number'],
  ['a dash that makes another word', 'the members will re-sign the pact in May', 'will re-sign the pact', (text: string) => text.replace('re-sign', 'resign'), 'changed'],
  ['blanks that part a word', 'the loss was notable in every lane', 'was notable in', (text: string) => text.replace('notable', 'not able'), 'changed'],
  ['a negation', 'the lanes are open to lorries at night', 'lanes are open to lorries', (text: string) => text.replace('are', 'are not'), 'changed'],
  ['another case', 'the aid reached us in the autumn of that year', 'aid reached us in', (text: string) => text.replace('us', 'US'), 'changed'],
  ['a mark of a note', 'the wait is an hour, carriers say; the port denies it', 'an hour, carriers say; the port', (text: string) => text.replace('say;', 'say;[12]'), 'changed'],
  ['digits pulled together', 'rows 1 200 were taken from the table', 'rows 1 200 were taken', (text: string) => text.replace('1 200', '1200'), 'changed-number'],
])('does not take %s for the quotation', (_, text, exact, edit, status) => {
  const chosen = select(text, exact)
  expect(locate(text, chosen.quote, chosen.position).status).toBe('exact')
  expect(locate(edit(text), chosen.quote, chosen.position).status).toBe(status)
})

test.each([
  ['a word parted at a line end', (text: string) => text.replace('northbound', 'north-\nbound')],
  ['ligatures', (text: string) => text.replace('fi', 'ﬁ')],
  ['other quotation marks', (text: string) => text.replaceAll('"', '»')],
  ['full-width digits', (text: string) => text.replace('8,600', '８,６００')],
  ['a soft hyphen and a zero-width blank', (text: string) => text.replace('trucks', 'tru\u00ADc\u200Bks')],
  ['a dash written as two', (text: string) => text.replace('\u2014', '--')],
])('takes %s for no change', (_, edit) => {
  const text = 'A note. The first "fast" lane \u2014 where about 8,600 trucks cross northbound \u2014 is shut. The end.'
  const { quote: whole, position: place } = select(text, 'The first "fast" lane \u2014 where about 8,600 trucks cross northbound \u2014 is shut.')
  expect(locate(edit(text), whole, place)).toMatchObject({ status: 'exact', start: place.start })
})

test('keeps offsets behind İ, combining marks, Han and emoji', () => {
  const text = 'İzmir 😀 e\u0301tude 北京市人口 — the port of İzmir took 40 ships 👩‍💻 in a day.'
  const chosen = select(text, 'port of İzmir took 40 ships')
  const longer = `北京 🚢 ${text}`
  const found = locate(longer, chosen.quote, chosen.position)
  expect(found.status).toBe('exact')
  expect(longer.slice(found.start ?? 0, found.end ?? 0)).toBe(chosen.quote.exact)
})

test('shows what changed word by word', () => {
  expect(differenceOf('about 8,600 trucks cross it', 'about 8,700 trucks cross')).toEqual([
    { text: 'about', of: 'both' },
    { text: '8,600', of: 'before' },
    { text: '8,700', of: 'after' },
    { text: 'trucks cross', of: 'both' },
    { text: 'it', of: 'before' },
  ])
})

/** Levenshtein's distance between `wanted` and the nearest stretch of `text`, by the book. */
function nearestByTheBook(text: string, wanted: string): number {
  let row = Array.from({ length: wanted.length + 1 }, (_, index) => index)
  let best = wanted.length
  for (const letter of text) {
    const next = [0]
    for (let index = 1; index <= wanted.length; index++) next[index] = Math.min((row[index - 1] ?? 0) + (wanted[index - 1] === letter ? 0 : 1), (row[index] ?? 0) + 1, (next[index - 1] ?? 0) + 1)
    row = next
    best = Math.min(best, row[wanted.length] ?? best)
  }
  return best
}

test('finds the same nearest likeness as a search by the book', () => {
  for (const seed of seedsFor(4)) {
    const next = seeded(seed)
    for (let round = 0; round < 60; round++) {
      const letters = round % 2 === 0 ? 'ab' : 'abcdefgh'
      const word = (length: number) => Array.from({ length }, () => pick(next, [...letters])).join('')
      const wanted = word(20 + Math.floor(next() * 120))
      const edited = [...wanted].flatMap((letter) => (next() < 0.08 ? [] : next() < 0.08 ? [pick(next, [...letters]), letter] : [letter])).join('')
      const text = `${word(80)}${edited}${word(80)}`
      const expected = nearestByTheBook(text, wanted)
      const limit = Math.min(60, Math.floor(wanted.length / 4))
      const found = findLikeness({ text }, wanted, null)
      expect(found?.distance ?? null, `seed ${seed}, round ${round}`).toBe(expected <= limit ? expected : null)
      if (found) expect(nearestByTheBook(text.slice(found.from, found.to), wanted), `seed ${seed}, round ${round}`).toBe(expected)
    }
  }
})

test('ends on texts made to be slow', () => {
  const same = 'a'.repeat(2_000_000)
  expect(locate(same, { exact: 'a', prefix: '', suffix: '' }).status).not.toBe('exact')
  expect(locate(same, { exact: `${'a'.repeat(5000)}b`, prefix: 'aaaaaaaaa', suffix: 'aaaaaaaaa' }).status).toBe('changed')
  expect(locate(same, { exact: `${'a'.repeat(500_000)}bcd`, prefix: 'c', suffix: 'd' }).status).toBe('missing')
  expect(locate('-'.repeat(1_000_000), { exact: 'a - b', prefix: '', suffix: '' }).status).toBe('missing')
})

test('never calls a random edit inside the quotation exact', () => {
  const seed = 20_261_122
  let state = seed
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  for (let round = 0; round < 400; round++) {
    const at = position.start + next(QUOTE.length)
    if (/\s/.test(TEXT[at] ?? '')) continue
    const letter = /\d/.test(TEXT[at] ?? '') ? String((Number(TEXT[at]) + 1 + next(8)) % 10) : 'q'
    const edited = TEXT.slice(0, at) + letter + TEXT.slice(at + 1)
    expect(find(edited).status, `seed ${seed}, round ${round}: ${edited.slice(position.start, position.end)}`).not.toBe('exact')
  }
})
