/** The team's sources: adding files, finding a passage, and the list. */
import { Archive, BookOpen, Bookmark, FileText, Search } from 'lucide-react'
import { useState } from 'react'
import type { SearchResults } from '#model/api.ts'
import type { LibrarySource } from '#model/library.ts'
import { useSearch } from '../panels/search.ts'
import { useLoad } from '../ui/load.ts'
import { Marked } from '../ui/marked.tsx'
import { Link } from '../ui/navigation.tsx'
import { Empty, Failure, Waiting } from '../ui/notice.tsx'
import { mayWrite, useSession } from '../ui/session.tsx'
import { Shell } from '../ui/shell.tsx'
import { authorLine, issuedLine, shortLabel, voiceName } from '../ui/source-label.ts'
import { count } from '../ui/words.ts'
import type { Narrowed } from '../library-api.ts'
import { ImportBox } from './import-box.tsx'
import { LibraryHead } from './library-head.tsx'
import { SearchFilters } from './search-filters.tsx'

export function LibraryPage() {
  const { api, team } = useSession()
  const sources = useLoad(`sources of ${team?.slug ?? 'no team'}`, () => api.sources())
  const [query, setQuery] = useState('')
  const [narrowed, setNarrowed] = useState<Narrowed>({})
  const found = useSearch(api, query, 30, narrowed)
  const canAdd = mayWrite(team)

  return (
    <Shell title="Library">
      <LibraryHead part="sources" lead="What the team's briefs rest on. Every passage here can be cited." />
      <div className="library">
        <section className="library-main" aria-label="Sources">
          <div className="search-box" role="search">
            <Search aria-hidden size={18} />
            <input type="search" className="input" aria-label="Search the passages of the library" placeholder="Search the passages" value={query} onChange={(event) => setQuery(event.target.value)} />
          </div>
          {query.trim() !== '' ? (
            <>
              <SearchFilters sources={sources.state === 'ready' ? sources.value : []} narrowed={narrowed} onNarrow={setNarrowed} />
              <Results found={found} />
            </>
          ) : (
            <>
              {sources.state === 'loading' && <Waiting what="Fetching the sources…" />}
              {sources.state === 'failed' && <Failure error={sources.error} retry={sources.reload} />}
              {sources.state === 'ready' && <SourceList sources={sources.value} canAdd={canAdd} />}
            </>
          )}
        </section>
        {canAdd && <ImportBox onImported={sources.reload} />}
      </div>
    </Shell>
  )
}

function SourceList({ sources, canAdd }: { sources: readonly LibrarySource[]; canAdd: boolean }) {
  if (sources.length === 0) {
    return (
      <Empty icon={<BookOpen size={28} />} title="The library is empty">
        <p>{canAdd ? 'Drop a report, an article or a paper here. It becomes passages that can be cited word for word.' : 'When someone in your team adds a source, it appears here.'}</p>
      </Empty>
    )
  }
  const standing = sources.filter(({ withdrawn }) => withdrawn === null)
  const gone = sources.filter(({ withdrawn }) => withdrawn !== null)
  return (
    <>
      {standing.length > 0 && <Entries sources={standing} />}
      {gone.length > 0 && (
        <section aria-labelledby="withdrawn">
          <h2 className="part-title" id="withdrawn">
            Withdrawn
          </h2>
          <Entries sources={gone} />
        </section>
      )}
    </>
  )
}

function Entries({ sources }: { sources: readonly LibrarySource[] }) {
  return (
    <ul className="source-entries">
      {sources.map((source) => (
        <li key={source.id}>
          <Link to={{ page: 'source', id: source.id, passage: null }} className="source-entry" data-withdrawn={source.withdrawn !== null || undefined}>
            <SourceIcon source={source} />
            <span>
              <span className="source-entry-title">{source.csl.title}</span>
              <span className="source-entry-facts">
                <span>{authorLine(source.csl)}</span>
                <span>{issuedLine(source.csl)}</span>
                <span>{source.snapshotSha === null ? 'record without a text' : count(source.passageCount, 'passage')}</span>
                {source.snapshots > 1 && <span>{count(source.snapshots, 'version')}</span>}
                {source.facts > 0 && <span>{count(source.facts, 'fact')}</span>}
                {source.reliability !== null && <span>{source.reliability}</span>}
              </span>
              {source.withdrawn !== null && <span className="source-entry-why">Withdrawn: {source.withdrawn.reason}</span>}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

function SourceIcon({ source }: { source: LibrarySource }) {
  if (source.withdrawn !== null) return <Archive aria-hidden size={18} />
  return source.snapshotSha === null ? <Bookmark aria-hidden size={18} /> : <FileText aria-hidden size={18} />
}

function Results({ found }: { found: ReturnType<typeof useSearch> }) {
  const { results, error, busy } = found
  return (
    <>
      <p className="result-count" role="status">
        {error !== null ? '' : results === null ? (busy ? 'Searching…' : '') : resultLine(results)}
      </p>
      {error !== null && <Failure error={error} />}
      <ul className="passage-hits">
        {(results?.hits ?? []).map((hit) => (
          <li key={`${hit.source.id} ${hit.passage.id}`}>
            <Link to={{ page: 'source', id: hit.source.id, passage: hit.passage.id }} className="passage-hit">
              <span className="passage-quote">
                <Marked text={hit.passage.quote.exact} marks={hit.marks} />
              </span>
              <span className="passage-from">
                {shortLabel(hit.source.csl)} · ¶ {hit.passage.paragraph}
                {voiceName(hit.voice) !== null && ` · quoting ${voiceName(hit.voice)}`}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}

function resultLine({ hits, note }: SearchResults): string {
  if (hits.length === 0) return 'No passage holds all of these words. Try fewer words, or another form of them.'
  return note === null ? count(hits.length, 'passage') : `${count(hits.length, 'passage')}. ${note}`
}
