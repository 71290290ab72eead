/**
 * Approximate search for a quotation, bounded. Two ways, both by edit distance (Levenshtein):
 *
 * - where its old surroundings still stand: right behind the end of its prefix or right before the start of its suffix, in a band of so many edits as are allowed;
 * - anywhere (`findLikeness`), by Myers' bit-parallel search ("A fast bit-vector algorithm for approximate string matching", J. ACM 46, 1999) over blocks of 32
 *   rows, of which only those are computed that can still be within the limit (Ukkonen's cut-off): O(n·e/w), and never more than a fixed number of block steps.
 *
 * Both give up above a quarter of the quotation (half of it, where prefix and suffix both stand) or 60 edits. What the second finds is a likeness, not the quotation.
 */
import type { Folded } from '../fold.ts'

export type Context = { prefix: string; suffix: string }

/** A range of the folded text, its edit distance to the quotation and the characters of prefix and suffix that stand around it. */
export type Approximate = { from: number; to: number; distance: number; support: number }

const LARGEST_SHARE = 0.25
const MOST_EDITS = 60
/** Characters of the surroundings that mark a place. */
const SEED = 8
/** At most so many places are looked at for each seed, those nearest to the old position first. */
const MOST_PLACES = 64
/** How many places of one seed are counted at all. */
const MOST_COUNTED = 100_000
/** Seeds on each side: the nearest characters of the surroundings, and farther ones in case the nearest were edited too. */
const SEEDS = 3

export function editLimit(length: number): number {
  return Math.min(MOST_EDITS, Math.floor(length * LARGEST_SHARE))
}

/** The best of the ranges whose surroundings stand, and whether another is as good; null when there is none. */
export function findApproximate(text: string, wanted: string, context: Context, oldStart: number | null): (Approximate & { tied: boolean }) | null {
  const limit = editLimit(wanted.length)
  if (limit === 0) return null
  const found = [...between(text, wanted, context, oldStart), ...behindPrefix(text, wanted, limit, context, oldStart), ...beforeSuffix(text, wanted, limit, context, oldStart)].sort((a, b) => a.distance - b.distance || b.support - a.support || nearness(a, oldStart) - nearness(b, oldStart))
  const [best] = found
  if (!best) return null
  const tied = found.some((other) => (other.from > best.to || other.to < best.from) && other.distance === best.distance && other.support === best.support && nearness(other, oldStart) === nearness(best, oldStart))
  return { ...best, tied }
}

/** Between prefix and suffix that both stand, half of the quotation may have changed. */
const LARGEST_SHARE_BETWEEN = 0.5

function between(text: string, wanted: string, context: Context, oldStart: number | null): Approximate[] {
  const before = context.prefix.slice(-SEED)
  const behind = context.suffix.slice(0, SEED)
  const limit = Math.min(MOST_EDITS, Math.floor(wanted.length * LARGEST_SHARE_BETWEEN))
  if (before.length < SEED || behind.length < SEED || limit === 0) return []
  return places(text, before, oldStart, wanted.length).flatMap((at) => {
    const from = at + before.length
    const to = text.indexOf(behind, from)
    if (to <= from || to > from + wanted.length + limit) return []
    const end = bestEnd(wanted, text.slice(from, to), limit, (length) => (length === to - from ? MOST_HELP : 0))
    return end === null || end.length < to - from ? [] : [{ from, to, distance: end.distance, support: around(text, from, to, context) }]
  })
}

function behindPrefix(text: string, wanted: string, limit: number, context: Context, oldStart: number | null): Approximate[] {
  return seeds(context.prefix, 'end').flatMap(({ seed, gap }) =>
    places(text, seed, oldStart, wanted.length).flatMap((at) => {
      const from = at + seed.length + gap
      if (!isLike(text.slice(at + seed.length, from), gap === 0 ? '' : context.prefix.slice(-gap))) return []
      const end = bestEnd(wanted, text.slice(from, from + wanted.length + limit), limit, (length) => common(text, from + length, context.suffix))
      return end === null ? [] : [{ from, to: from + end.length, distance: end.distance, support: around(text, from, from + end.length, context) + (gap > 0 ? seed.length : 0) }]
    }),
  )
}

function beforeSuffix(text: string, wanted: string, limit: number, context: Context, oldStart: number | null): Approximate[] {
  const turned = reversed(wanted)
  return seeds(context.suffix, 'start').flatMap(({ seed, gap }) =>
    places(text, seed, oldStart, wanted.length).flatMap((at) => {
      const to = at - gap
      if (!isLike(text.slice(Math.max(0, to), at), context.suffix.slice(0, gap))) return []
      const window = reversed(text.slice(Math.max(0, to - wanted.length - limit), Math.max(0, to)))
      const end = bestEnd(turned, window, limit, (length) => commonBack(text, to - length, context.prefix))
      return end === null ? [] : [{ from: to - end.length, to, distance: end.distance, support: around(text, to - end.length, to, context) + (gap > 0 ? seed.length : 0) }]
    }),
  )
}

