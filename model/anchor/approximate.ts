/**
 * The bounded approximate search behind anchoring. A changed quotation is only looked for where its old surroundings still stand: right behind the end of its
 * prefix or right before the start of its suffix. There the edit distance to the quotation is computed in a band; more than a quarter of it, or more than 60
 * edits, is no match. So the cost is a scan for the surroundings plus a band for each place, not text times quotation.
 */

/** A range of the folded text, its edit distance to the quotation and the characters of prefix and suffix that stand around it. */
export type Approximate = { from: number; to: number; distance: number; support: number }

const LARGEST_SHARE = 0.25
const MOST_EDITS = 60
/** Characters of the surroundings that mark a place. */
const SEED = 8
/** At most so many places are looked at on each side, those nearest to the old position first. */
const MOST_PLACES = 64

export function findApproximate(text: string, wanted: string, context: { prefix: string; suffix: string }, oldStart: number | null): Approximate | null {
  const limit = Math.min(MOST_EDITS, Math.floor(wanted.length * LARGEST_SHARE))
  if (limit === 0) return null
  const found = [
    ...places(text, context.prefix.slice(-SEED), oldStart).map((at) => at + Math.min(SEED, context.prefix.length)).map((from) => forward(text, wanted, from, limit, context)),
    ...places(text, context.suffix.slice(0, SEED), oldStart).map((to) => backward(text, wanted, to, limit, context)),
  ].filter((candidate) => candidate !== null)
  return found.sort((a, b) => a.distance - b.distance || b.support - a.support || nearness(a, oldStart) - nearness(b, oldStart))[0] ?? null
}

function nearness(candidate: Approximate, oldStart: number | null): number {
  return oldStart === null ? 0 : Math.abs(candidate.from - oldStart)
}

/** Where a seed stands in the text; none for a seed too short to mark a place. */
function places(text: string, seed: string, oldStart: number | null): number[] {
  if (seed.length < SEED / 2) return []
  const found: number[] = []
  for (let at = text.indexOf(seed); at >= 0; at = text.indexOf(seed, at + 1)) found.push(at)
  if (found.length <= MOST_PLACES) return found
  return (oldStart === null ? found : found.sort((a, b) => Math.abs(a - oldStart) - Math.abs(b - oldStart))).slice(0, MOST_PLACES)
}

function forward(text: string, wanted: string, from: number, limit: number, context: { prefix: string; suffix: string }): Approximate | null {
  const window = text.slice(from, from + wanted.length + limit)
  const end = bestEnd(wanted, window, limit, (length) => common(text, from + length, context.suffix))
  return end === null ? null : { from, to: from + end.length, distance: end.distance, support: commonBack(text, from, context.prefix) + common(text, from + end.length, context.suffix) }
}

function backward(text: string, wanted: string, to: number, limit: number, context: { prefix: string; suffix: string }): Approximate | null {
  const window = reversed(text.slice(Math.max(0, to - wanted.length - limit), to))
  const end = bestEnd(reversed(wanted), window, limit, (length) => commonBack(text, to - length, context.prefix))
  return end === null ? null : { from: to - end.length, to, distance: end.distance, support: commonBack(text, to - end.length, context.prefix) + common(text, to, context.suffix) }
}

function reversed(text: string): string {
  let turned = ''
  for (let index = text.length - 1; index >= 0; index--) turned += text[index] ?? ''
  return turned
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
 * The beginning of `window` that is nearest to `wanted`: Levenshtein's distance in a band of ±limit (Ukkonen). `help` says how well the surroundings fit
 * behind a beginning of that length. Null when all are farther than `limit`.
 */
function bestEnd(wanted: string, window: string, limit: number, help: (length: number) => number): { length: number; distance: number } | null {
  const far = limit + 1
  let row = Array.from({ length: window.length + 1 }, (_, column) => Math.min(column, far))
  for (let index = 1; index <= wanted.length; index++) {
    const next: number[] = Array.from({ length: window.length + 1 }, () => far)
    let least = far
    for (let column = Math.max(0, index - limit); column <= Math.min(window.length, index + limit); column++) {
      const cost =
        column === 0
          ? index
          : Math.min((row[column - 1] ?? far) + (wanted[index - 1] === window[column - 1] ? 0 : 1), (row[column] ?? far) + 1, (next[column - 1] ?? far) + 1)
      next[column] = Math.min(cost, far)
      least = Math.min(least, cost)
    }
    if (least > limit) return null
    row = next
  }
  let chosen: { length: number; distance: number; cost: number } | null = null
  row.forEach((distance, length) => {
    if (distance > limit || length === 0) return
    const cost = distance - Math.min(MOST_HELP, help(length))
    if (chosen === null || cost < chosen.cost) chosen = { length, distance, cost }
  })
  return chosen
}
