/**
 * Finding a quotation again in a text that may have changed: exact, changed, changed-number, missing or ambiguous, and never silently fuzzy.
 *
 * Both sides are folded (model/fold.ts), so a new line break, another kind of quotation mark or a soft hyphen is no change. Then:
 * - exact hits win; of several the one whose surroundings fit best, then the one nearest to the old place; a tie is ambiguous;
 * - what the fold overlooked is looked at in the original: blanks and dashes inside (anchor/seams.ts), and whether a hit is a part of a longer word or number
 *   ("169" in "1,169") or has another sign before or behind its number ("5 %" in "-5 %"): then it is a change;
 * - without a hit, a bounded approximate search (anchor/approximate.ts) looks where the old surroundings still stand. What it finds is reported as changed, and as
 *   changed-number when the numbers differ (anchor/numbers.ts);
 * - a likeness anywhere else is no answer: the quotation is missing, and the likeness is only a suggestion.
 */
import { type Approximate, around, type Context, findApproximate, findLikeness } from './anchor/approximate.ts'
import { type DifferencePart, differenceOf } from './anchor/difference.ts'
import { sameNumbers } from './anchor/numbers.ts'
import { seamChange } from './anchor/seams.ts'
import { type Folded, fold, originalRange } from './fold.ts'
import type { PositionSelector, QuoteSelector } from './source.ts'

export { sameNumbers } from './anchor/numbers.ts'
export type { DifferencePart } from './anchor/difference.ts'

export type Suggestion = PositionSelector & { found: string }

/**
 * Offsets are UTF-16 units of the searched text. `found` is what stands there now, `difference` how it differs from the quotation; `candidates` are the places
 * that fit equally well; `suggestion` is the likeliest place of what is missing, for a person to judge.
 */
export type Anchor =
  | { status: 'exact'; start: number; end: number }
  | { status: 'changed' | 'changed-number'; start: number; end: number; found: string; difference: DifferencePart[] }
  | { status: 'missing'; start: null; end: null; suggestion: Suggestion | null }
  | { status: 'ambiguous'; start: null; end: null; candidates: readonly PositionSelector[] }

const NOWHERE: Anchor = { status: 'missing', start: null, end: null, suggestion: null }
/** A quotation shorter than this (folded) stands everywhere; without its surroundings a single hit is no proof. */
const TOO_SHORT_ALONE = 12
/** Share of prefix and suffix that has to stand around an approximate hit. */
export const LEAST_SUPPORT = 0.12
/** How many hits of one quotation are looked at. */
const MOST_HITS = 20_000
const MOST_CANDIDATES = 100

type Hit = PositionSelector & { support: number }
type Wanted = { quote: QuoteSelector; folded: string; context: Context; position: PositionSelector | null }

/**
 * Where `quote` stands in `text` now. `position` is where it stood; it only decides between equals. Pass `folded` (of `fold`) when many quotations are looked up in one text.
 * O(n) for exact hits; approximate search is bounded.
 */
export function locate(text: string, quote: QuoteSelector, position: PositionSelector | null = null, folded: Folded = fold(text)): Anchor {
  const wanted: Wanted = { quote, folded: fold(quote.exact).text, context: { prefix: fold(quote.prefix).text, suffix: fold(quote.suffix).text }, position }
  if (wanted.folded === '') return NOWHERE
  const hits = exactHits(folded, wanted)
  const clean = hits.filter((hit) => !runsOn(text, hit, quote))
  if (clean.length > 0) return settle(text, wanted, clean) ?? missing(text, wanted, folded)
  const [glued] = best(hits.filter((hit) => supports(hit.support, wanted.context)), position)
  if (glued !== undefined) return changedAt(text, quote, widen(text, glued))
  return approximately(text, wanted, folded) ?? missing(text, wanted, folded)
}

function exactHits(folded: Folded, { folded: wanted, context }: Wanted): Hit[] {
  const hits: Hit[] = []
  for (let at = folded.text.indexOf(wanted); at >= 0 && hits.length < MOST_HITS; at = folded.text.indexOf(wanted, at + 1)) {
    if (isInsideCharacter(folded, at, at + wanted.length)) continue
    hits.push({ ...originalRange(folded, at, at + wanted.length), support: around(folded.text, at, at + wanted.length, context) })
  }
  return hits
}

/** A letter without its accent, half an emoji or one letter of a ligature is not what was quoted. */
function isInsideCharacter({ starts, ends }: Folded, from: number, to: number): boolean {
  return (from > 0 && starts[from] === starts[from - 1]) || (to < starts.length && ends[to] === ends[to - 1])
}

function supports(count: number, context: Context): boolean {
  const whole = context.prefix.length + context.suffix.length
  return whole === 0 || count >= whole * LEAST_SUPPORT
}

/** Null when the only hit is too short to be believed without its surroundings. */
function settle(text: string, { quote, folded, context, position }: Wanted, hits: readonly Hit[]): Anchor | null {
  const fitting = best(hits, position)
  const [hit] = fitting
  if (hit === undefined) throw new RangeError('no hit to settle on')
  if (fitting.length > 1) return { status: 'ambiguous', start: null, end: null, candidates: fitting.slice(0, MOST_CANDIDATES).map(({ start, end }) => ({ start, end })) }
  if (folded.length < TOO_SHORT_ALONE && !supports(hit.support, context)) return null
  return seamChange(quote.exact, text.slice(hit.start, hit.end)) === 'none' ? { status: 'exact', start: hit.start, end: hit.end } : changedAt(text, quote, hit)
}

