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
    limit(c, async () => {
      await boundParts(c)
      await next()
    }).catch((error: unknown) => {
      if (error instanceof Refusal) throw error
      throw new Refusal('bad-request', 'The request broke off before all of it had arrived.')
    })
}

/** Parts of a form: more than files may be sent at once. Reading a form makes several objects a part, and a part may be forty bytes long. */
const MOST_PARTS = 1_200

/** Refusal `too-large` for a form in very many parts, before it is taken apart. */
async function boundParts(c: Context<Env>): Promise<void> {
  const [, quoted, plain] = /^multipart\/[^;]*;.*\bboundary=(?:"([^"]+)"|([^\s;]+))/i.exec(c.req.header('content-type') ?? '') ?? []
  const boundary = quoted ?? plain
  if (boundary === undefined) return
  const body = Buffer.from(await c.req.arrayBuffer())
  const mark = `--${boundary}`
  let parts = 0
  for (let at = body.indexOf(mark); at !== -1; at = body.indexOf(mark, at + mark.length)) {
    if (++parts > MOST_PARTS) throw new Refusal('too-large', `A form may have at most ${MOST_PARTS} parts.`)
  }
}

/** The length the body says it has, in bytes; null when it says none. */
export function declaredBytes(c: Context<Env>): number | null {
  const length = c.req.header('content-length')
  return length === undefined || c.req.header('transfer-encoding') !== undefined ? null : Number(length)
}

function sizeOf(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.floor(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toLocaleString('en')} MB`
}
