/**
 * Figures: the quantities a text states, with value and unit. A grammar written from the language, in one pass over numbers and their surroundings:
 *
 * 1. what is no magnitude is vetoed first (`quantity/vetoes.ts`): addresses, identifiers, legal numbers, dates, names;
 * 2. multiples, fractions and ratios are read as such (`quantity/special.ts`);
 * 3. every other number (`quantity/numerals.ts`) takes the currency, unit or counted noun beside it (`quantity/candidate.ts`), a range shares them;
 * 4. bare numbers are judged last: a year is a date, and "two sides" counts nothing.
 *
 * It leaves to others what a figure measures, as of when, and whether two figures agree. Offsets are UTF-16 code units.
 */
import { type Hedge, readHedge } from './quantity/hedges.ts'
import { type Candidate, readCandidate } from './quantity/candidate.ts'
import { readNumerals } from './quantity/numerals.ts'
import { shareRanges } from './quantity/ranges.ts'
import { readSpecials } from './quantity/special.ts'
import { countShown, isCurrency, unitShown } from './quantity/units.ts'
import { type Span, vetoedSpans } from './quantity/vetoes.ts'

export type Figure = {
  /** Start inclusive, end exclusive; `span` is the text between: sign, number, scale and unit, without the thing counted. */
  start: number
  end: number
  span: string
  value: number
  /** UCUM code, ISO 4217 code, `{person}` style for counts, "x" for multiples; null for a bare number, a fraction or a ratio. */
  unit: string | null
  /** The word that softens or bounds it ("nearly", "more than"); null when it is stated plainly. */
  approx: Hedge['approx']
  /** What that word says about the true value; null when it says neither. */
  comparator: Hedge['comparator']
  /** Digits that carry meaning: "3.20 million" has 3, "2,000" has 1. */
  significant: number
  /** The part of the grammar that read it. */
  rule: string
}

/** The figures of a text in order, none overlapping another. */
export function readFigures(text: string): Figure[] {
  const vetoed = vetoedSpans(text)
  const specials = readSpecials(text).filter((special) => !touches(vetoed, special))
  const numerals = readNumerals(text).filter((numeral) => !touches(vetoed, numeral) && !touches(specials, numeral))
  const candidates = shareRanges(text, numerals.map((numeral) => readCandidate(text, numeral)))
  const figures = [
    ...specials.map((special) => toFigure(text, special, special, significantDigits(special.value, 0))),
    ...candidates.filter((candidate) => statesMagnitude(text, candidate)).map((candidate) => fromCandidate(text, candidate)),
  ].sort((a, b) => a.start - b.start)
  return figures.filter((figure, index) => index === 0 || figure.start >= (figures[index - 1]?.end ?? 0))
}

/** Spans are sorted by start and may overlap each other a little, so some before the hit are looked at too. */
const OVERLAPPING = 12

function touches(spans: readonly Span[], span: Span): boolean {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle]?.start ?? Infinity) < span.end) low = middle + 1
    else high = middle
  }
  return spans.slice(Math.max(0, low - OVERLAPPING), low).some((candidate) => candidate.end > span.start)
}

function fromCandidate(text: string, candidate: Candidate): Figure {
  const { numeral, unit, rule, scale } = candidate
  const value = tidy(numeral.mantissa * scale)
  const significant = numeral.form === 'digits' ? significantDigits(numeral.mantissa, numeral.decimals) : significantDigits(value, 0)
  return toFigure(text, candidate, { value, unit, rule }, significant)
}

function toFigure(text: string, { start, end }: Span, { value, unit, rule }: { value: number; unit: string | null; rule: string }, significant: number): Figure {
  return { start, end, span: text.slice(start, end), value, unit, ...readHedge(text, start, end), significant, rule }
}

/** 3.2 × 1,000,000 is 3,200,000 and not 3,200,000.0000000005. */
function tidy(value: number): number {
  return Number(value.toPrecision(15))
}

/** Decimals count as written; trailing zeros of a whole number do not. */
function significantDigits(value: number, decimals: number): number {
  const digits = Math.abs(value).toFixed(Math.min(decimals, 20)).replace('.', '').replace(/^0+/, '')
  return Math.max(1, (decimals > 0 ? digits : digits.replace(/0+$/, '')).length)
}

const YEAR_FROM = 1500
const YEAR_TO = 2100
const TEMPORAL = /\b(?:in|since|by|until|till|from|of|during|before|after|between|through|to|and|around|the|early|late|mid|for)\s+$/iu
const DISCOURSE = /\b(?:the|these|those|both|all|any|our|their|its)\s+$/iu
/** Words up to this many count only with a unit or people: "two sides", "one of the". */
const SMALL_WORD = 3

function statesMagnitude(text: string, candidate: Candidate): boolean {
  const { numeral, rule, scale, unit } = candidate
  if (looksLikeYear(candidate)) return rule === 'money' || (rule === 'measure' && unit !== 'a') || (rule === 'count' && unit === '{person}' && !TEMPORAL.test(before(text, candidate)))
  if (rule === 'money' || rule === 'measure' || scale > 1 || numeral.form === 'digits') return true
  if (numeral.mantissa <= SMALL_WORD) return unit === '{person}' && numeral.mantissa > 0 && !DISCOURSE.test(before(text, candidate))
  return unit !== null || readHedge(text, candidate.start, candidate.end).approx !== null
}

function looksLikeYear({ numeral, scale }: Candidate): boolean {
  return numeral.form === 'digits' && scale === 1 && !numeral.grouped && numeral.decimals === 0 && !numeral.plus && numeral.mantissa >= YEAR_FROM && numeral.mantissa <= YEAR_TO
}

function before(text: string, { start }: Span): string {
  return text.slice(Math.max(0, start - 24), start)
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
