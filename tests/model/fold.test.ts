import { expect, test } from 'vitest'
import { fold, foldText, foldWords, matchRanges, originalRange, readable, searchWords } from '../../model/fold.ts'

test('sees no difference in line breaks, quotation marks, dashes, soft hyphens and composed letters', () => {
  const printed = 'The “cross\u00ADborder” trade – 3,145\u00A0km –\nisn’t new in Me\u0301xico.'
  const typed = 'The "crossborder" trade - 3,145 km - isn\'t new in México.'
  expect(foldText(printed)).toBe(foldText(typed))
})

test('keeps case, accents and digits apart', () => {
  expect(foldText('May')).not.toBe(foldText('may'))
  expect(foldText('Mérida')).not.toBe(foldText('Merida'))
  expect(foldText('1,954')).not.toBe(foldText('1954'))
})

test('leads from the folded text back to the original offsets, behind İ, emoji and combining marks', () => {
  const text = 'İzmir 😀 e\u0301tude:  45\u00A0kg — “ok”…'
  const folded = fold(text)
  const at = folded.text.indexOf('45kg')
  const { start, end } = originalRange(folded, at, at + 4)
  expect(text.slice(start, end)).toBe('45\u00A0kg')
  const accented = folded.text.indexOf('é')
  expect(text.slice(...Object.values(originalRange(folded, accented, accented + 1)) as [number, number])).toBe('e\u0301')
  expect(folded.text.endsWith('"ok"...')).toBe(true)
  expect(folded.starts).toHaveLength(folded.text.length)
  expect(folded.ends[folded.ends.length - 1]).toBe(text.length)
})

test('refuses a folded range that does not exist', () => {
  expect(() => originalRange(fold('abc'), 2, 9)).toThrow(RangeError)
  expect(() => originalRange(fold('abc'), 1, 1)).toThrow(RangeError)
})

test('joins the lines of a quotation for reading and keeps a hyphen at a line end', () => {
  expect(readable('a cross-\n  border lane of 3,145\nkm\u00AD\n. ')).toBe('a cross-border lane of 3,145 km.')
  expect(readable('1990 -\n2008')).toBe('1990 - 2008')
})

test.each([
  ['Kadıköy', 'kadikoy'],
  ['López Straße', 'lopez strasse'],
  ['the U.S. and U.S.-Mexico trade', 'the us and us mexico trade'],
  ['Mexico’s 2,000 miles; 3.2 million', 'mexico 2000 miles 3.2 million'],
  ['ÖZDOĞAN', 'ozdogan'],
])('folds the words of "%s" to "%s"', (text, words) => {
  expect(foldWords(text)).toBe(words)
})

test('gives each search word its place in the text', () => {
  const text = 'Ana’s Río is 2,000 mi'
  expect(searchWords(text).map(({ word, start, end }) => [word, text.slice(start, end)])).toEqual([
    ['ana', 'Ana’s'],
    ['rio', 'Río'],
    ['is', 'is'],
    ['2000', '2,000'],
    ['mi', 'mi'],
  ])
})

test('marks whole words of a query, and the last one as the beginning of a word', () => {
  const text = 'Trade with Mexico; trading partners.'
  expect(matchRanges(text, 'mexico trad').map(([start, end]) => text.slice(start, end))).toEqual(['Trade', 'Mexico', 'trading'])
  expect(matchRanges(text, 'trad mexico').map(([start, end]) => text.slice(start, end))).toEqual(['Mexico'])
  expect(matchRanges(text, '  ')).toEqual([])
})
