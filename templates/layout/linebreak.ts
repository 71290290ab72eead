/**
 * Total-fit line breaking (Knuth and Plass, "Breaking paragraphs into lines", 1981) over boxes, glue and penalties.
 *
 * It never loses an item and never fails: a line may stretch without limit, at a cost that grows with the cube of the stretch,
 * so the best set of breaks exists as long as each box fits the measure. Cutting longer boxes is up to `paragraph.ts`.
 * The active breaks are at most one line's worth, so the work grows with the text, not with its square.
 */

/** `glue` is dropped at a break, `penalty` costs when broken at (Infinity forbids, -Infinity forces). Widths in points. */
export type Item =
  | { kind: 'box'; width: number }
  | { kind: 'glue'; width: number; stretch: number; shrink: number }
  | { kind: 'penalty'; width: number; cost: number }

/** Items `from` (inclusive) to `to` (exclusive) stand on the line; `ratio` is how far its glue stretches (> 0) or shrinks (< 0, never under -1). */
export type BrokenLine = { from: number; to: number; ratio: number; width: number; forced: boolean }

export type BreakOptions = { measure: number; justified: boolean }

type Break = { item: number; width: number; stretch: number; shrink: number; demerits: number; previous: Break | null; line: BrokenLine | null }

const LINE_COST = 10
/** Cost of a last line shorter than `RUNT` of the measure. */
const RUNT_COST = 2500
const RUNT = 0.12
/** How much empty space at the end of a ragged line counts as a stretch of one, as a share of the measure. */
const RAGGED_STRETCH = 0.14
/** Rounding room: a line may be this much over, in points, and still fit. */
const SLACK = 1e-6

/** Breaks the items into lines. The items should end in a forced penalty; without one the end of the list is taken as one. */
export function breakLines(items: readonly Item[], options: BreakOptions): BrokenLine[] {
  const { measure, justified } = options
  let width = 0
  let stretch = 0
  let shrink = 0
  let breaks: Break[] = [{ item: 0, width: 0, stretch: 0, shrink: 0, demerits: 0, previous: null, line: null }]
  // Breaks too far back to share a line with what comes are always the first ones: widths only grow.
  let open = 0

  const breakAt = (index: number, cost: number, extra: number, final: boolean) => {
    const forced = cost === -Infinity
    const penalty = forced || cost === 0 ? 0 : cost > 0 ? cost * cost : -cost * cost
    let best: Break | null = null
    let bestDemerits = Infinity
    let bestRatio = 0
    for (let position = open; position < breaks.length; position++) {
      const start = breaks[position] as Break
      const natural = width - start.width + extra
      const room = measure - natural
      const shrinkable = justified ? shrink - start.shrink : 0
      if (room + shrinkable < -SLACK && position < breaks.length - 1) {
        open = position + 1
        continue
      }
      const ratio = lineRatio(room, justified ? stretch - start.stretch : 0, shrinkable, measure, justified, forced)
      const runt = forced && final && start.item > 0 && natural < measure * RUNT ? RUNT_COST : 0
      const far = Math.abs(ratio)
      const badness = forced && room >= 0 ? 0 : 100 * far * far * far
      const own = (LINE_COST + badness) * (LINE_COST + badness) + penalty
      // From here on lines only get emptier, and no break costs less than nothing.
      if (room >= 0 && own >= bestDemerits) break
      const demerits = start.demerits + own + runt
      if (demerits < bestDemerits) {
        bestDemerits = demerits
        bestRatio = ratio
        best = start
      }
    }
    if (best === null) return
    const line: BrokenLine = { from: best.item, to: index, ratio: justified ? clampRatio(bestRatio, forced) : 0, width: width - best.width + extra, forced }
    const after = skipDiscardable(items, index)
    const sums = sumBetween(items, index, after)
    const next: Break = { item: after, width: width + sums.width, stretch: stretch + sums.stretch, shrink: shrink + sums.shrink, demerits: bestDemerits, previous: best, line }
    if (forced) {
      breaks = [next]
      open = 0
    } else breaks.push(next)
  }

  items.forEach((item, index) => {
    if (item.kind === 'box') {
      width += item.width
    } else if (item.kind === 'glue') {
      if (items[index - 1]?.kind === 'box') breakAt(index, 0, 0, false)
      width += item.width
      stretch += item.stretch
      shrink += item.shrink
    } else if (item.cost < Infinity) {
      breakAt(index, item.cost, item.width, item.cost === -Infinity && index === items.length - 1)
    }
  })
  const end = items.at(-1)
  if (items.length > 0 && !(end?.kind === 'penalty' && end.cost === -Infinity)) breakAt(items.length, -Infinity, 0, true)
  return collect(breaks.at(-1) ?? null)
}

/** How far the glue of a line has to go. A ragged line has none: there the empty end of the line plays the part. */
function lineRatio(room: number, stretchable: number, shrinkable: number, measure: number, justified: boolean, forced: boolean): number {
  if (!justified) return room >= 0 ? room / (measure * RAGGED_STRETCH) : -1e3
  if (room < 0) return shrinkable > 0 ? Math.max(room / shrinkable, -1e3) : -1e3
  if (forced) return 0
  return room / Math.max(stretchable, 0.5)
}

function clampRatio(ratio: number, forced: boolean): number {
  return forced ? Math.min(0, Math.max(-1, ratio)) : Math.max(-1, ratio)
}

/** Glue and penalties after a break vanish, up to the next box or forced break. */
function skipDiscardable(items: readonly Item[], index: number): number {
  const broken = items[index]
  let next = broken?.kind === 'penalty' ? index + 1 : index
  for (let item = items[next]; item && item.kind !== 'box'; item = items[next]) {
    if (item.kind === 'penalty' && item.cost === -Infinity) break
    next++
  }
  return next
}

function sumBetween(items: readonly Item[], from: number, to: number): { width: number; stretch: number; shrink: number } {
  const sums = { width: 0, stretch: 0, shrink: 0 }
  for (let index = from; index < to; index++) {
    const item = items[index]
    if (item?.kind !== 'glue') continue
    sums.width += item.width
    sums.stretch += item.stretch
    sums.shrink += item.shrink
  }
  return sums
}

function collect(last: Break | null): BrokenLine[] {
  const lines: BrokenLine[] = []
  for (let at = last; at?.line; at = at.previous) lines.push(at.line)
  return lines.reverse()
}
