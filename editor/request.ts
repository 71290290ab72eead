/**
 * Asking the server: the fetch behind every function of the API, answers decoded, and what went wrong in words.
 *
 * A refusal of the server arrives as `ApiProblem`; a server that can't be reached as `Unreachable`. `sentenceFor` says either in words.
 * Nothing here touches the page.
 */
import { type z } from 'zod'
import { problem } from '#model/api.ts'
import type { Fault } from '#model/refusal.ts'

/** What the server refused. `code` is stable (model/refusal.ts); `faults` name places in the input by JSON pointer. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly code: string
  /** HTTP status. */
  readonly status: number
  readonly faults: readonly Fault[]

  constructor(code: string, status: number, detail: string, faults: readonly Fault[] = []) {
    super(detail)
    this.code = code
    this.status = status
    this.faults = faults
  }
}

/** No answer came: the device is offline or the server is not running. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

/** How the functions of the API ask: paths in the team in use, answers decoded with a shape. */
export type Caller = {
  /** The slug of the team in use, or null. */
  team(): string | null
  /** The path with the query and the team in use. Undefined values are left out. */
  inTeam(path: string, query?: Readonly<Record<string, string | undefined>>): string
  get<S extends z.ZodType>(shape: S, path: string, signal?: AbortSignal): Promise<z.output<S>>
  /** Sends JSON (or a form) and decodes the answer. */
  send<S extends z.ZodType>(shape: S, path: string, method: string, body?: unknown): Promise<z.output<S>>
  /** Sends, and has no use for what comes back. */
  tell(path: string, method: string, body?: unknown): Promise<void>
}

export function createCaller(fetcher: typeof fetch, team: () => string | null): Caller {
  const post = (path: string, method: string, body: unknown) => {
    if (body === undefined) return request(fetcher, path, { method })
    if (body instanceof FormData) return request(fetcher, path, { method, body })
    return request(fetcher, path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  }
  return {
    team,
    inTeam: (path, query = {}) => {
      const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined)
      const slug = team()
      const search = new URLSearchParams(slug === null ? given : [...given, ['team', slug]]).toString()
      return search === '' ? path : `${path}?${search}`
    },
    get: async (shape, path, signal) => read(shape, await request(fetcher, path, signal ? { signal } : {})),
    send: async (shape, path, method, body) => read(shape, await post(path, method, body)),
    tell: async (path, method, body) => void (await post(path, method, body)),
  }
}

/** One sentence for a person: what happened and, where it is known, what to do. */
export function sentenceFor(error: unknown): string {
  if (error instanceof ApiProblem) return error.message
  if (error instanceof Unreachable) return 'The server does not answer. Check the connection, then try again.'
  return `Something went wrong on this page (${error instanceof Error ? error.message : String(error)}). Reload it and try again.`
}

export function isAborted(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}

async function request(fetcher: typeof fetch, path: string, init: RequestInit): Promise<Response> {
  let response: Response
  try {
    response = await fetcher(path, { credentials: 'same-origin', ...init, headers: { accept: 'application/json', ...init.headers } })
  } catch (error) {
    if (isAborted(error)) throw error
    throw new Unreachable('The server does not answer.', { cause: error })
  }
  if (!response.ok) throw await problemFrom(response)
  return response
}

async function read<S extends z.ZodType>(shape: S, response: Response): Promise<z.output<S>> {
  const result = shape.safeParse(await json(response))
  if (!result.success) throw unexpected(response.status)
  return result.data
}

async function json(response: Response): Promise<unknown> {
  const text = await response.text()
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Ours are problem+json; the account routes answer `{code, message}`; a proxy in between may answer anything. */
async function problemFrom(response: Response): Promise<ApiProblem> {
  const body = await json(response)
  const ours = problem.safeParse(body)
  if (ours.success) return new ApiProblem(ours.data.code, response.status, ours.data.detail, ours.data.errors)
  if (response.status === 429) return new ApiProblem('too-many', 429, 'Too many attempts in a short time. Wait a minute, then try again.')
  const account = accountAnswer(body)
  if (account !== null && (response.status === 401 || response.status === 403)) return new ApiProblem('wrong-credentials', response.status, 'The e-mail address or the password is not right.')
  if (account !== null) return new ApiProblem('account', response.status, account)
  if (response.status >= 502 && response.status <= 504) return new ApiProblem('not-ready', response.status, 'The server is not ready. Wait a moment, then try again.')
  return unexpected(response.status)
}

function accountAnswer(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('message' in body) || !('code' in body)) return null
  return typeof body.message === 'string' ? body.message : null
}

export function unexpected(status: number): ApiProblem {
  return new ApiProblem('unexpected-answer', status, `The server's answer could not be read (status ${status}). Reload the page; if it happens again, the server and this page are of different versions.`)
}
