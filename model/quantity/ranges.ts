/** Figures that share what is written once: ranges ("between 20 and 30 per cent", "$20–30 billion") and parts of a whole ("of 219 deputies, 112 voted for it"). */
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

const WHOLE =
  /(?:^|[.;:!?]["'”’)]?\s+|,\s+)(?:Of|Out of|Among|Amongst|From among|of|out of)\s+(?:the\s+|those\s+|these\s+|all\s+|its\s+|their\s+|some\s+|about\s+|nearly\s+|almost\s+|more than\s+|an estimated\s+)*$/u

/** "Of 219 deputies, 112 voted for it and 98 against": bare numbers of the sentence count what the whole counts. */
export function shareParts(text: string, candidates: readonly Candidate[]): Candidate[] {
  let whole: Candidate | null = null
  let until = 0
  return candidates.map((candidate) => {
    if (
      candidate.unit?.startsWith('{') &&
      candidate.rule === 'count' &&
      candidate.counted !== null &&
      WHOLE.test(text.slice(Math.max(0, candidate.start - 40), candidate.start))
    ) {
      const comma = text.indexOf(',', candidate.counted.end)
      whole = comma >= 0 && comma - candidate.counted.end < 80 ? candidate : null
      until = whole === null ? 0 : sentenceEnd(text, comma)
      return candidate
    }
    const bare = candidate.rule === 'number' && candidate.unit === null && candidate.scale <= 1e6 && candidate.numeral.decimals === 0
    return whole !== null && bare && candidate.start < until && candidate.numeral.mantissa * candidate.scale <= whole.numeral.mantissa * whole.scale
      ? { ...candidate, unit: whole.unit }
      : candidate
  })
}

function sentenceEnd(text: string, from: number): number {
  const end = /[.!?]["'”’)]?(?:\s+\p{Lu}|\s*$)/u.exec(text.slice(from, from + 600))
  return from + (end?.index ?? 600)
}
