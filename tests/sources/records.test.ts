import { expect, test } from 'vitest'
import { cslItem } from '../../model/csl.ts'
import { RECORD_LIMITS, readRecords } from '../../sources/records.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const read = (text: string) => {
  const records = readRecords('list', bytes(text))
  if (records === null) throw new Error('not taken for a list of references')
  return records
}

test('reads BibTeX: strings, joined values, LaTeX letters, names and institutions', () => {
  const { format, items, faults } = read(String.raw`A list from our shelf.
@string{cb = "Customs Bureau"}
@comment{ left out, with a brace {inside} }
@techreport{wait2024,
  title = {The {W}aiting Times at {Otay}: A Second Look},
  author = {Mu{\~n}oz, Mar{\'\i}a and Jean de la Tour and {Border Studies Unit}},
  institution = cb # " of the " # {Region},
  year = 2024, month = mar, number = {TR-7},
  url = {https://example.org/a\_b}
}
@article{two, title="Trade \& transit", journal={Review of Bridges}, volume={12}, number=3, pages={101--119}, year={2021}, doi={https://doi.org/10.1000/xyz}}`)
  expect(format).toBe('bibtex')
  expect(faults).toEqual([])
  expect(items).toEqual([
    { type: 'report', title: 'The Waiting Times at Otay: A Second Look', author: [{ family: 'Muñoz', given: 'María' }, { family: 'de la Tour', given: 'Jean' }, { literal: 'Border Studies Unit' }], issued: { 'date-parts': [[2024, 3]] }, publisher: 'Customs Bureau of the Region', number: 'TR-7', URL: 'https://example.org/a_b' },
    { type: 'article-journal', title: 'Trade & transit', issued: { 'date-parts': [[2021]] }, 'container-title': 'Review of Bridges', volume: '12', issue: '3', page: '101–119', DOI: '10.1000/xyz' },
  ])
})

test('reads RIS with several authors, both kinds of date and an entry without an end', () => {
  const { format, items, faults } = read('TY  - RPRT\r\nTI  - Lorries at the\r\n      northern gate\r\nAU  - Okafor, Ada\r\nAU  - Lind, Per\r\nDA  - 2022/05/14/\r\nPB  - Port Office\r\nUR  - https://example.org/r\r\nER  - \r\n\r\nTY  - JOUR\nT1  - Tariffs\nJO  - Notes\nPY  - 2019///Spring\nSP  - 4\nEP  - 9\n')
  expect([format, faults]).toEqual(['ris', []])
  expect(items).toEqual([
    { type: 'report', title: 'Lorries at the northern gate', author: [{ family: 'Okafor', given: 'Ada' }, { family: 'Lind', given: 'Per' }], issued: { 'date-parts': [[2022, 5, 14]] }, publisher: 'Port Office', URL: 'https://example.org/r' },
    { type: 'article-journal', title: 'Tariffs', issued: { 'date-parts': [[2019]] }, 'container-title': 'Notes', page: '4–9' },
  ])
})

test('reads CSL-JSON as a list, one item or a library export, and keeps only what a reference has', () => {
  const item = { id: 'x', type: 'paper-conference', title: 'On bridges', author: [{ family: 'Ruiz', given: 'Ana', suffix: 'Jr' }, { literal: 'Port Office' }], issued: { 'date-parts': [['2020', 7]] }, URL: 'javascript:alert(1)', custom: { a: 1 } }
  for (const list of [[item], item, { items: [item] }]) expect(read(JSON.stringify(list)).items).toEqual([{ type: 'article', title: 'On bridges', author: [{ family: 'Ruiz', given: 'Ana' }, { literal: 'Port Office' }], issued: { 'date-parts': [[2020, 7]] } }])
})

test('names the entries it cannot take by key and line, and keeps the others', () => {
  const bib = read('@book{good, title={One}, year={n.d.}}\n\n@book{bare, year={2001}}\n@book{open, title={Two')
  expect(bib.items).toEqual([{ type: 'book', title: 'One', issued: { literal: 'n.d.' } }])
  expect(bib.faults).toEqual([
    { key: 'bare', line: 3, reason: 'it has no title' },
    { key: 'open', line: 4, reason: 'its brackets or quotation marks do not close' },
  ])
  expect(bib.warnings[0]).toBe('The entry "bare" at line 3 was not taken: it has no title.')
  expect(read('TY  - BOOK\nAU  - X\nER  - \nTY  - BOOK\nTI  - Y\nER  -').faults).toEqual([{ key: null, line: 1, reason: 'it has no title' }])
  const json = read('[\n {"id":"a","title":"A"},\n {"id":"b","type":"book"},\n 7\n]')
  expect([json.items.length, json.faults.map(({ key, line }) => [key, line])]).toEqual([1, [['b', 3], [null, 3]]])
  expect(read('[{"id":"a","title":"A"},').faults[0]?.reason).toMatch(/valid JSON/)
})

test('says of anything else that it is no list of references', () => {
  for (const text of ['', 'A sentence with someone@book.example in it.', '{"a":1}', '%PDF-1.7', '# Heading\n\nTY is a code.', '<html><body>@article</body></html>']) expect(readRecords('x.bib', bytes(text))).toBeNull()
})

test('ends at its bounds instead of running on', () => {
  expect(read(`@book{a, title=${'{'.repeat(5000)}x${'}'.repeat(5000)}}`).faults).toHaveLength(1)
  const many = read('@book{a, title={T}}\n'.repeat(RECORD_LIMITS.entries + 500))
  expect([many.items.length, many.faults.length]).toEqual([RECORD_LIMITS.entries, 1])
  expect(read(`@book{a, title={T}}${' '.repeat(RECORD_LIMITS.bytes)}`)).toMatchObject({ items: [], faults: [{ reason: expect.stringContaining('MB') as unknown }] })
  for (const item of many.items.slice(0, 3)) expect(cslItem.parse(item)).toEqual(item)
})

test('a date that says nothing is none, and one that says too much is read as far as it is a date', () => {
  const issued = (parts: unknown) => read(JSON.stringify([{ title: 'On bridges', issued: { 'date-parts': parts } }])).items[0]?.issued
  for (const nothing of [[[null]], [[null, null, null]], [[0]], [['']], [[99_999]], []]) expect(issued(nothing), JSON.stringify(nothing)).toBeUndefined()
  expect(issued([[2024, null, null]])).toEqual({ 'date-parts': [[2024]] })
  expect(issued([[2024, 13, 5]])).toEqual({ 'date-parts': [[2024]] })
  expect(issued([['2024', '03', 45], [null]])).toEqual({ 'date-parts': [[2024, 3]] })
})
