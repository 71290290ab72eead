/**
 * Figures: the quantities a text states, with value and unit. A grammar written from the language, in one pass over numbers and their surroundings:
 *
 * 1. what is no magnitude is vetoed first (`quantity/vetoes.ts`): addresses, identifiers, legal numbers, names; then dates (`dates.ts`);
 * 2. multiples, fractions and ratios are read as such (`quantity/special.ts`);
 * 3. every other number (`quantity/numerals.ts`) takes the currency, unit or counted noun beside it (`quantity/candidate.ts`), a range shares them;
 * 4. bare numbers are judged last (`quantity/magnitude.ts`): "two sides" counts nothing.
 *
 * What a figure measures and as of when is said by `measures.ts` and `asof.ts`; whether two figures agree, by others. Offsets are UTF-16 code units.
 */
import { type DateMention, readDates } from './dates.ts'
import { type Candidate, readCandidate } from './quantity/candidate.ts'
import { countShown } from './quantity/counted.ts'
import { isCurrency } from './quantity/currencies.ts'
import { type Hedge, readHedge } from './quantity/hedges.ts'
import { statesMagnitude } from './quantity/magnitude.ts'
import { readNumerals } from './quantity/numerals.ts'
import { readPer } from './quantity/per.ts'
import { shareParts, shareRanges } from './quantity/ranges.ts'
import { apart, covers, type Span } from './quantity/spans.ts'
import { readSpecials } from './quantity/special.ts'
import { unitShown } from './quantity/units.ts'
import { vetoedSpans } from './quantity/vetoes.ts'

export type Figure = {
  /** Start inclusive, end exclusive; `span` is the text between: sign, number, scale and unit, without the thing counted. */
  start: number
  end: number
  span: string
  value: number
  /** UCUM code, ISO 4217 code, `{person}` style for counts, "x" for multiples; null for a bare number, a fraction or a ratio. */
  unit: string | null
  /** What it is per, beyond its unit: "d" (a day), "[bbl_us]" (a barrel), "{person}" (per capita), "10*5" (per 100,000); null for no rate. */
  per: string | null
  /** The word that softens or bounds it ("nearly", "more than"); null when it is stated plainly. */
  approx: Hedge['approx']
  /** What that word says about the true value; null when it says neither. */
  comparator: Hedge['comparator']
  /** Digits that carry meaning: "3.20 million" has 3, "2,000" has 1. */
  significant: number
  /** Where the noun it counts stands; null when it counts none. */
  counted: Span | null
  /** The part of the grammar that read it. */
  rule: string
}

/** The figures of a text in order, none overlapping another. */
export function readFigures(text: string): Figure[] {
  return readQuantities(text).figures
}

/** Figures and dates together: each is read knowing the other. Both in order. */
export function readQuantities(text: string): { figures: Figure[]; dates: DateMention[] } {
  const vetoed = vetoedSpans(text)
  const dates = readDates(text, vetoed)
  const taken = [...vetoed, ...dates].sort((a, b) => a.start - b.start || a.end - b.end)
  const specials = readSpecials(text).filter((special) => !covers(taken, special))
  const numerals = readNumerals(text).filter((numeral) => !covers(taken, numeral) && !covers(specials, numeral))
  const candidates = shareParts(
    text,
    shareRanges(
      text,
      numerals.map((numeral) => readCandidate(text, numeral)),
    ),
  )
  const figures = [
    ...specials.map((special) => toFigure(text, special, { ...special, per: readPer(text, special.end), counted: null }, significantDigits(special.value, 0))),
    ...candidates.filter((candidate) => statesMagnitude(text, candidate)).map((candidate) => fromCandidate(text, candidate)),
  ]
  return { figures: apart(figures), dates }
}

function fromCandidate(text: string, candidate: Candidate): Figure {
  const { numeral, unit, rule, scale, per, counted } = candidate
  const value = tidy(numeral.mantissa * scale)
  const significant = numeral.form === 'digits' ? significantDigits(numeral.mantissa, numeral.decimals) : significantDigits(value, 0)
  return toFigure(text, candidate, { value, unit, per, counted, rule }, significant)
}

function toFigure(
  text: string,
  { start, end }: Span,
  read: Pick<Figure, 'value' | 'unit' | 'per' | 'rule'> & { counted: Span | null },
  significant: number,
): Figure {
  const counted = read.counted === null ? null : { start: read.counted.start, end: read.counted.end }
  return {
    start,
    end,
    span: text.slice(start, end),
    value: read.value,
    unit: read.unit,
    per: read.per,
    ...readHedge(text, start, end),
    significant,
    counted,
    rule: read.rule,
  }
}

/** 3.2 × 1,000,000 is 3,200,000 and not 3,200,000.0000000005. */
function tidy(value: number): number {
  if (Number.isInteger(value) && value !== 0 && Math.abs(value) < 1e15) return value
  return Number(value.toPrecision(15))
}

/** Decimals count as written; trailing zeros of a whole number do not. */
function significantDigits(value: number, decimals: number): number {
  const digits = Math.abs(value).toFixed(Math.min(decimals, 20)).replace('.', '').replace(/^0+/, '')
  return Math.max(1, (decimals > 0 ? digits : digits.replace(/0+$/, '')).length)
}

const SHOWN_SCALES: readonly (readonly [number, string])[] = [
  [1e12, ' trillion'],
  [1e9, ' billion'],
  [1e6, ' million'],
]
const CURRENCY_SIGNS: Readonly<Record<string, string>> = { USD: '$', EUR: '€', GBP: '£', MXN: 'MX$', CAD: 'C$', AUD: 'A$', JPY: '¥' }

/** A value as a brief prints it: "3.2 million people", "$1.4 billion", "90%", "2,000 miles". Unknown units follow as they are. */
export function formatQuantity(value: number, unit: string | null): string {
  const number = formatNumber(value)
  if (unit === null) return number
  if (isCurrency(unit)) return `${value < 0 ? '\u2212' : ''}${CURRENCY_SIGNS[unit] ?? `${unit} `}${formatNumber(Math.abs(value))}`
  if (unit === '%' || unit === 'x') return `${number}${unitShown(unit, false) ?? unit}`
  const word = unitShown(unit, value === 1) ?? countShown(unit, value === 1) ?? unit
  return `${number} ${word}`
}

function formatNumber(value: number): string {
  const size = Math.abs(value)
  const [scale, word] = SHOWN_SCALES.find(([least]) => size >= least) ?? [1, '']
  const scaled = size / scale
  const written = scaled.toLocaleString('en-US', { maximumFractionDigits: scale === 1 && size < 1 ? 4 : 3, useGrouping: true })
  return `${value < 0 ? '\u2212' : ''}${written}${word}`
}
