import { expect, test } from 'vitest'
import { locate } from '../../model/anchor.ts'
import type { QuoteSelector } from '../../model/source.ts'

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
  expect(find(deleted)).toEqual({ status: 'missing', start: null, end: null })
  expect(find(`${deleted} Far away, in another port, about 8,600 ships cross it northbound every single year.`).status).toBe('missing')
})

test('chooses among equal words by their surroundings, then by the old place', () => {
  const twice = 'First: the lanes are open. Later and elsewhere: the lanes are open. The end.'
  const second = { exact: 'the lanes are open.', prefix: 'elsewhere: ', suffix: ' The end.' }
  expect(locate(twice, second)).toMatchObject({ status: 'exact', start: twice.lastIndexOf('the lanes') })
  const bare = { exact: 'the lanes are open.', prefix: '', suffix: '' }
  expect(locate(twice, bare, { start: 5, end: 24 })).toMatchObject({ status: 'exact', start: twice.indexOf('the lanes') })
  expect(locate(twice, bare).status).toBe('ambiguous')
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
