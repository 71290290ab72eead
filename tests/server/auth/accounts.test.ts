import { expect, test } from 'vitest'
import { NEW_OWNER, ownerLink, signInLink } from '../../../server/auth/link.ts'
import { serverForTest, type TestServer } from '../../support/server.ts'

const ORIGIN = 'http://localhost'
const path = (link: string) => link.slice(ORIGIN.length)
const cookieOf = (response: Response) => response.headers.getSetCookie()[0]?.split(';')[0] ?? ''

async function withMember(): Promise<{ server: TestServer; ana: Awaited<ReturnType<TestServer['person']>> }> {
  const server = await serverForTest()
  const team = await server.team('north')
  const ana = await server.person('Ana Reyes', { team, role: 'editor' }, 'a long enough password')
  return { server, ana }
}

const signIn = (server: TestServer, email: string, password: string) => server.request('/api/auth/sign-in/email', { json: { email, password } })

test('signs in by a link once, through a button, and refuses the second use', async () => {
  const { server, ana } = await withMember()
  const link = path(await signInLink(server.parts, ana.id, ORIGIN))

  const shown = await server.request(link)
  expect(shown.status).toBe(200)
  expect(await shown.text()).toMatch(/<form method="post">/)

  const used = await server.request(link, { method: 'POST' })
  expect(used.status).toBe(303)
  expect(used.headers.get('location')).toBe('/')
  const session = await server.request('/api/session', { headers: { cookie: cookieOf(used) } })
  expect(await session.json()).toMatchObject({ person: { name: 'Ana Reyes' }, teams: [{ slug: 'north', role: 'editor' }] })

  const again = await server.request(link, { method: 'POST' })
  expect(again.status).toBe(410)
  expect(await again.json()).toMatchObject({ code: 'link-spent' })
  const asPage = await server.request(link, { method: 'POST', headers: { accept: 'text/html' } })
  expect(asPage.status).toBe(410)
  expect(await asPage.text()).toContain('cannot be used any more')
})

test('looking at a link does not use it', async () => {
  const { server, ana } = await withMember()
  const link = path(await signInLink(server.parts, ana.id, ORIGIN))
  for (let look = 0; look < 3; look++) await server.request(link)
  expect((await server.request(link, { method: 'POST' })).status).toBe(303)
})

test('refuses a link after its day, and one that was never made', async () => {
  const { server, ana } = await withMember()
  const link = path(await signInLink(server.parts, ana.id, ORIGIN))
  server.clock.advance(24 * 3_600_000)
  expect((await server.request(link, { method: 'POST' })).status).toBe(410)
  expect((await server.request(`/sign-in/link/${'x'.repeat(43)}`, { method: 'POST' })).status).toBe(410)
})

test('answers a forged or missing cookie with a problem', async () => {
  const { server, ana } = await withMember()
  const [name, value = ''] = ana.cookie.split('=')
  const forged = [`${name}=${value.slice(0, 10)}.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D`, `${name}=${value.replace(/^./, (first) => (first === 'a' ? 'b' : 'a'))}`, `${name}=`, 'other=1', '']
  for (const cookie of forged) {
    const response = await server.request('/api/session', { headers: { cookie } })
    expect(response.status, cookie).toBe(401)
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(await response.json()).toMatchObject({ code: 'not-signed-in', status: 401, instance: '/api/session' })
  }
  expect((await server.request('/api/session', { as: ana })).status).toBe(200)
})

test('signs in with e-mail and password, and out at once', async () => {
  const { server, ana } = await withMember()
  const response = await signIn(server, 'Ana.Reyes@example.org', 'a long enough password')
  expect(response.status).toBe(200)
  expect(response.headers.getSetCookie()[0]).toMatch(/HttpOnly; SameSite=Lax/)
  const cookie = cookieOf(response)
  expect((await server.request('/api/session', { headers: { cookie } })).status).toBe(200)

  expect((await server.request('/api/auth/sign-out', { method: 'POST', headers: { cookie } })).status).toBe(200)
  expect((await server.request('/api/session', { headers: { cookie } })).status).toBe(401)
  expect((await server.request('/api/session', { as: ana })).status).toBe(200)
  expect((await server.parts.store.audits(ana.id)).map(({ action }) => action)).toEqual(['sign-in', 'sign-out'])
})

