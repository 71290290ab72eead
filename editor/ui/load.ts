/** A value that comes from the server: loading, there, or failed; and how to ask again. */
import { useCallback, useEffect, useState } from 'react'

export type Loaded<T> = ({ state: 'loading' } | { state: 'ready'; value: T } | { state: 'failed'; error: unknown }) & { reload(): void }

type Progress<T> = { state: 'loading' } | { state: 'ready'; value: T } | { state: 'failed'; error: unknown }

/**
 * Loads once for each `key` and again on `reload()` (what is shown stays until the new answer is there).
 * `load` may be a new function at each render; `key` says whether it asks for something else.
 */
export function useLoad<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [progress, setProgress] = useState<{ key: string; now: Progress<T> }>({ key, now: { state: 'loading' } })
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    let wanted = true
    load().then(
      (value) => wanted && setProgress({ key, now: { state: 'ready', value } }),
      (error: unknown) => wanted && setProgress({ key, now: { state: 'failed', error } }),
    )
    return () => {
      wanted = false
    }
    // `load` is described by `key`.
  }, [key, turn])
  const reload = useCallback(() => setTurn((before) => before + 1), [])
  return { ...(progress.key === key ? progress.now : { state: 'loading' }), reload }
}
