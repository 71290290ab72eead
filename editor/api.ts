/**
 * The HTTP API as the editor calls it: one typed function a route, answers decoded with the shapes of `model/`. The library's part is in `library-api.ts`;
 * how a refusal or a server that can't be reached arrives, in `request.ts`.
 */
import { axisList, created, documentDetail, documentList, type DocumentDetail, type DocumentSummary, type ExportFormat, type NewDocument, sessionInfo, type SessionInfo, templateDetail, type TemplateDetail, templateList, type TemplateSummary } from '#model/api.ts'
import type { Axis } from '#model/axis.ts'
import { createLibraryApi, type LibraryApi } from './library-api.ts'
import { createCaller } from './request.ts'

export { ApiProblem, isAborted, sentenceFor, Unreachable } from './request.ts'

export type Api = LibraryApi & {
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
  /** The address of an export; the browser downloads it with its cookie. */
  exportUrl(id: string, format: ExportFormat): string
}

/** `team` is asked at each call for the slug of the team in use; null leaves the choice to the server. */
export function createApi(fetcher: typeof fetch, team: () => string | null): Api {
  const caller = createCaller(fetcher, team)
  const { inTeam, get, send, tell } = caller
  const document = (id: string) => `/api/documents/${encodeURIComponent(id)}`
  return {
    ...createLibraryApi(caller),
    session: () => get(sessionInfo, '/api/session'),
    signIn: (email, password) => tell('/api/auth/sign-in/email', 'POST', { email, password }),
    signOut: () => tell('/api/auth/sign-out', 'POST', {}),
    documents: async () => (await get(documentList, inTeam('/api/documents'))).documents,
    document: (id) => get(documentDetail, document(id)),
    createDocument: async (input) => {
      const slug = input.team ?? team()
      return (await send(created, '/api/documents', 'POST', slug === null ? input : { ...input, team: slug })).id
    },
    deleteDocument: (id) => tell(document(id), 'DELETE'),
    templates: async () => (await get(templateList, '/api/templates')).templates,
    template: (id) => get(templateDetail, `/api/templates/${encodeURIComponent(id)}`),
    axes: async () => (await get(axisList, '/api/axes')).axes,
    exportUrl: (id, format) => `${document(id)}/export?format=${format}`,
  }
}
