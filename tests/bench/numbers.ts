/** The arithmetic of the benches: medians, percentiles, ratios of paired rounds, and how a number is written. */

/** `count` rounds went into it. */
export type Spread = { median: number; min: number; max: number; count: number }

/** The middle value, or the mean of the two in the middle. Throws a RangeError when there is none. */
export function median(values: readonly number[]): number {
  const sorted = ascending(values)
  const half = sorted.length >> 1
  const upper = sorted[half]
  if (upper === undefined) throw new RangeError('no median of nothing')
  const lower = sorted[half - 1]
  return sorted.length % 2 === 1 || lower === undefined ? upper : (lower + upper) / 2
}

/** The smallest value that at least this share (0 to 1) of all values does not exceed (nearest rank). Throws a RangeError when there is none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = ascending(values)
  const rank = Math.min(sorted.length, Math.max(1, Math.ceil(share * sorted.length)))
  const value = sorted[rank - 1]
  if (value === undefined) throw new RangeError('no percentile of nothing')
  return value
}

export function spread(values: readonly number[]): Spread {
  const sorted = ascending(values)
  return { median: median(sorted), min: sorted[0] ?? Number.NaN, max: sorted.at(-1) ?? Number.NaN, count: sorted.length }
}

/**
 * `ours[i] ÷ theirs[i]` over the rounds both have: the two were measured one after the other, so what disturbed the machine in that stretch of time
 * disturbed both. Null when no round has both, or when theirs was 0 in one.
 */
export function pairedRatio(ours: readonly (number | null)[], theirs: readonly (number | null)[]): Spread | null {
  const ratios: number[] = []
  for (const [round, own] of ours.entries()) {
    const other = theirs[round]
    if (own === null || other === null || other === undefined) continue
    if (other === 0) return null
    ratios.push(own / other)
  }
  return ratios.length === 0 ? null : spread(ratios)
}

/** Slope of the line that fits the points best (least squares). Throws a RangeError below two different x. */
export function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const n = points.length
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / n
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / n
  const spreadX = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
  if (!(spreadX > 0)) throw new RangeError('a slope needs two different places')
  return points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spreadX
}

/** Three significant digits, no exponent, thousands separated: 0.0123, 4.57, 1,234. */
export function written(value: number): string {
  if (!Number.isFinite(value)) return '–'
  if (value === 0) return '0'
  const size = Math.floor(Math.log10(Math.abs(value)))
  const digits = Math.max(0, Math.min(4, 2 - size))
  return value.toLocaleString('en-US', { maximumFractionDigits: digits, minimumFractionDigits: Math.abs(value) < 100 && !Number.isInteger(value) ? Math.min(digits, 2) : 0 })
}

/** `4.57 (4.1–5.2)`; a single round is only its value. */
export function writtenSpread({ median: middle, min, max, count }: Spread): string {
  return count === 1 || min === max ? written(middle) : `${written(middle)} (${written(min)}–${written(max)})`
}

function ascending(values: readonly number[]): number[] {
  return [...values].sort((one, other) => one - other)
}
