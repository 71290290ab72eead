/**
 * The server's log between several Y.Docs, as the wire has it: each change of one who is online goes to the log at once, all changes of one who was offline go
 * there in one piece before they hear anything new, and everyone reads the log in its order, at their own pace.
 */
import * as Y from 'yjs'

export type Line = {
  isOnline(): boolean
  /** Loses or finds the connection; on finding it, all one has is sent first. */
  setOnline(online: boolean): void
  /** Reads up to `most` changes of the others from the log. True when there were any. */
  read(most?: number): boolean
}

const REMOTE = Symbol('log')

/** `compact` says, each time someone comes back online, whether they get the log in pieces or as one snapshot made through a Y.Doc. */
export function logBetween(ydocs: readonly Y.Doc[], compact: () => boolean): Line[] {
  const log: { from: Y.Doc; update: Uint8Array }[] = []
  const stored = new Y.Doc()
  Y.applyUpdate(stored, Y.encodeStateAsUpdate(ydocs[0]!))
  const append = (from: Y.Doc, update: Uint8Array) => {
    log.push({ from, update })
    Y.applyUpdate(stored, update)
  }
  return ydocs.map((ydoc) => {
    let online = true
    let heard = 0
    let waiting = false
    ydoc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === REMOTE) return
      if (online) append(ydoc, update)
      else waiting = true
    })
    return {
      isOnline: () => online,
      setOnline(wanted) {
        if (wanted && !online) {
          if (waiting) append(ydoc, Y.encodeStateAsUpdate(ydoc, Y.encodeStateVector(stored)))
          waiting = false
          if (compact()) {
            const snapshot = Y.encodeStateAsUpdate(stored, Y.encodeStateVector(ydoc))
            heard = log.length
            online = true
            Y.applyUpdate(ydoc, snapshot, REMOTE)
          }
        }
        online = wanted
      },
      read(most = Infinity) {
        let any = false
        if (!online) return any
        for (let count = 0; heard < log.length && count < most; count++) {
          const { from, update } = log[heard++]!
          if (from === ydoc) continue
          Y.applyUpdate(ydoc, update, REMOTE)
          any = true
        }
        return any
      },
    }
  })
}
