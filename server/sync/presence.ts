/**
 * Who is in a room and where their cursor stands (Yjs awareness), never stored. An id belongs to the socket that first used it, so nobody moves another's cursor,
 * and the name beside it is the account's (see `shown.ts`), so nobody writes under another's.
 *
 * Stock clients send every state they hear of back to the server, unchanged: such echoes are dropped without a word, and must not make anyone the owner
 * of anything. A person whose connection broke comes back with the same id, perhaps before the old socket is known to be dead; then the new socket takes over.
 */
import type { AwarenessEntry } from './frames.ts'
import { type Shown, stateAs } from './shown.ts'

/** Whoever may own ids; `person` is the same for all sockets of one person. */
export type Owner = { readonly person: string; readonly shown: Shown }

export type Presence<O extends Owner> = {
  /** Takes what this owner may say; true when something changed. */
  receive(owner: O, entries: readonly AwarenessEntry[]): boolean
  /** The owner's ids leave; true when there were any. */
  leave(owner: O): boolean
  /** What changed since the last call. */
  takeChanges(): readonly AwarenessEntry[]
  /** Everyone who is there. */
  present(): readonly AwarenessEntry[]
  /** The person who used this id, perhaps a while ago; null when nobody did. */
  personOf(id: number): string | null
}

export type PresenceLimits = { syncAwarenessIds: number; syncAwarenessBytes: number }

/** Ids of those who left are remembered (an old state may still be under way as an echo), the oldest forgotten beyond this many. */
const REMEMBERED = 10_000

/** `owner` is null once it has left. */
type Known<O> = { clock: number; state: string | null; owner: O | null; person: string }

/** `writerOf` says whose the words under an id are, if there are any: such an id is theirs here, too. */
export function createPresence<O extends Owner>(limits: PresenceLimits, writerOf: (id: number) => string | null = () => null): Presence<O> {
  const known = new Map<number, Known<O>>()
  const owned = new Map<O, Set<number>>()
  const changed = new Set<number>()

  const idsOf = (owner: O): Set<number> => owned.get(owner) ?? new Set()
  const own = (owner: O, id: number) => owned.set(owner, idsOf(owner).add(id))

  const set = (id: number, next: Known<O>) => {
    const before = known.get(id)
    if (before?.owner && before.owner !== next.owner) owned.get(before.owner)?.delete(id)
    if (next.owner) own(next.owner, id)
    known.delete(id)
    known.set(id, next)
    changed.add(id)
  }

  /** The clock under which this owner's entry counts, or null when it has no say. */
  const admit = (owner: O, { id, clock, state }: AwarenessEntry): number | null => {
    const before = known.get(id)
    if (before?.owner === owner) return clock > before.clock || (clock === before.clock && state === null && before.state !== null) ? clock : null
    if (state === null || idsOf(owner).size >= limits.syncAwarenessIds) return null
    if ((writerOf(id) ?? owner.person) !== owner.person) return null
    if (!before) return clock
    if (before.person !== owner.person) return null
    if (clock > before.clock) return clock
    // Back after a broken connection, with a clock behind the one we let it leave with: it goes on from there, and learns its clock from the echo.
    return before.owner === null && idsOf(owner).size === 0 ? before.clock + 1 : null
  }
  return {
    receive(owner, entries) {
      let any = false
      for (const entry of entries) {
        if (entry.state !== null && Buffer.byteLength(entry.state) > limits.syncAwarenessBytes) continue
        const clock = admit(owner, entry)
        if (clock === null) continue
        any = true
        set(entry.id, { clock, state: entry.state && stateAs(owner.shown, entry.state), owner, person: owner.person })
      }
      return any
    },
    leave(owner) {
      const ids = [...idsOf(owner)]
      owned.delete(owner)
      for (const id of ids) {
        const before = known.get(id)
        if (before) set(id, { clock: before.clock + 1, state: null, owner: null, person: owner.person })
      }
      forget(known, REMEMBERED)
      return ids.length > 0
    },
    takeChanges() {
      const entries = [...changed].flatMap((id) => entryOf(known, id))
      changed.clear()
      return entries
    },
    present: () => [...known.keys()].flatMap((id) => entryOf(known, id)).filter(({ state }) => state !== null),
    personOf: (id) => known.get(id)?.person ?? null,
  }
}

function entryOf(known: ReadonlyMap<number, Known<unknown>>, id: number): AwarenessEntry[] {
  const entry = known.get(id)
  return entry ? [{ id, clock: entry.clock, state: entry.state }] : []
}

/** Maps keep the order of insertion, and every change inserts anew: the first are the oldest. */
function forget(known: Map<number, Known<unknown>>, most: number): void {
  if (known.size <= most) return
  for (const [id, { owner }] of known) {
    if (known.size <= most) return
    if (owner === null) known.delete(id)
  }
}
