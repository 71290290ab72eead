/** Searching the library while someone types: one question at a time, the last one wins, what was found stays until the next answer. */
import { useEffect, useState } from 'react'
import type { SearchResults } from '#model/api.ts'
import { type Api, isAborted } from '../api.ts'

/** Long enough for a word in progress, short enough to feel immediate; milliseconds. */
const PAUSE = 140

/** `results` is null before the first answer and while the query is empty. */
export type Search = { results: SearchResults | null; error: unknown; busy: boolean }

const NOTHING: Search = { results: null, error: null, busy: false }

export function useSearch(api: Api, query: string, limit: number): Search {
  const [search, setSearch] = useState<Search>(NOTHING)
  const asked = query.trim()
  useEffect(() => {
    if (asked === '') {
      setSearch(NOTHING)
      return undefined
    }
    const stop = new AbortController()
    setSearch((before) => ({ ...before, busy: true }))
    const timer = window.setTimeout(() => {
      api.search(asked, limit, stop.signal).then(
        (results) => setSearch({ results, error: null, busy: false }),
        (error: unknown) => {
          if (!isAborted(error)) setSearch({ results: null, error, busy: false })
        },
      )
    }, PAUSE)
    return () => {
      window.clearTimeout(timer)
      stop.abort()
    }
  }, [api, asked, limit])
  return search
}
