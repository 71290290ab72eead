/**
 * The room of one brief: takes its sockets' changes, appends them to the log, hands them to the others and says what is durable. Holds no Y.Doc.
 *
 * A change is weighed first (see `knowledge.ts`): what can't be read closes its socket and goes nowhere; what rests on something missing is not stored, the
 * client is asked for the missing part; what adds nothing is not stored either. The rest is relayed at once and acknowledged after the commit.
 */
import { Refusal } from '#model/refusal.ts'
import { CLOSE, type CloseReason } from '#model/protocol.ts'
import { readInfo } from '#model/ydoc.ts'
import * as Y from 'yjs'
import type { Store } from '../store/store.ts'
import { ackFrame, awarenessFrame, BadFrame, deniedFrame, type Frame, readFrame, step1Frame, updateFrame } from './frames.ts'
import { createKnowledge, type Weighed } from './knowledge.ts'
import { AWARENESS_PAUSE, SETTLE_PAUSE, type SyncLimits } from './limits.ts'
import { type OnUnreadable, titleOfYDoc, ydocOf } from './load.ts'
import type { Peer } from './peer.ts'
import { createPresence } from './presence.ts'
import { createServed, type Served } from './served.ts'

export type SyncLog = Record<'debug' | 'info' | 'warn' | 'error', (fields: object, message: string) => void>

export type RoomParts = {
  store: Pick<Store, 'readLog' | 'append' | 'setTitle'>
  limits: Pick<SyncLimits, 'syncAwarenessIds' | 'syncAwarenessBytes'>
  now: () => number
  log: SyncLog
}

export type Room = {
  join(peer: Peer): Promise<void>
  leave(peer: Peer): void
  peers(): readonly Peer[]
  closeAll(reason: CloseReason): void
  /** Resolves when all it took is in the log (or refused by it) and the title is taken over. */
  settled(): Promise<void>
}

