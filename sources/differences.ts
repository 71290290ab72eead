/**
 * What a new import of a source changed, passage by passage: kept, added, removed, changed. A changed passage is told word by word, and whether its numbers
 * changed. Pure; the time it takes is bounded, because texts of a hundred thousand passages come by too.
 */
import { diffArrays, diffWordsWithSpace } from 'diff'
import { sameNumbers } from '#model/anchor.ts'
import type { Difference } from '#model/library.ts'
import type { Passage } from '#model/source.ts'

/** The alignment of passages gives up behind this many edits: then passages are compared as sets, which no longer pairs those that moved past each other. */
const MOST_EDITS = 20_000
/** Passages of one gap that are compared with one another. */
const GAP = 60
/** Share of their words that two passages must have in common to be one passage that changed. */
const LEAST_ALIKE = 0.5

export type Compared = { kept: number; differences: Difference[] }

/** Both lists in order of their texts. The differences come in the order of the new text, removals where they stood. */
export function comparePassages(before: readonly Passage[], after: readonly Passage[]): Compared {
  let kept = 0
  const differences: Difference[] = []
  for (const { removed, added, same } of gaps(before, after)) {
    kept += same
    differences.push(...pairUp(removed, added))
  }
  return { kept, differences }
}

type Gap = { same: number; removed: readonly Passage[]; added: readonly Passage[] }

/** Runs of passages that stand only in one text, each after as many that stand in both. */
function gaps(before: readonly Passage[], after: readonly Passage[]): Gap[] {
  const hashes = (passages: readonly Passage[]) => passages.map(({ quoteHash }) => quoteHash)
  const changes = diffArrays(hashes(before), hashes(after), { maxEditLength: MOST_EDITS })
  if (!changes) return [asSets(before, after)]
  const found: Gap[] = []
  let [old, fresh] = [0, 0]
  let open = { same: 0, removed: [] as readonly Passage[], added: [] as readonly Passage[] }
  for (const change of changes) {
    const length = change.value.length
    if (change.removed) {
      open = { ...open, removed: [...open.removed, ...before.slice(old, old + length)] }
      old += length
    } else if (change.added) {
      open = { ...open, added: [...open.added, ...after.slice(fresh, fresh + length)] }
      fresh += length
    } else {
      found.push(open)
      open = { same: length, removed: [], added: [] }
      old += length
      fresh += length
    }
  }
  return [...found, open]
}

function asSets(before: readonly Passage[], after: readonly Passage[]): Gap {
  const old = new Set(before.map(({ quoteHash }) => quoteHash))
  const fresh = new Set(after.map(({ quoteHash }) => quoteHash))
  return { same: after.filter(({ quoteHash }) => old.has(quoteHash)).length, removed: before.filter(({ quoteHash }) => !fresh.has(quoteHash)), added: after.filter(({ quoteHash }) => !old.has(quoteHash)) }
}

/** Within a gap, the passages most alike are one that changed; pairs never cross. */
function pairUp(removed: readonly Passage[], added: readonly Passage[]): Difference[] {
  const told: Difference[] = []
  let from = 0
  for (const [index, before] of removed.entries()) {
    const after = index < GAP ? likest(before, added.slice(from, from + GAP)) : null
    if (after === null) {
      told.push({ change: 'removed', passage: before })
      continue
    }
    told.push(...added.slice(from, from + after).map((passage) => ({ change: 'added' as const, passage })))
    const passage = added[from + after]
    if (passage) told.push(changed(before, passage))
    from += after + 1
  }
  return [...told, ...added.slice(from).map((passage) => ({ change: 'added' as const, passage }))]
}

function likest(before: Passage, candidates: readonly Passage[]): number | null {
  const words = wordsOf(before)
  const likeness = candidates.map((candidate) => shared(words, wordsOf(candidate)))
  const best = likeness.reduce((most, value, index) => (value > (likeness[most] ?? 0) ? index : most), 0)
  return (likeness[best] ?? 0) >= LEAST_ALIKE ? best : null
}

function wordsOf({ quote }: Passage): readonly string[] {
  return quote.exact.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
}

/** Dice's coefficient over the words, each counted as often as it stands there. */
function shared(a: readonly string[], b: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const word of a) counts.set(word, (counts.get(word) ?? 0) + 1)
  const both = b.filter((word) => {
    const left = counts.get(word) ?? 0
    counts.set(word, left - 1)
    return left > 0
  })
  return a.length + b.length === 0 ? 0 : (2 * both.length) / (a.length + b.length)
}

function changed(before: Passage, after: Passage): Difference {
  const parts = diffWordsWithSpace(before.quote.exact, after.quote.exact).map((part) => ({ text: part.value, of: part.added ? ('after' as const) : part.removed ? ('before' as const) : ('both' as const) }))
  return { change: 'changed', before, after, numbers: !sameNumbers(before.quote.exact, after.quote.exact), parts }
}
