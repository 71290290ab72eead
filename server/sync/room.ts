/**
 * The room of one brief: takes its sockets' changes, appends them to the log, hands them to the others and says what is durable. Holds no Y.Doc.
 *
 * A change is weighed first (see `knowledge.ts`): what can't be read closes its socket and goes nowhere; what rests on something missing is not stored, the
 * client is asked for the missing part; what adds nothing is not stored either. The rest is relayed at once and acknowledged after the commit.
 */
import * as Y from 'yjs'
import { CLOSE, type CloseReason } from '#model/protocol.ts'
import { Refusal } from '#model/refusal.ts'
import type { Store } from '../store/store.ts'
import { createCrowd } from './crowd.ts'
import { BadFrame, deniedFrame, type Frame, readFrame, step1Frame, undecodable, updateFrame } from './frames.ts'
import { createKnowledge, type Knowledge, type Weighed } from './knowledge.ts'
import type { SyncLimits } from './limits.ts'
import { type OnUnreadable, ydocOf } from './load.ts'
import type { SyncLog } from './log.ts'
import type { Peer } from './peer.ts'
import { createServed, type Served } from './served.ts'
import { createTitles, lookInto, type Titles } from './titles.ts'

export type RoomParts = {
  store: Pick<Store, 'readLog' | 'append' | 'setTitle'>
  limits: Pick<SyncLimits, 'syncAwarenessIds' | 'syncAwarenessBytes'>
  now: () => number
  log: SyncLog
}

export type Room = {
  /** Lets the peer in once the brief is loaded; closes it when that can't be done. */
  join(peer: Peer): Promise<void>
  leave(peer: Peer): void
  /** Resolves when all it took is in the log (or refused by it) and the title is taken over. */
  settled(): Promise<void>
}

/** What a room knows once the log has been read. */
type Loaded = { knowledge: Knowledge; served: Served; titles: Titles }

