/** A room's sockets and what goes to all of them: updates to the others, awareness in few frames, acknowledgements once a commit. Decides nothing about rights. */
import type { CloseReason } from '#model/protocol.ts'
import { ackFrame, type AwarenessEntry, awarenessFrame } from './frames.ts'
import type { Extent } from './knowledge.ts'
import { AWARENESS_PAUSE } from './limits.ts'
import type { Peer } from './peer.ts'
import { createPresence, type PresenceLimits } from './presence.ts'

export type Crowd = {
  add(peer: Peer): void
  /** False when it was not there. Its awareness leaves with it. */
  remove(peer: Peer): boolean
  size(): number
  closeAll(reason: CloseReason): void
  /** To everyone who has the state, except the one it came from. */
  relay(frame: Uint8Array, from: Peer): void
  hear(peer: Peer, entries: readonly AwarenessEntry[]): void
  /** Tells one peer who is here. */
  introduce(peer: Peer): void
  /** Messages that waited for something missing, and have it now, become durable with `commit`. */
  fillGaps(covers: (extent: Extent) => boolean, commit: number): void
  /** Tells one peer what is durable, if there is news. */
  acknowledge(peer: Peer, committed: number): void
  /** The same for all, once for all commits of this turn. */
  acknowledgeAll(committed: () => number): void
  stop(): void
}

export function createCrowd(limits: PresenceLimits): Crowd {
  const peers = new Set<Peer>()
  const presence = createPresence<Peer>(limits)
  let spreading: NodeJS.Timeout | null = null
  let acksDue = false
  let stopped = false

  const spread = () => {
    spreading = null
    const entries = presence.takeChanges()
    if (entries.length === 0) return
    // To its sender, too: a stock client takes a silent server for a dead one.
    const frame = awarenessFrame(entries)
    for (const peer of peers) if (peer.synced) peer.relay(frame)
  }
  const expectSpread = () => {
    if (!stopped) spreading ??= setTimeout(spread, AWARENESS_PAUSE)
  }
  const acknowledge = (peer: Peer, committed: number) => {
    const count = peer.acks?.advance(committed)
    if (typeof count === 'number') peer.send(ackFrame(count))
  }
  return {
    add: (peer) => void peers.add(peer),
    remove(peer) {
      if (presence.leave(peer)) expectSpread()
      return peers.delete(peer)
    },
    size: () => peers.size,
    closeAll(reason) {
      for (const peer of peers) peer.close(reason)
    },
    relay(frame, from) {
      for (const peer of peers) if (peer !== from && peer.synced) peer.relay(frame)
    },
    hear(peer, entries) {
      if (presence.receive(peer, entries)) expectSpread()
    },
    introduce(peer) {
      const entries = presence.present()
      if (entries.length > 0) peer.send(awarenessFrame(entries))
    },
    fillGaps(covers, commit) {
      for (const peer of peers) peer.acks?.fill(covers, commit)
    },
    acknowledge,
    acknowledgeAll(committed) {
      // Changes that shared a commit come here one after the other: one frame for all of them.
      if (acksDue) return
      acksDue = true
      queueMicrotask(() => {
        acksDue = false
        for (const peer of peers) acknowledge(peer, committed())
      })
    },
    stop() {
      stopped = true
      if (spreading) clearTimeout(spreading)
    },
  }
}
