/**
 * One's own letters that stayed behind when a colleague, not knowing of them, moved the letters they stood behind (Enter in the middle of a line one was typing at
 * the end of): they follow, as an edit of one's own.
 */
import type { Transaction } from 'prosemirror-state'
import * as Y from 'yjs'
import { type Run, sourceOf } from './moves.ts'
import { fromRelative } from './positions.ts'
import type { Reader } from './reader.ts'

/** Letters that go behind `behind`, a letter of the new text; `first` is the first of them. */
type Follower = { first: Y.ID; length: number; behind: Y.ID }

/** Lets one's own letters follow what this transaction brought. `reader` holds the document `tr` began with. */
export function follow(tr: Transaction, reader: Reader, transaction: Y.Transaction): void {
  for (const text of newTexts(transaction)) {
    for (const follower of followersOf(text, transaction)) moveLetters(tr, reader, follower)
  }
}

function moveLetters(tr: Transaction, reader: Reader, { first, length, behind }: Follower): void {
  const from = fromRelative(reader, new Y.RelativePosition(null, null, first, 0))
  const to = fromRelative(reader, new Y.RelativePosition(null, null, behind, -1))
  if (from === null || to === null || from + length > tr.before.content.size) return
  const { content } = tr.before.slice(from, from + length)
  // What stands in a closed box stays there.
  if (content.size !== length || !content.content.every((node) => node.isText)) return
  // They may have followed something else that came.
  if (tr.mapping.map(from + length, -1) - tr.mapping.map(from, 1) !== length) return
  tr.insert(tr.mapping.map(to), content)
  tr.delete(tr.mapping.map(from, 1), tr.mapping.map(from + length, -1))
}

/** The texts that came with a transaction and stand. */
function newTexts({ changed, beforeState }: Y.Transaction): Y.XmlText[] {
  const texts: Y.XmlText[] = []
  const look = (parent: Y.AbstractType<unknown>) => {
    for (let item = parent._start; item !== null; item = item.right) {
      if (item.deleted || !(item.content instanceof Y.ContentType) || item.id.clock < (beforeState.get(item.id.client) ?? 0)) continue
      if (item.content.type instanceof Y.XmlText) texts.push(item.content.type)
      else look(item.content.type)
    }
  }
  for (const type of changed.keys()) if (type instanceof Y.XmlFragment) look(type as unknown as Y.AbstractType<unknown>)
  return texts
}

function followersOf(text: Y.XmlText, transaction: Y.Transaction): Follower[] {
  const source = sourceOf(text)
  if (!source) return []
  const { doc } = transaction
  const texts = new Set<Y.XmlText>()
  for (const { client, clock } of source.runs) {
    const parent = clock < Y.getState(doc.store, client) ? parentOf(doc, Y.createID(client, clock)) : null
    if (parent) texts.add(parent)
  }
  return [...texts].flatMap((left) => leftBehind(left, text, source.runs, source.seen.get(doc.clientID) ?? 0, transaction))
}

/** The text a letter stands in, or stood in if that still does. */
function parentOf(doc: Y.Doc, id: Y.ID): Y.XmlText | null {
  const item: unknown = Y.getItem(doc.store, id)
  return item instanceof Y.Item && item.parent instanceof Y.XmlText && !item.parent._item?.deleted ? item.parent : null
}

/** One's own letters in `left` from clock `seen` on that stand right behind a letter which is in `text` now. */
function leftBehind(left: Y.XmlText, text: Y.XmlText, runs: readonly Run[], seen: number, { doc, beforeState }: Y.Transaction): Follower[] {
  const found: Follower[] = []
  let behind: Y.ID | null = null
  for (let item = left._start; item !== null; item = item.right) {
    const isUnseen = item.id.client === doc.clientID && item.id.clock >= seen && item.id.clock < (beforeState.get(doc.clientID) ?? 0)
    if (!item.deleted && isUnseen && item.content instanceof Y.ContentString) {
      if (behind) found.push({ first: item.id, length: item.length, behind })
    } else if (item.deleted) behind = nowIn(text, runs, item) ?? behind
    else if (item.countable) behind = null
  }
  // Of several behind one letter the last first, so that they end in their order.
  return found.reverse()
}

/** The letter of `text` that the last letter of a deleted item is now. */
function nowIn(text: Y.XmlText, runs: readonly Run[], { id, length }: Y.Item): Y.ID | null {
  let letter = text._item!.id.clock + 1
  const last = id.clock + length - 1
  for (const run of runs) {
    if (run.client === id.client && last >= run.clock && last < run.clock + run.length) return Y.createID(text._item!.id.client, letter + last - run.clock)
    letter += run.length
  }
  return null
}
