/** A gateway behind a real port on a real store, stock y-websocket clients, and a bare socket that sends whatever a test wants. */
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket, WebSocketServer } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { Role } from '#model/api.ts'
import { blankBrief } from '#model/brief.ts'
import { MESSAGE, SYNC } from '#model/protocol.ts'
import { Refusal } from '#model/refusal.ts'
import { seedUpdate } from '#model/ydoc.ts'
import { type Actor, may } from '../../../server/auth/access.ts'
import { openSqliteStore } from '../../../server/store/sqlite.ts'
import type { Store } from '../../../server/store/store.ts'
import { createGateway, type Gateway, type GatewayParts } from '../../../server/sync/gateway.ts'
import { DEFAULT_LIMITS, type SyncLimits } from '../../../server/sync/limits.ts'

export const TEAM = { id: 'team', slug: 'desk', name: 'The desk', createdAt: 1 }

export const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }

export async function until(test: () => boolean | Promise<boolean>, what: string, within = 5000): Promise<void> {
  const end = Date.now() + within
  while (!(await test())) {
    if (Date.now() > end) throw new Error(`waited ${within} ms for: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

export const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

export type Desk = {
  store: Store
  gateway: Gateway
  url: string
  /** Who has which role now; a test may change it. Everybody not named is an editor. */
  roles: Map<string, Role | null>
  newBrief(id: string, title?: string): Promise<void>
  /** A stock client of `person`; closed with the desk. */
  client(doc: string, person?: string): { ydoc: Y.Doc; provider: WebsocketProvider }
  bare(doc: string, person?: string, query?: string): Promise<Bare>
  close(): Promise<void>
}

export type Options = { limits?: Partial<SyncLimits>; wrap?: (store: Store) => Store; now?: () => number; /** The newest schema version the server knows. */ schema?: number }

/** The person is named in the query (`as`): who may come in is not this room's matter. */
export async function openDesk({ limits = {}, wrap = (store) => store, now = Date.now, schema }: Options = {}): Promise<Desk> {
  const folder = await mkdtemp(join(tmpdir(), 'counterpoint-sync-'))
  const real = await openSqliteStore({ folder, now: () => 1, log: quiet })
  await real.createTeam(TEAM)
  const store = wrap(real)
  const roles = new Map<string, Role | null>()
  const roleOf = (person: string): Role | null => (roles.has(person) ? (roles.get(person) ?? null) : 'editor')
  const config = { ...DEFAULT_LIMITS, ...limits }
  const access: GatewayParts['access'] = {
    refresh: (actor) => Promise.resolve(roleOf(actor.id) === null ? null : actor),
    async brief(actor, id) {
      const row = await real.document(id)
      const role = roleOf(actor.id)
      if (!row || !role) throw new Refusal('not-found', 'There is no such brief.')
      return { row, team: { id: TEAM.id, slug: TEAM.slug, name: TEAM.name, role } }
    },
  }
  const gateway = createGateway({ store, access, config, now, log: quiet, ...(schema === undefined ? {} : { schema }) })
  const sockets = new WebSocketServer({ noServer: true, maxPayload: config.syncFrameBytes, perMessageDeflate: false })
  const server = createServer()
  server.on('upgrade', (request, socket, head) => {
    const url = new URL(request.url ?? '', 'http://desk')
    const id = url.searchParams.get('as') ?? 'ana'
    const actor: Actor = { id, name: id, person: { id, name: id, email: `${id}@desk.example` }, teams: [] }
    sockets.handleUpgrade(request, socket, head, (webSocket) =>
      gateway.accept(webSocket, {
        docId: url.pathname.slice('/sync/'.length),
        actor,
        person: actor.person,
        canWrite: may(roleOf(id) ?? 'reader', 'write-brief'),
        schema: Number(url.searchParams.get('schema') ?? 1),
        ack: url.searchParams.get('ack') === '1',
      }),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/sync`
  const closers: (() => void)[] = []
  return {
    store,
    gateway,
    url,
    roles,
    newBrief: (id, title = 'A memo') => store.createDocument({ id, team: TEAM.id, title, kind: 'note', template: null, createdAt: 1, seed: seedUpdate(blankBrief(title)), actor: 'ana' }),
    client(doc, person = 'ana') {
      const ydoc = new Y.Doc()
      const provider = new WebsocketProvider(url, doc, ydoc, { WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket, disableBc: true, params: { as: person } })
      closers.push(() => provider.destroy())
      return { ydoc, provider }
    },
    async bare(doc, person = 'ana', query = 'ack=1') {
      const bare = await openBare(`${url}/${doc}?as=${person}&${query}`)
      closers.push(() => bare.socket.terminate())
      return bare
    },
    async close() {
      for (const closer of closers) closer()
      await gateway.close()
      sockets.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export type AwarenessSeen = { id: number; clock: number; state: unknown }

export type Bare = {
  socket: WebSocket
  ydoc: Y.Doc
  /** Counts of the acknowledgements as they came. */
  acks: number[]
  /** State vectors of the SyncStep1 messages that came. */
  asked: Uint8Array[]
  awareness: AwarenessSeen[]
  denied: string[]
  step2s: number
  sendStep1(): void
  sendUpdate(update: Uint8Array, step?: number): void
  sendAwareness(entries: readonly { id: number; clock: number; state: unknown }[]): void
  sendRaw(bytes: Uint8Array): void
  closed: Promise<{ code: number; reason: string }>
}

/** A socket that applies what it gets to a Y.Doc but sends only what it is told to. */
export async function openBare(url: string, headers: Record<string, string> = {}): Promise<Bare> {
  const socket = new WebSocket(url, { headers })
  const ydoc = new Y.Doc()
  const bare: Bare = {
    socket,
    ydoc,
    acks: [],
    asked: [],
    awareness: [],
    denied: [],
    step2s: 0,
    sendStep1: () => socket.send(syncMessage(SYNC.step1, Y.encodeStateVector(ydoc))),
    sendUpdate: (update, step = SYNC.update) => socket.send(syncMessage(step, update)),
    sendAwareness: (entries) => socket.send(awarenessMessage(entries)),
    sendRaw: (bytes) => socket.send(bytes),
    closed: new Promise((resolve) => socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }))),
  }
  socket.on('error', () => undefined)
  socket.on('message', (data) => take(bare, new Uint8Array(data as Buffer)))
  await once(socket, 'open')
  return bare
}

function take(bare: Bare, bytes: Uint8Array): void {
  const decoder = decoding.createDecoder(bytes)
  const type = decoding.readVarUint(decoder)
  if (type === MESSAGE.ack) bare.acks.push(decoding.readVarUint(decoder))
  else if (type === MESSAGE.awareness) bare.awareness.push(...readAwareness(decoding.readVarUint8Array(decoder)))
  else if (type === MESSAGE.auth && decoding.readVarUint(decoder) === 0) bare.denied.push(decoding.readVarString(decoder))
  else if (type === MESSAGE.sync) {
    const step = decoding.readVarUint(decoder)
    const body = decoding.readVarUint8Array(decoder)
    if (step === SYNC.step1) bare.asked.push(body)
    else Y.applyUpdate(bare.ydoc, body, 'server')
    if (step === SYNC.step2) bare.step2s++
  }
}

function readAwareness(body: Uint8Array): AwarenessSeen[] {
  const decoder = decoding.createDecoder(body)
  return Array.from({ length: decoding.readVarUint(decoder) }, () => ({ id: decoding.readVarUint(decoder), clock: decoding.readVarUint(decoder), state: JSON.parse(decoding.readVarString(decoder)) as unknown }))
}

export function syncMessage(step: number, body: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.sync)
    encoding.writeVarUint(encoder, step)
    encoding.writeVarUint8Array(encoder, body)
  })
}

export function awarenessMessage(entries: readonly { id: number; clock: number; state: unknown }[]): Uint8Array {
  const body = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, entries.length)
    for (const { id, clock, state } of entries) {
      encoding.writeVarUint(encoder, id)
      encoding.writeVarUint(encoder, clock)
      encoding.writeVarString(encoder, JSON.stringify(state))
    }
  })
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.awareness)
    encoding.writeVarUint8Array(encoder, body)
  })
}

/** The updates of typing these texts one after the other at the end of `field`, under one client id. */
export function typing(texts: readonly string[], field = 'words'): Uint8Array[] {
  const ydoc = new Y.Doc()
  const updates: Uint8Array[] = []
  ydoc.on('update', (update: Uint8Array) => updates.push(update))
  for (const text of texts) ydoc.getText(field).insert(ydoc.getText(field).length, text)
  return updates
}

/** What the log alone says stands in `field`. */
export async function storedText(store: Store, doc: string, field = 'words'): Promise<string> {
  const ydoc = new Y.Doc()
  for (const { data } of (await store.readLog(doc)).updates) Y.applyUpdate(ydoc, data)
  return ydoc.getText(field).toString()
}
