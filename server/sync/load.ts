/** From the log to a brief: the log alone can rebuild every brief, for a room, an export or a list. */
import type * as Y from 'yjs'
import { type Brief, blankBrief, briefTitle } from '#model/brief.ts'
import { readBrief, readFields } from '#model/ydoc.ts'
import type { Store } from '../store/store.ts'
import { type OnUnreadable, partsOf, ydocOf } from './replay.ts'

/** The brief's Y.Doc as the log has it. Throws `not-found`. The caller destroys it. */
export async function readYDoc(store: Pick<Store, 'readState'>, doc: string, onUnreadable?: OnUnreadable): Promise<Y.Doc> {
  const { snapshot, tail } = await store.readState(doc)
  return ydocOf([...partsOf(snapshot), ...tail], onUnreadable)
}

/** The brief as the log has it. Throws `not-found`. */
export async function readBriefFromLog(store: Pick<Store, 'readState'>, doc: string, onUnreadable?: OnUnreadable): Promise<Brief> {
  const ydoc = await readYDoc(store, doc, onUnreadable)
  try {
    return readBrief(ydoc)
  } finally {
    ydoc.destroy()
  }
}

/** The title as lists show it. */
export function titleOfYDoc(ydoc: Y.Doc): string {
  return briefTitle({ ...blankBrief(''), fields: readFields(ydoc) })
}

/** The same from the text of the title field alone. */
export function listedTitle(title: string): string {
  return briefTitle({ ...blankBrief(''), fields: { title } })
}
