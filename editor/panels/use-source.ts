/** A source as it is read: its first window at once, further ones on demand or when the passage asked for stands in them. */
import { useCallback, useEffect, useState } from 'react'
import type { SourceDetail } from '#model/api.ts'
import type { Api } from '../api.ts'
import { type Loaded, useLoad } from '../ui/load.ts'

/** `more` fetches what follows; null when all of it is here or on its way. */
export type ReadSource = Loaded<SourceDetail> & { more: (() => void) | null; /** Of what follows. */ failed: unknown }

export function useSource(api: Api, id: string, passageId: string | null): ReadSource {
  const loaded = useLoad(`source ${id}`, () => api.source(id))
  const first = loaded.state === 'ready' ? loaded.value : null
  const [rest, setRest] = useState<{ of: SourceDetail; windows: readonly SourceDetail[]; busy: boolean; failed: unknown } | null>(null)
  const own = rest !== null && rest.of === first ? rest : null
  const whole = first === null ? null : joined(first, own?.windows ?? [])
  const next = whole === null ? null : whole.from + whole.blocks.length
  const open = whole !== null && next !== null && next < whole.blockCount && own?.busy !== true

  const more = useCallback(() => {
    if (first === null || next === null) return
    setRest((before) => ({ of: first, windows: before?.of === first ? before.windows : [], busy: true, failed: null }))
    api.source(id, next).then(
      (window) => setRest((before) => (before?.of === first ? { ...before, windows: [...before.windows, window], busy: false } : before)),
      (failed: unknown) => setRest((before) => (before?.of === first ? { ...before, busy: false, failed } : before)),
    )
  }, [api, id, first, next])

  const wanted = open && own?.failed == null && passageId !== null && !whole.passages.some((passage) => passage.id === passageId)
  useEffect(() => {
    if (!wanted) return undefined
    const timer = window.setTimeout(more)
    return () => window.clearTimeout(timer)
  }, [wanted, more])

  if (whole === null || loaded.state !== 'ready') return { ...loaded, more: null, failed: null }
  return { ...loaded, value: whole, more: open ? more : null, failed: own?.failed ?? null }
}

/** One text again: what stands between two windows is white space, and the offsets count in the whole. */
export function joined(first: SourceDetail, windows: readonly SourceDetail[]): SourceDetail {
  return windows.reduce((before, window) => ({ ...before, text: before.text.padEnd(window.textStart, '\n') + window.text, blocks: [...before.blocks, ...window.blocks], passages: [...before.passages, ...window.passages] }), first)
}
