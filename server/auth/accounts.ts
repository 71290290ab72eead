/**
 * Who the people are and what stands for a signed-in one. What is behind it (`better-auth.ts`) is a large library: it is loaded when a person is first asked for, so
 * that a server whose callers all bring keys, and the start of any server, do without it.
 */
import { existsSync } from 'node:fs'
import type { RandomBytes } from '#model/random.ts'
import type { Log } from '../log.ts'

export type Person = { id: string; name: string; email: string }

/** `password` may be left out: such a person comes in by a link. */
export type NewPerson = { name: string; email: string; password?: string }

export const MIN_PASSWORD = 10
export const MAX_PASSWORD = 200

export type Accounts = {
  /** Answers sign-in with a password, sign-out and change of password (which ends every other session of the person): cookies, and no body. Throws a Refusal for everything that goes wrong. `address` is the caller's, for the limit of attempts. */
  handle(request: Request, address: string): Promise<Response>
  /** Who the session cookie stands for; null when there is none, it is forged or it has ended. */
  personOf(headers: Headers): Promise<Person | null>
  person(id: string): Promise<Person | null>
  personByEmail(email: string): Promise<Person | null>
  /** Refusal `conflict` when the e-mail is taken, `invalid-input` for a password that is too short. */
  createPerson(person: NewPerson): Promise<Person>
  /** Runs `make` while there is no account, one after the other: of two who would be the first, the second gets null. */
  whileEmpty<T>(make: () => Promise<T>): Promise<T | null>
  /** Starts a session for this person: the `Set-Cookie` lines. */
  openSession(person: string): Promise<readonly string[]>
  count(): Promise<number>
  close(): Promise<void>
}

export type AccountsOptions = {
  file: string
  secret: string
  /** The address people type; `https` makes cookies `Secure`. */
  origin: string
  sessionDays: number
  sessionCache: number
  signInAttempts: number
  now: () => number
  random: RandomBytes
  log: Log
}

export const COOKIE_PREFIX = 'counterpoint'
const COOKIE_NAME = `${COOKIE_PREFIX}.session_token`

/** The pair `name=value` of the session cookie; null when there is none. `origin` is the address people type: with TLS the name says so. */
export function sessionCookie(headers: Headers, origin: string): string | null {
  const name = origin.startsWith('https:') ? `__Secure-${COOKIE_NAME}` : COOKIE_NAME
  const pair = (headers.get('cookie') ?? '').split(';').find((part) => part.trim().startsWith(`${name}=`))
  return pair?.trim() ?? null
}

/** Opens nothing yet: the database is opened (made and migrated when needed) with the first question about a person. */
export function openAccounts(given: AccountsOptions): Accounts {
  let opening: Promise<Accounts> | null = null
  const open = async () => (await import('./better-auth.ts')).openBetterAuth(given)
  const opened = async (): Promise<Accounts> => {
    try {
      return await (opening ??= open())
    } catch (error) {
      // The next who asks tries again.
      opening = null
      throw error
    }
  }
  return {
    handle: async (request, address) => (await opened()).handle(request, address),
    personOf: async (headers) => (sessionCookie(headers, given.origin) === null ? null : (await opened()).personOf(headers)),
    person: async (id) => (await opened()).person(id),
    personByEmail: async (email) => (await opened()).personByEmail(email),
    createPerson: async (person) => (await opened()).createPerson(person),
    whileEmpty: async (make) => (await opened()).whileEmpty(make),
    openSession: async (person) => (await opened()).openSession(person),
    // Asked at every start: without a database there is nobody.
    count: async () => (opening || existsSync(given.file) ? (await opened()).count() : 0),
    async close() {
      await (await opening)?.close()
    },
  }
}
