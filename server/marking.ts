/** A person says what a block is: its mark, and then its passages. */
import { uuidv7 } from '#model/random.ts'
import { Refusal } from '#model/refusal.ts'
import type { BlockKind } from '#model/source.ts'
import { placeOf } from '#sources/recut.ts'
import type { Parts } from './parts.ts'
import type { PersonName } from './store/library.ts'

export type Marking = { team: string; source: string; start: number; kind: BlockKind | null; by: PersonName }

/** Marks a block of the newest snapshot and cuts it accordingly, reading it in a thread. Refusal `not-found` when no block begins there. */
export async function markBlock(parts: Pick<Parts, 'store' | 'librarian' | 'now' | 'random'>, { team, source, start, kind, by }: Marking): Promise<void> {
  const at = parts.now()
  await parts.store.markBlock({ source, start, kind, by, at })
  const stored = await parts.store.source(source)
  const block = stored?.blocks.find((candidate) => candidate.start === start)
  if (!stored?.shown || !block) throw new Refusal('not-found', `No block of this source begins at ${start}.`)
  const { passages, voices, extraction } = await parts.librarian.ask('recut', {
    text: stored.text,
    block,
    snapshotSha: stored.shown,
    csl: stored.csl,
    place: placeOf(stored.blocks, start, stored.passages),
  })
  await parts.store.recutBlock({
    team,
    source,
    snapshotSha: stored.shown,
    text: stored.text,
    block: { start: block.start, end: block.end },
    passages: passages.map((passage, index) => ({ ...passage, voice: voices[index] ?? 'own' })),
    found: { extraction, newId: () => uuidv7(at, parts.random) },
  })
}
