/** Who is signed in, and better-auth's own addresses below `/api/auth/`. */
import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { sessionInfo } from '#model/api.ts'
import type { Parts } from '../parts.ts'
import { type App, addressOf, type Env, requireActor } from './context.ts'
import { jsonAnswer, problems, SIGNED_IN } from './describe.ts'

const tags = ['Session']

const session = createRoute({
  method: 'get',
  path: '/api/session',
  tags,
  summary: 'Who you are and which teams you are in',
  security: SIGNED_IN,
  responses: { 200: jsonAnswer('You', sessionInfo), ...problems(401) },
})

const jsonBody = <S extends z.ZodType>(schema: S) => ({ required: true, content: { 'application/json': { schema } } })

const signIn = createRoute({
  method: 'post',
  path: '/api/auth/sign-in/email',
  tags,
  summary: 'Sign in with e-mail and password; sets the session cookie',
  request: { body: jsonBody(z.object({ email: z.string().max(320), password: z.string().max(200), rememberMe: z.boolean().optional() })) },
  responses: { 200: { description: 'Signed in' }, ...problems(400, 401, 422) },
})

const signOut = createRoute({
  method: 'post',
  path: '/api/auth/sign-out',
  tags,
  summary: 'Sign out; the session ends at once',
  // A stranger may, too: whose session has ended meanwhile wants no refusal.
  security: [{ session: [] }, {}],
  responses: { 200: { description: 'Signed out' } },
})

const changePassword = createRoute({
  method: 'post',
  path: '/api/auth/change-password',
  tags,
  summary: 'Change your password; every other session of yours ends',
  security: [{ session: [] }],
  request: { body: jsonBody(z.object({ currentPassword: z.string().max(200), newPassword: z.string().max(200) })) },
  responses: { 200: { description: 'Changed' }, ...problems(400, 401, 422) },
})

export function sessionRoutes(app: App, parts: Parts): void {
  app.openapi(session, async (c) => {
    const { person, teams } = await requireActor(c, parts)
    return c.json({ person, teams: [...teams] }, 200)
  })

  // The accounts answer these themselves; they are described here so that they stand in the API document.
  for (const route of [signIn, signOut, changePassword]) app.openAPIRegistry.registerPath(route)

  const answer = async (c: Context<Env>) => {
    const before = await parts.accounts.personOf(c.req.raw.headers)
    const response = await parts.accounts.handle(c.req.raw, addressOf(c, parts.config))
    const action = AUDITED.get(c.req.path)
    const person = action === 'sign-in' ? await parts.accounts.personOf(cookiesOf(response)) : before
    if (action !== undefined && person) {
      // Sockets come back by themselves: those of sessions that still stand join again, the others are told that they are signed out.
      if (action !== 'sign-in') parts.gateway.closeFor(person.id, 'restarting')
      await parts.store.audit({ at: parts.now(), actor: person.id, action, object: person.id })
    }
    return response
  }
  for (const { method, path } of [signIn, signOut, changePassword]) app.on(method.toUpperCase(), path, answer)
}

const AUDITED = new Map([
  ['/api/auth/sign-in/email', 'sign-in'],
  ['/api/auth/sign-out', 'sign-out'],
  ['/api/auth/change-password', 'change-password'],
])

/** The cookies an answer sets, as the next request would send them. */
function cookiesOf(response: Response): Headers {
  const pairs = response.headers.getSetCookie().map((line) => line.split(';')[0])
  return new Headers({ cookie: pairs.join('; ') })
}
