/**
 * The connection of one brief: its Y.Doc, the others' presence, and a truthful status. Speaks y-websocket's wire with our acknowledgements (`model/protocol.ts`).
 *
 * What waits to be saved is kept in `outbox.ts` (and, across a reload, by `keeper.ts`), the socket and its back-off in `socket.ts`;
 * what the Y.Doc means is `model/ydoc.ts`, and showing it is the editor's.
 */
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { Presence } from '#model/protocol.ts'
import { SCHEMA_VERSION } from '#model/schema.ts'
import { bodyOf, infoOf } from '#model/ydoc.ts'
import { applyLate } from './adrift.ts'
import { createKeeper } from './keeper.ts'
import { type OfflineStore, openOfflineStore } from './offline.ts'
import { type Change, createOutbox } from './outbox.ts'
import { readPeople } from './presence.ts'
import { type Clock, openSteadySocket, type SocketLike, systemClock } from './socket.ts'
import { awarenessFrame, queryAwarenessFrame, readFrame, syncFrame } from './wire.ts'

/**
 * `connecting` until the brief has arrived for the first time · `saved`: every change of this tab is durable on the server · `saving`: some are on their way ·
 * `offline`: no connection, and `waiting` changes wait here · `refused`: the server, or this version of the editor, will not go on; `reason` is a sentence for the reader.
 * `waiting` counts the changes of this tab that no one has acknowledged yet. `unkept` is there when they (or the next ones) would be lost with the tab, because
 * the device can't keep them.
 */
export type SyncStatus = { kind: 'connecting' | 'saved' | 'saving' | 'offline' | 'refused'; waiting: number; unkept?: true; reason?: string }

export type BriefConnection = {
  ydoc: Y.Doc
  awareness: Awareness
  status(): SyncStatus
  /** The others who have the brief open, one entry a person, oneself left out. */
  people(): readonly Presence[]
  /** Called after the status or the people changed. Returns the way to stop. */
  subscribe(listener: () => void): () => void
  /** Resolves when the brief has arrived for the first time; never rejects (a refusal shows in the status). */
  whenSynced: Promise<void>
  /** Ends it. Words that neither the server nor the device has yet keep the socket open until they are acknowledged. */
  close(): void
}

export type ConnectOptions = {
  id: string
  person: Presence
  /** The address of the gateway without the brief's id; by default `/sync` of the page's own origin. */
  url?: string
  /** False for a reader: nothing kept from an earlier, writing session is sent. */
  canWrite?: boolean
  /** What a test replaces: sockets, time, the window with its events of network and leaving, the offline store (null for none). */
  openSocket?: (url: string) => SocketLike
  clock?: Clock
  page?: Pick<EventTarget, 'addEventListener' | 'removeEventListener'> | null
  offline?: Promise<OfflineStore | null>
}

export const BEHIND_REASON = 'This brief was written with a newer version of Counterpoint. Reload the page to go on editing; until then it is read-only.'
const BROKEN_REASON = 'A change from the server could not be read. Reload the page.'