/** The hits with the best surroundings, and of those the nearest to the old place; more than one is a tie. */
function best(hits: readonly Hit[], position: PositionSelector | null): readonly Hit[] {
  const most = hits.reduce((found, { support }) => Math.max(found, support), 0)
  const fitting = hits.filter((hit) => hit.support === most)
  if (fitting.length < 2 || position === null) return fitting
  const nearest = fitting.reduce((found, { start }) => Math.min(found, Math.abs(start - position.start)), Infinity)
  return fitting.filter((hit) => Math.abs(hit.start - position.start) === nearest)
}

const WORD_SIGN = /[\p{L}\p{M}\p{N}]/u
const SIGN_BEFORE = /[-\u2212+<>\u2264\u2265~\p{Sc}]/u
const SIGN_BEHIND = /[%\u2030\u00B0]/u

/** True when the hit is a part of a longer word or number, or its number has a sign before or behind it, and it was not so when it was quoted. */
function runsOn(text: string, { start, end }: PositionSelector, { exact, prefix, suffix }: QuoteSelector): boolean {
  const first = exact.trimStart().charAt(0)
  const last = exact.trimEnd().slice(-1)
  const before = runsOnBefore(first, text.slice(Math.max(0, start - 2), start))
  const behind = runsOnBehind(last, text.slice(end, end + 2))
  const isChanged = (now: string, surroundings: string, then: string) => (surroundings === '' ? now !== '' : now !== then)
  return isChanged(before, prefix, runsOnBefore(first, prefix.slice(-2))) || isChanged(behind, suffix, runsOnBehind(last, suffix.slice(0, 2)))
}

/** What `sign` is a continuation of: the character before it, or ''. */
function runsOnBefore(sign: string, before: string): string {
  const near = before.slice(-1)
  if (WORD_SIGN.test(sign) && WORD_SIGN.test(near)) return near
  if (!/\p{Nd}/u.test(sign)) return ''
  if (/[.,]/u.test(near) && /\p{Nd}/u.test(before.charAt(0))) return before
  return SIGN_BEFORE.test(near) && !(near === '-' && WORD_SIGN.test(before.charAt(0))) ? near : ''
}

function runsOnBehind(sign: string, behind: string): string {
  const near = behind.charAt(0)
  if (WORD_SIGN.test(sign) && WORD_SIGN.test(near)) return near
  if (!/\p{Nd}/u.test(sign)) return ''
  if (/[.,]/u.test(near) && /\p{Nd}/u.test(behind.charAt(1))) return behind
  return SIGN_BEHIND.test(behind.trim().charAt(0)) ? behind.trim().charAt(0) : ''
}

/** Longest word or number that a range is grown by. */
const LONGEST_RUN = 40

/** The range grown to whole words and numbers, with the sign before and behind. */
function widen(text: string, hit: Hit): Hit {
  const from = Math.max(0, hit.start - LONGEST_RUN)
  const runs = Array.from(text.slice(from, hit.end + LONGEST_RUN).matchAll(/[-\u2212+<>\u2264\u2265~\p{Sc}]?[\p{L}\p{M}\p{N}]+(?:[.,]\d+)*(?:\s?[%\u2030\u00B0])?/gu), (match) => ({ start: from + match.index, end: from + match.index + match[0].length }))
  const touching = runs.filter((run) => run.start < hit.end && run.end > hit.start)
  return { ...hit, start: Math.min(hit.start, touching[0]?.start ?? hit.start), end: Math.max(hit.end, touching.at(-1)?.end ?? hit.end) }
}

function changedAt(text: string, quote: QuoteSelector, { start, end }: PositionSelector): Anchor {
  const found = text.slice(start, end)
  const isNumber = !sameNumbers(quote.exact, found) || seamChange(quote.exact, found) === 'numbers'
  return { status: isNumber ? 'changed-number' : 'changed', start, end, found, difference: differenceOf(quote.exact, found) }
}

/** Null when nothing like the quotation stands where its surroundings are. */
function approximately(text: string, { quote, folded: wanted, context, position }: Wanted, folded: Folded): Anchor | null {
  const near = findApproximate(folded.text, wanted, context, position === null ? null : toFolded(folded, position.start))
  if (near === null || !supports(near.support, context)) return null
  return near.tied ? tie(folded, near) : changedAt(text, quote, originalRange(folded, near.from, near.to))
}

function tie(folded: Folded, near: Approximate): Anchor {
  return { status: 'ambiguous', start: null, end: null, candidates: [originalRange(folded, near.from, near.to)] }
}

function missing(text: string, { folded: wanted, position }: Wanted, folded: Folded): Anchor {
  const near = findLikeness(folded, wanted, position === null ? null : toFolded(folded, position.start))
  if (near === null) return NOWHERE
  const { start, end } = originalRange(folded, near.from, near.to)
  return { status: 'missing', start: null, end: null, suggestion: { start, end, found: text.slice(start, end) } }
}

/** The first folded offset at or behind an original one. */
function toFolded(folded: Folded, offset: number): number {
  let low = 0
  let high = folded.starts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((folded.starts[middle] ?? Infinity) < offset) low = middle + 1
    else high = middle
  }
  return low
}
