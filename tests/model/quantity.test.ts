import { expect, test } from 'vitest'
import { formatQuantity, readFigures } from '../../model/quantity.ts'

/** "span=value unit" of every figure. */
const read = (text: string) => readFigures(text).map((figure) => `${figure.span}=${Number(figure.value.toPrecision(9))}${figure.unit === null ? '' : ` ${figure.unit}`}`)

test.each([
  ['The line is 1,954 miles (3,145 km) long.', ['1,954 miles=1954 [mi_i]', '3,145 km=3145 km']],
  ['Grouped with thin spaces: 1\u202F234\u202F567 pesos.', ['1\u202F234\u202F567 pesos=1234567 MXN']],
  ['A continental 3.145,5 kg.', ['3.145,5 kg=3145.5 kg']],
  ['It rose by .5 percent, then fell \u22125%.', ['.5 percent=0.5 %', '\u22125%=-5 %']],
  ['They weighed 549 lbs. of freight.', ['549 lbs=549 [lb_av]']],
  ['About 6.1 billion cubic feet per day and 730,000 barrels per day.', ['6.1 billion cubic feet per day=6100000000 [cft_i]/d', '730,000 barrels per day=730000 [bbl_us]/d']],
  ['It saw 3.7m tonnes of sugar, 2.1m of them for export, and a 12m mast.', ['3.7m tonnes=3700000 t', '2.1m=2100000', '12m=12 m']],
  ['The pipe carries 2.6 Bcf/d; output was 1.9 mb/d.', ['2.6 Bcf/d=2600000000 [cft_i]/d', '1.9 mb/d=1900000 [bbl_us]/d']],
])('reads numbers with their units: %s', (text, figures) => {
  expect(read(text)).toEqual(figures)
})

test.each([
  ['US$1.4 billion', 'US$1.4 billion=1400000000 USD'],
  ['\\$1.4 billion', '\\$1.4 billion=1400000000 USD'],
  ['€3.5m', '€3.5m=3500000 EUR'],
  ['£2 bn', '£2 bn=2000000000 GBP'],
  ['MXN 300 million', 'MXN 300 million=300000000 MXN'],
  ['500 million pesos', '500 million pesos=500000000 MXN'],
  ['five million dollars', 'five million dollars=5000000 USD'],
  ['USD 5bn', 'USD 5bn=5000000000 USD'],
])('reads money: %s', (text, figure) => {
  expect(read(`It cost ${text} in all.`)).toEqual([figure])
})

test.each([
  ['two hundred and fifty thousand jobs', '250000 {job}'],
  ['twenty-five trucks', '25 {truck}'],
  ['a dozen ports', '12 {port}'],
  ['half a million jobs', '500000 {job}'],
  ['two and a half million people', '2500000 {person}'],
  ['3.2 million encounters', '3200000 {encounter}'],
  ['20,000 Border Patrol agents', '20000 {person}'],
  ['5m people', '5000000 {person}'],
])('counts things and people in words and scales: %s', (text, value) => {
  const [figure] = readFigures(`There were ${text} there.`)
  expect(`${figure?.value} ${figure?.unit}`).toBe(value)
})

test('gives a range two figures that share unit and scale', () => {
  expect(read('between 20 and 30 per cent')).toEqual(['20=20 %', '30 per cent=30 %'])
  expect(read('from 10 to 12 miles')).toEqual(['10=10 [mi_i]', '12 miles=12 [mi_i]'])
  expect(read('$20–30 billion')).toEqual(['$20=20000000000 USD', '30 billion=30000000000 USD'])
  expect(read('from 500 to 1.2 million users')).toEqual(['500=500 {user}', '1.2 million=1200000 {user}'])
  expect(read('16 lanes and 24 miles')).toEqual(['16=16 {lane}', '24 miles=24 [mi_i]'])
})

test.each([
  ['trade tripled', 'tripled=3 x'],
  ['a tenfold rise', 'tenfold=10 x'],
  ['twice as many', 'twice=2 x'],
  ['three times the amount', 'three times=3 x'],
  ['exports halved', 'halved=0.5 x'],
  ['two-thirds of exports', 'two-thirds=0.666666667'],
  ['a third of all', 'a third=0.333333333'],
  ['half of its shares', 'half=0.5'],
  ['prices fell by half', 'half=0.5'],
  ['output fell by a third.', 'a third=0.333333333'],
  ['nine of ten truckers', 'nine of ten=0.9'],
  ['one in five workers', 'one in five=0.2'],
  ['9 out of 10 visas', '9 out of 10=0.9'],
])('reads multiples, fractions and ratios: %s', (text, figure) => {
  expect(read(text)).toEqual([figure])
})