/** `onGone` is called once, when nobody is left and everything is settled, or when the log failed; then the room is not used again. */
export function createRoom(doc: string, parts: RoomParts, onGone: () => void): Room {
  const { store, now, log } = parts
  const crowd = createCrowd(parts.limits)
  /** The brief's schema version. */
  let schema = 1
  /** Numbers of the newest change handed to the log and of the newest that is on disk. */
  let appended = 0
  let committed = 0
  let gone = false
  const saving = new Set<Promise<void>>()

  const unreadable: OnUnreadable = (seq, error) => log.error({ doc, seq, err: error }, 'an update cannot be applied; it is left out of what is served')

  const load = async (): Promise<Loaded> => {
    const { updates } = await store.readLog(doc)
    const ydoc = ydocOf(updates, unreadable)
    if (ydoc.store.pendingStructs || ydoc.store.pendingDs) log.error({ doc }, 'the log rests on updates that are not in it; what can be read is served')
    ydoc.store.pendingStructs = null
    ydoc.store.pendingDs = null
    const state = Y.encodeStateAsUpdate(ydoc)
    const first = lookInto(ydoc)
    ydoc.destroy()
    schema = first.schema
    const knowledge = createKnowledge()
    knowledge.absorb(knowledge.weigh(state).extent)
    const served = createServed(state, unreadable)
    const onSeen = (seen: { schema: number }) => {
      schema = seen.schema
    }
    return { knowledge, served, titles: createTitles(doc, first.title, () => served.inspect(lookInto), onSeen, parts) }
  }
  const loading = load()
  // Each who joins hears of a failure; a room nobody waits for has none to tell.
  loading.catch(() => undefined)

  const endWith = (loaded: Loaded | null) => {
    if (gone) return
    gone = true
    loaded?.titles.stop()
    crowd.stop()
    onGone()
  }

  // What was relayed but not saved is known to the room and not to the log: everybody leaves, and the next to come load it anew.
  const onFailure = (error: unknown, loaded: Loaded) => {
    if (gone) return
    log.error({ doc, err: error }, 'changes could not be saved; the room is closed and its clients keep their changes')
    crowd.closeAll(isMissing(error) ? 'notFound' : 'notSaved')
    endWith(loaded)
  }
  const onCommit = (number: number, { titles }: Loaded) => {
    committed = Math.max(committed, number)
    if (!gone) titles.touch()
    crowd.acknowledgeAll(() => committed)
  }

  const keep = (peer: Peer, data: Uint8Array, { extent }: Weighed, loaded: Loaded) => {
    loaded.knowledge.absorb(extent)
    loaded.served.push(data)
    crowd.relay(updateFrame(data), peer)
    const number = ++appended
    peer.acks?.count(number)
    crowd.fillGaps(loaded.knowledge.covers, number)
    const saved = store.append([{ doc, actor: peer.actor, at: now(), data }]).then(
      () => onCommit(number, loaded),
      (error: unknown) => onFailure(error, loaded),
    )
    saving.add(saved)
    void saved.finally(() => saving.delete(saved))
  }

  // One question at a time: a stock client answers each with all it has.
  const ask = (peer: Peer, knowledge: Knowledge) => {
    if (peer.asked) return
    peer.asked = true
    peer.send(step1Frame(knowledge.stateVector()))
  }

  const change = (peer: Peer, { step, data }: Extract<Frame, { kind: 'change' }>, loaded: Loaded) => {
    const { knowledge } = loaded
    if (step === 'step2') peer.asked = false
    const weighed = weigh(knowledge, data)
    if (weighed.verdict === 'nothing') {
      peer.acks?.count(appended)
      return crowd.acknowledge(peer, committed)
    }
    if (!peer.canWrite) return peer.close('forbidden')
    if (peer.schema < schema) return peer.close('outdated')
    if (weighed.verdict === 'adds') return keep(peer, data, weighed, loaded)
    peer.acks?.countGap(weighed.extent)
    ask(peer, knowledge)
  }

  const obey = (peer: Peer, frame: Frame, loaded: Loaded) => {
    if (frame.kind === 'change') return change(peer, frame, loaded)
    if (frame.kind === 'awareness') return crowd.hear(peer, frame.entries)
    if (frame.kind === 'queryAwareness') return crowd.introduce(peer)
    for (const answer of loaded.served.answer(frame.stateVector)) peer.send(answer)
    peer.synced = true
  }

  const receive = (peer: Peer, message: Uint8Array, loaded: Loaded) => {
    try {
      obey(peer, readFrame(message), loaded)
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

  const refuse = (peer: Peer, error: unknown) => {
    const reason: CloseReason = isMissing(error) ? 'notFound' : 'notSaved'
    if (reason === 'notSaved') log.error({ doc, err: error }, 'a brief could not be loaded')
    peer.close(reason)
    endWith(null)
  }

  const settled = async (): Promise<void> => {
    while (saving.size > 0) await Promise.all(saving)
    const loaded = await loading.catch(() => null)
    if (!gone) await loaded?.titles.settled()
  }
  const endWhenEmpty = async (): Promise<void> => {
    await settled()
    if (crowd.size() === 0) endWith(await loading.catch(() => null))
  }

  return {
    settled,
    async join(peer) {
      crowd.add(peer)
      const loaded = await loading.catch((error: unknown) => refuse(peer, error))
      if (!loaded || gone || !peer.isOpen()) return
      if (peer.schema < schema) peer.send(deniedFrame(CLOSE.outdated.reason))
      peer.send(step1Frame(loaded.knowledge.stateVector()))
      crowd.introduce(peer)
      peer.start((message) => receive(peer, message, loaded))
    },
    leave(peer) {
      if (crowd.remove(peer) && crowd.size() === 0) void endWhenEmpty()
    },
  }
}

function weigh(knowledge: Knowledge, data: Uint8Array): Weighed {
  try {
    return knowledge.weigh(data)
  } catch (error) {
    throw new BadFrame(`an update: ${undecodable(error)}`)
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Refusal && error.code === 'not-found'
}
