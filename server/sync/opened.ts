/** Opens a brief for a room: snapshot and tail as bytes, and what the room must know of them. Builds no Y.Doc unless the brief's head may have changed since the snapshot. */
import type { Compacted, Store, StoredState } from '../store/store.ts'
import { createKnowledge, type Knowledge } from './knowledge.ts'
import { LOOK_BYTES } from './limits.ts'
import { undecodable } from './frames.ts'
import { listedTitle } from './load.ts'
import type { SyncLog } from './log.ts'
import { createServed, type Served } from './served.ts'
import { isTooLongToOpen } from './tail.ts'
import { lookInto, type Seen } from './titles.ts'
import { createWatch, type Watch } from './watch.ts'

export type Opened = {
  knowledge: Knowledge
  served: Served
  watch: Watch
  /** What the brief says of itself; the title is null where nothing hints that the lists have another. */
  seen: { title: string | null; schema: number }
  /** Whose words a client id carries. */
  authors: StoredState['authors']
  /** The title in the lists. */
  listed: string
  /** Looks inside: here when it is small, by its compaction when it is large. */
  look(compact: () => Promise<Compacted | null>): Seen | Promise<Seen>
}

export type OpeningParts = { store: Pick<Store, 'readState' | 'compact'>; log: SyncLog }

/** Throws `not-found`. */
export async function openBrief(doc: string, parts: OpeningParts): Promise<Opened> {
  const state = await readyState(doc, parts)
  const { snapshot } = state
  const unreadable = (seq: number, error: unknown) => parts.log.error({ doc, seq, reason: undecodable(error) }, 'an update cannot be read; it is left out of what is served')
  const knowledge = createKnowledge(snapshot ?? undefined)
  const served = createServed(snapshot, knowledge, unreadable)
  const watch = createWatch(snapshot?.watched)
  let concernsLists = snapshot === null
  for (const { seq, data } of state.tail) {
    const weighed = weigh(knowledge, data, (error) => unreadable(seq, error))
    if (weighed?.verdict === 'gap') parts.log.error({ doc, seq }, 'an update rests on others that are not in the log; it is left out of what is served')
    if (weighed?.verdict !== 'adds') continue
    knowledge.absorb(weighed.extent)
    served.push({ seq, data, extent: weighed.extent })
    if (watch.see(weighed)) concernsLists = true
  }
  const look = (compact: () => Promise<Compacted | null>) => (isSmall(served) ? served.inspect(lookInto) : lookByCompacting(served, compact))
  const seen = concernsLists ? served.inspect(lookInto) : { title: null, schema: snapshot?.schema ?? 1 }
  return { knowledge, served, watch, seen, authors: state.authors, listed: state.title, look }
}

/** A log that has grown long without a snapshot is compacted first, so that opening it is reading bytes. */
async function readyState(doc: string, { store, log }: OpeningParts): Promise<StoredState> {
  const state = await store.readState(doc)
  const tailBytes = state.tail.reduce((sum, { data }) => sum + data.length, 0)
  if (!isTooLongToOpen({ updates: state.tail.length, tailBytes, baseBytes: 0 })) return state
  try {
    await store.compact(doc)
  } catch (error) {
    log.error({ doc, err: error }, 'a brief could not be compacted; it is opened from its log')
  }
  return store.readState(doc)
}

function weigh(knowledge: Knowledge, data: Uint8Array, onUnreadable: (error: unknown) => void) {
  try {
    return knowledge.weigh(data)
  } catch (error) {
    onUnreadable(error)
    return null
  }
}

function isSmall(served: Served): boolean {
  const { tailBytes, baseBytes } = served.size()
  return tailBytes + baseBytes <= LOOK_BYTES
}

async function lookByCompacting(served: Served, compact: () => Promise<Compacted | null>): Promise<Seen> {
  const made = await compact()
  return made ? { title: listedTitle(made.title), schema: made.snapshot.schema } : served.inspect(lookInto)
}