test.each([
  ['more than 700 miles', 'more than', '>'],
  ['far below 50', 'far below', '<'],
  ['at least 650 deaths', 'at least', '>='],
  ['up to 12 lanes', 'up to', '<='],
  ['nearly 2,000 miles', 'nearly', null],
  ['an estimated 11 million', 'an estimated', null],
  ['90+ countries', '+', '>='],
  ['300 or so', 'or so', null],
  ['exactly 12 lanes', null, null],
])('keeps the word that softens or bounds a figure: %s', (text, approx, comparator) => {
  const [figure] = readFigures(`It was ${text}.`)
  expect([figure?.approx, figure?.comparator]).toEqual([approx, comparator])
})

test.each([
  'Title 42, Section 232, H.R. 2, 8 U.S.C. 1325, Public Law 116-113 and Minute 323',
  'COVID-19, the G20, an F-16 and the H-2A visa',
  'On 1 July 2020, in May 2023, in FY2023 and in fiscal year 2024',
  'in 2019, since 1994, the 1990s, mid-2021, 2019–2023 and 2012 elections',
  'at 06:05 EDT or 5 p.m. on 9/11',
  'the 21st century and its 3rd decade',
  'Call (202) 555-0143 or +52 55 1234 5678, or write to desk24@example.org',
  'https://example.org/2024/05/300-trucks',
  'ISBN 978-3-16-148410-0 and EIN: 46-4070943',
  'see pp. 12–15, Table 3, note [12] and No. 5',
  'the two countries, one of them, both sides, a second half, a double standard',
  'List 3, Panel 31, a family of four, deaths per 100,000 inhabitants',
  'They doubled down on zero tolerance in a 5-4 vote',
])('finds no figure in %s', (text) => {
  expect(read(text)).toEqual([])
})

test('takes a year for a year and a number that looks like one for a number when a unit says so', () => {
  expect(read('in 2019 people fled')).toEqual([])
  expect(read('a fence of 2000 km')).toEqual(['2000 km=2000 km'])
  expect(read('It held 3218 trucks')).toEqual(['3218=3218 {truck}'])
})

test('keeps UTF-16 offsets behind İ, emoji and combining marks', () => {
  const text = 'İİ 😀😀 e\u0301te\u0301 moved 1,200 trucks over 45 km.'
  for (const figure of readFigures(text)) expect(text.slice(figure.start, figure.end)).toBe(figure.span)
  expect(read(text)).toEqual(['1,200=1200 {truck}', '45 km=45 km'])
})

test('knows how many digits carry meaning', () => {
  expect(readFigures('3.20 million, 2,000 miles, 169 names').map((figure) => figure.significant)).toEqual([3, 1, 3])
})

test('reads a long text in time that grows with its length', () => {
  const sentence = 'In 2023 about 3.2 million people crossed 48 ports, and trade of $798 billion tripled under Title 42. '
  const figures = readFigures(sentence.repeat(600))
  expect(figures).toHaveLength(600 * 4)
})

test.each(['a', '1', '1.', '1,', '1-', 'a1', 'a.', '+1 ', 'one ', '(', '555 '])('is not slowed down by an endless run of "%s"', (unit) => {
  const started = performance.now()
  readFigures(unit.repeat(40_000 / unit.length))
  expect(performance.now() - started).toBeLessThan(3000)
})

test.each([
  [3_200_000, '{person}', '3.2 million people'],
  [1_400_000_000, 'USD', '$1.4 billion'],
  [90, '%', '90%'],
  [2000, '[mi_i]', '2,000 miles'],
  [1, '[mi_i]', '1 mile'],
  [3, 'x', '3×'],
  [12, '{country}', '12 countries'],
  [-5, 'USD', '\u2212$5'],
  [0.25, null, '0.25'],
  [7, '[unknown]', '7 [unknown]'],
])('prints %d %s as %s', (value, unit, shown) => {
  expect(formatQuantity(value, unit)).toBe(shown)
})
