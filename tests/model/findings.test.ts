/** A paragraph read through: what each figure measures, in which dimension, and as of when. */
import { expect, test } from 'vitest'
import { dimensionOf, rateOf } from '../../model/dimension.ts'
import { readFindings } from '../../model/findings.ts'
import { stem } from '../../model/measures.ts'

const measures = (text: string) => readFindings(text, null).figures.map((figure) => figure.measures)
const asOf = (text: string, issued: string | null = null) => readFindings(text, issued).figures.map((figure) => [figure.asOf, figure.asOfFrom])

test.each([
  ['The canal stretches 57 km.', 'length of canal'],
  ['The tower is 300 metres high.', 'height of tower'],
  ['Police seized 40 kg of raw opium.', 'raw opium'],
  ['The port turned away 1,200 people without papers in May.', 'people without papers'],
  ['Exports to Peru rose 4 percent.', 'increase in Exports to Peru'],
  ['It marks a 5% drop in imports.', 'drop in imports'],
  ['They bought software ($3 million).', 'software'],
  ['Lima | 1,200 | 1,300', 'Lima'],
])('names what is measured: %s', (text, measure) => {
  expect(measures(text)[0]).toBe(measure)
})

test('lets a value in brackets and "this number" measure what the figure before them did', () => {
  expect(measures('The border runs for 1,000 miles (1,609 km).')).toEqual(['length of border', 'length of border'])
  const [, parts, later] = readFindings('Of the 900 pupils, 169 had failed. In 2019, this number was below 50.', null).figures
  expect([parts?.unit, parts?.measures, later?.unit, later?.measures]).toEqual(['{person}', 'pupils failed', '{person}', 'pupils failed'])
})

test('gives the dimension and the value in its base unit', () => {
  expect(dimensionOf(2000, '[mi_i]')).toEqual({ dimension: 'length', si: 3_218_688 })
  expect(dimensionOf(25, 'Cel')).toEqual({ dimension: 'temperature', si: 298.15 })
  expect(dimensionOf(5, 'MXN')).toEqual({ dimension: 'money:MXN', si: 5 })
  expect(dimensionOf(5, '[unheard]')).toEqual({ dimension: '[unheard]', si: null })
  expect(rateOf(dimensionOf(86_400, '{truck}'), 'd')).toEqual({ dimension: 'count:truck/time', si: 1 })
  expect(rateOf(dimensionOf(29, '{death}'), '10*5').dimension).toBe('count:death/10*5')
})

test('a rate and an amount are not of one dimension', () => {
  const [rate, amount] = readFindings('Goods worth $1.7 billion a day cross, $600 billion in all.', null).figures
  expect([rate?.per, rate?.dimension, amount?.dimension]).toEqual(['d', 'money:USD/time', 'money:USD'])
})

test('says as of when, and where that stands', () => {
  expect(asOf('In 2019, 40 trucks crossed.')).toEqual([['2019', 'clause']])
  expect(asOf('In 2019 the bridge had many users; about 40 of the trucks were empty.')).toEqual([['2019', 'sentence']])
  expect(asOf('The count was made in May 2019. It found 40 trucks.')).toEqual([['2019-05', 'previous-sentence']])
  expect(asOf('It found 40 trucks.', '2021-07')).toEqual([['2021-07', 'source']])
  expect(asOf('It found 40 trucks.')).toEqual([[null, null]])
})

test('gives each of two values its own date, and passes over the date that is only compared with', () => {
  expect(asOf('Homicides rose from 8,867 in 2007 to 27,213 in 2011.').map(([date]) => date)).toEqual(['2007', '2011'])
  expect(asOf('In 2023 imports were 90% higher than in 2019.')).toEqual([['2023', 'clause']])
  expect(asOf('A 10% tariff was set under the Trade Act of 1974.', '2026')).toEqual([['2026', 'source']])
  expect(asOf('Prices have doubled since 2015.')).toEqual([['2015/..', 'clause']])
})

test('keeps offsets in the paragraph, whatever script stands before', () => {
  const text = 'İzmir’de 😀 日本. In Şırnak e\u0301te\u0301, 1,200 tents were sent over 45 km in 2019.'
  const { figures, dates } = readFindings(text, null)
  for (const { start, end, span } of [...figures, ...dates]) expect(text.slice(start, end)).toBe(span)
  expect([...figures, ...dates].map(({ span }) => span)).toEqual(['1,200', '45 km', '2019'])
})

test('a number that stands alone is no figure', () => {
  expect(readFindings('12', null).figures).toEqual([])
  expect(readFindings('(1,000) | 1,200', null).figures).toEqual([])
})

test('stems bring forms of a word together', () => {
  expect(new Set(['crossing', 'crossings'].map(stem)).size).toBe(1)
  expect(new Set(['export', 'exports', 'exported'].map(stem)).size).toBe(1)
})

test.each(['of 1 ', '1 | ', '1 a ', 'half a ', 'éa', '2019 ', 'the largest ', '1 to ', '; ', 'x, '])('is not slowed down by an endless run of "%s"', (unit) => {
  const started = performance.now()
  readFindings(unit.repeat(20_000 / unit.length), null)
  expect(performance.now() - started).toBeLessThan(5000)
})
