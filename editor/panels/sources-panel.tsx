/**
 * Finding a passage and putting it into the text, from the keyboard: type, arrows, Enter inserts it as a fact with its citation,
 * Alt-Enter cites it only, Escape goes back to the text. A combobox over a grid: each row is a passage with its buttons.
 */
import { BookOpen, Quote, Search } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useId, useState } from 'react'
import type { SearchHit } from '#model/api.ts'
import type { Api } from '../api.ts'
import { Button } from '../ui/button.tsx'
import { Marked } from '../ui/marked.tsx'
import { Failure } from '../ui/notice.tsx'
import { shortLabel, voiceName } from '../ui/source-label.ts'
import { count, keyName } from '../ui/words.ts'
import { useSearch } from './search.ts'

export type SourcesPanelProps = {
  api: Api
  input: RefObject<HTMLInputElement | null>
  canWrite: boolean
  /** Ids of the passages this brief rests on already. */
  used: ReadonlySet<string>
  onInsert(hit: SearchHit, how: 'fact' | 'citation'): void
  onRead(hit: SearchHit): void
  onLeave(): void
}

export function SourcesPanel({ api, input, canWrite, used, onInsert, onRead, onLeave }: SourcesPanelProps) {
  const id = useId()
  const [query, setQuery] = useState('')
  const { results, error, busy } = useSearch(api, query, 25)
  // The choice belongs to these results: with others it starts at the top again.
  const [choice, setChoice] = useState({ results, index: 0 })
  const chosen = choice.results === results ? choice.index : 0
  const setChosen = (index: number) => setChoice({ results, index })
  const hits = results?.hits ?? []
  const hit = hits[chosen]
  const rowId = (index: number) => `${id}-hit-${index}`

  const chosenId = hit === undefined ? null : rowId(chosen)
  useEffect(() => {
    if (chosenId !== null && results !== null) document.getElementById(chosenId)?.scrollIntoView({ block: 'nearest' })
  }, [chosenId, results])

  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && hits.length > 0) {
      event.preventDefault()
      setChosen((chosen + step + hits.length) % hits.length)
    } else if (event.key === 'Enter' && hit !== undefined && !busy) {
      event.preventDefault()
      if (canWrite) onInsert(hit, event.altKey ? 'citation' : 'fact')
      else onRead(hit)
    } else if (event.key === 'Escape') {
      event.preventDefault()
      onLeave()
    }
  }

  return (
    <div className="sources-panel">
      <div className="search-box" role="search">
        <Search aria-hidden size={17} />
        <input
          ref={input}
          className="input"
          type="search"
          role="combobox"
          aria-label="Search the library for a passage"
          aria-expanded={hits.length > 0}
          aria-controls={`${id}-hits`}
          aria-haspopup="grid"
          aria-activedescendant={chosenId ?? undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder="Words from the passage"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={onKey}
        />
      </div>
      <p className="result-count" role="status">
        {query.trim() === '' || error !== null ? '' : results === null ? 'Searching…' : hits.length === 0 ? 'No passage holds all of these words.' : `${count(hits.length, 'passage')}${results.note === null ? '' : `. ${results.note}`}`}
      </p>
      {error !== null && <Failure error={error} />}
      {query.trim() === '' && <PanelHint canWrite={canWrite} />}
      <div className="hits" id={`${id}-hits`} role="grid" aria-label="Passages found" hidden={hits.length === 0}>
        {hits.map((entry, index) => (
          <HitRow
            key={`${entry.source.id} ${entry.passage.id}`}
            id={rowId(index)}
            hit={entry}
            chosen={index === chosen}
            used={used.has(entry.passage.id)}
            canWrite={canWrite}
            onChoose={() => setChosen(index)}
            onInsert={(how) => onInsert(entry, how)}
            onRead={() => onRead(entry)}
          />
        ))}
      </div>
    </div>
  )
}

function PanelHint({ canWrite }: { canWrite: boolean }) {
  return (
    <div className="panel-hint">
      <p>Type a few words. Names, figures and "exact phrases" work.</p>
      {canWrite && (
        <dl className="panel-keys">
          <div>
            <dt>
              <kbd>↑</kbd> <kbd>↓</kbd>
            </dt>
            <dd>choose a passage</dd>
          </div>
          <div>
            <dt>
              <kbd>Enter</kbd>
            </dt>
            <dd>insert it as a fact with its citation</dd>
          </div>
          <div>
            <dt>
              <kbd>{keyName('Alt-Enter')}</kbd>
            </dt>
            <dd>cite it without its words</dd>
          </div>
          <div>
            <dt>
              <kbd>Esc</kbd>
            </dt>
            <dd>go back to the text</dd>
          </div>
        </dl>
      )}
    </div>
  )
}

type HitRowProps = { id: string; hit: SearchHit; chosen: boolean; used: boolean; canWrite: boolean; onChoose(): void; onInsert(how: 'fact' | 'citation'): void; onRead(): void }

function HitRow({ id, hit, chosen, used, canWrite, onChoose, onInsert, onRead }: HitRowProps) {
  const reporter = voiceName(hit.voice)
  return (
    <div className="hit" id={id} role="row" aria-selected={chosen} onClick={onChoose}>
      <div role="gridcell" className="hit-text">
        <p className="passage-quote">
          <Marked text={hit.passage.quote.exact} marks={hit.marks} />
        </p>
        <p className="passage-from">
          {shortLabel(hit.source.csl)} · ¶ {hit.passage.paragraph}
          {reporter !== null && ` · quoting ${reporter}`}
          {used && <span className="hit-used">in this brief</span>}
        </p>
      </div>
      <div role="gridcell" className="hit-actions">
        {canWrite && (
          <>
            <Button look="primary" onClick={() => onInsert('fact')}>
              <Quote aria-hidden size={15} />
              Insert fact
            </Button>
            <Button onClick={() => onInsert('citation')}>Cite only</Button>
          </>
        )}
        <Button look="quiet" onClick={onRead}>
          <BookOpen aria-hidden size={15} />
          Read
        </Button>
      </div>
    </div>
  )
}
