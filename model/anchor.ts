/**
 * Finding a quotation again in a text that may have changed: exact, changed, changed-number, missing or ambiguous, and never silently fuzzy.
 *
 * Both sides are folded (model/fold.ts), so a new line break, another kind of quotation mark or a soft hyphen is no change. Then:
 * - exact hits win; of several the one whose surroundings fit best, then the one nearest to the old place; a tie is ambiguous;
 * - an exact hit that is part of a longer word or number ("169" in "1,169") is a change, not a hit;
 * - without one, a bounded approximate search (anchor/approximate.ts) looks where the old surroundings still stand. What it finds is reported as changed,
 *   and as changed-number when digits or number words differ.
 */
import { type Approximate, findApproximate } from './anchor/approximate.ts'
import { type Folded, fold, foldText, originalRange } from './fold.ts'
import type { PositionSelector, QuoteSelector } from './source.ts'

/** Offsets are UTF-16 units of the searched text. `found` is what stands there now; `candidates` are the places that fit equally well. */
export type Anchor =
  | { status: 'exact'; start: number; end: number }
  | { status: 'changed' | 'changed-number'; start: number; end: number; found: string }
  | { status: 'missing'; start: null; end: null }
  | { status: 'ambiguous'; start: null; end: null; candidates: readonly PositionSelector[] }

const MISSING: Anchor = { status: 'missing', start: null, end: null }
/** A quotation shorter than this (folded) stands everywhere; without its surroundings a single hit is no proof. */
const TOO_SHORT_ALONE = 12
/** Share of prefix and suffix that has to stand around an approximate hit. */
export const LEAST_SUPPORT = 0.12

type Hit = PositionSelector & { support: number; from: number; to: number }

/**
 * Where `quote` stands in `text` now. `position` is where it stood; it only decides between equals. Pass `folded` when many quotations are looked up in one text.
 * O(n) for exact hits; approximate search is bounded by the number of places where the surroundings fit.
 */
export function locate(text: string, quote: QuoteSelector, position: PositionSelector | null = null, folded: Folded = fold(text)): Anchor {
  const wanted = foldText(quote.exact)
  const context = { prefix: foldText(quote.prefix), suffix: foldText(quote.suffix) }
  if (wanted === '') return MISSING
  const hits = exactHits(folded, wanted, context)
  const clean = hits.filter((hit) => !isGlued(text, hit))
  if (clean.length > 0) return settle(text, quote, clean, context, position)
  const near = findApproximate(folded.text, wanted, context, position === null ? null : toFolded(folded, position.start))
  const [glued] = best(hits.filter((hit) => supports(hit.support, context)), position)
  if (glued !== undefined) return changedAt(text, quote, widen(text, glued))
  return near === null || !supports(near.support, context) ? MISSING : fromApproximate(text, quote, folded, near)
}

function exactHits(folded: Folded, wanted: string, context: { prefix: string; suffix: string }): Hit[] {
  const hits: Hit[] = []
  for (let at = folded.text.indexOf(wanted); at >= 0; at = folded.text.indexOf(wanted, at + 1)) {
    hits.push({ ...originalRange(folded, at, at + wanted.length), from: at, to: at + wanted.length, support: support(folded.text, at, at + wanted.length, context) })
  }
  return hits
}

/** How many characters of prefix and suffix stand unchanged right around a range of the folded text. */
export function support(text: string, from: number, to: number, context: { prefix: string; suffix: string }): number {
  let before = 0
  while (before < context.prefix.length && text[from - 1 - before] === context.prefix[context.prefix.length - 1 - before]) before++
  let after = 0
  while (after < context.suffix.length && text[to + after] === context.suffix[after]) after++
  return before + after
}

function supports(count: number, context: { prefix: string; suffix: string }): boolean {
  const whole = context.prefix.length + context.suffix.length
  return whole === 0 || count >= whole * LEAST_SUPPORT
}

function settle(text: string, quote: QuoteSelector, hits: readonly Hit[], context: { prefix: string; suffix: string }, position: PositionSelector | null): Anchor {
  const fitting = best(hits, position)
  const [hit] = fitting
  if (hit === undefined) throw new RangeError('no hit to settle on')
  if (fitting.length > 1) return { status: 'ambiguous', start: null, end: null, candidates: fitting.map(({ start, end }) => ({ start, end })) }
  if (hit.to - hit.from < TOO_SHORT_ALONE && !supports(hit.support, context)) return MISSING
  const found = text.slice(hit.start, hit.end)
  return sameWords(quote.exact, found) ? { status: 'exact', start: hit.start, end: hit.end } : changedAt(text, quote, hit)
}

