/**
 * From a snapshot and the updates since to the next snapshot: the one place where the relay goes through a Y.Doc, away from the thread that serves.
 *
 * It knows a brief's title and schema version by their names alone, so that its thread need not load what a brief is. What comes out is checked against what went in before anybody relies on it: read back, it must reach exactly the clocks of the Y.Doc and hold every insertion
 * and deletion of every update.
 */
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { NewSnapshot, Snapshot, StoredState } from '../store/store.ts'
import { createKnowledge, type Knowledge, readUpdate } from './knowledge.ts'
import { partsOf, ydocOf } from './replay.ts'
import { seenIn } from './seen.ts'
import { createSpans } from './spans.ts'
import { watchedIn } from './watch.ts'

/** Largest part, bytes: one giant message leaves a client without a sign of life for so long that stock ones hang up and begin again. */
export const PART_BYTES = 900_000

export type Condensed = { snapshot: NewSnapshot; title: string }

/** Null when there is nothing since the snapshot. Throws when what came out does not hold all that went in. `partBytes`: see PART_BYTES. */
export function condense({ snapshot, tail }: Pick<StoredState, 'snapshot' | 'tail'>, partBytes = PART_BYTES): Condensed | null {
  const newest = tail.at(-1)
  if (!newest) return null
  const faults = new Map<number, string>()
  const ydoc = ydocOf([...partsOf(snapshot), ...tail], (seq, error) => faults.set(seq, error instanceof Error ? error.name : 'unknown'))
  try {
    ydoc.store.pendingStructs = null
    ydoc.store.pendingDs = null
    const parts = split(ydoc, partBytes)
    const knowledge = knowledgeOf(parts)
    if (Buffer.compare(knowledge.stateVector(), Y.encodeStateVector(ydoc)) !== 0) throw new Error('The snapshot does not reach the clocks of the brief it was made from')
    check(knowledge, snapshot, tail, faults)
    const quarantined = [...faults].map(([seq, reason]) => ({ seq, reason }))
    const seen = seenIn(ydoc)
    const made = { upto: newest.seq, schema: seen.schema, stateVector: knowledge.stateVector(), deletes: knowledge.deletes(), watched: watchedIn(ydoc), parts }
    return { snapshot: { ...made, quarantined }, title: seen.title }
  } finally {
    ydoc.destroy()
  }
}

/** Throws when an insertion or deletion that went in is not there. What rests on a faulty update is set aside with it (added to `faults`). */
function check(knowledge: Knowledge, snapshot: Snapshot | null, tail: StoredState['tail'], faults: Map<number, string>): void {
  if ([...faults.keys()].some((seq) => seq < 1)) throw new Error('The snapshot before cannot be applied')
  if (snapshot) {
    const inserts = [...Y.decodeStateVector(snapshot.stateVector)].map(([client, clock]) => [client, 0, clock] as const)
    if (!knowledge.covers({ inserts, deletes: [] }) || !knowledge.covers(readUpdate(snapshot.deletes).extent)) throw new Error('The snapshot does not hold all of the one before')
  }
  const faulty = faults.size > 0
  for (const { seq, data } of tail) {
    if (faults.has(seq) || knowledge.covers(readUpdate(data).extent)) continue
    if (!faulty) throw new Error(`The snapshot does not hold update ${seq}`)
    faults.set(seq, 'rests on an update that cannot be applied')
  }
}

function knowledgeOf(parts: readonly Uint8Array[]): Knowledge {
  const knowledge = createKnowledge()
  for (const part of parts) {
    const { structs, extent } = readUpdate(part)
    if (structs.some((struct) => struct instanceof Y.Skip)) throw new Error('The snapshot has a hole')
    knowledge.absorb(extent)
  }
  return knowledge
}

/** The whole as one update, or as several when that would be larger than `partBytes`: runs of one client's structs, and at the end what is deleted. */
function split(ydoc: Y.Doc, partBytes: number): Uint8Array[] {
  const whole = Y.encodeStateAsUpdate(ydoc)
  if (whole.length <= partBytes) return [whole]
  const runs = [...ydoc.store.clients].toSorted(([a], [b]) => b - a).flatMap(([client, structs]) => runsOf(client, structs, partBytes))
  const deleted = createSpans()
  for (const [client, items] of Y.createDeleteSetFromStructStore(ydoc.store).clients) for (const { clock, len } of items) deleted.add([client, clock, clock + len])
  return [...runs, deleted.encode()]
}

/** Updates of at most `limit` bytes (a single larger struct alone excepted) with nothing but structs of one client, one after the other. */
function runsOf(client: number, structs: readonly (Y.Item | Y.GC)[], limit: number): Uint8Array[] {
  const runs: Uint8Array[] = []
  let body = new Y.UpdateEncoderV1()
  let from = 0
  const finish = (end: number) => {
    const clock = structs[from]?.id.clock
    if (clock === undefined || end === from) return
    const head = [1, end - from, client, clock]
    runs.push(
      encoding.encode((encoder) => {
        for (const number of head) encoding.writeVarUint(encoder, number)
        encoding.writeUint8Array(encoder, encoding.toUint8Array(body.restEncoder))
        encoding.writeVarUint(encoder, 0)
      }),
    )
    body = new Y.UpdateEncoderV1()
    from = end
  }
  structs.forEach((struct, index) => {
    struct.write(body, 0)
    if (encoding.length(body.restEncoder) > limit) finish(index + 1)
  })
  finish(structs.length)
  return runs
}

