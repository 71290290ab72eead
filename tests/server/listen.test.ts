import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { problem } from '#model/api.ts'
import { serverForTest, type TestServerOptions } from '../support/server.ts'

type Wire = { send(text: string): void; /** All that came back once `enough` matches it or the connection ended. */ heard(enough?: RegExp): Promise<string> }

/** A connection that says what it is told to, whether or not that is HTTP. */
function wire(origin: string): Wire {
  const socket: Socket = connect(Number(new URL(origin).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  const heard = { said: '' }
  socket.on('data', (chunk: Buffer) => (heard.said += chunk.toString()))
  socket.on('error', () => socket.destroy())
  return {
    send: (text) => void socket.write(text),
    async heard(enough) {
      while (!socket.closed && !(enough?.test(heard.said) ?? false)) await sleep(20)
      return heard.said
    },
  }
}

const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`

/** The first lines of a request whose body comes in chunks. */
const opening = (path: string, headers: Record<string, string> = {}) =>
  `POST ${path} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n${Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`

async function listening(options: TestServerOptions = {}) {
  const server = await serverForTest(options)
  const { origin } = await server.listen()
  const key = await server.key(await server.team('north'), 'editor')
  return { server, origin, key, bearer: { Authorization: `Bearer ${key}` } }
}

const BOUNDARY = 'the-boundary-of-a-test-of-uploads'
const FORM = { 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}` }
const PART = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n`
const END = `\r\n--${BOUNDARY}--\r\n`

function problemIn(answer: string) {
  expect(answer).toMatch(/content-type: application\/problem\+json/i)
  return problem.parse(JSON.parse(answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1)))
}

test('answers a stranger before the body has arrived, whatever is asked for', async () => {
  const { origin } = await listening()
  for (const [path, headers] of [['/api/sources', FORM], ['/api/documents', { 'Content-Type': 'application/json' }]] as const) {
    const stranger = wire(origin)
    stranger.send(opening(path, headers) + chunk('x'.repeat(100_000)))
    expect(await stranger.heard(/401/), path).toMatch(/^HTTP\/1\.1 401 /)
  }
})

test('takes no more of a stranger than it takes to sign in', async () => {
  const { server } = await listening()
  for (const path of ['/api/auth/sign-in/email', `/sign-in/link/owner_${'x'.repeat(43)}`]) {
    const response = await server.request(path, { method: 'POST', body: 'x'.repeat(20_000), headers: { 'content-type': 'application/x-www-form-urlencoded' } })
    expect(response.status, path).toBe(413)
    expect(await response.json()).toMatchObject({ code: 'too-large', detail: expect.stringContaining('16 kB') })
  }
})

test('gives up on an upload that falls silent, and its place is free again', async () => {
  const { origin, bearer } = await listening({ env: { REQUEST_IDLE_SECONDS: '1', IMPORT_UPLOADS: '1' } })
  const silent = wire(origin)
  silent.send(opening('/api/sources', { ...bearer, ...FORM }) + chunk(PART))
  await sleep(300)
  const second = wire(origin)
  second.send(opening('/api/sources', { ...bearer, ...FORM }) + chunk(PART))
  expect(problemIn(await second.heard(/\}/))).toMatchObject({ code: 'too-many', status: 429 })

  expect(problemIn(await silent.heard())).toMatchObject({ code: 'timed-out', status: 408 })
  const third = wire(origin)
  third.send(opening('/api/sources', { ...bearer, ...FORM }) + chunk(PART) + chunk('A short text about lorries.') + chunk(END) + '0\r\n\r\n')
  expect(await third.heard(/outcome/)).toMatch(/^HTTP\/1\.1 200 /)
})

test('takes only so many bytes of files at once, of everyone together', async () => {
  const { origin, bearer, server } = await listening({ env: { IMPORT_BYTES_AT_ONCE: '30000', IMPORT_BODY_BYTES: '20000' } })
  const other = { Authorization: `Bearer ${await server.key(await server.team('south'), 'editor')}` }
  const first = wire(origin)
  first.send(opening('/api/sources', { ...bearer, ...FORM }) + chunk(PART))
  await sleep(300)
  const second = wire(origin)
  second.send(opening('/api/sources', { ...other, ...FORM }) + chunk(PART))
  expect(problemIn(await second.heard(/\}/))).toMatchObject({ code: 'too-many' })
  const body = `${PART}A short text about lorries.${END}`
  const small = wire(origin)
  small.send(`POST /api/sources HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${body.length}\r\nAuthorization: ${other.Authorization}\r\nContent-Type: ${FORM['Content-Type']}\r\n\r\n${body}`)
  expect(await small.heard(/outcome/)).toMatch(/^HTTP\/1\.1 200 /)
})

test('gives up on headers and on bodies that take too long, however busy they seem', async () => {
  const { origin, bearer } = await listening({ env: { REQUEST_HEADERS_SECONDS: '1', REQUEST_SECONDS: '2' } })
  const slow = wire(origin)
  slow.send('GET /healthz HTTP/1.1\r\nHost: localhost\r\n')
  expect(problemIn(await slow.heard())).toMatchObject({ code: 'timed-out' })
  const dripping = wire(origin)
  dripping.send(opening('/api/sources', { ...bearer, ...FORM }) + chunk(PART))
  const drip = setInterval(() => dripping.send(chunk('x')), 100)
  onTestFinished(() => clearInterval(drip))
  expect(problemIn(await dripping.heard())).toMatchObject({ code: 'timed-out' })
})

test('cuts no one off because we take our time', async () => {
  const { server, origin, key } = await listening({ env: { REQUEST_IDLE_SECONDS: '1', REQUEST_HEADERS_SECONDS: '1', REQUEST_SECONDS: '1' } })
  const { ready, createDocument } = server.parts.store
  server.parts.store.ready = () => sleep(2_500).then(ready)
  server.parts.store.createDocument = (row) => sleep(2_500).then(() => createDocument(row))
  const made = fetch(`${origin}/api/documents`, { method: 'POST', body: '{"title":"A brief"}', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' } })
  expect((await fetch(`${origin}/readyz`)).status).toBe(200)
  expect((await made).status).toBe(201)
})

test('answers what is no request we know with a problem', async () => {
  const { origin } = await listening()
  const cases: [string, number][] = [
    ['these are not the words you look for\r\n\r\n', 400],
    [`GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Long: ${'x'.repeat(40_000)}\r\n\r\n`, 400],
    ['GET /healthz HTTP/1.1\r\nHost: a b\r\n\r\n', 400],
    ['GET \\healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', 400],
    ['TRACE /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', 405],
    ['GET /healthz HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n', 421],
    ['GET /elsewhere HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n', 404],
  ]
  for (const [request, status] of cases) {
    const connection = wire(origin)
    connection.send(request)
    expect(problemIn(await connection.heard(/\}/)), request.slice(0, 60)).toMatchObject({ status })
  }
})

test('answers a client that offers another protocol in the one it speaks', async () => {
  const { origin } = await listening()
  const offering = wire(origin)
  offering.send('GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n\r\n')
  expect(await offering.heard(/ok/)).toMatch(/^HTTP\/1\.1 200 /)
})