/** The hits with the best surroundings, and of those the nearest to the old place; more than one is a tie. */
function best(hits: readonly Hit[], position: PositionSelector | null): readonly Hit[] {
  const most = Math.max(...hits.map((hit) => hit.support))
  const fitting = hits.filter((hit) => hit.support === most)
  if (fitting.length < 2 || position === null) return fitting
  const nearest = Math.min(...fitting.map((hit) => Math.abs(hit.start - position.start)))
  return fitting.filter((hit) => Math.abs(hit.start - position.start) === nearest)
}

const WORD_SIGN = /[\p{L}\p{M}\p{N}]/u

/** True when the hit begins or ends inside a word or a number of the text. */
function isGlued(text: string, { start, end }: PositionSelector): boolean {
  const first = text[start] ?? ''
  const last = text[end - 1] ?? ''
  const before = text[start - 1] ?? ''
  const after = text[end] ?? ''
  if (WORD_SIGN.test(first) && (WORD_SIGN.test(before) || (/\d/.test(first) && /[.,]/.test(before) && /\d/.test(text[start - 2] ?? '')))) return true
  return WORD_SIGN.test(last) && (WORD_SIGN.test(after) || (/\d/.test(last) && /[.,]/.test(after) && /\d/.test(text[end + 1] ?? '')))
}

/** Longest word or number that a range is grown by. */
const LONGEST_RUN = 40

/** The range grown to whole words and numbers. */
function widen(text: string, hit: Hit): Hit {
  const from = Math.max(0, hit.start - LONGEST_RUN)
  const runs = Array.from(text.slice(from, hit.end + LONGEST_RUN).matchAll(/[\p{L}\p{M}\p{N}]+(?:[.,]\d+)*/gu), (match) => ({ start: from + match.index, end: from + match.index + match[0].length }))
  const touching = runs.filter((run) => run.start < hit.end && run.end > hit.start)
  return { ...hit, start: Math.min(hit.start, touching[0]?.start ?? hit.start), end: Math.max(hit.end, touching.at(-1)?.end ?? hit.end) }
}

function changedAt(text: string, quote: QuoteSelector, { start, end }: PositionSelector): Anchor {
  const found = text.slice(start, end)
  return { status: sameNumbers(quote.exact, found) ? 'changed' : 'changed-number', start, end, found }
}

function fromApproximate(text: string, quote: QuoteSelector, folded: Folded, near: Approximate): Anchor {
  return changedAt(text, quote, originalRange(folded, near.from, near.to))
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

const NUMBER_WORDS = /\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|trillion|dozen|half|third|thirds|quarters?|fourths?|fifths?|tenths?|twice|thrice|doubl\w+|tripl\w+|quadrupl\w+|halv\w+|\w+fold|per ?cent|percent)\b|%|\d+/giu

/** Digit runs and number words are the same in the same order. Runs are compared raw: "COVID-19" counts. */
export function sameNumbers(a: string, b: string): boolean {
  const numbers = (text: string) => (text.match(NUMBER_WORDS) ?? []).map((word) => word.toLowerCase().replace(/\s/gu, '')).join('|')
  return numbers(a) === numbers(b)
}

/** Words that turn the sense when glued to their neighbour or cut from it: "not able" and "notable" fold alike. */
const TELLING = new Set(['not', 'no', 'non', 'un', 'in', 'a', 'an', 'now', 'never', 'all', 'any'])

/** Folding ignores blanks; this looks at what only blanks tell apart: digit runs, and small words that change the sense. */
function sameWords(a: string, b: string): boolean {
  const runs = (text: string) => text.match(/\d+/gu)?.join('|') ?? ''
  if (runs(a) !== runs(b)) return false
  const tellingIn = (text: string) => (text.toLowerCase().match(/\p{L}+/gu) ?? []).filter((word) => TELLING.has(word)).join('|')
  return tellingIn(a) === tellingIn(b)
}
