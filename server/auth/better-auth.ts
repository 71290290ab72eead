/**
 * People and their sessions, through better-auth on a database and a connection of its own, so that no account transaction stalls the log.
 *
 * The one file that stands on better-auth, loaded when somebody asks for a person (`accounts.ts`). Teams, roles, keys and sign-in links are in our store: rights
 * have one home. To leave better-auth, write `Accounts` anew over the same four tables.
 */
import { DatabaseSync } from 'node:sqlite'
import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { APIError, createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { getMigrations } from 'better-auth/db/migration'
import { z } from 'zod'
import { uuidv7 } from '#model/random.ts'
import { Refusal } from '#model/refusal.ts'
import { type Accounts, type AccountsOptions, COOKIE_PREFIX, MAX_PASSWORD, MIN_PASSWORD, type Person, sessionCookie } from './accounts.ts'
import { createAttempts } from './attempts.ts'
import { createSessionCache } from './sessions.ts'

/** Set by us on every request that goes to better-auth; what a caller sends under this name is overwritten. */
const ADDRESS_HEADER = 'x-counterpoint-address'

const SIGN_IN = '/api/auth/sign-in/email'
const SIGN_OUT = '/api/auth/sign-out'
const CHANGE_PASSWORD = '/api/auth/change-password'

/** The parts of better-auth that are open. Sign-up is not: people come by link. Nor is its own word on the session, which tells scripts the token. */
const OPEN_PATHS = new Map([
  [SIGN_IN, 'POST'],
  [SIGN_OUT, 'POST'],
  [CHANGE_PASSWORD, 'POST'],
])

/** Opens the accounts (made and migrated when needed). */
export async function openBetterAuth(given: AccountsOptions): Promise<Accounts> {
  const database = new DatabaseSync(given.file)
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON')
  const options = settings(given, database)
  await (await getMigrations(options)).runMigrations()
  const auth = betterAuth(options)
  const { internalAdapter, password: passwords } = await auth.$context
  const sessions = createSessionCache<Person>(given.sessionCache, given.now)
  /** Those who want to be the first, in line. */
  let line: Promise<void> = Promise.resolve()

  const personOf: Accounts['personOf'] = async (headers) => {
    const cookie = sessionCookie(headers, given.origin)
    if (cookie === null) return null
    return sessions.get(cookie, async () => toPerson((await auth.api.getSession({ headers: new Headers({ cookie }) }))?.user))
  }

  return {
    personOf,
    person: async (id) => toPerson(await internalAdapter.findUserById(id)),
    personByEmail: async (email) => toPerson((await internalAdapter.findUserByEmail(email.trim().toLowerCase()))?.user),

    async handle(request, address) {
      const { pathname } = new URL(request.url)
      if (!OPEN_PATHS.has(pathname)) throw new Refusal('not-found', `There is no ${pathname}.`)
      if (OPEN_PATHS.get(pathname) !== request.method) throw new Refusal('method-not-allowed', `${pathname} takes ${OPEN_PATHS.get(pathname)} only.`)
      const headers = new Headers(request.headers)
      headers.set(ADDRESS_HEADER, address)
      const response = await auth.handler(new Request(request, { headers, ...(pathname === CHANGE_PASSWORD ? { body: await endingOtherSessions(request) } : {}) }))
      // A cookie can be written in more than one way, so that forgetting this one alone would not be enough.
      if (pathname !== SIGN_IN) sessions.clear()
      if (response.status >= 400) throw await refusalOf(response, pathname)
      return answerWith(response.headers.getSetCookie())
    },

    async createPerson({ name, email, password }) {
      const address = email.trim().toLowerCase()
      if (password !== undefined && (password.length < MIN_PASSWORD || password.length > MAX_PASSWORD)) {
        throw new Refusal('invalid-input', `A password has ${MIN_PASSWORD} to ${MAX_PASSWORD} characters.`, [{ pointer: '/password', detail: `${MIN_PASSWORD} to ${MAX_PASSWORD} characters` }])
      }
      if (await internalAdapter.findUserByEmail(address)) throw new Refusal('conflict', `There is an account for ${address} already. Make a sign-in link for it instead.`)
      const user = await internalAdapter.createUser({ name: name.trim(), email: address, emailVerified: true }, { method: 'admin' })
      if (password !== undefined) {
        await internalAdapter.linkAccount({ userId: user.id, providerId: 'credential', accountId: user.id, password: await passwords.hash(password) })
      }
      return { id: user.id, name: user.name, email: user.email }
    },

    async openSession(person) {
      const { headers } = await auth.api.openSession({ body: { person }, returnHeaders: true })
      return headers.getSetCookie()
    },

    whileEmpty(make) {
      const made = line.then(async () => ((await internalAdapter.countTotalUsers()) === 0 ? make() : null))
      line = made.then(
        () => undefined,
        () => undefined,
      )
      return made
    },

    count: () => internalAdapter.countTotalUsers(),
    async close() {
      database.close()
    },
  }
}

/** Starts a session without a password: for the server's own use, it has no address. */
const openSession = createAuthEndpoint.serverOnly({ method: 'POST', body: z.object({ person: z.string() }) }, async (ctx) => {
  const user = await ctx.context.internalAdapter.findUserById(ctx.body.person)
  if (!user) throw new APIError('NOT_FOUND', { message: 'no such person' })
  const session = await ctx.context.internalAdapter.createSession(user.id)
  await setSessionCookie(ctx, { session, user })
  return ctx.json({ opened: true })
})

function settings(given: AccountsOptions, database: DatabaseSync) {
  const attempts = createAttempts(given.now)
  return {
    appName: 'Counterpoint',
    database,
    secret: given.secret,
    baseURL: given.origin,
    basePath: '/api/auth',
    telemetry: { enabled: false },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: MIN_PASSWORD, maxPasswordLength: MAX_PASSWORD },
    session: { expiresIn: given.sessionDays * 86_400 },
    rateLimit: {
      enabled: true,
      window: 60,
      max: 600,
      customRules: { '/sign-in/*': { window: 60, max: given.signInAttempts }, '/change-password': { window: 60, max: given.signInAttempts } },
      customStorage: { consume: async (key: string, rule: { window: number; max: number }) => attempts.consume(key, rule) },
    },
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      useSecureCookies: given.origin.startsWith('https:'),
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      // Origin and Host are checked once, for every route, in app.ts.
      disableCSRFCheck: true,
      database: { generateId: () => uuidv7(given.now(), given.random) },
    },
    logger: { level: 'warn', log: (level: 'debug' | 'info' | 'warn' | 'error', message: string) => given.log[level]({ part: 'accounts' }, message) },
    onAPIError: {
      throw: false,
      onError: (error: unknown) => {
        // What a caller did wrong is answered; it would only let strangers fill the log.
        if (error instanceof APIError && error.statusCode < 500) given.log.debug({ part: 'accounts', status: error.statusCode }, error.message)
        else given.log.error({ part: 'accounts', err: error }, 'the account library failed')
      },
    },
    plugins: [{ id: 'open-session', endpoints: { openSession } }],
  } as const satisfies BetterAuthOptions
}