/** Stretches of the surroundings and how far each stands from the quotation. */
function seeds(surroundings: string, nearest: 'start' | 'end'): { seed: string; gap: number }[] {
  const found: { seed: string; gap: number }[] = []
  for (let gap = 0, count = 0; count < SEEDS && (count === 0 || gap + SEED <= surroundings.length); gap += SEED, count++) {
    const seed = nearest === 'end' ? surroundings.slice(Math.max(0, surroundings.length - gap - SEED), surroundings.length - gap) : surroundings.slice(gap, gap + SEED)
    if (seed.length >= SEED / 2) found.push({ seed, gap })
  }
  return found
}

/** Whether what stands between a farther seed and the quotation is still half of what stood there. */
function isLike(found: string, wanted: string): boolean {
  return wanted === '' || bestEnd(wanted, found, Math.floor(wanted.length / 2), (length) => (length === found.length ? MOST_HELP : 0)) !== null
}

function nearness(candidate: Approximate, oldStart: number | null): number {
  return oldStart === null ? 0 : Math.abs(candidate.from - oldStart)
}

/** Steps of the band over all places of one seed. */
const MOST_CELLS = 30_000_000

/** Where the seed stands; of very many places those nearest to the old one, and fewer for a long quotation. */
function places(text: string, seed: string, oldStart: number | null, length: number): number[] {
  const most = Math.max(1, Math.min(MOST_PLACES, Math.floor(MOST_CELLS / (length * 2 * MOST_EDITS))))
  const found: number[] = []
  for (let at = text.indexOf(seed); at >= 0 && found.length < MOST_COUNTED; at = text.indexOf(seed, at + 1)) found.push(at)
  if (found.length <= most) return found
  return (oldStart === null ? found : found.sort((a, b) => Math.abs(a - oldStart) - Math.abs(b - oldStart))).slice(0, most)
}

function reversed(text: string): string {
  let turned = ''
  for (let index = text.length - 1; index >= 0; index--) turned += text[index] ?? ''
  return turned
}

/** How many characters of prefix and suffix stand unchanged right around a range of the folded text. */
export function around(text: string, from: number, to: number, context: Context): number {
  return commonBack(text, from, context.prefix) + common(text, to, context.suffix)
}

function common(text: string, at: number, suffix: string): number {
  let count = 0
  while (count < suffix.length && text[at + count] === suffix[count]) count++
  return count
}

function commonBack(text: string, at: number, prefix: string): number {
  let count = 0
  while (count < prefix.length && text[at - 1 - count] === prefix[prefix.length - 1 - count]) count++
  return count
}

/** Surroundings at the far end outweigh this many edits at most, so that the range ends where the quotation's context begins. */
const MOST_HELP = 6

/**
 * The beginning of `window` that is nearest to `wanted`: Levenshtein's distance in a band of ±limit. `help` says how well the surroundings fit behind a
 * beginning of that length. Null when all are farther than `limit`.
 */
function bestEnd(wanted: string, window: string, limit: number, help: (length: number) => number): { length: number; distance: number } | null {
  const far = limit + 1
  const width = 2 * limit + 1
  // Column `index - limit + place` of the row stands at `place`.
  let row = new Uint16Array(width).map((_, place) => (place < limit ? far : place - limit))
  let next = new Uint16Array(width)
  for (let index = 1; index <= wanted.length; index++) {
    let least = far
    for (let place = 0; place < width; place++) {
      const column = index - limit + place
      let cost = far
      if (column === 0) cost = index
      else if (column > 0 && column <= window.length) cost = Math.min((row[place] ?? far) + (wanted[index - 1] === window[column - 1] ? 0 : 1), place + 1 < width ? (row[place + 1] ?? far) + 1 : far, place > 0 ? (next[place - 1] ?? far) + 1 : far)
      next[place] = Math.min(cost, far)
      least = Math.min(least, cost)
    }
    if (least > limit) return null
    ;[row, next] = [next, row]
  }
  let chosen: { length: number; distance: number; cost: number } | null = null
  row.forEach((distance, place) => {
    const length = wanted.length - limit + place
    if (distance > limit || length <= 0 || length > window.length) return
    const cost = distance - Math.min(MOST_HELP, help(length))
    if (chosen === null || cost < chosen.cost) chosen = { length, distance, cost }
  })
  return chosen
}

/** Rows of the bit-parallel search in one block: a signed 32-bit integer. */
const WORD = 32
/** Block steps one search may take. */
const MOST_STEPS = 60_000_000
/** Of a longer quotation its beginning is looked for. */
const LONGEST_PATTERN = 2048

