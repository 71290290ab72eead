import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { CLOSE } from '#model/protocol.ts'
import { serverForTest } from '../support/server.ts'

type Outcome = { kind: 'open' } | { kind: 'closed'; code: number } | { kind: 'http'; status: number }

/** What becomes of a socket: it is told something by the room, it is closed with a code, or the upgrade is answered with HTTP. */
function join(url: string, headers: Record<string, string> = {}): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { headers })
    const done = (outcome: Outcome) => {
      resolve(outcome)
      socket.terminate()
    }
    socket.on('close', (code) => done({ kind: 'closed', code }))
    socket.on('unexpected-response', (_request, response) => done({ kind: 'http', status: response.statusCode ?? 0 }))
    socket.on('error', (error) => (socket.readyState === WebSocket.CLOSING ? undefined : reject(error)))
    // SyncStep1 with an empty state vector: whoever may read gets an answer.
    socket.on('open', () => socket.send(Uint8Array.of(0, 0, 1, 0)))
    socket.on('message', () => done({ kind: 'open' }))
  })
}

async function listening() {
  const server = await serverForTest()
  const { origin } = await server.listen()
  const team = await server.team('north')
  const ana = await server.person('Ana', { team, role: 'editor' })
  const response = await server.request('/api/documents', { as: ana, json: { title: 'A brief' } })
  const { id } = (await response.json()) as { id: string }
  return { server, team, ana, id, origin, url: `${origin.replace('http', 'ws')}/sync/${id}` }
}

test('lets members in by cookie and programs by key', async () => {
  const { server, team, ana, url } = await listening()
  expect(await join(url, { cookie: ana.cookie })).toEqual({ kind: 'open' })
  expect(await join(url, { authorization: `Bearer ${await server.key(team, 'reader')}` })).toEqual({ kind: 'open' })
})

test('closes the socket of whoever is not signed in with 4401', async () => {
  const { ana, url } = await listening()
  expect(await join(url)).toEqual({ kind: 'closed', code: CLOSE.signedOut.code })
  expect(await join(url, { cookie: `${ana.cookie}x` })).toEqual({ kind: 'closed', code: CLOSE.signedOut.code })
  expect(await join(url, { authorization: 'Bearer made-up-made-up-made-up' })).toEqual({ kind: 'closed', code: CLOSE.signedOut.code })
})

test('closes the socket of a stranger, and of a wrong id, with 4404', async () => {
  const { server, ana, url, origin } = await listening()
  const eve = await server.person('Eve', { team: await server.team('south'), role: 'owner' })
  expect(await join(url, { cookie: eve.cookie })).toEqual({ kind: 'closed', code: CLOSE.notFound.code })
  for (const id of ['0190c0de-0000-7000-8000-000000000000', '..%2F..', 'x'.repeat(9000)]) {
    expect(await join(`${origin.replace('http', 'ws')}/sync/${id}`, { cookie: ana.cookie })).toEqual({ kind: 'closed', code: CLOSE.notFound.code })
  }
})

test("refuses a socket from another site's page, under another name, or at another address", async () => {
  const { ana, url, origin } = await listening()
  expect(await join(url, { cookie: ana.cookie, origin: 'https://evil.example' })).toEqual({ kind: 'http', status: 403 })
  expect(await join(url, { cookie: ana.cookie, origin: 'https://evil.example', authorization: 'Basic eA==' })).toEqual({ kind: 'http', status: 403 })
  expect(await join(url, { cookie: ana.cookie, host: 'evil.example' })).toEqual({ kind: 'http', status: 421 })
  expect(await join(url, { cookie: ana.cookie, origin })).toEqual({ kind: 'open' })
  expect(await join(`${origin.replace('http', 'ws')}/elsewhere`, { cookie: ana.cookie })).toEqual({ kind: 'http', status: 404 })
})

test('closes every socket with "restarting" when the server stops', async () => {
  const { server, ana, url } = await listening()
  const socket = new WebSocket(url, { headers: { cookie: ana.cookie } })
  await new Promise((resolve) => socket.once('open', resolve))
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  await server.close()
  expect(await closed).toBe(CLOSE.restarting.code)
})

test('says in one sentence that a port is taken', async () => {
  const { origin } = await listening()
  const second = await serverForTest({ env: { PORT: new URL(origin).port } })
  await expect(second.listen()).rejects.toThrow(/is taken.*PORT=/)
})
