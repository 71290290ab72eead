/** A set of whole numbers as sorted ranges that do not touch (start inclusive, end exclusive): which clocks of a client are deleted. */

export type Ranges = {
  add(start: number, end: number): void
  /** The same for many at once, in any order: one pass over what is there, however many they are. */
  addAll(ranges: readonly (readonly [start: number, end: number])[]): void
  /** True when every number from `start` up to `end` is in the set. */
  covers(start: number, end: number): boolean
  /** True when any of these numbers is in the set. */
  meets(start: number, end: number): boolean
  /** The ranges in order. */
  list(): readonly (readonly [start: number, end: number])[]
}

export function createRanges(): Ranges {
  let starts: number[] = []
  let ends: number[] = []

  /** Index of the first range that ends at or after `value`. */
  const firstEnding = (value: number): number => {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((ends[middle] ?? 0) < value) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    add(start, end) {
      if (end <= start) return
      const from = firstEnding(start)
      let to = from
      let low = start
      let high = end
      while (to < starts.length && (starts[to] ?? 0) <= end) {
        low = Math.min(low, starts[to] ?? low)
        high = Math.max(high, ends[to] ?? high)
        to++
      }
      starts.splice(from, to - from, low)
      ends.splice(from, to - from, high)
    },
    addAll(ranges) {
      const all = [...starts.map((start, index) => [start, ends[index] ?? start] as const), ...ranges.filter(([start, end]) => end > start)].toSorted(([a], [b]) => a - b)
      starts = []
      ends = []
      for (const [start, end] of all) {
        const last = ends.length - 1
        if (last >= 0 && start <= (ends[last] ?? 0)) ends[last] = Math.max(end, ends[last] ?? 0)
        else {
          starts.push(start)
          ends.push(end)
        }
      }
    },
    covers(start, end) {
      if (end <= start) return true
      const at = firstEnding(start + 1)
      return at < starts.length && (starts[at] ?? 0) <= start && end <= (ends[at] ?? 0)
    },
    meets(start, end) {
      const at = firstEnding(start + 1)
      return end > start && at < starts.length && (starts[at] ?? 0) < end
    },
    list: () => starts.map((start, index) => [start, ends[index] ?? start]),
  }
}
