import { expect, test } from 'vitest'
import { factFromPassage } from '../../model/fact-from-passage.ts'
import { factRecord } from '../../model/fact.ts'

const exact = 'The line runs for 1,954 miles (3,145\nkm) to the Gulf.'
const passage = { id: 'abcd', quote: { exact, prefix: '', suffix: '' }, position: { start: 10, end: 10 + exact.length }, paragraph: 2, page: null, quoteHash: 'hash' }
const source = { id: 'source-1', csl: { type: 'report' as const, title: 'Counting' }, snapshotSha: 'sha' }

test('makes a record that decodes, with the first figure as its value and the joined quotation as its claim', () => {
  const record = factFromPassage({ passage, voice: 'reported:Ana Ruiz', source }, 'fact1')
  expect(factRecord.parse(record)).toEqual(record)
  expect(record).toMatchObject({ id: 'fact1', rev: 1, value: 1954, unit: '[mi_i]', claim: 'The line runs for 1,954 miles (3,145 km) to the Gulf.', quote: { exact }, voice: 'reported:Ana Ruiz', sourceId: 'source-1' })
})

test('has no value where the quotation states no figure, and speaks for itself when the voice is unknown', () => {
  const plain = { ...passage, quote: { ...passage.quote, exact: 'The border is shared.' } }
  expect(factFromPassage({ passage: plain, voice: 'someone', source }, 'fact2')).toMatchObject({ value: null, unit: null, voice: 'own' })
})
