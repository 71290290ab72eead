/** Looks for the facts of an earlier import in the text of a new one. Pure. */
import { locate } from '#model/anchor.ts'
import { fold } from '#model/fold.ts'
import type { PositionSelector } from '#model/source.ts'
import type { FactAnchor } from '../store/library.ts'

/** `found`: where it stands word for word. `changed`: what stands in its place, null when nothing does. */
export type FactPlace = { id: string } & ({ status: 'exact'; position: PositionSelector } | { status: 'changed' | 'changed-number' | 'missing' | 'ambiguous'; found: string | null })

/** One answer for each fact, in order. Only an exact hit is a hit. */
export function findFacts(text: string, facts: readonly FactAnchor[]): FactPlace[] {
  const folded = fold(text)
  return facts.map(({ id, quote, position }) => {
    const anchor = locate(text, quote, position, folded)
    if (anchor.status === 'exact') return { id, status: 'exact', position: { start: anchor.start, end: anchor.end } }
    return { id, status: anchor.status, found: 'found' in anchor ? anchor.found : null }
  })
}
