/** Stretches of a text, and whether one touches others. */

/** UTF-16 code units, start inclusive, end exclusive. */
export type Span = { readonly start: number; readonly end: number }

/** Spans are sorted by start and may overlap each other a little, so some before the hit are looked at too. */
const OVERLAPPING = 12

/** Whether one of `spans` (sorted by start) shares a character with `span`. O(log n). */
export function covers(spans: readonly Span[], span: Span): boolean {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle]?.start ?? Infinity) < span.end) low = middle + 1
    else high = middle
  }
  for (let index = low - 1; index >= 0 && index >= low - OVERLAPPING; index--) if ((spans[index]?.end ?? 0) > span.start) return true
  return false
}

/** In order of start, the longer first; of two that touch the one that comes first stays. */
export function apart<T extends Span>(spans: readonly T[]): T[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start || b.end - a.end)
  const kept: T[] = []
  for (const span of sorted) if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span)
  return kept
}