/**
 * The range of the text that is most like the quotation, or null when none is within the limit. A text too long to be searched whole is searched around the
 * old position.
 */
export function findLikeness({ text }: Pick<Folded, 'text'>, quotation: string, oldStart: number | null): { from: number; to: number; distance: number } | null {
  const wanted = quotation.slice(0, LONGEST_PATTERN)
  const limit = editLimit(wanted.length)
  if (limit === 0) return null
  const reach = Math.floor(MOST_STEPS / (1 + Math.ceil((2 * limit) / WORD)))
  const from = text.length <= reach ? 0 : Math.max(0, Math.min(text.length - reach, (oldStart ?? 0) - (reach >> 1)))
  const end = myers(text, from, Math.min(text.length, from + reach), wanted, limit)
  if (end === null) return null
  // The same search from the end backwards, along the one match, tells where it begins.
  const window = reversed(text.slice(Math.max(0, end.at - wanted.length - end.distance), end.at))
  const start = bestEnd(reversed(wanted), window, end.distance, () => 0)
  return start === null ? null : { from: end.at - start.length, to: end.at, distance: end.distance }
}

/** Where a match with the fewest edits ends (the first of equals); null when all have more than `limit`. */
function myers(text: string, from: number, to: number, wanted: string, limit: number): { at: number; distance: number } | null {
  const blocks = Math.ceil(wanted.length / WORD)
  const letters = lettersOf(wanted, blocks)
  const none = new Int32Array(blocks)
  const plus = new Int32Array(blocks).fill(-1)
  const minus = new Int32Array(blocks)
  // The distance at the lowest row of each block.
  const score = new Int32Array(blocks).map((_, block) => Math.min(wanted.length, (block + 1) * WORD))
  let most = limit
  let last = Math.min(blocks, Math.ceil((most + 1) / WORD)) - 1
  let steps = 0
  let best: { at: number; distance: number } | null = null
  for (let at = from; at < to; at++) {
    const equal = letters.get(text.charCodeAt(at)) ?? none
    let carry = 0
    for (let block = 0; block <= last; block++) carry = step(block, carry, equal, plus, minus, score, wanted.length)
    steps += last + 1
    if (steps > MOST_STEPS) return best
    last = cut(last, blocks, most, carry, equal, plus, minus, score, wanted.length)
    if (last === blocks - 1 && (score[last] ?? 0) <= most) {
      best = { at: at + 1, distance: score[last] ?? 0 }
      if (best.distance === 0) return best
      most = best.distance - 1
    }
  }
  return best
}

function lettersOf(wanted: string, blocks: number): Map<number, Int32Array> {
  const letters = new Map<number, Int32Array>()
  for (let row = 0; row < wanted.length; row++) {
    const code = wanted.charCodeAt(row)
    const bits = letters.get(code) ?? new Int32Array(blocks)
    bits[row >> 5] = (bits[row >> 5] ?? 0) | (1 << (row & 31))
    letters.set(code, bits)
  }
  return letters
}

/** One column of one block; gives and takes the horizontal difference at the block's border (-1, 0, 1). */
function step(block: number, carry: number, equal: Int32Array, plus: Int32Array, minus: Int32Array, score: Int32Array, length: number): number {
  const pv = plus[block] ?? 0
  const mv = minus[block] ?? 0
  let eq = equal[block] ?? 0
  const xv = eq | mv
  if (carry < 0) eq |= 1
  const xh = (((eq & pv) + pv) ^ pv) | eq
  let ph = mv | ~(xh | pv)
  let mh = pv & xh
  const rows = Math.min(WORD, length - block * WORD)
  const top = 1 << (rows - 1)
  const out = (ph & top) !== 0 ? 1 : (mh & top) !== 0 ? -1 : 0
  ph = (ph << 1) | (carry > 0 ? 1 : 0)
  mh = (mh << 1) | (carry < 0 ? 1 : 0)
  plus[block] = mh | ~(xv | ph)
  minus[block] = ph & xv
  score[block] = (score[block] ?? 0) + out
  return out
}

/** Ukkonen's cut-off: the last block in which a row can still be within `most`. One block more is begun when the border allows it. */
function cut(last: number, blocks: number, most: number, carry: number, equal: Int32Array, plus: Int32Array, minus: Int32Array, score: Int32Array, length: number): number {
  const border = score[last] ?? 0
  if (last < blocks - 1 && border - carry <= most && ((equal[last + 1] ?? 0) & 1 || carry < 0)) {
    const next = last + 1
    plus[next] = -1
    minus[next] = 0
    score[next] = border - carry + Math.min(WORD, length - next * WORD)
    step(next, carry, equal, plus, minus, score, length)
    return next
  }
  let kept = last
  while (kept > 0 && (score[kept] ?? 0) >= most + Math.min(WORD, length - kept * WORD)) kept--
  return kept
}
