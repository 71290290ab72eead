import { expect, test } from 'vitest'
import { holdsQuery, holdsQuotation, readQuery, wordsOf } from '../../model/wording.ts'

const PASSAGE = 'Trade in the corridor’s ports fell to 15 million tons in\n  2023, the Kadıköy office said.'

test.each([
  ['the words as they stand', '15 million tons in 2023'],
  ['other case, accents and line breaks', '2023, the KADIKOY OFFICE'],
  ['the whole passage', PASSAGE],
  ['a figure without the unit behind it', 'fell to 15 million'],
  ['a soft hyphen no one sees', '15 mil\u00ADlion tons'],
])('holds a quotation with %s', (_, quotation) => {
  expect(holdsQuotation(PASSAGE, quotation)).toBe(true)
})

test.each([
  ['that begins inside a number', '5 million tons in 2023'],
  ['that begins inside a word', 'rade in the corridor'],
  ['that ends inside a word', 'Trade in the corr'],
  ['that goes on where the passage ends', `${PASSAGE} Mexico will pay for everything.`],
  ['that leaves words out', 'Trade fell to 15 million tons'],
  ['that ends inside a figure', 'Trade in the corridor’s ports fell to 15'],
  ['without a word', ' … '],
])('holds no quotation %s', (_, quotation) => {
  expect(holdsQuotation(PASSAGE, quotation)).toBe(false)
})

test.each([
  ['twenty-five million people crossed', 'five million people crossed'],
  ['Exports reached $5 million', 'Exports reached €5 million'],
  ['Exports grew 5% that year', 'Exports grew 5 that year'],
  ['Exports changed by −5 per cent', 'Exports changed by 5 per cent'],
  ['Exports changed by −5 per cent', '5 per cent'],
  ['a share of 0.5 of all', '5 of all'],
])('takes no figure for another one: "%s" does not hold "%s"', (passage, quotation) => {
  expect(holdsQuotation(passage, quotation)).toBe(false)
  expect(holdsQuotation(passage, passage)).toBe(true)
})

test('finds a quotation at its second place when the first cuts a figure', () => {
  expect(holdsQuotation('Of twenty-five million, five million stayed.', 'five million')).toBe(true)
})

test('a query is held only by a passage with all its words and phrases, the last word also as a beginning', () => {
  const holds = (query: string) => holdsQuery(wordsOf(PASSAGE), readQuery(query))
  expect(holds('tons trade kadiköy')).toBe(true)
  expect(holds('trade off')).toBe(true)
  expect(holds('"million tons" trade')).toBe(true)
  expect(holds('off trade')).toBe(false)
  expect(holds('trade officers')).toBe(false)
  expect(holds('trade 202')).toBe(false)
  expect(holds('„tons million“ trade')).toBe(false)
})
