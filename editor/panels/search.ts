/** Searching the library while someone types: one question at a time, the last one wins, what was found stays until the next answer. */
import { useEffect, useState } from 'react'
import type { SearchResults } from '#model/api.ts'
import { type Api, isAborted } from '../api.ts'
import type { Narrowed } from '../library-api.ts'

/** Long enough for a word in progress, short enough to feel immediate; milliseconds. */
const PAUSE = 140

/** `results` is null before the first answer and while the query is empty. */
export type Search = { results: SearchResults | null; error: unknown; busy: boolean }

/** The last answer and the question it belongs to. */
type Answer = { asked: string; results: SearchResults | null; error: unknown }

const EVERYTHING: Narrowed = {}
const NOTHING: Answer = { asked: '', results: null, error: null }

export function useSearch(api: Api, query: string, limit: number, narrowed: Narrowed = EVERYTHING): Search {
  const [answer, setAnswer] = useState(NOTHING)
  const words = query.trim()
  const asked = words === '' ? '' : JSON.stringify([words, narrowed])
  useEffect(() => {
    if (asked === '') return undefined
    const stop = new AbortController()
    const timer = window.setTimeout(() => {
      api.search(words, limit, { narrowed, signal: stop.signal }).then(
        (results) => setAnswer({ asked, results, error: null }),
        (error: unknown) => {
          if (!isAborted(error)) setAnswer({ asked, results: null, error })
        },
      )
    }, PAUSE)
    return () => {
      window.clearTimeout(timer)
      stop.abort()
    }
  }, [api, asked, words, narrowed, limit])
  if (asked === '') return { results: null, error: null, busy: false }
  const busy = answer.asked !== asked
  return { results: answer.results, error: busy ? null : answer.error, busy }
}