test('changes a password, which the old one no longer opens', async () => {
  const { server, ana } = await withMember()
  const change = (currentPassword: string) => server.request('/api/auth/change-password', { as: ana, json: { currentPassword, newPassword: 'an even longer password' } })
  expect((await change('not the password')).status).toBe(400)
  expect((await change('a long enough password')).status).toBe(200)
  expect((await signIn(server, ana.email, 'a long enough password')).status).toBe(401)
  expect((await signIn(server, ana.email, 'an even longer password')).status).toBe(200)
})

test('says the same for a wrong password and for an unknown e-mail', async () => {
  const { server } = await withMember()
  const wrong = await signIn(server, 'ana.reyes@example.org', 'not the password')
  const unknown = await signIn(server, 'nobody@example.org', 'not the password')
  expect([wrong.status, unknown.status]).toEqual([401, 401])
  const said = await wrong.json()
  expect(said).toMatchObject({ code: 'wrong-credentials' })
  expect(await unknown.json()).toEqual(said)
})

test('limits attempts to guess a password by address', async () => {
  const { server } = await withMember()
  const statuses = []
  for (let attempt = 0; attempt < 11; attempt++) statuses.push((await signIn(server, 'ana.reyes@example.org', 'guess number one')).status)
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429])
  server.clock.advance(60_000)
  expect((await signIn(server, 'ana.reyes@example.org', 'a long enough password')).status).toBe(200)
})

test('has no open sign-up and none of the other doors of the account library', async () => {
  const server = await serverForTest()
  const signUp = await server.request('/api/auth/sign-up/email', { json: { name: 'Eve', email: 'eve@example.org', password: 'a long enough password' } })
  expect(signUp.status).toBe(404)
  expect(await signUp.json()).toMatchObject({ code: 'not-found' })
  expect((await server.request('/api/auth/open-session', { json: { person: 'x' } })).status).toBe(404)
  expect((await server.request('/api/auth/delete-user', { method: 'POST' })).status).toBe(404)
  expect(await server.parts.accounts.count()).toBe(0)
})

test('accepts an API key, and no made-up one even beside a good cookie', async () => {
  const { server, ana } = await withMember()
  const [team] = await server.parts.store.teams()
  if (!team) throw new RangeError('no team')
  const key = await server.key(team, 'reader')
  const response = await server.request('/api/session', { as: key })
  expect(await response.json()).toEqual({ person: null, teams: [{ id: team.id, slug: 'north', name: 'Team north', role: 'reader' }] })
  const both = await server.request('/api/session', { headers: { cookie: ana.cookie, authorization: `Bearer cp_${'x'.repeat(43)}` } })
  expect(both.status).toBe(401)
  expect(both.headers.get('www-authenticate')).toMatch(/^Bearer/)
})

test('lets the first owner make an account once; a short password costs nothing', async () => {
  const server = await serverForTest()
  const link = path(await ownerLink(server.parts, ORIGIN))
  expect(await (await server.request(link)).text()).toContain('name="password"')
  const send = (fields: Record<string, string>, accept = 'application/json') => server.request(link, { method: 'POST', body: new URLSearchParams(fields), headers: { accept } })

  const short = await send({ name: 'Dana', email: 'dana@example.org', password: 'short' })
  expect(short.status).toBe(422)
  expect(await short.json()).toMatchObject({ code: 'invalid-input', errors: [{ pointer: '/password' }] })
  const shown = await send({ name: 'Dana', email: 'dana@example.org', password: 'short' }, 'text/html')
  expect(await shown.text()).toContain('password: at least 10 characters')

  const made = await send({ name: 'Dana', email: 'dana@example.org', password: 'long enough to pass' })
  expect(made.status).toBe(303)
  const session = await server.request('/api/session', { headers: { cookie: cookieOf(made) } })
  expect(await session.json()).toMatchObject({ person: { email: 'dana@example.org' }, teams: [{ slug: 'team', role: 'owner' }] })

  expect((await send({ name: 'Eve', email: 'eve@example.org', password: 'long enough to pass' })).status).toBe(410)
  expect(await server.parts.accounts.count()).toBe(1)
})