/** Opens the brief. Nothing is thrown later: everything that happens shows in `status()`. */
export function connectBrief(options: ConnectOptions): BriefConnection {
  const { id, person, clock = systemClock } = options
  const url = `${options.url ?? gatewayOfPage()}/${encodeURIComponent(id)}?schema=${SCHEMA_VERSION}&ack=1`
  const page = options.page === undefined ? (globalThis.window ?? null) : options.page
  const ydoc = new Y.Doc()
  // Named now, so that what arrives is seen as XML from the first update on.
  bodyOf(ydoc)
  const awareness = new Awareness(ydoc)
  const outbox = createOutbox()
  const listeners = new Set<() => void>()
  /** Origin of every change that came from outside this tab. */
  const remote = Symbol('remote')
  const keeper = createKeeper(outbox, options.offline ?? openOfflineStore(id, person.id), clock, () => changed())

  let everSynced = false
  let everLost = false
  /** This connection has given us all it has, and has been given all we have. */
  let received = false
  let offered = false
  let refusal: string | null = null
  let closed = false
  let announceSynced = () => {}
  const whenSynced = new Promise<void>((resolve) => {
    announceSynced = resolve
  })

  const changed = () => {
    for (const listener of listeners) listener()
  }
  const refuse = (reason: string) => {
    refusal ??= reason
    changed()
  }

  const socket = openSteadySocket({
    open: () => (options.openSocket ?? openBrowserSocket)(url),
    clock,
    ping: queryAwarenessFrame,
    onOpen() {
      outbox.restart()
      socket.send(syncFrame('step1', Y.encodeStateVector(ydoc)))
      announcePresence()
    },
    onMessage: read,
    onLost() {
      received = offered = false
      everLost = true
      removeAwarenessStates(awareness, othersOf(awareness), remote)
      keeper.hurry()
      changed()
    },
    onRefused(_code, reason) {
      received = offered = false
      keeper.hurry()
      refuse(reason === '' ? 'The server closed this brief. Reload the page.' : reason)
      if (closed) end()
    },
  })

  function read(bytes: Uint8Array): void {
    const frame = readFrame(bytes)
    switch (frame.kind) {
      case 'step1':
        // Counted before it is sent: an answer may come at once.
        outbox.sent(outbox.waiting().filter((change) => !undelivered.has(change)))
        socket.send(syncFrame('step2', Y.encodeStateAsUpdate(ydoc, frame.bytes)))
        offered = true
        return settle()
      case 'step2':
        apply(frame.bytes)
        received = true
        return settle()
      case 'update':
        return apply(frame.bytes)
      case 'awareness':
        return applyAwarenessUpdate(awareness, frame.bytes, remote)
      case 'query-awareness':
        return sendPresence()
      case 'ack':
        return acknowledge(frame.count)
      case 'other':
    }
  }

  /** What a handler of the Y.Doc throws comes out here too; in either case this tab no longer shows what the server has. */
  function apply(update: Uint8Array): void {
    try {
      Y.applyUpdate(ydoc, update, remote)
    } catch (error) {
      refuse(BROKEN_REASON)
      throw error
    }
  }

  function settle(): void {
    if (!received || !offered) return
    socket.settled()
    deliverStored()
    if (!everSynced) {
      everSynced = true
      announceSynced()
    }
    changed()
  }

  function acknowledge(count: number): void {
    const done = outbox.acknowledge(count)
    if (done.length === 0) return
    keeper.forget(done)
    changed()
    if (closed && outbox.waiting().length === 0) end()
  }

  // Changes of this tab
  const onUpdate = (update: Uint8Array, origin: unknown) => {
    if (origin === remote) return
    const change = outbox.add(update)
    if (offered) {
      outbox.sent([change])
      socket.send(syncFrame('update', update))
    }
    if (offered) keeper.expect()
    else keeper.hurry()
    changed()
  }
  ydoc.on('update', onUpdate)

  // An older version shows what it can't read closed and damages nothing, but what it adds may not be what the newer one wants: the server takes no more of it.
  const onInfo = () => {
    const version: unknown = infoOf(ydoc).get('schema')
    if (refusal === null && typeof version === 'number' && version > SCHEMA_VERSION) refuse(BEHIND_REASON)
  }
  infoOf(ydoc).observe(onInfo)

  // Changes kept over a reload
  /** Loaded from the offline store, not yet in the Y.Doc: they need the brief they were made in. */
  const undelivered = new Set<Change>()
  if (options.canWrite !== false) {
    void keeper.load().then((changes) => {
      if (changes.length === 0 || closed) return
      for (const change of changes) undelivered.add(change)
      if (received && offered) deliverStored()
      changed()
    })
  }

  function deliverStored(): void {
    if (undelivered.size === 0) return
    const changes = [...undelivered]
    undelivered.clear()
    const update = Y.mergeUpdates(changes.map((change) => change.update))
    applyLate(ydoc, update, (late) => {
      apply(late)
      outbox.sent(changes)
      socket.send(syncFrame('update', late))
    })
  }

  // Presence
  awareness.setLocalStateField('user', person)
  const sendPresence = () => {
    if (awareness.getLocalState() !== null) socket.send(awarenessFrame(encodeAwarenessUpdate(awareness, [awareness.clientID])))
  }
  function announcePresence(): void {
    // The others may remember our departure with a clock one ahead: pass it, or they never see us again.
    silent = true
    awareness.setLocalState(awareness.getLocalState())
    awareness.setLocalState(awareness.getLocalState())
    silent = false
    sendPresence()
  }
  let silent = false
  awareness.on('update', (_changes: unknown, origin: unknown) => {
    if (origin === 'local' && !silent) sendPresence()
  })
  awareness.on('change', changed)

  const onOnline = () => socket.retry()
  const onOffline = () => socket.suspect()
  /** The browser asks whether to leave, and there is a moment more to keep them or send them. */
  const onLeave = (event: Event) => {
    if (keeper.holds()) return
    keeper.hurry()
    event.preventDefault()
  }
  page?.addEventListener('online', onOnline)
  page?.addEventListener('offline', onOffline)
  page?.addEventListener('beforeunload', onLeave)

  let ended = false
  function end(): void {
    if (ended) return
    ended = true
    page?.removeEventListener('online', onOnline)
    page?.removeEventListener('offline', onOffline)
    page?.removeEventListener('beforeunload', onLeave)
    socket.close()
    ydoc.destroy()
  }

  return {
    ydoc,
    awareness,
    whenSynced,
    people: () => readPeople(awareness, person),
    status() {
      const waiting = outbox.waiting().length
      const unkept = keeper.fails() ? { unkept: true as const } : {}
      if (refusal !== null) return { kind: 'refused', waiting, ...unkept, reason: refusal }
      if (received && offered) return { kind: waiting === 0 ? 'saved' : 'saving', waiting }
      return { kind: everSynced || everLost ? 'offline' : 'connecting', waiting, ...unkept }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      if (closed) return
      closed = true
      listeners.clear()
      socket.send(awarenessFrame(encodeAwarenessUpdate(awareness, [awareness.clientID], new Map())))
      awareness.setLocalState(null)
      ydoc.off('update', onUpdate)
      infoOf(ydoc).unobserve(onInfo)
      const kept = keeper.close()
      if (outbox.waiting().length === 0) end()
      else void kept.then((all) => (all || refusal !== null) && end())
    },
  }
}

function othersOf(awareness: Awareness): number[] {
  return [...awareness.getStates().keys()].filter((client) => client !== awareness.clientID)
}

function gatewayOfPage(): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/sync`
}

function openBrowserSocket(url: string): SocketLike {
  return new WebSocket(url)
}
