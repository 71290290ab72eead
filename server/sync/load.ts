/** From the log to a brief: the log alone can rebuild every brief, for a room, an export or a list. */
import type * as Y from 'yjs'
import { type Brief, blankBrief, briefTitle } from '#model/brief.ts'
import { readBrief } from '#model/ydoc.ts'
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

/** Characters of a title in the lists: a longer one stays whole in the brief, and would make every list as long. */
const LISTED = 300

/** The title as lists show it, from the text of the title field. */
export function listedTitle(title: string): string {
  const whole = briefTitle({ ...blankBrief(''), fields: { title: title.slice(0, LISTED * 4) } })
  const characters = [...whole]
  return characters.length <= LISTED ? whole : `${characters.slice(0, LISTED - 1).join('')}…`
}
