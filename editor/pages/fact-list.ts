/** The facts a page shows: one question at a time, more on demand, and a changed one put in its place. */
import { useCallback, useEffect, useState } from 'react'
import type { FactPage, FactStatus, LibraryFact } from '#model/library.ts'
import { useSession } from '../ui/session.tsx'

const AT_ONCE = 50
/** As in the search of passages; milliseconds. */
const PAUSE = 180

export type FactList = { reload(): void } & (
  | { state: 'loading' }
  | { state: 'failed'; error: unknown }
  | { state: 'ready'; facts: readonly LibraryFact[]; total: number; counts: FactPage['counts']; /** Fetches what follows; null at the end. */ more: (() => void) | null; replace(fact: LibraryFact): void }
)

/** `turn` counts how often the same question was asked anew. */
type Answer = { asked: string; turn: number } & ({ page: FactPage } | { error: unknown })

/** A fact that no longer fits the question stays where it is until the next one: the list must not jump while someone reviews. */
export function useFacts({ status, source, query }: { status: FactStatus | null; source: string | null; query: string }): FactList {
  const { api } = useSession()
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [turn, setTurn] = useState(0)
  const asked = JSON.stringify([status, source, query])

  const ask = useCallback(
    (cursor?: string) => api.facts({ limit: AT_ONCE, ...(status === null ? {} : { status }), ...(source === null ? {} : { source }), ...(query === '' ? {} : { q: query }), ...(cursor === undefined ? {} : { cursor }) }),
    [api, status, source, query],
  )
  useEffect(() => {
    let wanted = true
    const timer = window.setTimeout(
      () =>
        void ask().then(
          (page) => wanted && setAnswer({ asked, turn, page }),
          (error: unknown) => wanted && setAnswer({ asked, turn, error }),
        ),
      query === '' ? 0 : PAUSE,
    )
    return () => {
      wanted = false
      window.clearTimeout(timer)
    }
  }, [ask, asked, query, turn])

  const reload = useCallback(() => setTurn((before) => before + 1), [])
  if (answer === null) return { state: 'loading', reload }
  if ('error' in answer) return { state: 'failed', error: answer.error, reload }
  const { page } = answer
  const put = (change: (page: FactPage) => FactPage) => setAnswer((before) => (before !== null && 'page' in before ? { ...before, page: change(before.page) } : before))
  const more = (cursor: string) => () =>
    void ask(cursor).then(
      (next) => put((before) => ({ ...next, facts: [...before.facts, ...next.facts] })),
      (error: unknown) => setAnswer({ asked, turn, error }),
    )
  return {
    state: 'ready',
    facts: page.facts,
    total: page.total,
    counts: page.counts,
    more: page.cursor === null ? null : more(page.cursor),
    replace: (fact) => put((before) => replaced(before, fact)),
    reload,
  }
}

function replaced(page: FactPage, fact: LibraryFact): FactPage {
  const old = page.facts.find(({ id }) => id === fact.id)
  const counts = { ...page.counts }
  if (old !== undefined && old.status !== fact.status) {
    counts[old.status] = Math.max(0, (counts[old.status] ?? 0) - 1)
    counts[fact.status] = (counts[fact.status] ?? 0) + 1
  }
  return { ...page, counts, facts: page.facts.map((entry) => (entry.id === fact.id ? fact : entry)) }
}
