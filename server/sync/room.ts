/**
 * The room of one brief: takes its sockets' changes, appends them to the log, hands them to the others and says what is durable. Holds no Y.Doc.
 *
 * A change is weighed first (see `knowledge.ts`): what can't be read closes its socket and goes nowhere; what rests on something missing is not stored, the
 * client is asked for the missing part; what adds nothing is not stored either; what was written under an id of somebody else (see `authors.ts`) is not taken. The
 * rest is relayed at once and acknowledged after the commit.
 */
import { CLOSE, type CloseReason } from '#model/protocol.ts'
import { Refusal } from '#model/refusal.ts'
import type { Store } from '../store/store.ts'
import { createAuthors } from './authors.ts'
import { createCrowd } from './crowd.ts'
import { BadFrame, deniedFrame, EMPTY_UPDATE, type Frame, readFrame, step1Frame, undecodable } from './frames.ts'
import { createHead } from './head.ts'
import type { Extent, Knowledge, Weighed } from './knowledge.ts'
import { type SyncLimits, TAIL_QUIET } from './limits.ts'
import { listedTitle } from './load.ts'
import type { SyncLog } from './log.ts'
import type { Looker } from './looker.ts'
import { type Opened, openBrief } from './opened.ts'
import type { Peer } from './peer.ts'
import type { Late } from './served.ts'
import { createTitles, type Titles } from './titles.ts'
import { createTrials } from './trials.ts'
import { isLongTail, isPressing, isWorthCompacting } from './tail.ts'