test('makes one owner, however many links were printed and however many use them at once', async () => {
  const server = await serverForTest()
  const links = await Promise.all([1, 2, 3, 4].map(async () => path(await ownerLink(server.parts, ORIGIN))))
  const use = (link: string, name: string, accept = 'application/json') =>
    server.request(link, { method: 'POST', body: new URLSearchParams({ name, email: `${name}@example.org`, password: 'long enough to pass' }), headers: { accept } })

  const statuses = (await Promise.all(links.slice(0, 3).map((link, index) => use(link, `owner${index}`)))).map(({ status }) => status)
  expect(statuses.sort()).toEqual([303, 410, 410])
  const late = await use(links[3] ?? '', 'late')
  expect(await late.json()).toMatchObject({ code: 'link-spent', status: 410 })
  expect(await (await use(links[3] ?? '', 'late', 'text/html')).text()).toContain('cannot be used any more')
  const looked = await server.request(links[3] ?? '', { headers: { accept: 'text/html' } })
  expect([looked.status, (await looked.text()).includes('<form')]).toEqual([410, false])
  expect(await server.parts.accounts.count()).toBe(1)
  expect(await server.parts.store.memberships((await server.parts.accounts.personByEmail('late@example.org'))?.id ?? '')).toEqual([])
})

test('refuses an owner once anyone has an account', async () => {
  const server = await serverForTest()
  const link = path(await ownerLink(server.parts, ORIGIN))
  await server.person('Ana')
  const used = await server.request(link, { method: 'POST', body: new URLSearchParams({ name: 'Eve', email: 'eve@example.org', password: 'long enough to pass' }) })
  expect(used.status).toBe(410)
  expect(await server.parts.accounts.count()).toBe(1)
})

test("an owner's link opens no session by itself", async () => {
  const server = await serverForTest()
  const created = server.clock.now()
  await server.parts.store.createLink({ hash: 'unused', person: NEW_OWNER, createdAt: created, expiresAt: created + 1000 })
  expect((await server.request(`/sign-in/link/${'y'.repeat(43)}`, { method: 'POST' })).status).toBe(410)
})

test('refuses a second account for an e-mail', async () => {
  const { server } = await withMember()
  await expect(server.parts.accounts.createPerson({ name: 'Ana again', email: ' ANA.REYES@example.org' })).rejects.toMatchObject({ code: 'conflict' })
})

test('behind TLS, sends cookies that never leave it and counts attempts by the address the proxy names', async () => {
  const server = await serverForTest({ env: { PUBLIC_URL: 'https://briefs.example.org', TRUST_PROXY: 'yes', SIGN_IN_ATTEMPTS: '1' } })
  const ana = await server.person('Ana', { team: await server.team('north'), role: 'editor' }, 'a long enough password')
  const from = (address: string, password: string) =>
    server.request('/api/auth/sign-in/email', { json: { email: ana.email, password }, headers: { host: 'briefs.example.org', origin: 'https://briefs.example.org', 'x-forwarded-for': `203.0.113.9, ${address}` } })

  const response = await from('198.51.100.1', 'a long enough password')
  expect(response.headers.getSetCookie()[0]).toMatch(/^__Secure-counterpoint\.session_token=.*; Secure/)
  expect((await server.request('/api/session', { headers: { cookie: cookieOf(response) } })).status).toBe(200)
  expect((await server.request('/api/session', { as: ana })).status).toBe(200)
  expect((await from('198.51.100.1', 'a long enough password')).status).toBe(429)
  expect((await from('198.51.100.2', 'a long enough password')).status).toBe(200)
})
