/**
 * Whether two wordings state the same numbers. Compared are digit runs as they stand (also inside names: COVID-19), number words and scale words, signs of
 * share and currency, and the quantities our grammar reads, with their units and bounds: "5 km" and "5 miles", "over 40" and "under 40" are not the same number.
 * What is counted ("trucks", "buses") and a negation are words: a change of them is a change of the quotation, not of its number.
 * Signs of notes ("[3]", a raised digit behind a letter) are no numbers.
 */
import { readFigures } from '../quantity.ts'

const ONES = 'zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety'
const SCALES = 'hundreds?|thousands?|millions?|billions?|trillions?|dozens?|scores'
const PARTS = 'half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|hundredths?|thousandths?'
const ORDERS = 'first|second|fourth|sixth|seventh|eighth|ninth|eleventh|twelfth|twentieth|\\w+teenth|\\w+tieth'
const TIMES = 'once|twice|thrice|doubl\\w*|tripl\\w*|trebl\\w*|quadrupl\\w*|quintupl\\w*|halv\\w+|\\w+fold'
const NUMBER = new RegExp(`(?<![\\p{L}])(?:${ONES}|${SCALES}|${PARTS}|${ORDERS}|${TIMES}|per ?cent(?:age)?)(?![\\p{L}])|[%\u2030\\p{Sc}]|\\p{Nd}+|[\\p{No}\\p{Nl}]`, 'giu')

/** A mark that leads to a note. Behind a digit a raised one is an exponent. */
const NOTE_MARK = /(?<=[\p{L}\p{P}])\s?\[\p{Nd}{1,3}\]|(?<=[\p{L}.,;:!?"'\u2019\u201D)])[\u00B9\u00B2\u00B3\u2070-\u2079]{1,3}|[*\u2020\u2021]/gu

export function withoutNoteMarks(text: string): string {
  return text.replace(NOTE_MARK, '')
}

/** The same numbers in the same order, of the same units and within the same bounds. */
export function sameNumbers(a: string, b: string): boolean {
  const [one, other] = [withoutNoteMarks(a), withoutNoteMarks(b)]
  return numerals(one) === numerals(other) && sameQuantities(quantities(one), quantities(other))
}

function numerals(text: string): string {
  return (text.match(NUMBER) ?? []).map((word) => word.normalize('NFKC').toLowerCase().replace(/\s/gu, '').replace(/^percentage$/u, 'percent')).join('|')
}

type Quantities = ReadonlyMap<number, readonly string[]>

/** Signs, units and bounds of the quantities, by size and in order. What is counted is a word. */
function quantities(text: string): Quantities {
  // Lines are joined first: a break inside a number is no other number.
  const figures = readFigures(text.replace(/\s+/gu, ' '))
  const units = ({ value, unit, comparator }: (typeof figures)[number]) => `${value < 0 ? '-' : ''} ${unit === null || unit.startsWith('{') ? '' : unit} ${comparator ?? ''}`
  return new Map([...Map.groupBy(figures, ({ value }) => Math.abs(value))].map(([value, same]) => [value, same.map(units)]))
}

/** A number that only one side's wording makes a quantity ("two engineers", "two") is the same number. */
function sameQuantities(one: Quantities, other: Quantities): boolean {
  return [...one].every(([value, units]) => units.every((unit, index) => (other.get(value)?.[index] ?? unit) === unit))
}
