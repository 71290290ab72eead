/** What lists and joiners need to know of a brief's content, read from its Y.Doc by names alone: whoever looks need not load what a brief is. */
import * as Y from 'yjs'
import { FIELDS, INFO } from './watch.ts'

/** `title`: the text of the title field as it is, perhaps empty, perhaps very long. */
export type Seen = { title: string; schema: number }

export function seenIn(ydoc: Y.Doc): Seen {
  const title = ydoc.getMap(FIELDS).get('title')
  const schema = ydoc.getMap(INFO).get('schema')
  return { title: title instanceof Y.Text ? title.toString() : '', schema: typeof schema === 'number' && Number.isInteger(schema) && schema >= 1 ? schema : 1 }
}
