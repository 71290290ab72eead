/** Reviewing facts: a list to go through with the keyboard, and the open one with its quotation, figures and uses. */
import { ListChecks, Search } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { FACT_STATUS, type FactChange, type FactStatus, type LibraryFact } from '#model/library.ts'
import { ApiProblem, sentenceFor } from '../api.ts'
import { Button } from '../ui/button.tsx'
import { Link, useNavigation } from '../ui/navigation.tsx'
import { Empty, Failure, Waiting } from '../ui/notice.tsx'
import { mayWrite, useSession } from '../ui/session.tsx'
import { Shell } from '../ui/shell.tsx'
import { shortLabel } from '../ui/source-label.ts'
import { count } from '../ui/words.ts'
import { FactCard } from './fact-card.tsx'
import { STATUS_NAMES, VERDICTS } from './fact-words.ts'
import { type FactList, useFacts } from './fact-list.ts'
import { LibraryHead } from './library-head.tsx'

export function FactsPage({ status, source }: { status: FactStatus | null; source: string | null }) {
  const { go } = useNavigation()
  const [query, setQuery] = useState('')
  const list = useFacts({ status, source, query: query.trim() })
  return (
    <Shell title="Facts">
      <LibraryHead part="facts" lead="What the sources state, proposed at import. A fact counts when a person has reviewed it." />
      <div className="facts-filter">
        <nav className="chips" aria-label="Facts by state">
          {[null, ...FACT_STATUS].map((one) => (
            <Link key={one ?? 'all'} className="chip-link" to={{ page: 'facts', status: one, source }} aria-current={one === status ? 'page' : undefined}>
              {one === null ? 'All' : STATUS_NAMES[one]}
              {list.state === 'ready' && <span className="chip-count">{one === null ? sum(list.counts) : (list.counts[one] ?? 0)}</span>}
            </Link>
          ))}
        </nav>
        <div className="search-box" role="search">
          <Search aria-hidden size={16} />
          <input type="search" className="input" aria-label="Search the facts" placeholder="Search the facts" value={query} onChange={(event) => setQuery(event.target.value)} />
        </div>
      </div>
      {source !== null && (
        <p className="facts-narrowed">
          Of one source only.{' '}
          <button type="button" className="text-button" onClick={() => go({ page: 'facts', status, source: null })}>
            Show all sources
          </button>
        </p>
      )}
      {list.state === 'loading' && <Waiting what="Fetching the facts…" />}
      {list.state === 'failed' && <Failure error={list.error} retry={list.reload} />}
      {list.state === 'ready' && list.facts.length === 0 && <NoFacts status={status} searched={query.trim() !== ''} />}
      {list.state === 'ready' && list.facts.length > 0 && <Review list={list} />}
    </Shell>
  )
}

function sum(counts: Readonly<Partial<Record<FactStatus, number>>>): number {
  return Object.values(counts).reduce((total, number) => total + number, 0)
}

function NoFacts({ status, searched }: { status: FactStatus | null; searched: boolean }) {
  const title = searched ? 'No fact holds these words' : status === 'candidate' ? 'Nothing left to review' : 'No facts here'
  return (
    <Empty icon={<ListChecks size={28} />} title={title}>
      <p>{searched ? 'Try fewer words, or another state.' : 'When a source is added, its sentences with figures and events are proposed here.'}</p>
    </Empty>
  )
}

function Review({ list }: { list: Extract<FactList, { state: 'ready' }> }) {
  const { api, team } = useSession()
  const canWrite = mayWrite(team)
  const [openId, setOpenId] = useState<string | null>(null)
  const [said, setSaid] = useState<{ words: string; failed: boolean } | null>(null)
  const entries = useRef<HTMLUListElement>(null)
  const index = Math.max(0, list.facts.findIndex(({ id }) => id === openId))
  const open = list.facts[index]

  const move = (step: number) => {
    const next = list.facts[Math.min(list.facts.length - 1, Math.max(0, index + step))]
    if (next === undefined) return
    setOpenId(next.id)
    entries.current?.querySelector<HTMLElement>(`[data-fact="${CSS.escape(next.id)}"]`)?.focus()
  }
  /** False when it was refused; a fact that a colleague changed meanwhile is shown as it is now. */
  const change = async (fact: LibraryFact, to: Omit<FactChange, 'rev'>): Promise<boolean> => {
    try {
      list.replace(await api.changeFact(fact.id, { ...to, rev: fact.rev }))
      setSaid(to.status === undefined ? { words: 'Kept.', failed: false } : { words: `${STATUS_NAMES[to.status]}: ${fact.claim}`, failed: false })
      return true
    } catch (error) {
      const stale = error instanceof ApiProblem && error.status === 409
      setSaid({ words: stale ? 'A colleague changed this fact meanwhile; here is how it stands now.' : sentenceFor(error), failed: true })
      if (stale) list.reload()
      return false
    }
  }
  const decide = (status: FactStatus) => {
    if (open === undefined || !canWrite) return
    void change(open, { status })
    move(1)
  }
  useReviewKeys((key) => {
    if (key === 'j' || key === 'ArrowDown') return move(1)
    if (key === 'k' || key === 'ArrowUp') return move(-1)
    const verdict = VERDICTS.find((one) => one.key === key)
    if (verdict === undefined) return false
    return decide(verdict.status)
  }, entries)

  return (
    <div className="facts">
      <section className="facts-list" aria-label="Facts">
        <p className="facts-sum" role="status" data-failed={said?.failed || undefined}>
          {said?.words ?? count(list.total, 'fact')}
        </p>
        <ul ref={entries}>
          {list.facts.map((fact) => (
            <li key={fact.id}>
              <button type="button" className="fact-entry" data-fact={fact.id} aria-current={fact.id === open?.id ? 'true' : undefined} onClick={() => setOpenId(fact.id)} onFocus={() => setOpenId(fact.id)}>
                <span className="fact-dot" data-status={fact.status} aria-hidden />
                <span className="fact-entry-words">
                  <span className="fact-entry-claim">{fact.claim}</span>
                  <span className="fact-entry-facts">
                    {STATUS_NAMES[fact.status]} · {shortLabel(fact.source.csl)}
                    {fact.uses > 0 && ` · in ${count(fact.uses, 'place')}`}
                  </span>
                </span>
              </button>
            </li>
          ))}
        </ul>
        {list.more !== null && (
          <Button look="quiet" onClick={list.more}>
            Show more
          </Button>
        )}
      </section>
      {open !== undefined && <FactCard key={open.id} fact={open} canWrite={canWrite} onDecide={decide} onChange={(to) => change(open, to)} />}
    </div>
  )
}

/** Letters count while nothing is being typed. `on` returns false for a key it has no use for. */
function useReviewKeys(on: (key: string) => void | false, entries: React.RefObject<HTMLUListElement | null>): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    const target = event.target instanceof HTMLElement ? event.target : null
    if (target?.closest('input, textarea, select, [role="dialog"], [role="menu"], [role="tablist"]')) return
    const arrows = event.key === 'ArrowDown' || event.key === 'ArrowUp'
    if (arrows && !(entries.current?.contains(target) ?? false)) return
    if (on(event.key) !== false) event.preventDefault()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}
