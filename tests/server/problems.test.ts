/** Whatever goes wrong over HTTP is told in one shape: every described address is asked in every wrong way there is. */
import { expect, test } from 'vitest'
import { problem } from '#model/api.ts'
import { REFUSALS } from '#model/refusal.ts'
import { serverForTest, type TestServer } from '../support/server.ts'

type Described = { path: string; method: string; signedIn: boolean; hasBody: boolean }

async function described(server: TestServer): Promise<Described[]> {
  const document = (await (await server.request('/api/openapi.json')).json()) as { paths: Record<string, Record<string, { security?: unknown[]; requestBody?: unknown }>> }
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security, requestBody }]) => ({ path, method: method.toUpperCase(), signedIn: security !== undefined, hasBody: requestBody !== undefined })),
  )
}

/** The answer as a problem with all its members, whose type leads to its sentence in the reference. */
async function told(response: Response, asked: string) {
  expect(response.headers.get('content-type'), asked).toMatch(/^application\/problem\+json/)
  const body = problem.parse(await response.json())
  expect(body, asked).toMatchObject({ type: `/api/docs#problem-${body.code}`, title: REFUSALS[body.code as keyof typeof REFUSALS], status: response.status, instance: expect.stringMatching(/^\//) })
  expect(body.detail.length, asked).toBeGreaterThan(10)
  return body
}

const somewhere = (path: string, id = '0190c0de-0000-7000-8000-000000000000') => path.replace('{id}', id)

async function north() {
  const server = await serverForTest()
  const team = await server.team('north')
  return { server, as: await server.person('Ana', { team, role: 'editor' }), reader: await server.person('Rita', { team, role: 'reader' }) }
}

test('tells every stranger to sign in, whatever they ask for and send along', async () => {
  const { server } = await north()
  const closed = (await described(server)).filter(({ signedIn, path }) => signedIn && path !== '/api/auth/sign-out')
  expect(closed.length).toBeGreaterThan(10)
  for (const { path, method, hasBody } of closed) {
    for (const query of ['', '?limit=many&team=&format=docx']) {
      const response = await server.request(`${somewhere(path)}${query}`, { method, ...(hasBody ? { body: '{', headers: { 'content-type': 'application/json' } } : {}) })
      const asked = `${method} ${path}${query}`
      expect(response.status, asked).toBe(401)
      expect(await told(response, asked)).toMatchObject({ code: 'not-signed-in' })
    }
  }
})

test('tells what is wrong with an address, a query or a body', async () => {
  const { server, as } = await north()
  const bodies: [string, string][] = [
    ['{"title":', 'application/json'],
    ['[]', 'application/json'],
    ['null', 'application/json'],
    ['{"title":7,"email":7,"currentPassword":{}}', 'application/json'],
    ['words', 'text/plain'],
    ['words', 'multipart/form-data'],
    ['\u0000', 'application/x-www-form-urlencoded'],
  ]
  let refused = 0
  for (const { path, method, hasBody } of await described(server)) {
    for (const id of ['0190c0de-0000-7000-8000-000000000000', 'nope', '%00', '%ff', 'x'.repeat(500)]) {
      for (const query of ['', '?limit=many&q=x', '?team=south', '?format=docx', `?q=${'x'.repeat(600)}`]) {
        if (hasBody || (!path.includes('{id}') && id !== 'nope')) continue
        const asked = `${method} ${path} ${id.slice(0, 9)} ${query.slice(0, 20)}`
        const response = await server.request(`${somewhere(path, id)}${query}`, { method, as })
        expect(response.status, asked).toBeLessThan(500)
        if (response.status >= 400) await told(response, asked)
        if (response.status >= 400) refused += 1
        else expect(path.includes('{id}'), asked).toBe(false)
      }
    }
    for (const [body, type] of hasBody ? bodies : []) {
      const asked = `${method} ${path} with ${type}: ${body}`
      const response = await server.request(path, { method, as, body, headers: { 'content-type': type } })
      expect(response.status, asked).toBeGreaterThanOrEqual(400)
      expect(response.status, asked).toBeLessThan(500)
      await told(response, asked)
      refused += 1
    }
  }
  expect(refused).toBeGreaterThan(100)
}, 60_000)

test('tells which methods an address takes', async () => {
  const { server, as } = await north()
  const routes = await described(server)
  for (const path of new Set(routes.map((route) => route.path))) {
    const taken = routes.filter((route) => route.path === path).map(({ method }) => method)
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].filter((candidate) => !taken.includes(candidate))) {
      const response = await server.request(somewhere(path), { method, as })
      expect(response.status, `${method} ${path}`).toBe(405)
      expect(await told(response, `${method} ${path}`)).toMatchObject({ code: 'method-not-allowed' })
      expect(response.headers.get('allow')?.split(', ').sort()).toEqual(taken.sort())
    }
  }
})

test('tells what is not there, not allowed, or asked from elsewhere', async () => {
  const { server, as, reader } = await north()
  const cases = [
    ['not-found', '/api/nothing', {}],
    ['not-found', '/api/', {}],
    ['not-found', '/api/documents/', { as }],
    ['not-found', '/api/auth/nothing', { as }],
    ['not-found', '/assets/gone.js', {}],
    ['not-found', '/sync/nothing', {}],
    ['not-found', '/%c0%ae%c0%ae/secret.txt', {}],
    ['not-found', '/nothing', { method: 'POST' }],
    ['not-found', '/sign-in/link/short', { method: 'POST' }],
    ['link-spent', `/sign-in/link/${'x'.repeat(43)}`, { method: 'POST' }],
    ['forbidden', '/api/documents', { as: reader, json: { title: 'Mine' } }],
    ['untrusted-origin', '/api/documents', { as, json: { title: 'Mine' }, headers: { origin: 'https://evil.example' } }],
    ['untrusted-host', '/healthz', { headers: { host: 'evil.example' } }],
    ['untrusted-host', '/', { headers: { host: 'evil.example', accept: 'text/html' } }],
    ['not-signed-in', '/api/session', { headers: { authorization: 'Basic eA==' } }],
    ['not-signed-in', '/api/auth/change-password', { json: { currentPassword: 'x'.repeat(12), newPassword: 'y'.repeat(12) } }],
  ] as const
  for (const [code, path, init] of cases) {
    const response = await server.request(path, { ...init })
    expect(await told(response, path), path).toMatchObject({ code })
  }
})
