/** Which parts of the new document some transactions made: the ground of ids and of repairs. */
import type { Transaction } from 'prosemirror-state'

export type Range = { from: number; to: number }

/** Ranges of the last transaction's document that were inserted or replaced, in its coordinates. */
export function insertedRanges(transactions: readonly Transaction[]): Range[] {
  const ranges: Range[] = []
  transactions.forEach((tr, index) => {
    tr.mapping.maps.forEach((map, step) => {
      map.forEach((_oldStart, _oldEnd, newStart, newEnd) => {
        const rest = tr.mapping.slice(step + 1)
        let from = rest.map(newStart, -1)
        let to = rest.map(newEnd, 1)
        for (const later of transactions.slice(index + 1)) {
          from = later.mapping.map(from, -1)
          to = later.mapping.map(to, 1)
        }
        ranges.push({ from, to })
      })
    })
  })
  return ranges
}
