/** Which updates a room tries before it takes them (see `heavy.ts`), and what came of it. */
import { createBurdens, createLooseShares, HEAVY_BYTES, looseIn } from './heavy.ts'
import type { Struct } from './knowledge.ts'
import type { Looker } from './looker.ts'

export type Trials = {
  /** Large ones before anybody decodes them. */
  isLarge(update: Uint8Array): boolean
  /** Others by what they say; one that need not be tried counts against its sender's share. */
  isDue(sender: object, structs: readonly Struct[]): boolean
  /** `brief`: updates that together are the brief as it is. */
  run(person: string, brief: readonly Uint8Array[], update: Uint8Array): Promise<'fair' | 'heavy' | 'unreadable'>
}

export function createTrials(looker: Pick<Looker, 'tryOut'>, now: () => number): Trials {
  const shares = createLooseShares(now)
  const burdens = createBurdens(now)
  return {
    isLarge: (update) => update.length > HEAVY_BYTES,
    isDue: (sender, structs) => !shares.take(sender, looseIn(structs)),
    async run(person, brief, update) {
      const result = await looker.tryOut(brief, update)
      if (typeof result === 'string') return result
      return burdens.bear(person, result.excess) ? 'fair' : 'heavy'
    },
  }
}
