/** What someone with bad intentions tries on sessions and links. */
import { expect, test } from 'vitest'
import { ownerLink, signInLink } from '../../../server/auth/link.ts'
import { serverForTest, type TestServer } from '../../support/server.ts'

const PASSWORD = 'a long enough password'
const cookieOf = (response: Response) => response.headers.getSetCookie()[0]?.split(';')[0] ?? ''

async function withAna(env: Record<string, string> = {}) {
  const server = await serverForTest({ env })
  const ana = await server.person('Ana', { team: await server.team('north'), role: 'editor' }, PASSWORD)
  const who = async (cookie: string) => (await server.request('/api/session', { headers: { cookie } })).status
  return { server, ana, who }
}

const signIn = (server: TestServer, body: object, headers: Record<string, string> = {}) => server.request('/api/auth/sign-in/email', { json: body, headers })

test('lets one of many in who use the same link at the same moment', async () => {
  const { server, ana } = await withAna()
  const link = await signInLink(server.parts, ana.id, '')
  const answers = await Promise.all(Array.from({ length: 8 }, () => server.request(link, { method: 'POST' })))
  expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array.from({ length: 7 }, () => 410)])
  expect(answers.filter((answer) => answer.headers.getSetCookie().length > 0)).toHaveLength(1)
})

test('spends a link for nobody who only looks at it, however they look, and tells no cache or page about it', async () => {
  const { server, ana } = await withAna()
  const link = await signInLink(server.parts, ana.id, '')
  for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH']) {
    const looked = await server.request(link, { method })
    expect(looked.headers.getSetCookie(), method).toEqual([])
    expect([looked.headers.get('cache-control'), looked.headers.get('referrer-policy')], method).toEqual(['no-store', 'no-referrer'])
  }
  for (const path of [`${link}/`, `${link}x`, link.slice(0, -1), link.toUpperCase()]) expect((await server.request(path, { method: 'POST' })).headers.getSetCookie(), path).toEqual([])
  expect((await server.request(link, { method: 'POST' })).status).toBe(303)
})

test('neither signs a person in with the link of the owner nor makes an owner with the link of a person', async () => {
  const { server, ana } = await withAna()
  const form = new URLSearchParams({ name: 'Eve', email: 'eve@example.org', password: PASSWORD })
  const owner = await ownerLink(server.parts, '')
  expect((await server.request(owner.replace('owner_', ''), { method: 'POST' })).status).toBe(410)
  const link = await signInLink(server.parts, ana.id, '')
  expect((await server.request(link.replace('/link/', '/link/owner_'), { method: 'POST', body: form })).status).toBe(410)
  const used = await server.request(link, { method: 'POST', body: form })
  expect(await (await server.request('/api/session', { headers: { cookie: cookieOf(used) } })).json()).toMatchObject({ person: { name: 'Ana' }, teams: [{ role: 'editor' }] })
  expect(await server.parts.accounts.count()).toBe(1)
})

test('ends a session at sign-out however its cookie is written', async () => {
  const { server, ana, who } = await withAna()
  const [name = '', ...rest] = ana.cookie.split('=')
  const value = rest.join('=')
  const ways = [ana.cookie, `${name}=${decodeURIComponent(value)}`, `${name}="${value}"`, `${name}=${value} `, `other=1; ${ana.cookie}`, `${ana.cookie}; ${ana.cookie}`]
  for (const way of ways) await who(way)
  expect((await server.request('/api/auth/sign-out', { method: 'POST', as: ana })).status).toBe(200)
  for (const way of ways) expect(await who(way), way).toBe(401)
})

