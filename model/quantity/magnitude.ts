/** Whether a number that nothing vetoed states a magnitude that could be checked. */
import { latin } from '../latin.ts'
import type { Candidate } from './candidate.ts'
import { readHedge } from './hedges.ts'

const DISCOURSE = /\b(?:the|these|those|both|all|any|our|their|its|every|each|other)\s+$/iu
/** Words up to this many count only with a unit, a scale or people: "two sides", "one of the". */
const SMALL_WORD = 3
/** A bare number behind a capitalised word is part of a name ("Apollo 11"), unless a place is named before what happened there ("in Texas 12 died"). */
const NAME_BEFORE = latin(/(?<prep>\b(?:in|of|from)\s+(?<article>the\s+)?)?(?<name>\p{Lu}[\p{L}'’.-]*)\s$/u)
const OPENER =
  /^(?:About|Around|Roughly|Nearly|Almost|Some|Only|Over|Under|Just|At|By|In|Of|From|To|For|The|These|Those|All|More|Up|Between|Another|And|But|Or|With|Its|Their|Another|An|A|No|Not|Yet|That|While|When|Where|If|As|On|Than|Exactly|Approximately|Total|Least)$/u

export function statesMagnitude(text: string, candidate: Candidate): boolean {
  const { numeral, rule, scale, unit } = candidate
  if (rule === 'money' || rule === 'age') return true
  if (rule === 'measure') return isMeasure(text, candidate)
  // How often something is done is no magnitude of it; "three times as many" was read before.
  if (unit === null && /^\s+times\b/u.test(text.slice(candidate.end, candidate.end + 8))) return false
  if (numeral.form === 'digits' && isCode(text, candidate)) return false
  if (scale > 1) return true
  if (numeral.form === 'digits') return rule === 'count' || !isName(text, candidate)
  return words(text, candidate, unit)
}

/** Digits that go on in letters ("623S") or begin with a nought ("008") are a code. */
function isCode(text: string, { numeral, start, end }: Candidate): boolean {
  return /\p{L}/u.test(text[end] ?? '') || (numeral.decimals === 0 && /^0\d/.test(text.slice(start, start + 2)))
}

/** "one second", "the one day": one with a time is mostly a manner of speaking. */
function isMeasure(text: string, { numeral, unit, start, end }: Candidate): boolean {
  if (numeral.form === 'digits' || numeral.mantissa !== 1 || unit === null || !/^(?:a|mo|wk|d|h|min|s)$/.test(unit)) return true
  return (
    !/^\s+(?:ago|earlier|later|after|before|when|soon|at a time)\b/iu.test(text.slice(end, end + 12)) &&
    !DISCOURSE.test(text.slice(Math.max(0, start - 12), start))
  )
}

function words(text: string, { numeral, start, end }: Candidate, unit: string | null): boolean {
  const before = text.slice(Math.max(0, start - 24), start)
  if (text[end] === '-' && unit === null) return false
  if (numeral.mantissa === 0) return unit !== null
  if (numeral.mantissa === 1) return false
  if (numeral.mantissa <= SMALL_WORD) return unit === '{person}' && !DISCOURSE.test(before)
  if (unit !== null || readHedge(text, start, end).approx !== null) return true
  return !DISCOURSE.test(before) && !/^\p{Lu}/u.test(text.slice(start)) && !/^\s+(?:of us|of them all)\b/u.test(text.slice(end, end + 14))
}

function isName(text: string, { numeral, start, end }: Candidate): boolean {
  if (numeral.grouped || numeral.decimals > 0 || numeral.negative) return false
  const before = text.slice(Math.max(0, start - 40), start)
  const { prep, article, name } = NAME_BEFORE.exec(before)?.groups ?? {}
  if (name === undefined || OPENER.test(name) || name.endsWith('.')) return false
  if (numeral.mantissa > 9999) return /^\p{Lu}{2,}$/u.test(name)
  // A row of a table names what it holds a number of.
  if (start === name.length + 1 && /^(?:\s+[\d$€£(–-]|\s*$)/u.test(text.slice(end, end + 4))) return false
  // "In Iowa 12 died": what follows a number that counts is a verb or the end of a clause; a name goes on alike, so only the preposition tells.
  return prep === undefined || (article !== undefined && !/^\p{Lu}{2,}$/u.test(name)) || !/^\s\p{Ll}/u.test(text.slice(end, end + 2))
}
