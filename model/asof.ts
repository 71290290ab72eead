/**
 * As of when a figure or rank holds: the date nearest to it in its clause, else in its sentence, else in the sentence before, else the source's date of
 * issue. It is said which. A date that only names what is compared with ("than in 2019") is passed over. Pure; offsets are UTF-16 code units.
 */
import { latin } from './latin.ts'
import type { DateMention } from './dates.ts'
import type { AS_OF_FROM } from './extraction.ts'
import type { Span } from './quantity/spans.ts'

export type AsOf = { asOf: string | null; asOfFrom: (typeof AS_OF_FROM)[number] | null }

/** Where to look, from near to far; `previous` null at the start of a paragraph. `issued` as ISO 8601 or EDTF, null for an undated source. */
export type AsOfScope = {
  text: string
  clause: Span
  sentence: Span
  previous: Span | null
  dates: readonly DateMention[]
  figures: readonly Span[]
  issued: string | null
}

const COMPARED =
  /(?:\b(?:compared (?:to|with)|in comparison (?:to|with)|versus|vs\.?|relative to|than|against|as opposed to|rather than|up from|down from|before|prior to|below|above|over|exceed(?:s|ed|ing)?)(?:\s+(?:the|that|those|it|they|was|were|did|had|been|of|in|at|for|during|levels?|average|year|a|its|their|fiscal|period|same))*\s*)$/iu
const LEVELS = /^\s*(?:levels?|baseline|figures?|prices|standards?|averages?)\b/iu
const SINCE = /\bsince\s+(?:at least\s+|the\s+|early\s+|late\s+|mid-?)?$/iu
/** Few words, no verb and no other figure between a figure and the date behind it: "27,213 in 2011", "3.2 million people in May 2023". */
const ATTACHED =
  /^[^,;:.()\d]{0,60}?(?:\b(?:in|on|by|at|during|as of|for|through|until|between|over|from|since)|\()\s*(?:the\s+|about\s+|around\s+)?(?:end of\s+|beginning of\s+|start of\s+|year\s+|fiscal\s+|early\s+|late\s+|mid-?|month of\s+|years?\s+(?:to|ending)\s+)?$/u

export function asOfOf(span: Span, scope: AsOfScope): AsOf {
  const { clause, sentence, previous, issued } = scope
  const near = attached(span, scope) ?? nearest(span, clause, scope)
  if (near !== null) return { asOf: near, asOfFrom: 'clause' }
  const wider = nearest(span, sentence, scope)
  if (wider !== null) return { asOf: wider, asOfFrom: 'sentence' }
  const before = previous === null ? null : lastOf(previous, scope)
  if (before !== null) return { asOf: before, asOfFrom: 'previous-sentence' }
  return issued === null ? { asOf: null, asOfFrom: null } : { asOf: issued, asOfFrom: 'source' }
}

function inside(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}

/** The date that stands right behind the figure, with only its own noun phrase between. */
function attached(span: Span, { text, sentence, dates, figures }: AsOfScope): string | null {
  const date = dates.find((candidate) => candidate.start >= span.end && inside(sentence, candidate))
  if (date === undefined || date.start - span.end > 90) return null
  const between = text.slice(span.end, date.start)
  const crossed = figures.some((figure) => figure.start >= span.end && figure.end <= date.start)
  return !crossed && ATTACHED.test(between) && !isCompared(text, date) ? written(text, date) : null
}

function nearest(span: Span, within: Span, scope: AsOfScope): string | null {
  const { text, dates, figures } = scope
  let best: { date: DateMention; distance: number } | null = null
  for (const date of dates) {
    if (!inside(within, date) || isCompared(text, date)) continue
    const distance = date.end <= span.start ? span.start - date.end : date.start - span.end
    // Another figure's own date is farther away than it looks.
    const owned = figures.some(
      (figure) =>
        figure.start !== span.start &&
        figure.end <= date.start &&
        date.start - figure.end < 90 &&
        (figure.start > span.start || date.end < span.start) &&
        !figures.some((other) => other.start >= figure.end && other.end <= date.start) &&
        ATTACHED.test(text.slice(figure.end, date.start)),
    )
    const cost = distance + (owned ? 1000 : 0) + (date.start > span.end ? 20 : 0)
    if (best === null || cost < best.distance) best = { date, distance: cost }
  }
  return best === null ? null : written(text, best.date)
}

function lastOf(within: Span, { text, dates }: AsOfScope): string | null {
  const date = dates.findLast((candidate) => inside(within, candidate) && !isCompared(text, candidate))
  return date === undefined ? null : written(text, date)
}

/** The year in the name of a law is not when a figure holds: "the Trade Act of 1974", "the 1944 treaty". */
const NAMED_BEFORE =
  /\b(?:Act|Treaty|Law|Convention|Agreement|Accords?|Code|Constitution|Protocol|Compact|Order|Declaration|Directive|Regulation|Charter|Pact|Plan|Budget|Statute|Census)(?:,)? (?:of|from) $/u
const NAMED_BEHIND = latin(
  /^ (?:\p{Lu}\p{L}+ )*(?:Act|Treaty|treaty|Law|law|Convention|convention|Agreement|agreement|Accords?|accords?|Constitution|constitution|Protocol|protocol|Directive|Regulation|Charter|Pact)\b/u,
)

function isCompared(text: string, { start, end }: Span): boolean {
  if (NAMED_BEFORE.test(text.slice(Math.max(0, start - 24), start)) || NAMED_BEHIND.test(text.slice(end, end + 50))) return true
  return COMPARED.test(text.slice(Math.max(0, start - 60), start)) || LEVELS.test(text.slice(end, end + 12))
}

/** "since 1994" is the open interval 1994/.. of EDTF. */
function written(text: string, { start, value }: DateMention): string {
  return SINCE.test(text.slice(Math.max(0, start - 24), start)) && !value.includes('/') ? `${value}/..` : value
}
