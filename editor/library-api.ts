/** The library as the editor asks for it: sources, facts, conflicts, and where they are used. One typed function a route. */
import { importResult, type ImportResult, importResults, searchResults, type SearchResults, sourceDetail, type SourceDetail } from '#model/api.ts'
import type { CslItem } from '#model/csl.ts'
import {
  type ConflictList,
  conflictList,
  type DifferenceList,
  differenceList,
  type FactChange,
  type FactPage,
  factPage,
  type FactStatus,
  type LibraryFact,
  libraryFact,
  type LibrarySource,
  librarySources,
  type SettledAs,
  type SnapshotSummary,
  snapshotList,
  type SourceFindings,
  sourceFindings,
  type Use,
  useList,
} from '#model/library.ts'
import type { BlockKind } from '#model/source.ts'
import { type Caller, unexpected } from './request.ts'

/** Which passages to look at: days as ISO 8601, `axis` an axis or one pole of it ("axis:pole"). */
export type Narrowed = { source?: string; publisher?: string; from?: string; to?: string; axis?: string }
export type FactQuery = { status?: FactStatus; source?: string; q?: string; cursor?: string; limit?: number }
/** `unread`: briefs that could not be looked through. */
export type Uses = { uses: readonly Use[]; unread: readonly { id: string; title: string }[] }

export type LibraryApi = {
  sources(): Promise<readonly LibrarySource[]>
  /** The first window of a source, or the one that starts at its block number `from`; most sources fit into one. */
  source(id: string, from?: number): Promise<SourceDetail>
  /** One file; its own outcome, also when it was refused. With `into` it becomes the new version of that source. */
  importFile(file: File, into?: string): Promise<ImportResult>
  /** A text from the clipboard, under the title a person gives it. */
  pasteText(text: string, title: string): Promise<ImportResult>
  search(query: string, limit: number, options?: { narrowed?: Narrowed; signal?: AbortSignal | undefined }): Promise<SearchResults>
  changeSource(id: string, change: { csl?: CslItem; reliability?: string | null; note?: string | null }): Promise<void>
  withdraw(id: string, reason: string): Promise<void>
  restore(id: string): Promise<void>
  /** Null gives the block back to the rules. */
  markBlock(id: string, start: number, kind: BlockKind | null): Promise<void>
  findings(id: string): Promise<SourceFindings>
  snapshots(id: string): Promise<readonly SnapshotSummary[]>
  differences(id: string, from: string, to: string): Promise<DifferenceList>
  uses(id: string): Promise<Uses>
  facts(query: FactQuery): Promise<FactPage>
  changeFact(id: string, change: FactChange): Promise<LibraryFact>
  factUses(id: string): Promise<Uses>
  conflicts(): Promise<ConflictList>
  settle(key: string, as: SettledAs, reason: string): Promise<void>
  unsettle(key: string): Promise<void>
}

export function createLibraryApi({ inTeam, get, send, tell }: Caller): LibraryApi {
  const source = (id: string, rest = '') => `/api/sources/${encodeURIComponent(id)}${rest}`
  const fact = (id: string, rest = '') => `/api/facts/${encodeURIComponent(id)}${rest}`
  return {
    sources: async () => (await get(librarySources, inTeam('/api/sources'))).sources,
    source: (id, from) => get(sourceDetail, source(id, from === undefined ? '' : `?from=${from}`)),
    importFile: async (file, into) => {
      const form = new FormData()
      form.append('files', file, file.name)
      if (into !== undefined) return send(importResult, source(into, '/snapshots'), 'POST', form)
      const { results } = await send(importResults, inTeam('/api/sources'), 'POST', form)
      const first = results[0]
      if (first === undefined) throw unexpected(200)
      return first
    },
    pasteText: (text, title) => send(importResult, inTeam('/api/sources/text'), 'POST', { text, title }),
    search: (query, limit, { narrowed = {}, signal } = {}) => get(searchResults, inTeam('/api/library/search', { q: query, limit: String(limit), ...narrowed }), signal),
    changeSource: (id, change) => tell(source(id), 'PATCH', change),
    withdraw: (id, reason) => tell(source(id, '/withdraw'), 'POST', { reason }),
    restore: (id) => tell(source(id, '/restore'), 'POST'),
    markBlock: (id, start, kind) => tell(source(id, `/blocks/${start}`), 'PATCH', { kind }),
    findings: (id) => get(sourceFindings, source(id, '/findings')),
    snapshots: async (id) => (await get(snapshotList, source(id, '/snapshots'))).snapshots,
    differences: (id, from, to) => get(differenceList, source(id, `/differences?${new URLSearchParams({ from, to })}`)),
    uses: (id) => get(useList, source(id, '/uses')),
    facts: ({ limit, ...query }) => get(factPage, inTeam('/api/library/facts', { ...query, limit: limit === undefined ? undefined : String(limit) })),
    changeFact: (id, change) => send(libraryFact, fact(id), 'PATCH', change),
    factUses: (id) => get(useList, fact(id, '/uses')),
    conflicts: () => get(conflictList, inTeam('/api/library/conflicts')),
    settle: (key, as, reason) => tell(inTeam(`/api/library/conflicts/${encodeURIComponent(key)}`), 'PUT', { as, reason }),
    unsettle: (key) => tell(inTeam(`/api/library/conflicts/${encodeURIComponent(key)}`), 'DELETE'),
  }
}
