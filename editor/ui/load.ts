/** A value that comes from the server: loading, there, or failed; and how to ask again. */
import { useCallback, useEffect, useEffectEvent, useState } from 'react'

export type Loaded<T> = ({ state: 'loading' } | { state: 'ready'; value: T } | { state: 'failed'; error: unknown }) & { reload(): void }

type Progress<T> = { state: 'loading' } | { state: 'ready'; value: T } | { state: 'failed'; error: unknown }

/**
 * Loads once for each `key` and again on `reload()` (what is shown stays until the new answer is there).
 * `load` may be a new function at each render; `key` says whether it asks for something else.
 */
export function useLoad<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [progress, setProgress] = useState<{ key: string; turn: number; now: Progress<T> }>({ key, turn: 0, now: { state: 'loading' } })
  const [turn, setTurn] = useState(0)
  const ask = useEffectEvent(load)
  useEffect(() => {
    let wanted = true
    ask().then(
      (value) => wanted && setProgress({ key, turn, now: { state: 'ready', value } }),
      (error: unknown) => wanted && setProgress({ key, turn, now: { state: 'failed', error } }),
    )
    return () => {
      wanted = false
    }
  }, [key, turn])
  const reload = useCallback(() => setTurn((before) => before + 1), [])
  return { ...(progress.key === key ? progress.now : { state: 'loading' }), reload }
}
