/** Files on their way into the library: a few at a time, each with its own outcome; one that fails does not stop the others. */
import { useCallback, useEffectEvent, useRef, useState } from 'react'
import type { ImportResult } from '#model/api.ts'
import { ApiProblem, sentenceFor } from '../api.ts'

/** How many files are sent at the same time: the server reads about as many side by side. */
const AT_ONCE = 3
/** A full server is asked again after this long, and then twice as long each time; milliseconds. */
const FIRST_PAUSE = 800
const MOST_PAUSES = 5

export type ImportEntry = { key: number; name: string; size: number } & (
  | { state: 'waiting' }
  | { state: 'reading' }
  | { state: 'done'; result: ImportResult }
  /** `again` sends the same file once more. */
  | { state: 'failed'; reason: string; again(): void }
)

export type ImportQueue = {
  entries: readonly ImportEntry[]
  /** Files or anything else that becomes a source; `send` is called when its turn has come. */
  add(jobs: readonly { name: string; size: number; send(): Promise<ImportResult> }[]): void
  dismiss(key: number): void
  /** Takes everything that went well off the list. */
  clearAdded(): void
}

export function useImportQueue(onAdded: () => void): ImportQueue {
  const [entries, setEntries] = useState<readonly ImportEntry[]>([])
  const line = useRef<{ key: number; send(): Promise<ImportResult> }[]>([])
  const running = useRef(0)
  const nextKey = useRef(0)
  const added = useEffectEvent(onAdded)

  const change = (key: number, to: (old: ImportEntry) => ImportEntry) => setEntries((before) => before.map((old) => (old.key === key ? to(old) : old)))

  const run = async (key: number, send: () => Promise<ImportResult>): Promise<void> => {
    change(key, ({ name, size }) => ({ key, name, size, state: 'reading' }))
    try {
      const result = await patiently(send)
      change(key, ({ name, size }) => ({ key, name, size, state: 'done', result }))
      if (result.outcome === 'text') added()
    } catch (error) {
      const again = () => {
        change(key, ({ name, size }) => ({ key, name, size, state: 'waiting' }))
        line.current.push({ key, send })
        start()
      }
      change(key, ({ name, size }) => ({ key, name, size, state: 'failed', reason: sentenceFor(error), again }))
    }
  }

  const start = () => {
    while (running.current < AT_ONCE) {
      const job = line.current.shift()
      if (job === undefined) return
      running.current += 1
      void run(job.key, job.send).finally(() => {
        running.current -= 1
        start()
      })
    }
  }

  const add: ImportQueue['add'] = (jobs) => {
    const numbered = jobs.map((job) => ({ ...job, key: nextKey.current++ }))
    setEntries((before) => [...before, ...numbered.map(({ key, name, size }): ImportEntry => ({ key, name, size, state: 'waiting' }))])
    line.current.push(...numbered)
    start()
  }
  const dismiss = useCallback((key: number) => setEntries((before) => before.filter((entry) => entry.key !== key)), [])
  const clearAdded = useCallback(() => setEntries((before) => before.filter((entry) => !(entry.state === 'done' && entry.result.outcome === 'text'))), [])
  return { entries, add, dismiss, clearAdded }
}

/** Asks again while the server says that too many files are waiting. */
async function patiently(send: () => Promise<ImportResult>): Promise<ImportResult> {
  for (let pause = FIRST_PAUSE, turn = 0; ; pause *= 2, turn++) {
    try {
      return await send()
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== 'too-many' || turn >= MOST_PAUSES) throw error
      await new Promise((resolve) => window.setTimeout(resolve, pause))
    }
  }
}
