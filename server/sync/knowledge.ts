/**
 * What a room knows of its brief without holding a Y.Doc: how far each client's clock has come (the state vector), and which clocks are deleted.
 *
 * That is enough to weigh an update before anything is done with it: does it add something, does it rest on something we don't have (a gap), or do we
 * know all of it? Yjs would put an update with a gap aside and wait; the log must hold only what can be read from it, so the room asks for the missing part instead.
 */
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { MAX_CLOCK } from './limits.ts'
import { createSpans, type Span } from './spans.ts'

/** What an update speaks of: inserted and deleted clocks. */
export type Extent = { inserts: readonly Span[]; deletes: readonly Span[] }

/** `adds`: everything it rests on is here, and something is new. `nothing`: all of it is known. `gap`: it rests on what is not here. */
export type Weighed = { verdict: 'adds' | 'nothing' | 'gap'; extent: Extent; structs: readonly Struct[] }

/** What an update says: its structs and its extent. Throws when the bytes are not an update. */
export type Read = Omit<Weighed, 'verdict'>

export type Knowledge = {
  /** Throws when the bytes are not an update. Changes nothing. */
  weigh(update: Uint8Array): Weighed
  absorb(extent: Extent): void
  /** The clients of which something is inserted that is not here yet. */
  fresh(extent: Extent): ReadonlySet<number>
  /** As much of an update as can be taken without what these clients inserted; null when that adds nothing. */
  without(clients: ReadonlySet<number>, update: Read): (Weighed & { data: Uint8Array }) | null
  covers(extent: Extent): boolean
  /** Takes over what a snapshot holds. */
  learn(known: Known): void
  /** The state vector, encoded as Yjs does. */
  stateVector(): Uint8Array
  /** An update with nothing but what is deleted. */
  deletes(): Uint8Array
}

/** A state vector, and an update with nothing but a delete set. */
export type Known = { stateVector: Uint8Array; deletes: Uint8Array }

export type Struct = Y.Item | Y.GC | Y.Skip
type Decoded = { structs: readonly Struct[]; ds: { clients: Map<number, readonly { clock: number; len: number }[]> } }

/** Knowledge of an empty brief, or of one whose state vector and deletes (see `Knowledge`) are known. */
export function createKnowledge(known?: Known): Knowledge {
  const clocks = known ? Y.decodeStateVector(known.stateVector) : new Map<number, number>()
  const deleted = createSpans(known?.deletes)
  // Asked for by everyone who comes back, changed by every keystroke: written when asked for.
  let vector: Uint8Array | null = null
  let deletes: Uint8Array | null = null

  const clockOf = (client: number) => clocks.get(client) ?? 0
  const covers = (extent: Extent) => extent.inserts.every(([client, , end]) => end <= clockOf(client)) && extent.deletes.every((span) => deleted.covers(span))

  const absorb = (extent: Extent) => {
    for (const [client, , end] of extent.inserts) if (end > clockOf(client)) clocks.set(client, end)
    deleted.addAll(extent.deletes)
    if (extent.inserts.length > 0) vector = null
    if (extent.deletes.length > 0) deletes = null
  }
  return {
    covers,
    absorb,
    fresh: ({ inserts }) => new Set(inserts.filter(([client, , end]) => end > clockOf(client)).map(([client]) => client)),
    without(clients, update) {
      const { reach } = integrate(
        update.structs.filter(({ id }) => !clients.has(id.client)),
        clockOf,
      )
      const structs = update.structs.filter(({ id: { client, clock }, length }) => !clients.has(client) && clock + length > clockOf(client) && clock + length <= reach(client))
      const extent = { inserts: structs.map(spanOf), deletes: update.extent.deletes.filter(([client, , end]) => end <= reach(client)) }
      return covers(extent) ? null : { verdict: 'adds', extent, structs, data: encode(structs, extent.deletes) }
    },
    learn({ stateVector, deletes }) {
      const inserts = [...Y.decodeStateVector(stateVector)].map(([client, clock]): Span => [client, 0, clock])
      const extent = { inserts, deletes: readUpdate(deletes).extent.deletes }
      if (!covers(extent)) absorb(extent)
    },
    weigh(update) {
      const { structs, extent } = readUpdate(update)
      if (covers(extent)) return { verdict: 'nothing', extent, structs }
      const { reach, isWhole } = integrate(structs, clockOf)
      const whole = isWhole && extent.deletes.every(([client, , end]) => end <= reach(client))
      return { verdict: whole ? 'adds' : 'gap', extent, structs }
    },
    stateVector: () => (vector ??= Y.encodeStateVector(clocks)),
    deletes: () => (deletes ??= deleted.encode()),
  }
}

