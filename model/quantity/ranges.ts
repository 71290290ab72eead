/** Ranges: two figures that share what is written once. "between 20 and 30 per cent", "$20–30 billion", "from 10 to 12 miles". */
import type { Candidate } from './candidate.ts'

const LINK = /^\s*(?:[-–—]|\bto\b|\band\b|\bor\b|\bthrough\b)\s*(?:(?:about|nearly|over|almost|some|as many as|perhaps|more than)\s+)?$/u
const OPENS = /\b(?:between|from|of)\s+(?:(?:about|roughly|an estimated|some|nearly|a low of|over)\s+)?$/iu
/** How far two ends of a range may lie apart and still share a scale: "20 to 30 billion" does, "500 to 1.2 million" does not. */
const WIDEST = 20

/** The candidates with unit and scale handed on: from the second end to the first, and a currency from the first to the second. */
export function shareRanges(text: string, candidates: readonly Candidate[]): Candidate[] {
  const shared: Candidate[] = []
  candidates.forEach((candidate, index) => {
    const next = candidates[index + 1]
    const previous = shared[index - 1]
    if (next !== undefined && areLinked(text, candidate, next)) shared.push(fromSecond(candidate, next))
    else if (previous !== undefined && areLinked(text, previous, candidate)) shared.push(fromFirst(candidate, previous))
    else shared.push(candidate)
  })
  return shared
}

function areLinked(text: string, first: Candidate, second: Candidate): boolean {
  if (second.start - first.end > 24) return false
  const link = text.slice(first.end, second.start)
  if (!LINK.test(link)) return false
  return !/\band\b/u.test(link) || OPENS.test(text.slice(Math.max(0, first.start - 30), first.start))
}

function fromSecond(first: Candidate, second: Candidate): Candidate {
  const distance = Math.abs(first.numeral.mantissa / (second.numeral.mantissa || 1))
  const near = distance <= WIDEST && distance >= 1 / WIDEST
  const sameKind = first.unit === null || first.unit === second.unit || (first.rule === 'money' && second.rule !== 'measure')
  const scale = first.scale === 1 && second.numeral.scale >= 1000 && near && sameKind ? second.scale : first.scale
  const per = first.per ?? second.per
  if (first.unit !== null || second.unit === null) return { ...first, scale, per }
  const factor = second.numeral.scale === 0 ? 1 : second.scale / second.numeral.scale
  return { ...first, scale: scale === second.scale ? scale : scale * factor, per, unit: second.unit, rule: second.rule }
}

function fromFirst(second: Candidate, first: Candidate): Candidate {
  if (first.rule === 'age' && second.unit === null) return { ...second, unit: first.unit, rule: 'age' }
  if (first.rule === 'measure' && first.unit === '%' && second.rule === 'number') return { ...second, unit: '%', rule: 'measure' }
  return first.rule === 'money' && (second.rule === 'number' || (second.rule === 'count' && second.counted?.near !== true))
    ? { ...second, unit: first.unit, rule: 'money' }
    : second
}