export type RoomParts = {
  store: Pick<Store, 'readState' | 'append' | 'setTitle' | 'compact'>
  limits: Pick<SyncLimits, 'syncAwarenessIds' | 'syncAwarenessBytes'>
  looker: Pick<Looker, 'look'>
  /** Another thread than the looker's: what is being tried may be an attack, and nobody's opening a brief shall wait for it. */
  trier: Pick<Looker, 'tryOut'>
  /** The newest schema version this server knows. */
  schema: number
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

type Change = Extract<Frame, { kind: 'change' }>

/** What a room knows once the log has been read. */
type Loaded = Opened & { titles: Titles }

/** `onGone` is called once, when nobody is left and everything is settled, or when the log failed; then the room is not used again. It says whether compacting the brief is worth it now. */
export function createRoom(doc: string, parts: RoomParts, onGone: (isLong: boolean) => void): Room {
  const { store, now, log } = parts
  const crowd = createCrowd(parts.limits, now, (client) => authors.writerOf(client))
  const authors = createAuthors(crowd.shownBy)
  const trials = createTrials(parts.trier, now)
  const head = createHead(doc, parts.schema, log)
  /** Who carries words of others that this room does not know, and under which ids: they are asked again when the owners have brought some. */
  const carriers = new Map<Peer, ReadonlySet<number>>()
  /** Numbers of the newest change handed to the log and of the newest that is on disk. */
  let appended = 0
  let committed = 0
  let gone = false
  let compacting = false
  /** How long the tail was when a compaction came to nothing: it is tried again when it has grown. */
  let triedAt = 0
  /** Runs while a long tail waits for people to pause. */
  let quiet: NodeJS.Timeout | null = null
  const saving = new Set<Promise<void>>()

  const load = async (): Promise<Loaded> => {
    const opened = await openBrief(doc, parts)
    head.saw({ title: opened.seen.title ?? opened.listed, schema: opened.seen.schema })
    authors.learn(opened.authors)
    const look = () => opened.look(() => compact(opened))
    const titles = createTitles(doc, opened.listed, look, head.saw, parts)
    if (opened.seen.title !== null && listedTitle(opened.seen.title) !== opened.listed) titles.touch()
    return { ...opened, titles }
  }
  const loading = load()
  // Each who joins hears of a failure; a room nobody waits for has none to tell.
  loading.catch(() => undefined)

  const endWith = (loaded: Loaded | null, isWhole: boolean) => {
    if (gone) return
    gone = true
    if (quiet) clearTimeout(quiet)
    loaded?.titles.stop()
    crowd.stop()
    onGone(isWhole && loaded !== null && isWorthCompacting(loaded.served.size()))
  }

  /** Puts a new snapshot under the tail; null when there was none to be made. */
  const compact = async ({ served, knowledge }: Opened) => {
    const made = await store.compact(doc)
    if (made && !gone) {
      served.adopt(made.snapshot)
      knowledge.learn(made.snapshot)
    }
    return made
  }
  const compactInTime = (loaded: Loaded) => {
    const size = loaded.served.size()
    if (compacting || gone || !isLongTail(size, triedAt)) return
    if (isPressing(size)) return void compactNow(loaded)
    if (quiet) quiet.refresh()
    else quiet = setTimeout(() => void compactNow(loaded), TAIL_QUIET)
  }
  const compactNow = async (loaded: Loaded): Promise<void> => {
    if (quiet) clearTimeout(quiet)
    quiet = null
    const size = loaded.served.size()
    // It may have grown too large to be compacted while people are here.
    if (compacting || gone || !isLongTail(size, triedAt)) return
    const { updates } = size
    compacting = true
    try {
      const made = await compact(loaded)
      triedAt = made ? 0 : updates
    } catch (error) {
      triedAt = updates
      log.error({ doc, err: error }, 'a brief could not be compacted; its log stays as it is')
    } finally {
      compacting = false
    }
  }

  // What was relayed but not saved is known to the room and not to the log: everybody leaves, and the next to come load it anew.
  const onFailure = (error: unknown, loaded: Loaded) => {
    if (gone) return
    log.error({ doc, err: error }, 'changes could not be saved; the room is closed and its clients keep their changes')
    crowd.closeAll(isMissing(error) ? 'notFound' : 'notSaved')
    endWith(loaded, false)
  }
  const onCommit = (number: number, loaded: Loaded) => {
    committed = Math.max(committed, number)
    crowd.acknowledgeAll(() => committed)
    compactInTime(loaded)
  }

  /** `gap`: the whole of which this is a part, if it is not whole; it is durable only with the rest. */
  const keep = (peer: Peer, { step, data }: Change, weighed: Weighed, loaded: Loaded, gap: Extent | null) => {
    const { knowledge, served, titles, watch } = loaded
    const fresh = knowledge.fresh(weighed.extent)
    const claims = authors.claim(peer.person, fresh, step === 'step2')
    knowledge.absorb(weighed.extent)
    const late: Late = { seq: null, data, extent: weighed.extent }
    served.push(late)
    crowd.relay(data, peer)
    const number = ++appended
    if (gap) peer.acks?.countGap(gap)
    else peer.acks?.count(number)
    crowd.owe(peer)
    crowd.fillGaps(knowledge.covers, number)
    for (const [carrier, missing] of carriers) if ([...fresh].some((client) => missing.has(client))) ask(carrier, knowledge)
    const concernsLists = watch.see(weighed)
    if (concernsLists) head.grew(watch.textIn(weighed))
    const saved = store.append([{ doc, actor: peer.actor, at: now(), data, ...(claims.length > 0 ? { claims } : {}) }]).then(
      ([seq]) => {
        late.seq = seq ?? null
        if (concernsLists && !gone) titles.touch()
        onCommit(number, loaded)
      },
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

  const wait = (peer: Peer, extent: Extent) => {
    peer.acks?.countGap(extent)
    crowd.owe(peer)
  }

  const change = (peer: Peer, message: Change, loaded: Loaded): Promise<void> | void => {
    if (message.step === 'step2') peer.asked = false
    if (trials.isLarge(message.data) && !isKnown(loaded.knowledge, message.data)) return tryFirst(peer, message, loaded)
    return take(peer, message, loaded, false)
  }
  /** What may be a burden to everybody is tried where it burdens nobody; its sender's next messages wait for it. */
  const tryFirst = async (peer: Peer, message: Change, loaded: Loaded): Promise<void> => {
    const verdict = await trials.run(peer.person, loaded.served.updates(), message.data)
    if (gone || !peer.isOpen()) return
    if (verdict === 'unreadable') throw new BadFrame('an update: Yjs cannot apply it')
    if (verdict === 'fair') return take(peer, message, loaded, true)
    log.warn({ doc, actor: peer.actor, bytes: message.data.length }, 'an update would cost everybody in the brief too much work; the socket is closed and nothing of it is kept')
    peer.close('tooLarge')
  }

  const take = (peer: Peer, message: Change, loaded: Loaded, tried: boolean): Promise<void> | void => {
    const { step, data } = message
    const { knowledge } = loaded
    const weighed = isKnown(knowledge, data) ? null : weigh(knowledge, data)
    if (!weighed || weighed.verdict === 'nothing') {
      peer.acks?.count(appended)
      crowd.owe(peer)
      return crowd.acknowledge(peer, committed)
    }
    if (!peer.canWrite) return peer.close('forbidden')
    if (peer.schema < head.schema()) return peer.close('outdated')
    if (!tried && trials.isDue(peer, weighed.structs)) return tryFirst(peer, message, loaded)
    if (head.isOverfull(data.length, () => loaded.watch.textIn(weighed))) {
      log.info({ doc, actor: peer.actor, bytes: data.length }, 'a title would grow longer than a field may be; the socket is closed')
      return peer.close('tooLarge')
    }
    const foreign = authors.foreign(peer.person, knowledge.fresh(weighed.extent))
    if (foreign.size > 0) return step === 'step2' ? keepOwn(peer, weighed, foreign, loaded) : refuseForeign(peer, foreign)
    if (step === 'step2') carriers.delete(peer)
    if (weighed.verdict === 'adds') return keep(peer, message, weighed, loaded, null)
    wait(peer, weighed.extent)
    if (!carriers.has(peer)) ask(peer, knowledge)
  }

  const keepOwn = (peer: Peer, weighed: Weighed, foreign: ReadonlySet<number>, loaded: Loaded) => {
    const own = loaded.knowledge.without(foreign, weighed)
    carriers.set(peer, foreign)
    if (own) keep(peer, { kind: 'change', step: 'step2', data: own.data }, own, loaded, weighed.extent)
    else wait(peer, weighed.extent)
  }
  const refuseForeign = (peer: Peer, foreign: ReadonlySet<number>) => {
    log.warn({ doc, actor: peer.actor, clients: [...foreign].slice(0, 5) }, "somebody wrote under another person's client id; the socket is closed and nothing of it is kept")
    peer.close('foreign')
  }

  const obey = (peer: Peer, frame: Frame, loaded: Loaded): Promise<void> | void => {
    if (frame.kind === 'change') return change(peer, frame, loaded)
    if (frame.kind === 'awareness') return crowd.hear(peer, frame.entries)
    if (frame.kind === 'queryAwareness') return crowd.introduce(peer)
    peer.answer(loaded.served.answer(frame.stateVector))
    peer.synced = true
  }

  const onFault = (peer: Peer, error: unknown) => {
    if (error instanceof BadFrame) {
      log.info({ doc, actor: peer.actor, reason: error.message }, 'a message could not be read; its socket is closed')
      return peer.close('badFrame')
    }
    // A bug met by one message must not end the process with everybody in it.
    if (peer.isOpen()) log.error({ doc, actor: peer.actor, err: error }, 'bug while taking a message')
    peer.close('notSaved')
  }
  const receive = (peer: Peer, message: Uint8Array, loaded: Loaded): Promise<void> | void => {
    try {
      return obey(peer, readFrame(message), loaded)?.catch((error: unknown) => onFault(peer, error))
    } catch (error) {
      onFault(peer, error)
    }
  }

  const refuse = (peer: Peer, error: unknown) => {
    const reason: CloseReason = isMissing(error) ? 'notFound' : 'notSaved'
    if (reason === 'notSaved') log.error({ doc, err: error }, 'a brief could not be loaded')
    peer.close(reason)
    endWith(null, false)
  }

  const settled = async (): Promise<void> => {
    while (saving.size > 0) await Promise.all(saving)
    const loaded = await loading.catch(() => null)
    if (!gone) await loaded?.titles.settled()
  }
  const endWhenEmpty = async (): Promise<void> => {
    await settled()
    if (crowd.size() === 0) endWith(await loading.catch(() => null), true)
  }

  return {
    settled,
    async join(peer) {
      crowd.add(peer)
      const loaded = await loading.catch((error: unknown) => refuse(peer, error))
      if (!loaded || gone || !peer.isOpen()) return
      if (peer.schema < head.schema()) peer.send(deniedFrame(CLOSE.outdated.reason))
      peer.send(step1Frame(loaded.knowledge.stateVector()))
      crowd.introduce(peer)
      peer.start((message) => receive(peer, message, loaded))
    },
    leave(peer) {
      carriers.delete(peer)
      if (crowd.remove(peer) && crowd.size() === 0) void endWhenEmpty()
    },
  }
}

/** What a client says that has just been told all: nothing, or every deletion there is. Known without reading it. */
function isKnown(knowledge: Knowledge, data: Uint8Array): boolean {
  return (data.length === EMPTY_UPDATE.length && data[0] === 0 && data[1] === 0) || Buffer.compare(data, knowledge.deletes()) === 0
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
