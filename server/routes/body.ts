/** How much of a body is taken. A body that says its length is refused before a byte of it is read, one that does not as soon as it is over. */
import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { Refusal } from '#model/refusal.ts'
import type { Env } from './context.ts'

/** Refusal `too-large` for a body over `bytes`. A body of unknown length is held here whole, so that who may send it has to be settled before. */
export function limitBody(bytes: number): MiddlewareHandler<Env> {
  const limit = bodyLimit({
    maxSize: bytes,
    onError: () => {
      throw new Refusal('too-large', `The request is larger than ${sizeOf(bytes)}.`)
    },
  })
  return (c, next) =>
    limit(c, next).catch((error: unknown) => {
      if (error instanceof Refusal) throw error
      throw new Refusal('bad-request', 'The request broke off before all of it had arrived.')
    })
}

/** The length the body says it has, in bytes; null when it says none. */
export function declaredBytes(c: Context<Env>): number | null {
  const length = c.req.header('content-length')
  return length === undefined || c.req.header('transfer-encoding') !== undefined ? null : Number(length)
}

function sizeOf(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.floor(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toLocaleString('en')} MB`
}
