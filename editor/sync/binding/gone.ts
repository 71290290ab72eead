/**
 * A note of each deletion of blocks: which Y types went, and how much its author knew of everyone who had written in them. Yjs deletes a block with all that is in
 * it, also what the one who deleted, moved or joined it could not know; by these notes the author of such words tells that they have to be put back.
 *
 * The notes are a Y.Array of their own beside the body (`gone`), so that no tool that reads the body meets them. Only the newest are kept.
 */
import * as Y from 'yjs'

/** `ids`: the types that were deleted, as client, clock, client, clock … `known`: by client id, the clock up to which its changes were known. */
type Note = { ids: number[]; known: Record<string, number> }

export type Known = ReadonlyMap<number, number>

/** Notes that are kept: enough for weeks of work offline. */
const MOST = 400

export type Gone = {
  /** Takes note of what a transaction of this editor deleted. To be called while its deleted items can still be read. */
  note(transaction: Y.Transaction): void
  /** What each of those who deleted this type knew of the others; none when there is no note of it. */
  knownOf(type: Y.ID): readonly Known[]
  /** Looks at the notes that came with a transaction. True when there were any. */
  learn(transaction: Y.Transaction): boolean
}

const keyOf = (client: number, clock: number) => `${client} ${clock}`

/** `origin` is that of the transactions that write the notes. */
export function createGone(body: Y.XmlFragment, ydoc: Y.Doc, origin: unknown): Gone {
  const notes = ydoc.getArray<unknown>('gone')
  const known = new Map<string, Known[]>()
  const index = (value: unknown) => {
    const note = readNote(value)
    if (!note) return
    const clients = new Map(Object.entries(note.known).map(([client, clock]) => [Number(client), clock]))
    for (let at = 0; at + 1 < note.ids.length; at += 2) {
      const key = keyOf(note.ids[at]!, note.ids[at + 1]!)
      known.set(key, [...(known.get(key) ?? []), clients])
    }
  }
  for (const value of notes.toArray()) index(value)
  return {
    note(transaction) {
      const note = noteOf(body, transaction)
      if (!note) return
      ydoc.transact(() => {
        notes.push([note])
        if (notes.length > MOST) notes.delete(0, notes.length - MOST / 2)
      }, origin)
    },
    knownOf: ({ client, clock }) => known.get(keyOf(client, clock)) ?? [],
    learn(transaction) {
      if (![...transaction.changed.keys()].includes(notes as never)) return false
      // Notes written at the same time stand in any order.
      for (let item = notes._start; item !== null; item = item.right) if (!item.deleted && isNew(item, transaction)) for (const value of item.content.getContent()) index(value)
      return true
    },
  }
}

const isNew = ({ id }: Y.Item, { beforeState }: Y.Transaction) => id.clock >= (beforeState.get(id.client) ?? 0)

/** Others' notes are input from outside. */
function readNote(value: unknown): Note | null {
  if (typeof value !== 'object' || value === null) return null
  const { ids, known } = value as Partial<Record<keyof Note, unknown>>
  const isSound = Array.isArray(ids) && ids.every(Number.isSafeInteger) && typeof known === 'object' && known !== null && Object.values(known).every(Number.isSafeInteger)
  return isSound ? (value as Note) : null
}

/** Null when nothing was deleted that can hold words. */
function noteOf(body: Y.XmlFragment, transaction: Y.Transaction): Note | null {
  const ids: number[] = []
  const clients = new Set<number>()
  for (const item of deletedTypes(transaction)) {
    if (!Y.isParentOf(body, item)) continue
    ids.push(item.id.client, item.id.clock)
    gather(item, clients)
  }
  if (ids.length === 0) return null
  const known = [...clients].map((client) => [client, transaction.beforeState.get(client) ?? 0])
  return { ids, known: Object.fromEntries(known) as Record<string, number> }
}

/** The types that a transaction deleted from parents that still stand. */
export function deletedTypes(transaction: Y.Transaction): Y.Item[] {
  const found: Y.Item[] = []
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentType)) return
    const around = (struct.parent as Y.AbstractType<unknown>)._item
    if (around === null || !around.deleted) found.push(struct)
  })
  return found
}

/** Everyone who wrote in a type, what is deleted included. */
function gather(item: Y.Item, clients: Set<number>): void {
  clients.add(item.id.client)
  if (!(item.content instanceof Y.ContentType)) return
  for (let child = item.content.type._start; child !== null; child = child.right) gather(child, clients)
}
