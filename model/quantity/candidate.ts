/** A number with what stands beside it, before it is known whether it states a magnitude. */
import { latin } from '../latin.ts'
import { type Counted, countedAt } from './counted.ts'
import { currencyAfter, currencyBefore } from './currencies.ts'
import { readPer } from './per.ts'
import type { Numeral } from './numerals.ts'
import { unitAt } from './units.ts'

export type Candidate = {
  numeral: Numeral
  /** The span with currency, scale and unit. */
  start: number
  end: number
  scale: number
  unit: string | null
  /** What it is per: "d", "[bbl_us]", "{person}", "10*5"; null for no rate. */
  per: string | null
  /** The noun it counts, where one was found. */
  counted: Counted | null
  rule: 'money' | 'measure' | 'age' | 'count' | 'number'
}

type Read = Omit<Candidate, 'per'>

/** The number at `numeral` with the currency, unit or counted noun beside it, and what it is per. */
export function readCandidate(text: string, numeral: Numeral): Candidate {
  const read = readMoney(text, numeral) ?? readMeasure(text, numeral) ?? readAge(text, numeral) ?? readCount(text, numeral)
  return { ...read, per: readPer(text, read.counted?.end ?? read.end) }
}

function readMoney(text: string, numeral: Numeral): Read | null {
  const before = numeral.form === 'digits' ? currencyBefore(text, numeral.start) : null
  const { scale, end } = before ? letterScale(text, numeral) : numeral
  const after = currencyAfter(text, end)
  const signed =
    before !== null && /[-−]$/u.test(text.slice(0, before.start)) && /(?:^|[\s(])[-−]$/u.test(text.slice(Math.max(0, before.start - 2), before.start))
  const start = before === null ? numeral.start : signed ? before.start - 1 : before.start
  const read = { numeral: signed ? { ...numeral, mantissa: -numeral.mantissa } : numeral, start, counted: null, rule: 'money' as const }
  if (before && after?.code === before.code) return { ...read, end: after.end, scale, unit: before.code }
  if (before) return { ...read, end, scale, unit: before.code }
  if (after) return { ...read, end: after.end, scale: scale * after.factor, unit: after.code }
  // "2 million pounds" is money, "2 million pounds of sugar" a weight.
  const pounds = numeral.scale >= 1e6 ? /^[\s-]pounds?(?!\p{L})(?!\s+of\s)/u.exec(text.slice(end, end + 14)) : null
  return pounds ? { ...read, end: end + pounds[0].length, scale, unit: 'GBP' } : null
}

/** Behind money a lone m, b or k is a scale: "$5m", "£3.5 b". */
function letterScale(text: string, numeral: Numeral): { scale: number; end: number } {
  const letter = numeral.scale === 1 ? /^[\s-]?([mbt])(?![\p{L}\p{N}])/u.exec(text.slice(numeral.end, numeral.end + 3)) : null
  const scale = letter === null ? 1 : ({ m: 1e6, b: 1e9, t: 1e12 }[letter[1] ?? ''] ?? 1)
  return letter ? { scale, end: numeral.end + letter[0].length } : numeral
}

function readMeasure(text: string, numeral: Numeral): Read | null {
  const unit = unitAt(text, numeral.end)
  if (unit === null) return null
  const million = unit.code === 'm' && text[unit.end - 1] === 'm' && numeral.scale === 1 ? readMillion(text, numeral, unit.end) : null
  return million ?? { numeral, start: numeral.start, end: unit.end, scale: numeral.scale * unit.factor, unit: unit.code, counted: null, rule: 'measure' }
}

/** A lone m before a unit, before people or things counted, or before "of them" is million; elsewhere (null) it is metre. */
function readMillion(text: string, numeral: Numeral, end: number): Read | null {
  const unit = /^\s/u.test(text.slice(end, end + 1)) ? unitAt(text, end) : null
  if (unit !== null) return { numeral, start: numeral.start, end: unit.end, scale: 1e6 * unit.factor, unit: unit.code, counted: null, rule: 'measure' }
  const counted = countedAt(text, end)
  const partOf = /^\s+of (?:them|whom|which|these|those)\b/u.test(text.slice(end, end + 12))
  return counted !== null || partOf ? { numeral, start: numeral.start, end, scale: 1e6, unit: counted?.unit ?? null, counted, rule: 'count' } : null
}

const AGED =
  /\b(?:aged|ages?(?: of)?|aged? (?:over|under|between|from|about)|(?:over|under|older than|younger than) the age of|children (?:under|over|below)|turn(?:s|ed)|people (?:over|under))\s+$/iu
const OVER_AGE = /\b(?:is|are|was|were|be)\s+(?:over|under)\s+$/iu

/** "aged 65", "children under five", "over 60s": a number of years without the word. */
function readAge(text: string, numeral: Numeral): Read | null {
  const before = text.slice(Math.max(0, numeral.start - 28), numeral.start)
  const isAge =
    numeral.scale === 1 &&
    numeral.mantissa <= 120 &&
    numeral.decimals === 0 &&
    (AGED.test(before) || (OVER_AGE.test(before) && /^(?:[.,;)]|\s+(?:and|or)\b|$)/u.test(text.slice(numeral.end, numeral.end + 8)))) &&
    countedAt(text, numeral.end)?.near !== true
  return isAge ? { numeral, start: numeral.start, end: numeral.end, scale: 1, unit: 'a', counted: null, rule: 'age' } : null
}

const OF_ALL = latin(/^\s+(?:out\s+)?of\s+(?:(?:the|its|their|our|his|her|these|those|all|all the)\s+)?(?:\d[\d,.]*|\p{L}+)(?:-\p{L}+)?/u)

function readCount(text: string, numeral: Numeral): Read {
  const counted = countedAt(text, numeral.end) ?? countedOfAll(text, numeral.end)
  return {
    numeral,
    start: numeral.start,
    end: numeral.end,
    scale: numeral.scale,
    unit: counted?.unit ?? null,
    counted,
    rule: counted === null ? 'number' : 'count',
  }
}

/** "3 of the 27 member states" counts states. */
function countedOfAll(text: string, at: number): Counted | null {
  const match = OF_ALL.exec(text.slice(at, at + 60))
  if (
    !match ||
    !/\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|dozen)/iu.test(match[0])
  )
    return null
  return countedAt(text, at + match[0].length)
}
