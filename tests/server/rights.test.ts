/** What becomes of open sockets when somebody's rights end, on a whole server: nobody keeps reading or writing on yesterday's rights. */
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { CLOSE, SYNC } from '#model/protocol.ts'
import { hashToken } from '../../server/auth/token.ts'
import { serverForTest, type TestServer } from '../support/server.ts'
import { type Bare, openBare, syncMessage, typing, until } from './sync/support.ts'

async function listening() {
  const server = await serverForTest()
  const { origin } = await server.listen()
  const team = await server.team('north')
  const ana = await server.person('Ana', { team, role: 'editor' })
  const { id } = (await (await server.request('/api/documents', { as: ana, json: { title: 'A brief' } })).json()) as { id: string }
  const join = async (headers: Record<string, string>): Promise<Bare> => {
    const socket = await openBare(`${origin.replace('http', 'ws')}/sync/${id}?ack=1`, headers)
    socket.sendStep1()
    return socket
  }
  return { server, team, ana, id, join }
}

/** Rights are asked for again after half a minute; the sweep that does it runs on the real clock. */
const later = (server: TestServer) => server.clock.advance(31_000)

test('a key that is taken back opens nothing any more, and what it has open is closed', async () => {
  const { server, team, join } = await listening()
  const secret = await server.key(team, 'editor')
  const key = await server.parts.store.key(hashToken(secret))
  const robot = await join({ authorization: `Bearer ${secret}` })
  await until(() => robot.step2s > 0, 'the brief')
  expect((await server.request('/api/documents', { as: secret })).status).toBe(200)
  expect(await server.parts.store.revokeKey(key?.id ?? '', server.clock.now())).toBe(true)
  expect((await server.request('/api/documents', { as: secret })).status).toBe(401)
  later(server)
  expect((await robot.closed).code).toBe(CLOSE.signedOut.code)
  expect((await (await join({ authorization: `Bearer ${secret}` })).closed).code).toBe(CLOSE.signedOut.code)
  expect((await server.parts.store.keys()).map(({ id, revokedAt }) => [id, revokedAt !== null])).toEqual([[key?.id, true]])
})

test('who leaves the team is put out of its briefs', async () => {
  const { server, team, ana, join } = await listening()
  const socket = await join({ cookie: ana.cookie })
  await until(() => socket.step2s > 0, 'the brief')
  await server.parts.store.removeMember(team.id, ana.id)
  expect((await (await join({ cookie: ana.cookie })).closed).code).toBe(CLOSE.notFound.code)
  later(server)
  expect((await socket.closed).code).toBe(CLOSE.signedOut.code)
})

test('who becomes a reader reads on, and is closed 4403 by the first write', async () => {
  const { server, team, ana, join } = await listening()
  const socket = await join({ cookie: ana.cookie })
  await until(() => socket.step2s > 0, 'the brief')
  await server.parts.store.setMember(team.id, ana.id, 'reader')
  const fresh = await join({ cookie: ana.cookie })
  fresh.sendUpdate(typing(['too late'])[0] ?? new Uint8Array())
  expect((await fresh.closed).code).toBe(CLOSE.forbidden.code)
  later(server)
  const updates = typing(Array.from({ length: 200 }, () => 'x'))
  await until(() => {
    if (socket.socket.readyState === WebSocket.OPEN) socket.sendUpdate(updates.shift() ?? new Uint8Array())
    return socket.socket.readyState !== WebSocket.OPEN
  }, 'a write is refused')
  expect((await socket.closed).code).toBe(CLOSE.forbidden.code)
})

test('signing out closes the sockets at once, and they cannot come back', async () => {
  const { server, ana, join } = await listening()
  const socket = await join({ cookie: ana.cookie })
  await until(() => socket.step2s > 0, 'the brief')
  expect((await server.request('/api/auth/sign-out', { method: 'POST', as: ana })).status).toBe(200)
  await socket.closed
  expect((await (await join({ cookie: ana.cookie })).closed).code).toBe(CLOSE.signedOut.code)
})

test("the cursor of a program carries its key's name", async () => {
  const { server, team, ana, join } = await listening()
  const socket = await join({ cookie: ana.cookie })
  const robot = await join({ authorization: `Bearer ${await server.key(team, 'editor')}` })
  await until(() => socket.step2s > 0 && robot.step2s > 0, 'the brief')
  robot.sendAwareness([{ id: 9, clock: 1, state: { user: { name: 'The minister' } } }])
  await until(() => socket.awareness.some(({ id }) => id === 9), "the robot at Ana's")
  expect(socket.awareness.find(({ id }) => id === 9)?.state).toMatchObject({ user: { name: 'test' } })
})

test("a colleague's words cannot be written ahead of them on the whole server either", async () => {
  const { server, team, ana, id, join } = await listening()
  const eve = await server.person('Eve', { team, role: 'editor' })
  const socket = await join({ cookie: ana.cookie })
  const other = await join({ cookie: eve.cookie })
  const [first = new Uint8Array(), second = new Uint8Array()] = typing(['one ', 'two'])
  socket.sendUpdate(first)
  await until(() => socket.acks.at(-1) === 1, 'her first words')
  other.socket.send(syncMessage(SYNC.update, second))
  expect((await other.closed).code).toBe(CLOSE.foreign.code)
  socket.sendUpdate(second)
  await until(() => socket.acks.at(-1) === 2, 'her next words')
  const ydoc = new Y.Doc()
  for (const { data } of (await server.parts.store.readLog(id)).updates) Y.applyUpdate(ydoc, data)
  expect(ydoc.getText('words').toString()).toBe('one two')
})
