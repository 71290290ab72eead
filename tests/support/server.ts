/**
 * A real server for a test: its own temporary folder, real SQLite, real accounts, a clock that stands still until it is told to move, and
 * randomness from a seed. Nothing listens until `listen()` is called; `request` calls the application.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Role } from '#model/api.ts'
import { uuidv7 } from '#model/random.ts'
import { createApp } from '../../server/app.ts'
import type { Person } from '../../server/auth/accounts.ts'
import { createTeam } from '../../server/auth/team.ts'
import { hashToken, newToken } from '../../server/auth/token.ts'
import { readConfig } from '../../server/config.ts'
import { listen, type Serving } from '../../server/listen.ts'
import { openParts, type Parts } from '../../server/parts.ts'
import { staticFiles } from '../../server/static.ts'
import type { TeamRow } from '../../server/store/store.ts'
import { seededBytes } from './random.ts'

/** Milliseconds since 1970: the moment a test's clock starts at. */
export const TEST_NOW = Date.UTC(2026, 0, 15, 12)

export type Clock = { now: () => number; advance(ms: number): void }

export function stillClock(start = TEST_NOW): Clock {
  let at = start
  return { now: () => at, advance: (ms) => void (at += ms) }
}

/** Someone signed in. `cookie` goes into the `Cookie` header. */
export type SignedIn = Person & { cookie: string }

export type TestServer = {
  parts: Parts
  clock: Clock
  folder: string
  /** Calls the application. `as` signs the request: a person (cookie) or a key (bearer). A plain object as `json` becomes the body. */
  request(path: string, init?: RequestInit & { as?: SignedIn | string; json?: unknown }): Promise<Response>
  team(slug: string): Promise<TeamRow>
  /** A new person with a session; with a team and a role, a member of it. */
  person(name: string, membership?: { team: TeamRow; role: Role }, password?: string): Promise<SignedIn>
  /** A new API key of the team: its secret. */
  key(team: TeamRow, role: Role): Promise<string>
  /** Listens on a free port of the loopback address. */
  listen(): Promise<Serving>
  /** May be called twice. */
  close(): Promise<void>
}

export type TestServerOptions = { env?: Record<string, string>; seed?: number; folder?: string; editor?: string }

/** Opens a server; the caller closes it. With `folder` it opens that one and leaves it there. */
export async function newServer(options: TestServerOptions = {}): Promise<TestServer> {
  const clock = stillClock()
  const random = seededBytes(options.seed ?? 1)
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'counterpoint-')))
  const config = readConfig({ DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent', ...options.env })
  const parts = await openParts(config, { now: clock.now, random })
  const files = staticFiles(options.editor)
  const app = createApp(parts, files)
  const serving: Serving[] = []
  let closed = false

  return {
    parts,
    clock,
    folder,
    async request(path, { as, json, ...init } = {}) {
      const headers = new Headers(init.headers)
      if (typeof as === 'string') headers.set('authorization', `Bearer ${as}`)
      else if (as) headers.set('cookie', as.cookie)
      if (json !== undefined) headers.set('content-type', 'application/json')
      return app.request(path, { ...init, headers, ...(json === undefined ? {} : { body: JSON.stringify(json), method: init.method ?? 'POST' }) })
    },
    team: (slug) => createTeam(parts, slug, `Team ${slug}`),
    async person(name, membership, password) {
      const person = await parts.accounts.createPerson({ name, email: `${name.toLowerCase().replaceAll(' ', '.')}@example.org`, ...(password === undefined ? {} : { password }) })
      if (membership) await parts.store.setMember(membership.team.id, person.id, membership.role)
      const [line = ''] = await parts.accounts.openSession(person.id)
      return { ...person, cookie: line.split(';')[0] ?? '' }
    },
    async key(team, role) {
      const secret = newToken(random, 'cp_')
      await parts.store.createKey({ id: uuidv7(clock.now(), random), team: team.id, name: 'test', role, hash: hashToken(secret), createdAt: clock.now() })
      return secret
    },
    async listen() {
      const one = await listen(parts, files)
      serving.push(one)
      return one
    },
    async close() {
      if (closed) return
      closed = true
      for (const one of serving.splice(0)) await one.close()
      await parts.close()
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A server that is closed when the running test is done. */
export async function serverForTest(options: TestServerOptions = {}): Promise<TestServer> {
  const server = await newServer(options)
  onTestFinished(() => server.close())
  return server
}