/** Throws when the bytes are not an update. */
export function readUpdate(update: Uint8Array): Read {
  const { structs, ds } = Y.decodeUpdate(update) as unknown as Decoded
  const deletes = [...ds.clients].flatMap(([client, spans]) => spans.map(({ clock, len }): Span => [client, clock, clock + len]))
  const inserts = structs.filter((struct) => !(struct instanceof Y.Skip)).map(spanOf)
  for (const spans of [inserts, deletes]) for (const [client, , end] of spans) if (end > MAX_CLOCK) throw new RangeError(`client ${client} claims clock ${end}`)
  return { structs, extent: { inserts, deletes } }
}

/**
 * Tries the order in which Yjs would take these structs in, starting from the clocks we have: a struct can be taken when its client has come exactly so far and
 * what it stands beside or inside has been taken. Returns the clocks reached, and whether every struct was.
 *
 * Clients whose next struct has to wait are put down at what they wait for, and taken up again when it arrives: linear in the number of structs.
 */
function integrate(structs: readonly Struct[], clockOf: (client: number) => number): { reach: (client: number) => number; isWhole: boolean } {
  const reached = new Map<number, number>()
  const reach = (client: number) => reached.get(client) ?? clockOf(client)
  const queues = Map.groupBy(structs, (struct) => struct.id.client)
  const positions = new Map<number, number>()
  const waiters = new Map<number, { client: number; clock: number }[]>()
  let left = structs.length

  const open = [...queues.keys()]
  for (let client = open.pop(); client !== undefined; client = open.pop()) {
    const queue = queues.get(client) ?? []
    let at = positions.get(client) ?? 0
    for (; at < queue.length; at++) {
      const struct = queue[at]
      if (!struct) break
      const end = struct.id.clock + struct.length
      if (!(struct instanceof Y.Skip) && end > reach(client)) {
        if (struct.id.clock > reach(client)) break
        const missing = struct instanceof Y.Item ? needs(struct).find((id) => id.clock >= reach(id.client)) : undefined
        if (missing) {
          if (missing.client === client) break
          const waiting = waiters.get(missing.client)
          if (waiting) waiting.push({ client, clock: missing.clock })
          else waiters.set(missing.client, [{ client, clock: missing.clock }])
          break
        }
        reached.set(client, end)
      }
      left--
    }
    positions.set(client, at)
    const waiting = waiters.get(client) ?? []
    waiters.set(
      client,
      waiting.filter((waiter) => waiter.clock >= reach(client)),
    )
    for (const waiter of waiting) if (waiter.clock < reach(client)) open.push(waiter.client)
  }
  return { reach, isWhole: left === 0 }
}

function needs(item: Y.Item): readonly Y.ID[] {
  return [item.origin, item.rightOrigin, item.parent].filter((id): id is Y.ID => id instanceof Y.ID)
}

function spanOf({ id: { client, clock }, length }: Struct): Span {
  return [client, clock, clock + length]
}

/** As Yjs writes an update. The structs of a client follow one another without a hole. */
function encode(structs: readonly Struct[], deletes: readonly Span[]): Uint8Array {
  const groups = Map.groupBy(structs, ({ id }) => id.client)
  const deleted = createSpans()
  deleted.addAll(deletes)
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, groups.size)
    for (const [client, run] of [...groups].toSorted(([a], [b]) => b - a)) {
      for (const number of [run.length, client, run[0]?.id.clock ?? 0]) encoding.writeVarUint(encoder, number)
      const body = new Y.UpdateEncoderV1()
      for (const struct of run) struct.write(body, 0)
      encoding.writeUint8Array(encoder, encoding.toUint8Array(body.restEncoder))
    }
    // A set of deletions alone is an update without structs: a zero in front of it.
    encoding.writeUint8Array(encoder, deleted.encode().subarray(1))
  })
}
