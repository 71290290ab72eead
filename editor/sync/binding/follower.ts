/** Where a letter is now: relative positions hold on to letters, and letters are moved. */
import * as Y from 'yjs'
import type { Copies } from './copies.ts'
import { rootsOf, type Run } from './moves.ts'

export type Follower = {
  /** These letters were written anew, beginning with `letter`. */
  note(was: Run, letter: Y.ID): void
  /** The position by the letter that its own letter is now; itself when that still stands, or is nowhere. */
  now(relative: Y.RelativePosition): Y.RelativePosition
}

/** As many resettled stretches are remembered; a caret needs the last. */
const MOST = 200

export function createFollower(doc: Y.Doc, copies: Copies): Follower {
  const settled: { was: Run; letter: Y.ID }[] = []

  function letterNow(id: Y.ID): Y.ID | null {
    const noted = settled.findLast(({ was }) => was.client === id.client && id.clock >= was.clock && id.clock < was.clock + was.length)
    if (noted) return Y.createID(noted.letter.client, noted.letter.clock + id.clock - noted.was.clock)
    const [root] = rootsOf(doc, { client: id.client, clock: id.clock, length: 1 })
    return root ? copies.now(Y.createID(root.client, root.clock)) : null
  }

  return {
    note(was, letter) {
      settled.push({ was, letter })
      if (settled.length > MOST) settled.shift()
    },
    now(relative) {
      const id = relative.item
      if (id === null || id.clock >= Y.getState(doc.store, id.client)) return relative
      const item = Y.getItem(doc.store, id) as Y.Item | Y.GC
      if (!item.deleted || (item instanceof Y.Item && item.redone)) return relative
      const letter = letterNow(id)
      return letter ? new Y.RelativePosition(null, null, letter, relative.assoc) : relative
    },
  }
}