/** `onGone` is called once, when nobody is left and everything is settled, or when the log failed; then the room is not used again. */
export function createRoom(doc: string, parts: RoomParts, onGone: () => void): Room {
  const { store, now, log } = parts
  const peers = new Set<Peer>()
  const knowledge = createKnowledge()
  const presence = createPresence<Peer>(parts.limits)
  let served: Served | null = null
  let schema = 1
  let title: string | null = null
  const unreadable: OnUnreadable = (seq, error) => log.error({ doc, seq, err: error }, 'an update cannot be applied; it is left out of what is served')
  /** Numbers of the newest change handed to the log and of the newest that is on disk. */
  let appended = 0
  let committed = 0
  let acksDue = false
  let gone = false
  let awarenessTimer: NodeJS.Timeout | null = null
  let quietTimer: NodeJS.Timeout | null = null
  const work = new Set<Promise<void>>()

  const track = (promise: Promise<void>) => {
    work.add(promise)
    void promise.finally(() => work.delete(promise))
  }
  const leaveForGood = () => {
    if (gone) return
    gone = true
    if (quietTimer) clearTimeout(quietTimer)
    if (awarenessTimer) clearTimeout(awarenessTimer)
    onGone()
  }

  // ── loading
  const load = async (): Promise<void> => {
    const { updates } = await store.readLog(doc)
    const ydoc = ydocOf(updates, unreadable)
    if (ydoc.store.pendingStructs || ydoc.store.pendingDs) log.error({ doc }, 'the log rests on updates that are not in it; what can be read is served')
    ydoc.store.pendingStructs = null
    ydoc.store.pendingDs = null
    const state = Y.encodeStateAsUpdate(ydoc)
    schema = readInfo(ydoc).schema
    title = titleOfYDoc(ydoc)
    ydoc.destroy()
    knowledge.absorb(knowledge.weigh(state).extent)
    served = createServed(state, unreadable)
  }
  const loading = load()

  // ── quiet times
  const settle = () => {
    quietTimer = null
    if (gone || !served) return
    try {
      const seen = served.inspect((ydoc) => ({ schema: readInfo(ydoc).schema, title: titleOfYDoc(ydoc) }))
      schema = seen.schema
      if (seen.title !== title) track(takeOver(seen.title))
    } catch (error) {
      // Runs from a timer, over what people wrote: a fault here must not end the process. The log is as it was.
      log.error({ doc, err: error }, 'bug while looking into a brief')
    }
  }
  const takeOver = async (fresh: string): Promise<void> => {
    try {
      await store.setTitle(doc, fresh)
      title = fresh
    } catch (error) {
      log.warn({ doc, err: error }, 'the title of a brief could not be taken over into the lists; it is tried again after the next change')
    }
  }
  const expectQuiet = () => {
    if (quietTimer) quietTimer.refresh()
    else quietTimer = setTimeout(settle, SETTLE_PAUSE)
  }
  const workDone = async (): Promise<void> => {
    while (work.size > 0) await Promise.all(work)
  }
  const settled = async (): Promise<void> => {
    await workDone()
    if (!quietTimer) return
    clearTimeout(quietTimer)
    settle()
    await workDone()
  }

  // ── acknowledging
  const acknowledge = (peer: Peer) => {
    const count = peer.acks?.advance(committed)
    if (typeof count === 'number') peer.send(ackFrame(count))
  }
  const acknowledgeAll = () => {
    acksDue = false
    for (const peer of peers) acknowledge(peer)
  }
  const onCommit = (number: number) => {
    committed = Math.max(committed, number)
    expectQuiet()
    // Changes that shared a commit come here one after the other: one frame for all of them.
    if (acksDue) return
    acksDue = true
    queueMicrotask(acknowledgeAll)
  }
  const onFailure = (error: unknown) => {
    if (gone) return
    log.error({ doc, err: error }, 'changes could not be saved; the room is closed and its clients keep their changes')
    // What was relayed is not in the log: the room's knowledge is wrong now, so the next to come load it anew.
    closeAll(error instanceof Refusal && error.code === 'not-found' ? 'notFound' : 'notSaved')
    leaveForGood()
  }
  const closeAll = (reason: CloseReason) => {
    for (const peer of peers) peer.close(reason)
  }

  // ── changes
  const keep = (peer: Peer, data: Uint8Array, { extent }: Weighed, state: Served) => {
    knowledge.absorb(extent)
    state.push(data)
    const frame = updateFrame(data)
    for (const other of peers) if (other !== peer && other.synced) other.relay(frame)
    const number = ++appended
    peer.acks?.count(number)
    for (const other of peers) other.acks?.fill(knowledge.covers, number)
    track(store.append([{ doc, actor: peer.actor, at: now(), data }]).then(() => onCommit(number), onFailure))
  }
  const weigh = (data: Uint8Array): Weighed => {
    try {
      return knowledge.weigh(data)
    } catch (error) {
      throw new BadFrame(`not an update: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  const change = (peer: Peer, data: Uint8Array, state: Served) => {
    const weighed = weigh(data)
    if (weighed.verdict === 'nothing') {
      peer.acks?.count(appended)
      acknowledge(peer)
      return
    }
    if (!peer.canWrite) return peer.close('forbidden')
    if (peer.schema < schema) return peer.close('outdated')
    if (weighed.verdict === 'adds') return keep(peer, data, weighed, state)
    peer.acks?.countGap(weighed.extent)
    peer.send(step1Frame(knowledge.stateVector()))
  }

  // ── awareness
  const spread = () => {
    awarenessTimer = null
    const entries = presence.takeChanges()
    if (entries.length === 0) return
    // To its sender, too: a stock client takes a silent server for a dead one.
    const frame = awarenessFrame(entries)
    for (const peer of peers) if (peer.synced) peer.relay(frame)
  }
  const expectAwareness = () => {
    if (!gone) awarenessTimer ??= setTimeout(spread, AWARENESS_PAUSE)
  }
  const sendPresence = (peer: Peer) => {
    const entries = presence.present()
    if (entries.length > 0) peer.send(awarenessFrame(entries))
  }

  const obey = (peer: Peer, frame: Frame, state: Served) => {
    if (frame.kind === 'change') return change(peer, frame.data, state)
    if (frame.kind === 'step1') {
      for (const answer of state.answer(frame.stateVector)) peer.send(answer)
      peer.synced = true
      return
    }
    if (frame.kind === 'queryAwareness') return sendPresence(peer)
    if (presence.receive(peer, frame.entries)) expectAwareness()
  }
  const receive = (peer: Peer, message: Uint8Array, state: Served) => {
    try {
      obey(peer, readFrame(message), state)
    } catch (error) {
      if (error instanceof BadFrame) {
        log.info({ doc, actor: peer.actor, reason: error.message }, 'a message could not be read; its socket is closed')
        return peer.close('badFrame')
      }
      // A bug met by one message must not end the process with everybody in it.
      log.error({ doc, actor: peer.actor, err: error }, 'bug while taking a message')
      peer.close('notSaved')
    }
  }

  const unloadWhenEmpty = async () => {
    await settled()
    if (peers.size === 0) leaveForGood()
  }
  return {
    async join(peer) {
      peers.add(peer)
      try {
        await loading
      } catch (error) {
        const missing = error instanceof Refusal && error.code === 'not-found'
        if (!missing) log.error({ doc, err: error }, 'a brief could not be loaded')
        peer.close(missing ? 'notFound' : 'notSaved')
        leaveForGood()
        return
      }
      const state = served
      if (!state || gone || !peer.isOpen()) return
      if (peer.schema < schema) peer.send(deniedFrame(CLOSE.outdated.reason))
      peer.send(step1Frame(knowledge.stateVector()))
      sendPresence(peer)
      peer.start((message) => receive(peer, message, state))
    },
    leave(peer) {
      if (!peers.delete(peer)) return
      if (presence.leave(peer)) expectAwareness()
      if (peers.size === 0) void unloadWhenEmpty()
    },
    peers: () => [...peers],
    closeAll,
    settled,
  }
}
