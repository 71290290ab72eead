/** React's view of what lives outside React: the connection of a brief, its maps, and the editor's state. */
import { useEffect, useReducer, useState } from 'react'
import type * as Y from 'yjs'
import { type BriefConnection, connectBrief } from '../sync/provider.ts'
import type { Presence } from '#model/protocol.ts'
import type { RandomBytes } from '#model/random.ts'

/** Renders again whenever `subscribe` calls; null for nothing to listen to yet. */
export function useChanges(source: { subscribe(listener: () => void): () => void } | null): void {
  const [, changed] = useReducer((turn: number) => turn + 1, 0)
  useEffect(() => {
    if (source === null) return undefined
    changed()
    return source.subscribe(changed)
  }, [source])
}

/** Renders again whenever this map or anything in it changes. */
export function useMapChanges(map: Y.Map<unknown> | null): void {
  const [, changed] = useReducer((turn: number) => turn + 1, 0)
  useEffect(() => {
    if (map === null) return undefined
    map.observeDeep(changed)
    changed()
    return () => map.unobserveDeep(changed)
  }, [map])
}

/** The connection of this brief for as long as the page is open, and whether the brief has arrived. Null in the first render. */
export function useConnection(id: string, person: Presence): { connection: BriefConnection | null; arrived: boolean } {
  const [open, setOpen] = useState<{ connection: BriefConnection; arrived: boolean } | null>(null)
  useEffect(() => {
    const connection = connectBrief({ id, person })
    let current = true
    // oxlint-disable-next-line react/set-state-in-effect -- a socket can only be opened by an effect, and the page shows nothing before it
    setOpen({ connection, arrived: false })
    void connection.whenSynced.then(() => current && setOpen({ connection, arrived: true }))
    return () => {
      current = false
      setOpen(null)
      connection.close()
    }
  }, [id, person])
  useChanges(open?.connection ?? null)
  return open ?? { connection: null, arrived: false }
}

export const browserRandom: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length))