function toPerson(user: Person | null | undefined): Person | null {
  return user ? { id: user.id, name: user.name, email: user.email } : null
}

/** Of better-auth's answers we pass on the cookies alone: its bodies hold the session's token, and it would send browsers wherever a caller says. */
function answerWith(cookies: readonly string[]): Response {
  const answer = Response.json({})
  for (const cookie of cookies) answer.headers.append('Set-Cookie', cookie)
  return answer
}

/** Whoever changes a password may do it because someone else knows the old one. */
async function endingOtherSessions(request: Request): Promise<string> {
  const body = await request.json().catch(() => null)
  if (typeof body !== 'object' || body === null) throw new Refusal('bad-request', 'The body is not JSON with currentPassword and newPassword.')
  return JSON.stringify({ ...body, revokeOtherSessions: true })
}

async function refusalOf(response: Response, pathname: string): Promise<Refusal> {
  const body = (await response.json().catch(() => null)) as { message?: unknown } | null
  const said = typeof body?.message === 'string' ? body.message : 'The request could not be read'
  if (response.status === 401 && pathname !== SIGN_IN) return new Refusal('not-signed-in', 'Sign in first.')
  if (response.status === 401) return new Refusal('wrong-credentials', 'The e-mail address or the password is not right.')
  if (response.status === 429) return new Refusal('too-many', 'Too many attempts to sign in. Wait a minute and try again.')
  if (response.status === 403) return new Refusal('forbidden', `${said}.`)
  if (response.status === 404) return new Refusal('not-found', `${said}.`)
  if (response.status >= 500) throw new TypeError(`better-auth answered ${response.status}: ${said}`)
  return new Refusal('bad-request', `${said}.`)
}
