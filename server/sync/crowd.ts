/**
 * A room's sockets and what goes to all of them: updates to the others, awareness in few frames, acknowledgements once a commit. Decides nothing about rights.
 *
 * A socket that does not keep up is no longer pushed at: what it misses waits in the backlog, once for all like it, and it takes that at its own pace.
 */
import * as Y from 'yjs'
import type { CloseReason } from '#model/protocol.ts'
import { createBacklog } from './backlog.ts'
import { ackFrame, type AwarenessEntry, awarenessFrame, updateFrame } from './frames.ts'
import type { Extent } from './knowledge.ts'
import { AWARENESS_PAUSE, BEAT_SOCKETS, MERGE_BYTES, MERGE_LEAST, MERGE_MOST, PUSH_BYTES, SLOW_BYTES } from './limits.ts'
import { createPace, type Sent } from './pace.ts'
import type { Peer } from './peer.ts'
import { createPresence, type PresenceLimits } from './presence.ts'
import { type Packet, packetOf } from './wire.ts'

export type Crowd = {
  add(peer: Peer): void
  /** False when it was not there. Its awareness leaves with it. */
  remove(peer: Peer): boolean
  size(): number
  closeAll(reason: CloseReason): void
  /** To everyone who has the state, except the one it came from. */
  relay(update: Uint8Array, from: Peer): void
  hear(peer: Peer, entries: readonly AwarenessEntry[]): void
  /** Who shows a cursor under this id, or did. */
  shownBy(client: number): string | null
  /** Tells one peer who is here. */
  introduce(peer: Peer): void
  /** The peer is owed an acknowledgement. */
  owe(peer: Peer): void
  /** Messages that waited for something missing, and have it now, become durable with `commit`. */
  fillGaps(covers: (extent: Extent) => boolean, commit: number): void
  /** Tells one peer what is durable, if there is news. */
  acknowledge(peer: Peer, committed: number): void
  /** The same for all, once for all commits of this turn. */
  acknowledgeAll(committed: () => number): void
  stop(): void
}

/** `writerOf`: see `createPresence`. */
export function createCrowd(limits: PresenceLimits, now: () => number, writerOf?: (client: number) => string | null): Crowd {
  const peers = new Set<Peer>()
  const owed = new Set<Peer>()
  const presence = createPresence<Peer>(limits, writerOf)
  const backlog = createBacklog<Peer>()
  let spreading: NodeJS.Timeout | null = null
  let acksDue = false
  let stopped = false

  const push = (peer: Peer, packet: Packet) => {
    if (backlog.holds(peer)) return
    if (!peer.isFull()) return peer.write(packet)
    backlog.enter(peer)
    peer.behindSince = now()
  }
  /** Keeps the packet for those who are behind; one who is too far behind comes back later and catches up from the log. */
  const keepForSlow = (packet: Packet) => {
    backlog.push(packet)
    for (const peer of backlog.readers()) {
      if (backlog.behind(peer) <= SLOW_BYTES) continue
      backlog.leave(peer)
      peer.close('slow')
    }
  }
  const catchUp = (peer: Peer) => {
    if (!backlog.holds(peer)) return
    for (const packet of backlog.take(peer, PUSH_BYTES)) peer.write(packet)
    peer.behindSince = backlog.holds(peer) ? now() : null
  }

  const pushAll = (packet: Packet, except: Peer | null) => {
    for (const peer of peers) if (peer !== except && peer.synced) push(peer, packet)
    keepForSlow(packet)
  }
  const flush = (batch: readonly Sent<Peer>[]) => {
    const senders = new Set(batch.map(({ from }) => from))
    const [only] = senders
    const merged = isMerged(batch, peers.size)
    const packet = packetFor(batch, merged)
    if (senders.size === 1 && only) return pushAll(packet, only)
    // Merged, a sender's own words come back to it, which changes nothing there; apart, it gets the others' alone.
    for (const peer of peers) {
      if (!peer.synced) continue
      const own = !merged && senders.has(peer)
      push(peer, own ? packetOf(batch.filter(({ from }) => from !== peer).map(({ update }) => updateFrame(update))) : packet)
    }
    keepForSlow(packet)
  }
  const pace = createPace<Peer>(() => peers.size, flush, now)

  const spread = () => {
    spreading = null
    const entries = presence.takeChanges()
    if (entries.length === 0) return
    // To its sender, too: a stock client takes a silent server for a dead one. Who is behind hears of it when it matters again: states come anew.
    const packet = packetOf([awarenessFrame(entries)])
    for (const peer of peers) if (peer.synced && !backlog.holds(peer) && !peer.isFull()) peer.write(packet)
  }
  const expectSpread = () => {
    if (!stopped) spreading ??= setTimeout(spread, AWARENESS_PAUSE)
  }
  const acknowledge = (peer: Peer, committed: number) => {
    const count = peer.acks?.advance(committed)
    if (typeof count === 'number') peer.send(ackFrame(count))
    if (peer.acks?.isWaiting() !== true) owed.delete(peer)
  }
  return {
    add(peer) {
      peers.add(peer)
      peer.onDrain(() => catchUp(peer))
    },
    remove(peer) {
      if (presence.leave(peer)) expectSpread()
      backlog.leave(peer)
      owed.delete(peer)
      return peers.delete(peer)
    },
    size: () => peers.size,
    closeAll(reason) {
      for (const peer of peers) peer.close(reason)
    },
    relay: (update, from) => pace.add({ update, from }),
    hear(peer, entries) {
      if (presence.receive(peer, entries)) expectSpread()
    },
    shownBy: presence.personOf,
    introduce(peer) {
      const entries = presence.present()
      if (entries.length > 0) peer.send(awarenessFrame(entries))
    },
    owe(peer) {
      if (peer.acks) owed.add(peer)
    },
    fillGaps(covers, commit) {
      for (const peer of owed) peer.acks?.fill(covers, commit)
    },
    acknowledge,
    acknowledgeAll(committed) {
      // Changes that shared a commit come here one after the other: one frame for all of them.
      if (acksDue) return
      acksDue = true
      queueMicrotask(() => {
        acksDue = false
        for (const peer of owed) acknowledge(peer, committed())
      })
    },
    stop() {
      stopped = true
      pace.stop()
      if (spreading) clearTimeout(spreading)
    },
  }
}

/** Merging saves every reader work: small updates to many. */
function isMerged(batch: readonly Sent<Peer>[], sockets: number): boolean {
  return sockets >= BEAT_SOCKETS && batch.length >= MERGE_LEAST && batch.reduce((sum, { update }) => sum + update.length, 0) <= MERGE_BYTES
}

function packetFor(batch: readonly Sent<Peer>[], merged: boolean): Packet {
  const updates = batch.map(({ update }) => update)
  if (!merged) return packetOf(updates.map(updateFrame))
  // Its price grows faster than what is merged at once.
  const groups = Array.from({ length: Math.ceil(updates.length / MERGE_MOST) }, (_, index) => updates.slice(index * MERGE_MOST, (index + 1) * MERGE_MOST))
  try {
    return packetOf(groups.map((group) => updateFrame(Y.mergeUpdates(group))))
  } catch {
    // A crafted update may be one that Yjs reads but cannot merge. This runs from a timer, where a fault would end the process: they go as they came.
    return packetOf(updates.map(updateFrame))
  }
}
