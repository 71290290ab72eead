import { afterEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { OfflineStore } from '../../../editor/sync/offline.ts'
import { BEHIND_REASON, type BriefConnection, type ConnectOptions, connectBrief } from '../../../editor/sync/provider.ts'
import { blankBrief } from '../../../model/brief.ts'
import { CLOSE } from '../../../model/protocol.ts'
import { SCHEMA_VERSION, schema } from '../../../model/schema.ts'
import { bodyOf, infoOf, readBrief, seedUpdate, titleOf } from '../../../model/ydoc.ts'
import { type FakeGateway, fakeGateway, manualClock, settle } from '../../support/fakegateway.ts'

const open: BriefConnection[] = []
afterEach(() => {
  for (const connection of open.splice(0)) connection.close()
})

async function connect(options: Partial<ConnectOptions> & { gateway?: FakeGateway } = {}) {
  const gateway = options.gateway ?? fakeGateway(seedUpdate(blankBrief('Trade')))
  const clock = manualClock()
  const connection = connectBrief({
    id: 'brief 1',
    person: { id: 'ana', name: 'Ana', colour: '#0f5c5c' },
    url: 'ws://host/sync',
    openSocket: gateway.open,
    clock,
    page: null,
    offline: Promise.resolve(memoryStore()),
    ...options,
  })
  open.push(connection)
  await settle()
  return { gateway, clock, connection }
}

const write = ({ ydoc }: BriefConnection, text: string) => titleOf(ydoc)!.insert(0, text)
const titleAt = ({ ydoc }: FakeGateway) => titleOf(ydoc)!.toString()

test('asks for the brief with its schema and for acknowledgements', async () => {
  const { gateway } = await connect()
  expect(gateway.peer().url).toBe('ws://host/sync/brief%201?schema=1&ack=1')
})

test('says connecting until the brief has arrived, then saved', async () => {
  const gateway = fakeGateway(seedUpdate(blankBrief('Trade')))
  gateway.answering = false
  const { connection } = await connect({ gateway })
  expect(connection.status()).toEqual({ kind: 'connecting', waiting: 0 })
  const other = await connect()
  await other.connection.whenSynced
  expect(other.connection.status()).toEqual({ kind: 'saved', waiting: 0 })
  expect(titleOf(other.connection.ydoc)?.toString()).toBe('Trade')
})

test('says saved only after the acknowledgement', async () => {
  const { gateway, connection } = await connect()
  gateway.acknowledging = false
  write(connection, 'a')
  write(connection, 'b')
  expect(titleAt(gateway)).toBe('baTrade')
  expect(connection.status()).toEqual({ kind: 'saving', waiting: 2 })
  // SyncStep2 was the first message, the changes are the second and the third.
  gateway.peer().acknowledge(2)
  expect(connection.status()).toEqual({ kind: 'saving', waiting: 1 })
  gateway.peer().acknowledge(3)
  expect(connection.status()).toEqual({ kind: 'saved', waiting: 0 })
})

test('tells its listeners when the status changes', async () => {
  const { connection, gateway } = await connect()
  const seen: string[] = []
  const stop = connection.subscribe(() => seen.push(connection.status().kind))
  gateway.acknowledging = false
  write(connection, 'a')
  gateway.peer().acknowledge(2)
  stop()
  write(connection, 'b')
  expect(seen).toEqual(['saving', 'saved'])
})

test('says offline at once when the socket closes, and counts what waits', async () => {
  const { gateway, connection } = await connect()
  gateway.accepting = false
  gateway.peer().end()
  expect(connection.status()).toEqual({ kind: 'offline', waiting: 0 })
  write(connection, 'a')
  write(connection, 'b')
  expect(connection.status()).toEqual({ kind: 'offline', waiting: 2 })
})

test('sends everything again after the connection is back, whether it had been sent or not', async () => {
  const { gateway, connection, clock } = await connect()
  gateway.answering = false
  write(connection, 'sent ')
  gateway.peer().end()
  write(connection, 'unsent ')
  expect(titleAt(gateway)).toBe('Trade')
  gateway.answering = true
  gateway.acknowledging = false
  clock.pass(1000)
  await settle()
  expect(gateway.peers).toHaveLength(2)
  expect(titleAt(gateway)).toBe('unsent sent Trade')
  expect(connection.status()).toEqual({ kind: 'saving', waiting: 2 })
  gateway.peer().acknowledge(1)
  expect(connection.status()).toEqual({ kind: 'saved', waiting: 0 })
})

test('does not believe an acknowledgement of the connection before', async () => {
  const { gateway, connection, clock } = await connect()
  gateway.acknowledging = false
  write(connection, 'a')
  gateway.peer().end()
  gateway.answering = false
  clock.pass(1000)
  await settle()
  gateway.peer().acknowledge(5)
  expect(connection.status().waiting).toBe(1)
})

test('waits longer after each failure, never longer than five seconds, and soon again after a success', async () => {
  const { gateway, clock } = await connect()
  gateway.accepting = false
  gateway.peer().end()
  const delays: number[] = []
  for (let attempt = 0; attempt < 7; attempt++) {
    const before = gateway.peers.length
    let waited = 0
    while (gateway.peers.length === before && waited < 20_000) {
      clock.pass(100)
      waited += 100
      await settle()
    }
    delays.push(waited)
  }
  expect(delays).toEqual([300, 600, 1200, 2400, 4800, 5000, 5000])
  gateway.accepting = true
  clock.pass(5000)
  await settle()
  gateway.peer().end()
  clock.pass(300)
  await settle()
  expect(gateway.peer().isOpen()).toBe(true)
})

test('notices within ten seconds that a silent server is gone', async () => {
  const { gateway, connection, clock } = await connect()
  gateway.answering = false
  clock.pass(9_900)
  expect(connection.status().kind).toBe('saved')
  clock.pass(200)
  expect(connection.status().kind).toBe('offline')
})

test('keeps a quiet connection that answers', async () => {
  const { gateway, connection, clock } = await connect()
  for (let second = 0; second < 120; second++) clock.pass(1000)
  expect(gateway.peers).toHaveLength(1)
  expect(connection.status().kind).toBe('saved')
})

test('asks for a sign of life when the browser says that the network is gone, and comes back when it says it is there', async () => {
  const page = new EventTarget()
  const { gateway, connection, clock } = await connect({ page })
  gateway.answering = false
  page.dispatchEvent(new Event('offline'))
  clock.pass(1500)
  expect(connection.status().kind).toBe('offline')
  gateway.answering = true
  page.dispatchEvent(new Event('online'))
  await settle()
  expect(connection.status().kind).toBe('saved')
})

test('stops for good when the server says that trying again is pointless, and shows its sentence', async () => {
  const { gateway, connection, clock } = await connect()
  gateway.acknowledging = false
  write(connection, 'a')
  gateway.peer().end(CLOSE.forbidden.code, CLOSE.forbidden.reason)
  expect(connection.status()).toEqual({ kind: 'refused', waiting: 1, reason: CLOSE.forbidden.reason })
  clock.pass(60_000)
  await settle()
  expect(gateway.peers).toHaveLength(1)
})

test('comes back after a close that only asks for patience', async () => {
  const { gateway, connection, clock } = await connect()
  gateway.peer().end(CLOSE.restarting.code, CLOSE.restarting.reason)
  expect(connection.status().kind).toBe('offline')
  clock.pass(1000)
  await settle()
  expect(connection.status().kind).toBe('saved')
})

test('shows who else is there, and forgets them with the connection', async () => {
  const gateway = fakeGateway(seedUpdate(blankBrief('Trade')))
  const ana = await connect({ gateway })
  const ben = await connect({ gateway, person: { id: 'ben', name: 'Ben', colour: '#884400' } })
  const ben2 = await connect({ gateway, person: { id: 'ben', name: 'Ben', colour: '#884400' } })
  expect(ana.connection.people()).toEqual([{ id: 'ben', name: 'Ben', colour: '#884400' }])
  ben.connection.close()
  expect(ana.connection.people()).toHaveLength(1)
  ben2.connection.close()
  expect(ana.connection.people()).toEqual([])
  const again = await connect({ gateway, person: { id: 'ben', name: 'Ben', colour: '#884400' } })
  expect(ana.connection.people()).toHaveLength(1)
  again.gateway.peers[0]!.end()
  expect(ana.connection.people()).toEqual([])
})

test('is seen again after its own connection came back', async () => {
  const gateway = fakeGateway(seedUpdate(blankBrief('Trade')))
  const ana = await connect({ gateway })
  const ben = await connect({ gateway, person: { id: 'ben', name: 'Ben', colour: '#884400' } })
  const client = ben.connection.awareness.clientID
  // The server tells Ana that Ben is gone, with a clock one ahead, as some servers do.
  ana.connection.awareness.meta.get(client)!.clock++
  ana.connection.awareness.states.delete(client)
  gateway.peers[1]!.end()
  ben.clock.pass(1000)
  await settle()
  expect(ana.connection.people()).toHaveLength(1)
})

test('makes nothing of presence that is none', async () => {
  const { connection } = await connect()
  connection.awareness.states.set(7, { user: { name: 'x'.repeat(500), colour: 'red; background: url(//evil)' } })
  connection.awareness.states.set(8, { user: 'Eve' })
  expect(connection.people()).toEqual([{ id: 'x'.repeat(100), name: 'x'.repeat(80), colour: '#6b6b6b' }])
})

test('goes on when a node of a newer version arrives: it is shown closed', async () => {
  const { gateway, connection } = await connect()
  bodyOf(gateway.ydoc).insert(0, [new Y.XmlElement('hologram')])
  gateway.peer().send(new Uint8Array([0, 2, ...lengthPrefixed(Y.encodeStateAsUpdate(gateway.ydoc))]))
  expect(bodyOf(connection.ydoc).toString()).toContain('hologram')
  expect(connection.status().kind).toBe('saved')
})

test('is read-only from the moment the brief is of a newer version', async () => {
  const { gateway, connection } = await connect()
  infoOf(gateway.ydoc).set('schema', SCHEMA_VERSION + 1)
  gateway.peer().send(new Uint8Array([0, 2, ...lengthPrefixed(Y.encodeStateAsUpdate(gateway.ydoc))]))
  expect(connection.status()).toEqual({ kind: 'refused', waiting: 0, reason: BEHIND_REASON })
})

function lengthPrefixed(bytes: Uint8Array): number[] {
  const prefix: number[] = []
  for (let left = bytes.length; ; left >>= 7) {
    if (left < 128) return [...prefix, left, ...bytes]
    prefix.push((left & 127) | 128)
  }
}

function memoryStore(): OfflineStore & { rows: Map<number, Uint8Array> } {
  const rows = new Map<number, Uint8Array>()
  let last = 0
  return {
    rows,
    load: async () => [...rows].map(([key, update]) => ({ key, update })),
    keep: async (updates) => updates.map((update) => (rows.set(++last, update), last)),
    drop: async (keys) => keys.forEach((key) => rows.delete(key)),
    close() {},
  }
}

test('words written offline survive a reload and are sent when the connection is back', async () => {
  const gateway = fakeGateway(seedUpdate(blankBrief('Trade')))
  const store = memoryStore()
  const before = await connect({ gateway, offline: Promise.resolve(store) })
  gateway.accepting = false
  gateway.peer().end()
  write(before.connection, 'offline ')
  before.clock.pass(1000)
  await settle()
  expect(store.rows.size).toBe(1)
  before.connection.close()

  const after = await connect({ gateway, offline: Promise.resolve(store) })
  expect(after.connection.status()).toEqual({ kind: 'offline', waiting: 1 })
  gateway.accepting = true
  after.clock.pass(5000)
  await settle()
  expect(titleAt(gateway)).toBe('offline Trade')
  expect(titleOf(after.connection.ydoc)?.toString()).toBe('offline Trade')
  expect(after.connection.status()).toEqual({ kind: 'saved', waiting: 0 })
  expect(store.rows.size).toBe(0)
})

test('words written offline in a block that is gone after the reload are put back as a line of their own', async () => {
  const body = schema.node('doc', null, ['one', 'two'].map((words, index) => schema.node('paragraph', { id: `p${index}` }, [schema.text(words)])))
  const gateway = fakeGateway(seedUpdate({ ...blankBrief('Trade'), body }))
  const store = memoryStore()
  const before = await connect({ gateway, offline: Promise.resolve(store) })
  gateway.accepting = false
  gateway.peer().end()
  const text = (bodyOf(before.connection.ydoc).get(1) as Y.XmlElement).get(0) as Y.XmlText
  text.insert(3, ' words')
  text.insert(9, ' kept')
  before.clock.pass(1000)
  await settle()
  before.connection.close()
  bodyOf(gateway.ydoc).delete(1, 1)

  const after = await connect({ gateway, offline: Promise.resolve(store) })
  gateway.accepting = true
  after.clock.pass(5000)
  await settle()
  expect(readBrief(gateway.ydoc).body.content.content.map((node) => node.textContent)).toEqual(['one', ' words kept'])
  expect(after.connection.status()).toEqual({ kind: 'saved', waiting: 0 })
})

test('words that wait are kept when the page is left at once', async () => {
  const store = memoryStore()
  const { gateway, connection } = await connect({ offline: Promise.resolve(store) })
  gateway.acknowledging = false
  write(connection, 'last words ')
  connection.close()
  await settle()
  expect(store.rows.size).toBe(1)
})

test('what is acknowledged at once is never written to the offline store', async () => {
  const store = memoryStore()
  const { connection, clock } = await connect({ offline: Promise.resolve(store) })
  write(connection, 'quick ')
  clock.pass(1000)
  await settle()
  expect(store.rows.size).toBe(0)
  expect(connection.status().kind).toBe('saved')
})

test('a reader sends nothing that was kept from a session that could write', async () => {
  const store = memoryStore()
  await store.keep([Uint8Array.of(0, 0)])
  const { connection } = await connect({ offline: Promise.resolve(store), canWrite: false })
  expect(connection.status()).toEqual({ kind: 'saved', waiting: 0 })
  expect(store.rows.size).toBe(1)
})

/** A store that refuses until it is told otherwise. */
function refusingStore() {
  const store = Object.assign(memoryStore(), { refusing: true })
  const { load, keep, drop } = store
  const orRefuse = <A extends unknown[], T>(act: (...args: A) => Promise<T>) => async (...args: A) => {
    if (store.refusing) throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
    return act(...args)
  }
  return Object.assign(store, { load: orRefuse(load), keep: orRefuse(keep), drop: orRefuse(drop) })
}

test('says that words are only in this tab when the device refuses to keep them, and takes it back when it can', async () => {
  const store = refusingStore()
  const { gateway, connection, clock } = await connect({ offline: Promise.resolve(store) })
  let heard = 0
  connection.subscribe(() => heard++)
  gateway.accepting = false
  gateway.peer().end()
  write(connection, 'a')
  clock.pass(300)
  await settle()
  expect(connection.status()).toEqual({ kind: 'offline', waiting: 1, unkept: true })
  const before = heard
  store.refusing = false
  clock.pass(30_000)
  await settle()
  expect(connection.status()).toEqual({ kind: 'offline', waiting: 1 })
  expect(heard).toBeGreaterThan(before)
  expect(store.rows.size).toBe(1)
})

test('says so too where there is no store at all, and where it never opens', async () => {
  for (const offline of [Promise.resolve(null), Promise.reject(new Error('no disk'))]) {
    const { gateway, connection } = await connect({ offline })
    gateway.accepting = false
    gateway.peer().end()
    await settle()
    expect(connection.status()).toEqual({ kind: 'offline', waiting: 0, unkept: true })
  }
})

test('a change is stored once, however often the store is asked', async () => {
  const store = memoryStore()
  const { gateway, connection, clock } = await connect({ offline: Promise.resolve(store) })
  gateway.accepting = false
  gateway.peer().end()
  write(connection, 'a')
  clock.pass(0)
  gateway.peer().end()
  write(connection, 'b')
  clock.pass(0)
  await settle()
  expect(store.rows.size).toBe(2)
})

const leaving = (page: EventTarget) => {
  const event = new Event('beforeunload', { cancelable: true })
  page.dispatchEvent(event)
  return event.defaultPrevented ? 'asks' : 'leaves'
}

test('asks before the page is left while words are neither on the server nor on the device', async () => {
  const page = new EventTarget()
  const store = refusingStore()
  const { gateway, connection, clock } = await connect({ page, offline: Promise.resolve(store) })
  expect(leaving(page)).toBe('leaves')
  gateway.acknowledging = false
  write(connection, 'a')
  clock.pass(300)
  await settle()
  expect(leaving(page)).toBe('asks')
  store.refusing = false
  clock.pass(30_000)
  await settle()
  expect(leaving(page)).toBe('leaves')
  connection.close()
  await settle()
  expect(leaving(page)).toBe('leaves')
})

test('a brief that is left within the app sends what no device keeps, and only then ends', async () => {
  const page = new EventTarget()
  const { gateway, connection, clock } = await connect({ page, offline: Promise.resolve(null) })
  gateway.accepting = false
  gateway.peer().end()
  write(connection, 'late ')
  connection.close()
  await settle()
  expect(leaving(page)).toBe('asks')
  gateway.accepting = true
  clock.pass(5000)
  await settle()
  expect(titleAt(gateway)).toBe('late Trade')
  expect(leaving(page)).toBe('leaves')
  expect(connection.ydoc.isDestroyed).toBe(true)
})

test('a closed connection stays closed', async () => {
  const { gateway, connection, clock } = await connect()
  connection.close()
  clock.pass(60_000)
  await settle()
  expect(gateway.peers).toHaveLength(1)
})
