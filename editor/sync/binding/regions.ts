/** What some steps changed, as pairs of ranges (before, after), and where an untouched place of the new document was in the old one. */
import type { StepMap } from 'prosemirror-transform'

/** [fromA, toA) of the old document became [fromB, toB) of the new one. Sorted, never touching. */
export type Region = { fromA: number; toA: number; fromB: number; toB: number }

export function regionsOf(maps: readonly StepMap[]): Region[] {
  return maps.reduce<Region[]>((regions, map) => compose(regions, map), [])
}

type Step = { from: number; to: number; grown: number }

/** Regions A→B and a step B→C become regions A→C; what touches in B becomes one. */
function compose(regions: readonly Region[], map: StepMap): Region[] {
  const steps: Step[] = []
  map.forEach((from, to, newFrom, newTo) => void steps.push({ from, to, grown: newTo - newFrom - (to - from) }))
  if (steps.length === 0) return [...regions]
  const composed: Region[] = []
  let shiftAB = 0
  let shiftBC = 0
  let r = 0
  let s = 0
  while (r < regions.length || s < steps.length) {
    const start = Math.min(regions[r]?.fromB ?? Infinity, steps[s]?.from ?? Infinity)
    let end = start
    const fromA = start - shiftAB
    const fromB = start + shiftBC
    for (;;) {
      const region = regions[r]
      const step = steps[s]
      if (region && region.fromB <= end) {
        end = Math.max(end, region.toB)
        shiftAB += region.toB - region.fromB - (region.toA - region.fromA)
        r++
      } else if (step && step.from <= end) {
        end = Math.max(end, step.to)
        shiftBC += step.grown
        s++
      } else break
    }
    composed.push({ fromA, toA: end - shiftAB, fromB, toB: end + shiftBC })
  }
  return composed
}

/** A stretch that was not touched: `length` tokens at `a` in the old document are those at `b` in the new one. */
export type Stretch = { a: number; b: number; length: number }

/** The untouched stretches that overlap [from, to) of the new document, cut to it. Without regions nothing is known to be untouched. */
export function untouched(regions: readonly Region[] | null, from: number, to: number): Stretch[] {
  if (regions === null) return []
  const stretches: Stretch[] = []
  let low = 0
  for (let high = regions.length; low < high; ) {
    const middle = (low + high) >> 1
    if (regions[middle]!.toB <= from) low = middle + 1
    else high = middle
  }
  const before = regions[low - 1]
  let shift = before ? before.toB - before.toA : 0
  let start = from
  for (let index = low; start < to; index++) {
    const next = regions[index]
    const end = Math.min(to, next?.fromB ?? to)
    if (end > start) stretches.push({ a: start - shift, b: start, length: end - start })
    if (!next) break
    start = Math.max(start, next.toB)
    shift = next.toB - next.toA
  }
  return stretches
}

/** Where the token at `pos` of the new document was, or null when it is new. */
export function oldPlace(regions: readonly Region[] | null, pos: number): number | null {
  return untouched(regions, pos, pos + 1)[0]?.a ?? null
}
