/** The record of a source in a form: what goes in comes out again, and what can't be kept is said at its field. */
import { expect, test } from 'vitest'
import type { CslItem } from '#model/csl.ts'
import { cslOf, formOf } from '../../../editor/pages/csl-form.ts'

const record: CslItem = {
  type: 'report',
  title: 'Water for two cities',
  author: [{ family: 'Okafor', given: 'Adaeze' }, { literal: 'Basin Commission' }, { family: 'Nakamura' }],
  issued: { 'date-parts': [[2023, 4], [2024]] },
  publisher: 'Basin Commission',
  URL: 'https://basin.example/report',
  language: 'en',
  note: 'kept, though no field shows it',
}

test('a record that nobody changed comes back as it was', () => {
  expect(cslOf(formOf(record), record)).toEqual({ ok: true, csl: record })
})

test('a record keeps what no field shows, and what the form writes otherwise than it reads', () => {
  const article: CslItem = {
    type: 'article-journal',
    title: 'Tolls on the strait',
    author: [{ literal: 'Ministry of Works, Ports and Roads' }, { family: 'de la Cruz', given: 'Ines' }],
    issued: { 'date-parts': [[812]] },
    DOI: '10.5555/tolls.7',
    volume: '12',
    issue: '3',
    page: '40-58',
    accessed: { 'date-parts': [[2024, 5, 2]] },
  }
  expect(cslOf({ ...formOf(article), title: 'Tolls on the straits' }, article)).toEqual({ ok: true, csl: { ...article, title: 'Tolls on the straits' } })
})

test('an emptied field is gone, an emptied date means undated', () => {
  const read = cslOf({ ...formOf(record), issued: ' ', publisher: '', authors: '\n' }, record)
  expect(read).toMatchObject({ ok: true, csl: { title: record.title } })
  if (read.ok) for (const name of ['issued', 'publisher', 'author']) expect(read.csl).not.toHaveProperty(name)
})

test('a date in words is kept in words; a day is a day', () => {
  const csl = (issued: string) => {
    const read = cslOf({ ...formOf(record), issued }, record)
    return read.ok ? read.csl.issued : null
  }
  expect(csl('Spring 2021')).toEqual({ literal: 'Spring 2021' })
  expect(csl('2021-13-01')).toEqual({ literal: '2021-13-01' })
  expect(csl('2021-03-14')).toEqual({ 'date-parts': [[2021, 3, 14]] })
})

test('what can’t be kept is said at its field', () => {
  const read = cslOf({ ...formOf(record), title: '  ', url: 'javascript:alert(1)' }, record)
  expect(read).toMatchObject({ ok: false, faults: { title: expect.stringContaining('title'), url: expect.stringContaining('https://') } })
})
