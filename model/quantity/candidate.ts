/** A number with what stands beside it, before it is known whether it states a magnitude. */
import { type Numeral } from './numerals.ts'
import { countedAt, currencyAfter, currencyBefore, unitAt } from './units.ts'

export type Candidate = {
  numeral: Numeral
  /** The span with currency, scale and unit. */
  start: number
  end: number
  scale: number
  unit: string | null
  rule: 'money' | 'measure' | 'count' | 'number'
}

/** The number at `numeral` with the currency, unit or counted noun beside it. */
export function readCandidate(text: string, numeral: Numeral): Candidate {
  return readMoney(text, numeral) ?? readMeasure(text, numeral) ?? readCount(text, numeral)
}

function readMoney(text: string, numeral: Numeral): Candidate | null {
  const before = numeral.form === 'digits' ? currencyBefore(text, numeral.start) : null
  const { scale, end } = before ? letterScale(text, numeral) : numeral
  const after = currencyAfter(text, end)
  if (before && after?.code === before.code) return { numeral, start: before.start, end: after.end, scale, unit: before.code, rule: 'money' }
  if (before) return { numeral, start: before.start, end, scale, unit: before.code, rule: 'money' }
  return after ? { numeral, start: numeral.start, end: after.end, scale, unit: after.code, rule: 'money' } : null
}

/** Behind money a lone m or b is a scale: "$5m", "£3.5 b". */
function letterScale(text: string, numeral: Numeral): { scale: number; end: number } {
  const letter = numeral.scale === 1 ? /^\s?([mb])(?![\p{L}\p{N}])/u.exec(text.slice(numeral.end, numeral.end + 3)) : null
  return letter ? { scale: letter[1] === 'm' ? 1e6 : 1e9, end: numeral.end + letter[0].length } : numeral
}

function readMeasure(text: string, numeral: Numeral): Candidate | null {
  const unit = unitAt(text, numeral.end)
  if (unit === null) return null
  const million = unit.code === 'm' && text[unit.end - 1] === 'm' && numeral.scale === 1 ? readMillion(text, numeral, unit.end) : null
  return million ?? { numeral, start: numeral.start, end: unit.end, scale: numeral.scale * unit.factor, unit: unit.code, rule: 'measure' }
}

/** A lone m before a unit, before people or things counted, or before "of them" is million; elsewhere (null) it is metre. */
function readMillion(text: string, numeral: Numeral, end: number): Candidate | null {
  const unit = /^\s/u.test(text.slice(end)) ? unitAt(text, end) : null
  if (unit !== null) return { numeral, start: numeral.start, end: unit.end, scale: 1e6 * unit.factor, unit: unit.code, rule: 'measure' }
  const counted = countedAt(text, end)
  const partOf = /^\s+of (?:them|whom|which|these|those)\b/u.test(text.slice(end, end + 12))
  return counted !== null || partOf ? { numeral, start: numeral.start, end, scale: 1e6, unit: counted, rule: 'count' } : null
}

function readCount(text: string, numeral: Numeral): Candidate {
  const unit = countedAt(text, numeral.end)
  return { numeral, start: numeral.start, end: numeral.end, scale: numeral.scale, unit, rule: unit === null ? 'number' : 'count' }
}
