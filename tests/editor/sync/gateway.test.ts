/** The connection against the real gateway on a real store, through real sockets. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { OfflineStore } from '../../../editor/sync/offline.ts'
import { type BriefConnection, connectBrief } from '../../../editor/sync/provider.ts'
import { type Clock, type SocketLike, systemClock } from '../../../editor/sync/socket.ts'
import { CLOSE } from '../../../model/protocol.ts'
import { readBrief, titleOf } from '../../../model/ydoc.ts'
import * as Y from 'yjs'
import { type Desk, openDesk, pause, until } from '../../server/sync/support.ts'

let desk: Desk
const open: BriefConnection[] = []
beforeAll(async () => {
  desk = await openDesk()
})
afterEach(() => {
  for (const connection of open.splice(0)) connection.close()
})
afterAll(() => desk.close())

/** Ten times as fast as life, so that ten seconds of silence are one. */
const hasty: Clock = { after: (milliseconds, call) => systemClock.after(milliseconds / 10, call), random: Math.random }

function connect(id: string, person = 'ana', sockets: WebSocket[] = [], clock = systemClock, offline: OfflineStore | null = null): BriefConnection {
  const connection = connectBrief({
    id,
    person: { id: person, name: person, colour: '#0f5c5c' },
    url: desk.url,
    page: null,
    clock,
    offline: Promise.resolve(offline),
    openSocket(url) {
      const socket = new WebSocket(`${url}&as=${person}`)
      sockets.push(socket)
      return socket as unknown as SocketLike
    },
  })
  open.push(connection)
  return connection
}

async function storedTitle(id: string): Promise<string> {
  const ydoc = new Y.Doc()
  for (const { data } of (await desk.store.readLog(id)).updates) Y.applyUpdate(ydoc, data)
  return String(readBrief(ydoc).fields['title'])
}

test('what it calls saved is in the log', async () => {
  await desk.newBrief('g1', 'Trade')
  const ana = connect('g1')
  await ana.whenSynced
  expect(titleOf(ana.ydoc)?.toString()).toBe('Trade')
  for (let index = 0; index < 20; index++) titleOf(ana.ydoc)!.insert(0, String(index % 10))
  expect(ana.status()).toEqual({ kind: 'saving', waiting: 20 })
  await until(() => ana.status().kind === 'saved', 'the changes to be saved')
  expect(await storedTitle('g1')).toBe('98765432109876543210Trade')
})

test('two people see each other’s words and names', async () => {
  await desk.newBrief('g2', 'Trade')
  const ana = connect('g2', 'ana')
  const ben = connect('g2', 'ben')
  await Promise.all([ana.whenSynced, ben.whenSynced])
  titleOf(ana.ydoc)!.insert(0, 'A ')
  titleOf(ben.ydoc)!.insert(0, 'B ')
  await until(() => titleOf(ana.ydoc)!.length === 9 && titleOf(ben.ydoc)!.length === 9, 'both to have both')
  expect(titleOf(ana.ydoc)!.toString()).toBe(titleOf(ben.ydoc)!.toString())
  await until(() => ana.people().length === 1 && ben.people().length === 1, 'both to be seen')
  expect(ana.people()[0]?.name).toBe('ben')
})

test('a broken connection comes back, is seen again, and brings what was written meanwhile', async () => {
  await desk.newBrief('g3', 'Trade')
  const sockets: WebSocket[] = []
  const ana = connect('g3', 'ana', sockets)
  const ben = connect('g3', 'ben')
  await Promise.all([ana.whenSynced, ben.whenSynced])
  await until(() => ben.people().length === 1, 'Ana to be seen')
  sockets[0]!.terminate()
  await until(() => ana.status().kind === 'offline', 'the break to be noticed', 1000)
  titleOf(ana.ydoc)!.insert(0, 'offline ')
  expect(ana.status()).toEqual({ kind: 'offline', waiting: 1, unkept: true })
  await until(() => ana.status().kind === 'saved', 'the words to be saved')
  await until(() => titleOf(ben.ydoc)!.toString() === 'offline Trade', 'Ben to have them')
  await until(() => ben.people().length === 1, 'Ana to be seen again')
  expect(await storedTitle('g3')).toBe('offline Trade')
})

