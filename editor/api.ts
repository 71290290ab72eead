/**
 * The HTTP API as the editor calls it: one typed function a route, answers decoded with the shapes of `model/api.ts`.
 *
 * A refusal of the server arrives as `ApiProblem`; a server that can't be reached as `Unreachable`. `sentenceFor` says either in words.
 * Nothing here touches the page.
 */
import { type z } from 'zod'
import {
  axisList,
  created,
  documentDetail,
  documentList,
  type DocumentDetail,
  type DocumentSummary,
  type ExportFormat,
  importResults,
  type ImportResult,
  type NewDocument,
  problem,
  searchResults,
  type SearchResults,
  sessionInfo,
  type SessionInfo,
  sourceDetail,
  type SourceDetail,
  sourceList,
  type SourceSummary,
  templateDetail,
  type TemplateDetail,
  templateList,
  type TemplateSummary,
} from '#model/api.ts'
import type { Axis } from '#model/axis.ts'
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

export type Api = {
  session(): Promise<SessionInfo>
  /** Resolves when the session cookie is set; an ApiProblem `wrong-credentials` when the e-mail or password is wrong. */
  signIn(email: string, password: string): Promise<void>
  signOut(): Promise<void>
  documents(): Promise<readonly DocumentSummary[]>
  document(id: string): Promise<DocumentDetail>
  createDocument(input: NewDocument): Promise<string>
  deleteDocument(id: string): Promise<void>
  templates(): Promise<readonly TemplateSummary[]>
  template(id: string): Promise<TemplateDetail>
  axes(): Promise<readonly Axis[]>
  sources(): Promise<readonly SourceSummary[]>
  source(id: string): Promise<SourceDetail>
  /** One file; its own outcome, also when it was refused. */
  importFile(file: File): Promise<ImportResult>
  search(query: string, limit: number, signal?: AbortSignal): Promise<SearchResults>
  /** The address of an export; the browser downloads it with its cookie. */
  exportUrl(id: string, format: ExportFormat): string
}

/** `team` is asked at each call for the slug of the team in use; null leaves the choice to the server. */
export function createApi(fetcher: typeof fetch, team: () => string | null): Api {
  const inTeam = (path: string, query: Record<string, string> = {}): string => {
    const slug = team()
    const search = new URLSearchParams(slug === null ? query : { ...query, team: slug }).toString()
    return search === '' ? path : `${path}?${search}`
  }
  const get = <S extends z.ZodType>(shape: S, path: string, signal?: AbortSignal) => request(fetcher, path, signal ? { signal } : {}).then((response) => read(shape, response))
  const send = (path: string, method: string, body?: unknown) =>
    request(fetcher, path, { method, ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) })
  const id = encodeURIComponent

  return {
    session: () => get(sessionInfo, '/api/session'),
    signIn: async (email, password) => void (await send('/api/auth/sign-in/email', 'POST', { email, password })),
    signOut: async () => void (await send('/api/auth/sign-out', 'POST', {})),
    documents: async () => (await get(documentList, inTeam('/api/documents'))).documents,
    document: (documentId) => get(documentDetail, `/api/documents/${id(documentId)}`),
    createDocument: async (input) => {
      const slug = input.team ?? team()
      return (await read(created, await send('/api/documents', 'POST', slug === null ? input : { ...input, team: slug }))).id
    },
    deleteDocument: async (documentId) => void (await send(`/api/documents/${id(documentId)}`, 'DELETE')),
    templates: async () => (await get(templateList, '/api/templates')).templates,
    template: (templateId) => get(templateDetail, `/api/templates/${id(templateId)}`),
    axes: async () => (await get(axisList, '/api/axes')).axes,
    sources: async () => (await get(sourceList, inTeam('/api/sources'))).sources,
    source: (sourceId) => get(sourceDetail, `/api/sources/${id(sourceId)}`),
    importFile: async (file) => {
      const form = new FormData()
      form.append('files', file, file.name)
      const { results } = await read(importResults, await request(fetcher, inTeam('/api/sources'), { method: 'POST', body: form }))
      const first = results[0]
      if (first === undefined) throw unexpected(200)
      return first
    },
    search: (query, limit, signal) => get(searchResults, inTeam('/api/library/search', { q: query, limit: String(limit) }), signal),
    exportUrl: (documentId, format) => `/api/documents/${id(documentId)}/export?format=${format}`,
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

function unexpected(status: number): ApiProblem {
  return new ApiProblem('unexpected-answer', status, `The server's answer could not be read (status ${status}). Reload the page; if it happens again, the server and this page are of different versions.`)
}
