/** What every route has at hand: the parts, who is asking, and where from. */
import type { HttpBindings } from '@hono/node-server'
import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { Refusal } from '#model/refusal.ts'
import type { Actor } from '../auth/access.ts'
import type { Config } from '../config.ts'
import type { Parts } from '../parts.ts'
import { refusalOfZod } from '../problem.ts'
import type { PersonName } from '../store/library.ts'

/** Without a socket (a test calls the app) there are no bindings. `actor` is not set until someone asks. */
export type Env = { Bindings: Partial<HttpBindings>; Variables: { actor?: Actor | null; requestId: string } }

export type App = OpenAPIHono<Env>

const PLACES: Readonly<Record<string, string>> = { json: 'The body', form: 'The form', query: 'The query', param: 'The address', header: 'The headers' }

/** An app whose validators speak our Refusals. */
export function newApp(): App {
  return new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success) throw refusalOfZod(result.error, PLACES[result.target] ?? 'The request')
    },
  })
}

/** Who is asking; null for a stranger. */
export async function actorOf(c: Context<Env>, parts: Pick<Parts, 'access'>): Promise<Actor | null> {
  const known = c.get('actor')
  if (known !== undefined) return known
  const actor = await parts.access.actorOf(c.req.raw.headers)
  c.set('actor', actor)
  return actor
}

/** Who is asking. Refusal `not-signed-in` for a stranger. */
export async function requireActor(c: Context<Env>, parts: Pick<Parts, 'access'>): Promise<Actor> {
  const actor = await actorOf(c, parts)
  if (!actor) throw new Refusal('not-signed-in', 'Sign in, or send an API key as "Authorization: Bearer …".')
  return actor
}

/** As people read it beside what was done. */
export function nameOf(actor: Actor): string {
  return actor.person?.name ?? 'API key'
}

export function namedActor(actor: Actor): PersonName {
  return { id: actor.id, name: nameOf(actor) }
}

const NO_ADDRESS = '127.0.0.1'

/** The caller's address: the socket's, or the last entry a trusted proxy wrote. */
export function addressOf(c: Context<Env>, config: Pick<Config, 'trustProxy'>): string {
  const forwarded = config.trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  return forwarded || c.env?.incoming?.socket.remoteAddress || NO_ADDRESS
}
