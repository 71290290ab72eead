/** Whether a number from 1500 to 2100 is a year. It is, unless what stands around it measures or counts with it. */
import { latin } from '../latin.ts'
import { countedAt } from '../quantity/counted.ts'
import { currencyAfter, currencyBefore } from '../quantity/currencies.ts'
import type { Span } from '../quantity/spans.ts'
import { unitAt } from '../quantity/units.ts'

/** Words that bound or soften a number and never a year. */
const BOUNDED =
  /(?:\b(?:more than|less than|fewer than|over|under|almost|nearly|exactly|at least|at most|up to|some|only|just|another|additional|total of|record|estimated|exceed(?:s|ed|ing)?|than|least)|[±+=<>≤≥~]|(?<=\s)[-−])\s*$/iu
/** Words that soften both: "about 1900", "about 1900 houses". */
const SOFTENED = /\b(?:about|around|roughly|approximately|circa|ca\.|c\.)\s+$/iu
/** Behind these a number before a plural counts it: "killed 1850 miners". */
const COUNTING = latin(
  /\b(?:\p{Ll}{3,}(?:ed|ing)|has|have|had|were|was|are|is|with|kill|include[sd]?|sent|built|held|made|lost|took|saw|sold|bought|left|hold|employ|host|recruit)\s+$/u,
)
/** Behind these it is a date whatever follows: "in 2019 workers …", "the 2012 elections". */
const TEMPORAL =
  /\b(?:in|since|by|until|till|during|before|after|from|of|for|to|through|the|this|that|its|his|her|their|our|early|late|mid|year|years|a|an|’s|'s|as of|between|summer|winter|spring|autumn|fall)[\s-]+$/iu
/** "the 2012 and 2016 elections". */
const BESIDE_YEAR = /(?:1[5-9]|20)\d{2}(?:,|\s+(?:and|or|to))\s+$/u
const SCALE = /^[\s\u00A0-]?(?:hundred|thousand|million|billion|trillion|bn|mn|m\b)/iu

export function isYear(text: string, { start, end }: Span): boolean {
  const before = text.slice(Math.max(0, start - 28), start)
  if (currencyBefore(text, start) !== null || currencyAfter(text, end) !== null || SCALE.test(text.slice(end, end + 12))) return false
  const unit = unitAt(text, end)
  if (unit !== null && unit.code !== 'a' && !/^\s*-/.test(text.slice(end, end + 2))) return false
  if (/^\s?(?:US\$|[$€£¥])/u.test(text.slice(end, end + 3)) && !/^\s/u.test(text.slice(end, end + 1))) return false
  const counted = countedAt(text, end)
  if (BOUNDED.test(before)) return false
  if (SOFTENED.test(before)) return counted === null
  if (/\bof\s+$/u.test(before) && counted?.unit === '{person}' && counted.near) return false
  if (TEMPORAL.test(before) || BESIDE_YEAR.test(before)) return true
  if (/\b(?:and|or)\s+$/u.test(before)) return counted === null
  return !(counted !== null && (COUNTING.test(before) || (counted.unit === '{person}' && counted.near)))
}
