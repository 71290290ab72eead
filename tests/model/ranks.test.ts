import { expect, test } from 'vitest'
import { readRanks } from '../../model/ranks.ts'

const ranks = (text: string) => readRanks(text).map(({ span, rank, direction, of, subject }) => ({ span, rank, direction, of, subject }))

test.each([
  ['Chile is the second largest producer of salmon.', { span: 'second largest producer', rank: 2, direction: 'most', of: 'producer', subject: 'Chile' }],
  [
    'The accord made Vietnam the EU’s most important trading partner in the region.',
    { span: 'most important trading partner', rank: 1, direction: 'most', of: 'trading partner', subject: 'Vietnam' },
  ],
  ['Norway, the third-largest exporter of gas, gained.', { span: 'third-largest exporter', rank: 3, direction: 'most', of: 'exporter', subject: 'Norway' }],
  ['It is the smallest state of the union.', { span: 'smallest state', rank: 1, direction: 'least', of: 'state', subject: null }],
  ['Peru ranked third among exporters of copper.', { span: 'third', rank: 3, direction: 'most', of: 'exporters of copper', subject: 'Peru' }],
  ['Spain is the number one destination for lemons.', { span: 'number one destination', rank: 1, direction: 'most', of: 'destination', subject: 'Spain' }],
])('reads a standing, what is put in order and who holds it: %s', (text, rank) => {
  expect(ranks(text)).toEqual([rank])
})

test.each([
  'It is one of the largest ports.',
  'Prices reached their highest level since 2008.',
  'The most important factor is trust.',
  'At least half of them left.',
  'Top officials met.',
  'The largest share goes to schools.',
  'The most vulnerable people suffer.',
  'It was the lowest in four decades.',
])('leaves out what is no standing: %s', (text) => {
  expect(ranks(text)).toEqual([])
})
