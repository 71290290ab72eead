import { expect, test } from 'vitest'
import { readDates } from '../../model/dates.ts'
import { readQuantities } from '../../model/quantity.ts'

const dates = (text: string) => readQuantities(text).dates.map(({ span, value }) => `${span}=${value}`)

test.each([
  ['It opened on 1 June 2016 and closed on July 4th, 2019.', ['1 June 2016=2016-06-01', 'July 4th, 2019=2019-07-04']],
  ['The law of 15 March 2004 was amended in 2006, 2011 and 2019.', ['15 March 2004=2004-03-15', '2006=2006', '2011=2011', '2019=2019']],
  ['Since 1 April, drivers pay.', ['1 April=XXXX-04-01']],
  ['Signed on 2019-12-31 and on 31/12/2018.', ['2019-12-31=2019-12-31', '31/12/2018=2018-12-31']],
  ['It says 05/06/2020 on the form.', ['05/06/2020=2020']],
  ['In August 2023 and in Sept. 2024.', ['August 2023=2023-08', 'Sept. 2024=2024-09']],
])('reads days, months and years: %s', (text, found) => {
  expect(dates(text)).toEqual(found)
})

test.each([
  ['Between October 2022 and September 2023 it fell.', ['October 2022 and September 2023=2022-10/2023-09']],
  ['Between 2015 and 2019 it fell.', ['2015 and 2019=2015/2019']],
  ['It began in 2015 and 2019 respectively.', ['2015=2015', '2019=2019']],
  ['Between 2015 and 2019 respectively, both began.', ['2015=2015', '2019=2019']],
  ['from 1990 – 2008 and in 2007–10', ['1990 – 2008=1990/2008', '2007–10=2007/2010']],
  ['from 3 to 9 May 2022', ['3 to 9 May 2022=2022-05-03/2022-05-09']],
  ['from 28 May to 2 June 2022', ['28 May to 2 June 2022=2022-05-28/2022-06-02']],
  ['from March to June 2020', ['March to June 2020=2020-03/2020-06']],
  ['in 2021/22', ['2021/22=2021/2022']],
])('joins ranges, and keeps apart what is told apart: %s', (text, found) => {
  expect(dates(text)).toEqual(found)
})

test.each([
  ['in the 1990s', '199X'],
  ['in the early 1980s', '198X'],
  ['in late 2019', '2019'],
  ['in the spring of 1919', '1919-21'],
  ['in Q3 2021', '2021-07/2021-09'],
  ['in the third quarter of 2021', '2021-07/2021-09'],
  ['in the first half of 2020', '2020-01/2020-06'],
  ['in fiscal year 2023', '2023'],
  ['in FY24', '2024'],
  ['in the academic year 2022/23', '2022/2023'],
])('reads parts of years and years that are not the calendar’s: %s', (text, value) => {
  expect(readDates(`It fell ${text}.`).map((date) => date.value)).toEqual([value])
})

test.each([
  'last year, in May and two weeks later',
  'some 2000 villagers and 1800 sheep',
  'a fence of 2000 km',
  'Resolution 1701 and Agenda 2030',
  'more than 1900 people',
  'it cost $2019',
])('sees no date in %s', (text) => {
  expect(dates(text)).toEqual([])
})

test('takes a year for a year where a plural follows it by chance', () => {
  expect(dates('In 2019 workers left, and the 2012 and 2016 elections followed.')).toEqual(['2019=2019', '2012=2012', '2016=2016'])
})