/** One store of the device, as all tabs of one person share it. */
function deviceStore(): OfflineStore & { rows: Map<number, Uint8Array> } {
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

test('two tabs of one person share a device and do not fight: nothing is doubled, lost or left over', async () => {
  await desk.newBrief('g7', 'Trade')
  const device = deviceStore()
  const sockets: WebSocket[] = []
  const first = connect('g7', 'ana', sockets, hasty, device)
  const ben = connect('g7', 'ben')
  await Promise.all([first.whenSynced, ben.whenSynced])
  sockets[0]!.terminate()
  await until(() => first.status().kind === 'offline', 'the break to be noticed', 1000)
  titleOf(first.ydoc)!.insert(0, 'one ')
  await until(() => device.rows.size === 1, 'the words on the device')
  // The second tab finds what the first one keeps, and sends it, while the first one comes back and sends it too.
  const second = connect('g7', 'ana', [], hasty, device)
  await second.whenSynced
  titleOf(second.ydoc)!.insert(0, 'two ')
  titleOf(first.ydoc)!.insert(0, 'three ')
  await until(() => first.status().kind === 'saved' && second.status().kind === 'saved', 'both tabs saved')
  await until(() => new Set([first, second, ben].map(({ ydoc }) => titleOf(ydoc)!.toString())).size === 1, 'everybody at the same title')
  expect(titleOf(ben.ydoc)!.toString().split(' ').toSorted()).toEqual(['Trade', 'one', 'three', 'two'])
  await until(() => device.rows.size === 0, 'nothing left on the device')
  // Both are seen, and are one person.
  await until(() => ben.awareness.getStates().size === 3, 'both tabs to be seen')
  expect(ben.people().map(({ name }) => name)).toEqual(['ana'])
  expect(await storedTitle('g7')).toBe(titleOf(ben.ydoc)!.toString())
})

test('words begun under another account are refused with a sentence, and stay on the device', async () => {
  await desk.newBrief('g8', 'Trade')
  const device = deviceStore()
  const ana = connect('g8', 'ana')
  await ana.whenSynced
  titleOf(ana.ydoc)!.insert(0, 'hers ')
  await until(() => ana.status().kind === 'saved', 'her words')
  // The same tab goes on after somebody else signed in beside it.
  const ben = connect('g8', 'ben', [], systemClock, device)
  await ben.whenSynced
  ben.ydoc.clientID = ana.ydoc.clientID
  titleOf(ben.ydoc)!.insert(0, 'his ')
  await until(() => ben.status().kind === 'refused', 'the refusal')
  expect(ben.status()).toMatchObject({ waiting: 1, reason: CLOSE.foreign.reason })
  await until(() => device.rows.size === 1, 'his words on the device')
  expect(await storedTitle('g8')).toBe('hers Trade')
})

test('a reader reads and stays; a reader who writes is refused with a sentence', async () => {
  await desk.newBrief('g4', 'Trade')
  const ana = connect('g4', 'ana')
  await ana.whenSynced
  // Deleted text leaves a trace that every client sends back when it joins.
  titleOf(ana.ydoc)!.delete(0, 2)
  await until(() => ana.status().kind === 'saved', 'the deletion to be saved')
  desk.roles.set('rita', 'reader')
  const rita = connect('g4', 'rita')
  await rita.whenSynced
  await pause(50)
  expect(rita.status()).toEqual({ kind: 'saved', waiting: 0 })
  titleOf(rita.ydoc)!.insert(0, 'x')
  await until(() => rita.status().kind === 'refused', 'the refusal')
  expect(rita.status()).toEqual({ kind: 'refused', waiting: 1, unkept: true, reason: CLOSE.forbidden.reason })
})

test('a brief that is not there is refused with a sentence', async () => {
  const ana = connect('nowhere')
  await until(() => ana.status().kind === 'refused', 'the refusal')
  expect(ana.status().reason).toBe(CLOSE.notFound.reason)
})

test('a quiet connection stays, because the gateway answers the sign of life', async () => {
  await desk.newBrief('g5', 'Trade')
  const sockets: WebSocket[] = []
  const ana = connect('g5', 'ana', sockets, hasty)
  await ana.whenSynced
  await pause(2_000)
  expect(sockets).toHaveLength(1)
  expect(ana.status().kind).toBe('saved')
})
