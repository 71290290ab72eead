/**
 * The only place that speaks HTTP errors: a Refusal, a failed decoding or a bug in, RFC 9457 `application/problem+json` out.
 *
 * A bug shows nothing of itself: it is logged with an id, and the id is what the caller sees.
 */
import { STATUS_CODES } from 'node:http'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { ZodError } from 'zod'
import type { Problem } from '#model/api.ts'
import { faultsOf } from '#model/parse.ts'
import { type RandomBytes, shortId } from '#model/random.ts'
import { REFUSALS, Refusal, type RefusalCode } from '#model/refusal.ts'
import type { Log } from './log.ts'

/** The media type of an error (RFC 9457). */
export const PROBLEM_JSON = 'application/problem+json'

const STATUS = {
  'bad-request': 400,
  'invalid-input': 422,
  'not-signed-in': 401,
  'wrong-credentials': 401,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  conflict: 409,
  'too-large': 413,
  'too-many': 429,
  'timed-out': 408,
  'unsupported-media': 415,
  'empty-file': 422,
  'unreadable-file': 422,
  'template-invalid': 422,
  'brief-invalid': 422,
  'link-spent': 410,
  'untrusted-origin': 403,
  'untrusted-host': 421,
  'not-ready': 503,
  'export-failed': 500,
  internal: 500,
} as const satisfies Record<RefusalCode, ContentfulStatusCode>

/** The HTTP status a code has. */
export function statusOf(code: RefusalCode): ContentfulStatusCode {
  return STATUS[code]
}

/** `type` points into the reference page, where every code has its sentence. */
export function problemOf(refusal: Refusal, instance: string): Problem {
  return {
    type: `/api/docs#problem-${refusal.code}`,
    title: REFUSALS[refusal.code],
    status: STATUS[refusal.code],
    detail: refusal.message,
    instance,
    code: refusal.code,
    ...(refusal.faults.length > 0 ? { errors: [...refusal.faults] } : {}),
  }
}

/** What failed decoding, as a Refusal. `where` is "The body", "The query" …; a body that is not JSON never gets here. */
export function refusalOfZod(error: ZodError, where: string): Refusal {
  const faults = faultsOf(error)
  const first = faults[0]
  return new Refusal('invalid-input', `${where} has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}; the first at "${first?.pointer ?? ''}": ${first?.detail ?? 'unknown'}`, faults)
}

/** Refusals as they are; what Hono refuses by itself (a body that is not JSON, a form that is not one) gets our code; everything else is a bug with an id. */
export function refusalOf(error: unknown, log: Log, random: RandomBytes): Refusal {
  if (error instanceof Refusal) return error
  if (error instanceof HTTPException && error.status < 500) {
    return new Refusal(error.status === 413 ? 'too-large' : 'bad-request', error.message || 'The request could not be read.')
  }
  const id = shortId(random)
  log.error({ err: error, id }, 'bug')
  return new Refusal('internal', `Something went wrong on our side. It was logged as ${id}; say this id when you report it.`)
}

/** The same for a connection that no application answers: a whole HTTP/1.1 message, after which the connection is closed. */
export function problemMessage(refusal: Refusal, instance: string): string {
  const problem = problemOf(refusal, instance)
  const body = JSON.stringify(problem)
  const lines = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
    'Connection: close',
    `Content-Type: ${PROBLEM_JSON}; charset=UTF-8`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
  ]
  return `${lines.join('\r\n')}\r\n\r\n${body}`
}

export function problemResponse(c: Context, refusal: Refusal): Response {
  const problem = problemOf(refusal, new URL(c.req.url).pathname)
  c.header('Content-Type', `${PROBLEM_JSON}; charset=UTF-8`)
  c.header('Cache-Control', 'no-store')
  if (refusal.code === 'not-signed-in') c.header('WWW-Authenticate', 'Bearer realm="counterpoint"')
  return c.body(JSON.stringify(problem), STATUS[refusal.code])
}
