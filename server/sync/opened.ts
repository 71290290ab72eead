/** Opens a brief for a room: snapshot and tail as bytes, and what the room must know of them. Builds no Y.Doc unless the brief's head may have changed since the snapshot. */
import type { Compacted, Store, StoredState } from '../store/store.ts'
import { createKnowledge, type Knowledge } from './knowledge.ts'
import { LOOK_BYTES } from './limits.ts'
import { undecodable } from './frames.ts'
import type { SyncLog } from './log.ts'
import type { Looker } from './looker.ts'
import { ydocOf } from './replay.ts'
import { type Seen, seenIn } from './seen.ts'
import { createServed, type Served } from './served.ts'
import { isTooLongToOpen } from './tail.ts'
import { createWatch, type Watch } from './watch.ts'

export type Opened = {
  knowledge: Knowledge
  served: Served
  watch: Watch
  /** What the brief says of itself; the title is null (not empty) where nothing hints that the lists have another. */
  seen: { title: string | null; schema: number }
  /** Whose words a client id carries. */
  authors: StoredState['authors']
  /** The title in the lists. */
  listed: string
  /** Looks inside: here when it is tiny, by its compaction when it is large, else on a thread of its own. */
  look(compact: () => Promise<Compacted | null>): Seen | Promise<Seen>
}

export type OpeningParts = { store: Pick<Store, 'readState' | 'compact'>; looker: Pick<Looker, 'look'>; log: SyncLog }

/** Throws `not-found`. */
export async function openBrief(doc: string, parts: OpeningParts): Promise<Opened> {
  const state = await readyState(doc, parts)
  const { snapshot } = state
  const unreadable = (seq: number, error: unknown) => parts.log.error({ doc, seq, reason: undecodable(error) }, 'an update cannot be read; it is left out of what is served')
  const knowledge = createKnowledge(snapshot ?? undefined)
  const served = createServed(snapshot, knowledge)
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
  const lookAway = () => parts.looker.look(served.updates())
  const look = (compact: () => Promise<Compacted | null>) => (isSmall(served) ? lookHere(served, unreadable) : isLarge(served) ? lookByCompacting(lookAway, compact) : lookAway())
  const unseen = { title: null, schema: snapshot?.schema ?? 1 }
  const lookFirst = async () => {
    try {
      return await (isSmall(served) ? lookHere(served, unreadable) : lookAway())
    } catch (error) {
      parts.log.error({ doc, err: error }, 'a brief could not be looked into; it is opened all the same')
      return unseen
    }
  }
  const seen = concernsLists ? await lookFirst() : unseen
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

/** Up to so many bytes (a few hundred items, however they were made) a brief is looked into on this thread; that is quicker than asking another. */
const TINY_BYTES = 4_000

const isSmall = (served: Served): boolean => bytesOf(served) <= TINY_BYTES
const isLarge = (served: Served): boolean => bytesOf(served) > LOOK_BYTES

function bytesOf(served: Served): number {
  const { tailBytes, baseBytes } = served.size()
  return tailBytes + baseBytes
}

function lookHere(served: Served, onUnreadable: (seq: number, error: unknown) => void): Seen {
  const ydoc = ydocOf(
    served.updates().map((data, seq) => ({ seq, data })),
    onUnreadable,
  )
  try {
    return seenIn(ydoc)
  } finally {
    ydoc.destroy()
  }
}

async function lookByCompacting(lookAway: () => Promise<Seen>, compact: () => Promise<Compacted | null>): Promise<Seen> {
  const made = await compact()
  return made ? { title: made.title, schema: made.snapshot.schema } : lookAway()
}