test('ends every other session when a password is changed, and goes on with a new one', async () => {
  const { server, ana, who } = await withAna()
  const thief = cookieOf(await signIn(server, { email: ana.email, password: PASSWORD }))
  expect(await who(thief)).toBe(200)
  const change = (json: object) => server.request('/api/auth/change-password', { as: ana, json })
  expect((await change([])).status).toBe(400)
  const changed = await change({ currentPassword: PASSWORD, newPassword: 'an even longer password', revokeOtherSessions: false })
  expect(changed.status).toBe(200)
  expect([await who(thief), await who(ana.cookie), await who(cookieOf(changed))]).toEqual([401, 401, 200])
})

test('gives a new session at every sign-in, whatever cookie was planted before', async () => {
  const { server, ana, who } = await withAna()
  const planted = cookieOf(await signIn(server, { email: ana.email, password: PASSWORD }))
  const after = cookieOf(await signIn(server, { email: ana.email, password: PASSWORD }, { cookie: planted }))
  expect(after).not.toBe(planted)
  const [name = ''] = ana.cookie.split('=')
  const forged = `${name}=chosen-by-someone-else.AAAA`
  const link = await server.request(await signInLink(server.parts, ana.id, ''), { method: 'POST', headers: { cookie: forged } })
  expect(cookieOf(link)).not.toBe(forged)
  expect([await who(cookieOf(link)), await who(forged)]).toEqual([200, 401])
})

test('shows scripts no token, and sends nobody elsewhere after signing in', async () => {
  const { server, ana } = await withAna()
  const response = await signIn(server, { email: ana.email, password: PASSWORD, callbackURL: 'https://evil.example/' })
  expect(response.headers.get('location')).toBeNull()
  const token = decodeURIComponent(cookieOf(response).split('=')[1] ?? '').split('.')[0] ?? 'none'
  expect(await response.text()).toBe('{}')
  expect(token.length).toBeGreaterThan(20)
  expect(response.headers.getSetCookie()[0]).toMatch(/Path=\/; HttpOnly; SameSite=Lax$/)
  for (const path of ['get-session', 'list-sessions', 'ok', 'error', 'verify-email?token=x', 'callback/x', 'update-user', 'revoke-sessions']) {
    for (const method of ['GET', 'POST']) expect((await server.request(`/api/auth/${path}`, { method, as: ana })).status, `${method} ${path}`).toBe(404)
  }
})

test('counts attempts of one address together, whatever it says of itself and however it writes the path', async () => {
  const { server, ana } = await withAna({ SIGN_IN_ATTEMPTS: '3' })
  const guess = (path: string, headers: Record<string, string>) => server.request(path, { json: { email: ana.email, password: 'guess number one' }, headers })
  const path = '/api/auth/sign-in/email'
  const said: Record<string, string>[] = [{}, { 'x-forwarded-for': '203.0.113.1' }, { 'x-counterpoint-address': '203.0.113.2' }, { 'x-real-ip': '203.0.113.3', forwarded: 'for=203.0.113.3' }, { 'cf-connecting-ip': '203.0.113.4' }]
  const statuses = []
  for (const headers of said) statuses.push((await guess(path, headers)).status)
  expect(statuses).toEqual([401, 401, 401, 429, 429])
  for (const other of [`${path}/`, `/${path}`, '/api/auth/sign-in//email', '/api/auth/%73ign-in/email', '/api/auth/x/../sign-in/email', '/API/AUTH/sign-in/email', `${path}?x=1`]) expect([404, 429], other).toContain((await guess(other, {})).status)
})

test('counts the attempts of one network together, behind a proxy', async () => {
  const { server, ana } = await withAna({ PUBLIC_URL: 'https://briefs.example.org', TRUST_PROXY: 'yes', SIGN_IN_ATTEMPTS: '2' })
  const from = async (address: string) =>
    (await signIn(server, { email: ana.email, password: 'guess number one' }, { host: 'briefs.example.org', origin: 'https://briefs.example.org', 'x-forwarded-for': address })).status
  expect([await from('2001:db8::1'), await from('2001:db8::ffff'), await from('2001:db8::2:3')]).toEqual([401, 401, 429])
  expect(await from('2001:db8:1::1')).toBe(401)
})
