import { mkdtemp, mkdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { problem } from '#model/api.ts'
import { REFUSALS } from '#model/refusal.ts'
import { signInLink } from '../../server/auth/link.ts'
import { serverForTest } from '../support/server.ts'

test('answers to no name but its own', async () => {
  const server = await serverForTest({ env: { PUBLIC_URL: 'https://briefs.example.org' } })
  const get = (host: string) => server.request('/healthz', { headers: { host } })
  expect((await get('briefs.example.org')).status).toBe(200)
  expect((await get('127.0.0.1:4321')).status).toBe(200)
  const rebound = await get('evil.example')
  expect(rebound.status).toBe(421)
  expect(await rebound.json()).toMatchObject({ code: 'untrusted-host' })
})

test("refuses a signed-in browser's write that another site's page sent; a key needs no origin", async () => {
  const server = await serverForTest()
  const team = await server.team('north')
  const ana = await server.person('Ana', { team, role: 'editor' })
  const key = await server.key(team, 'editor')
  const write = (as: typeof ana | string, headers: Record<string, string>) => server.request('/api/documents', { as, json: { title: 'A brief' }, headers })

  const crossed = await write(ana, { origin: 'https://evil.example' })
  expect(crossed.status).toBe(403)
  expect(await crossed.json()).toMatchObject({ code: 'untrusted-origin' })
  expect((await write(ana, { origin: 'http://localhost:9999' })).status).toBe(403)
  expect((await write(ana, { origin: 'http://localhost' })).status).toBe(201)
  expect((await write(key, { origin: 'https://evil.example' })).status).toBe(201)
  expect((await server.request('/api/documents', { as: ana, headers: { origin: 'https://evil.example' } })).status).toBe(200)
})

test('no Authorization header opens the way to another site: a key counts where keys count, and only a key', async () => {
  const server = await serverForTest()
  const ana = await server.person('Ana', { team: await server.team('north'), role: 'editor' }, 'a long enough password')
  const link = await signInLink(server.parts, ana.id, '')
  const made = `Bearer ${'x'.repeat(43)}`
  const attempts = [
    [link, undefined],
    ['/api/auth/sign-in/email', { email: ana.email, password: 'a long enough password' }],
    ['/api/auth/sign-out', {}],
  ] as const
  for (const authorization of ['', 'Basic eA==', 'Bearer', 'Bearer x', made, `${made}, ${made}`]) {
    for (const [path, json] of attempts) {
      const crossed = await server.request(path, { method: 'POST', as: ana, headers: { origin: 'https://evil.example', authorization }, ...(json ? { json } : {}) })
      expect([crossed.status, crossed.headers.getSetCookie()], `${path} with "${authorization}"`).toEqual([403, []])
    }
  }
  const write = (authorization: string) => server.request('/api/documents', { as: ana, json: { title: 'A brief' }, headers: { origin: 'https://evil.example', authorization } })
  expect((await write('Basic eA==')).status).toBe(403)
  expect((await write(made)).status).toBe(401)
  expect((await server.request(link, { method: 'POST' })).status).toBe(303)
})

test('describes each route in OpenAPI, from the schemas that validate', async () => {
  const server = await serverForTest()
  const response = await server.request('/api/openapi.json')
  const document = (await response.json()) as { openapi: string; paths: Record<string, Record<string, { responses: object; summary?: string }>> }
  expect(document.openapi).toBe('3.1.0')
  const listed = Object.entries(document.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`))
  expect(listed.sort()).toEqual([
    'delete /api/documents/{id}',
    'delete /api/library/conflicts/{key}',
    'get /api/axes',
    'get /api/documents',
    'get /api/documents/{id}',
    'get /api/documents/{id}/export',
    'get /api/facts/{id}',
    'get /api/facts/{id}/uses',
    'get /api/library/conflicts',
    'get /api/library/facts',
    'get /api/library/search',
    'get /api/session',
    'get /api/sources',
    'get /api/sources/{id}',
    'get /api/sources/{id}/differences',
    'get /api/sources/{id}/findings',
    'get /api/sources/{id}/snapshots',
    'get /api/sources/{id}/uses',
    'get /api/templates',
    'get /api/templates/{id}',
    'get /healthz',
    'get /readyz',
    'patch /api/facts/{id}',
    'patch /api/sources/{id}',
    'patch /api/sources/{id}/blocks/{start}',
    'post /api/auth/change-password',
    'post /api/auth/sign-in/email',
    'post /api/auth/sign-out',
    'post /api/documents',
    'post /api/facts',
    'post /api/sources',
    'post /api/sources/text',
    'post /api/sources/{id}/restore',
    'post /api/sources/{id}/snapshots',
    'post /api/sources/{id}/withdraw',
    'put /api/library/conflicts/{key}',
  ])
  const body = JSON.stringify(document.paths['/api/documents']?.['post'])
  expect(body).toContain('"maxLength":300')
  expect(JSON.stringify(document.paths['/api/sources']?.['post'])).toContain('"format":"binary"')
})

test('writes the reference page itself, with every problem code and nothing from elsewhere', async () => {
  const server = await serverForTest()
  const html = await (await server.request('/api/docs')).text()
  for (const code of Object.keys(REFUSALS)) expect(html).toContain(`id="problem-${code}"`)
  expect(html).toContain('/api/documents/{id}/export')
  expect(html).not.toMatch(/<script|https?:\/\//)
})

test('answers an unknown address, a wrong method and a broken body with problems', async () => {
  const server = await serverForTest()
  const key = await server.key(await server.team('north'), 'editor')
  const cases = [
    [await server.request('/api/nothing'), 404, 'not-found'],
    [await server.request('/api/documents', { method: 'PUT' }), 405, 'method-not-allowed'],
    [await server.request('/api/documents', { method: 'POST', as: key, body: '{"title":', headers: { 'content-type': 'application/json' } }), 400, 'bad-request'],
    [await server.request('/api/documents', { method: 'POST', as: key, body: '{}', headers: { 'content-type': 'text/plain' } }), 400, 'bad-request'],
    [await server.request('/api/documents', { as: key, json: { title: 'x'.repeat(2_000_000) } }), 413, 'too-large'],
  ] as const
  for (const [response, status, code] of cases) {
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(problem.parse(await response.json())).toMatchObject({ code, status })
  }
  expect(cases[1][0].headers.get('allow')).toBe('GET, POST')
})

test('gives each answer an id of its own, which the caller cannot choose', async () => {
  const server = await serverForTest()
  const ids = new Set<string | null>()
  const paths = ['/healthz', '/', '/api/nothing', '/api/documents', '/api/docs']
  for (const path of paths) ids.add((await server.request(path, { headers: { 'x-request-id': 'chosen' } })).headers.get('x-request-id'))
  ids.add((await server.request('/healthz', { headers: { host: 'evil.example' } })).headers.get('x-request-id'))
  expect(ids.size).toBe(paths.length + 1)
  for (const id of ids) expect(id).toMatch(/^[0-9a-f-]{36}$/)
})

test('shows the id of a bug and nothing else of it', async () => {
  const server = await serverForTest()
  server.parts.store.ready = () => Promise.reject(new TypeError('the inside of the machine'))
  const response = await server.request('/readyz')
  expect(response.status).toBe(500)
  const body = await response.text()
  expect(body).toMatch(/logged as [a-z0-9]{10}/)
  expect(body).not.toContain('inside of the machine')
})

test('sends headers that keep pages to themselves', async () => {
  const server = await serverForTest()
  const { headers } = await server.request('/api/docs')
  expect(headers.get('content-security-policy')).toContain("default-src 'self'")
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(headers.get('content-security-policy')).toContain("connect-src 'self';")
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('strict-transport-security')).toBeNull()
})

test('serves the built editor: hashed files for good, the start page for its addresses, nothing outside', async () => {
  const editor = await mkdtemp(join(tmpdir(), 'counterpoint-editor-'))
  onTestFinished(() => rm(editor, { recursive: true, force: true }))
  await mkdir(join(editor, 'assets'))
  await writeFile(join(editor, 'index.html'), '<title>the editor</title>')
  await writeFile(join(editor, 'assets', 'main-abc123.js'), 'export {}')
  const server = await serverForTest({ editor })

  const script = await server.request('/assets/main-abc123.js')
  expect(script.headers.get('content-type')).toMatch(/javascript/)
  expect(script.headers.get('cache-control')).toContain('immutable')
  for (const path of ['/', '/sign-in', '/briefs/0190', '/library/0190?passage=1']) {
    const start = await server.request(path)
    expect(await start.text(), path).toBe('<title>the editor</title>')
    expect(start.headers.get('cache-control')).toBe('no-cache')
    const again = await server.request(path, { headers: { 'if-none-match': start.headers.get('etag') ?? '' } })
    expect(again.status).toBe(304)
  }
  for (const path of ['/assets/gone.js', '/assets/..%2F..%2Fsecret', '/..%2f..%2fpackage.json', '/%', '/assets']) {
    expect((await server.request(path)).status, path).toBe(404)
  }
})

test('serves what was built anew without being started again', async () => {
  const editor = await mkdtemp(join(tmpdir(), 'counterpoint-editor-'))
  onTestFinished(() => rm(editor, { recursive: true, force: true }))
  await mkdir(join(editor, 'assets'))
  await writeFile(join(editor, 'index.html'), 'first')
  await writeFile(join(editor, 'assets', 'main-1.js'), '1')
  const server = await serverForTest({ editor })
  const said = async (path: string) => (await server.request(path)).text()
  expect([await said('/'), await said('/assets/main-1.js')]).toEqual(['first', '1'])
  await writeFile(join(editor, 'index.html'), 'second')
  await utimes(join(editor, 'index.html'), 2_000_000_000, 2_000_000_000)
  await rm(join(editor, 'assets', 'main-1.js'))
  await writeFile(join(editor, 'assets', 'main-2.js'), '2')
  expect(await said('/')).toBe('second')
  expect((await server.request('/assets/main-1.js')).status).toBe(404)
  expect(await said('/assets/main-2.js')).toBe('2')
})

test('says how to build an editor that is not there', async () => {
  const server = await serverForTest({ editor: '/nowhere/at/all' })
  const shown = await server.request('/', { headers: { accept: 'text/html,*/*;q=0.8' } })
  expect([shown.status, shown.headers.get('content-type')]).toEqual([503, expect.stringMatching(/^text\/html/)])
  expect(await shown.text()).toContain('npm run build')
  const told = await server.request('/')
  expect(told.status).toBe(503)
  expect(await told.json()).toMatchObject({ code: 'not-ready', detail: expect.stringContaining('npm run build') })
})
