/**
 * What two people did at once to a text that one of them moved. Yjs alone would lose or double letters; this finds them after a change from elsewhere:
 *
 * - What the one who moved did not know (`orphans.ts`): it was put into the text that was split, joined or moved, and follows it, behind the letter it stood
 *   behind. Only its author's editor does this (or, when that is not here, the mover's), so it is done once.
 * - Letters that two people moved: both copies stand. The earlier copy goes. Everybody does this; to delete twice is to delete once.
 *
 * What someone deleted stays deleted.
 */
import * as Y from 'yjs'
import type { Copies } from './copies.ts'
import { attributeOf, type Beside, type Head, standing } from './fallen.ts'
import { alongItems, firstLetter, rootsOf, type Run, setSource } from './moves.ts'
import { type Orphan, orphansOf } from './orphans.ts'
import type { Reader } from './reader.ts'

/** Told where letters that were written anew are now. */
export type Follow = (was: Run, letter: Y.ID) => void

/** Makes the changes; to be called in a transaction of the Y.Doc. */
export type Repair = (follow: Follow) => void

export type RepairOptions = {
  reader: Reader
  copies: Copies
  /** Is whoever has this client id here, to look after their own letters? */
  isHere(client: number): boolean
}

export type Repairer = {
  /** Looks at what a transaction brought; its deleted letters must still be readable (an observer). `fresh` are the texts with moved letters among it. Null when nothing is to be done. */
  plan(transaction: Y.Transaction, fresh: readonly Y.XmlText[]): Repair | null
}

/** As many stretches are waited for. Most of them were deleted by someone and wait in vain. */
const MOST = 200

export function createRepairer({ reader, copies, isHere }: RepairOptions): Repairer {
  /** Letters whose place was itself lost to a third change; whoever looks after that one brings it back, and these follow. */
  let waiting: Orphan[] = []
  const isPlaced = ({ home: { at } }: Orphan) => !('root' in at) || copies.now(at.root) !== null
  return {
    plan(transaction, fresh) {
      const { doc } = transaction
      const mine = (client: number, mover: number) => client === doc.clientID || (mover === doc.clientID && !isHere(client))
      const doubles = fresh.flatMap((text) => copies.doubles(text))
      const orphans = [...waiting]
      if (!copies.isEmpty() || hasFallen(transaction)) orphans.push(...orphansOf({ reader, copies, transaction }, mine))
      waiting = orphans.filter((orphan) => !isPlaced(orphan)).slice(-MOST)
      const placed = orphans.filter((orphan) => isPlaced(orphan) && !wasLeftOut(copies, orphan))
      if (fresh.length === 0 && placed.length === 0) return null
      return (follow) => {
        const made = new Map<Y.XmlElement, Y.XmlElement>()
        for (const orphan of placed) resettle(doc, copies, orphan, made, follow)
        const texts = new Set([...fresh, ...doubles.flatMap((run) => remove(doc, run))])
        for (const text of texts) tidy(reader, text.parent)
      }
    },
  }
}

/** Did an element go in this transaction? */
function hasFallen(transaction: Y.Transaction): boolean {
  let found = false
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    found ||= struct instanceof Y.Item && struct.content instanceof Y.ContentType
  })
  return found
}

/** Did all who moved the letters beside these know them, and leave them out? Then they were deleted. (Asked again because those who wait hear of movers late.) */
function wasLeftOut(copies: Copies, { run, from, home: { at, movers } }: Orphan): boolean {
  if (run === null || from === null || !('root' in at) || movers.length > 0) return false
  const late = copies.movers(at.root, from)
  return late.length > 0 && late.every(({ known }) => (known.get(run.client) ?? 0) >= run.clock + run.length)
}

/** Writes an orphan where it belongs, and takes it from where it was. It says what its letters were, so that who does the same is found out. */
function resettle(doc: Y.Doc, copies: Copies, { text, run, standing, home }: Orphan, made: Map<Y.XmlElement, Y.XmlElement>, follow: Follow): void {
  const { at, within } = home
  const place = 'root' in at ? placeBeside(doc, copies, at) : null
  if ('root' in at && !place) return
  const isInside = place && place.index > 0 && place.index < place.text.length
  if (isInside) split(doc, place.text, place.index)
  const parent = 'parent' in at ? at.parent : place!.text.parent
  const beside = 'parent' in at ? at.after : place!.text
  if (!(parent instanceof Y.XmlFragment)) return
  const index = beside ? parent.toArray().indexOf(beside) + (place?.index === 0 ? 0 : 1) : parent.length
  const into = rebuild(parent, index, within, made)
  if (!run) return
  const fresh = new Y.XmlText()
  fresh.insert(0, text)
  into.insert(into === parent ? index : into.length, [fresh])
  const roots = rootsOf(doc, run)
  if (standing) remove(doc, run)
  setSource(fresh, roots, [...roots.map(({ client }) => client), run.client])
  follow(run, firstLetter(fresh))
}

function placeBeside(doc: Y.Doc, copies: Copies, { root, side }: Beside): { text: Y.XmlText; index: number } | null {
  const letter = copies.now(root)
  const place = letter && Y.createAbsolutePositionFromRelativePosition(new Y.RelativePosition(null, null, letter, side), doc)
  return place?.type instanceof Y.XmlText ? { text: place.type, index: place.index } : null
}

/** Makes the elements again that were around something; those that were made for something else before are used. The innermost. */
function rebuild(parent: Y.XmlFragment, index: number, within: readonly Head[], made: Map<Y.XmlElement, Y.XmlElement>): Y.XmlFragment {
  let into = parent
  for (const { fallen, name, attributes } of within) {
    let element = made.get(fallen)
    if (!element) {
      element = new Y.XmlElement(name)
      for (const [key, value] of Object.entries(attributes)) (element as unknown as { setAttribute(key: string, value: unknown): void }).setAttribute(key, value)
      into.insert(into === parent ? index : into.length, [element])
      made.set(fallen, element)
    }
    into = element
  }
  return into
}

/** Cuts a text in two, so that something can stand between: what is behind `index` moves to a text of its own. */
function split(doc: Y.Doc, text: Y.XmlText, index: number): void {
  const { parent } = text
  if (!(parent instanceof Y.XmlElement)) return
  const runs: Run[] = []
  let offset = 0
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue
    const skip = Math.max(0, index - offset)
    if (skip < item.length) runs.push({ client: item.id.client, clock: item.id.clock + skip, length: item.length - skip })
    offset += item.length
  }
  const roots = runs.flatMap((run) => rootsOf(doc, run))
  let passed = 0
  const deltas = (text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]).flatMap(({ insert, attributes = {} }) => {
    const length = typeof insert === 'string' ? insert.length : 1
    const skip = Math.max(0, index - passed)
    passed += length
    return skip >= length ? [] : [{ insert: typeof insert === 'string' ? insert.slice(skip) : insert, attributes }]
  })
  const tail = new Y.XmlText()
  if (deltas.every(({ insert }) => typeof insert === 'string')) {
    tail.insert(0, deltas.map(({ insert }) => insert as string).join(''))
    tail.applyDelta(deltas.map(({ insert, attributes }) => ({ retain: (insert as string).length, attributes })))
  } else tail.applyDelta(deltas as { insert: string }[])
  parent.insert(parent.toArray().indexOf(text) + 1, [tail])
  text.delete(index, text.length - index)
  if (deltas.every(({ insert }) => typeof insert === 'string')) setSource(tail, roots, [...roots.map(({ client }) => client), ...runs.map(({ client }) => client)])
}

/** Deletes the letters of the run that still stand; the texts that held them. */
function remove(doc: Y.Doc, run: Run): Y.XmlText[] {
  const texts: Y.XmlText[] = []
  for (const { item, part } of alongItems(doc, run)) {
    if (item.deleted || !(item instanceof Y.Item) || !(item.parent instanceof Y.XmlText)) continue
    let index = part.clock - item.id.clock
    for (let left = item.left; left !== null; left = left.left) if (!left.deleted && left.countable) index += left.length
    const text = item.parent
    text.delete(index, part.length)
    texts.push(text)
  }
  return texts
}

const NAMED = ['id', 'iid', 'cid'] as const

/**
 * Takes away what two moves of the same thing left over: an element that has lost its letters to the other copy, if that stands under the same id; of two
 * equal elements without letters the earlier.
 */
function tidy(reader: Reader, element: unknown): void {
  if (!(element instanceof Y.XmlElement) || element._item === null || element._item.deleted) return
  for (const child of element.toArray()) if (child instanceof Y.XmlElement && NAMED.some((name) => name !== 'id' && attributeOf(child, name))) tidy(reader, child)
  const named = NAMED.map((name) => [name, attributeOf(element, name)] as const).find(([, id]) => typeof id === 'string' && id !== '')
  if (!named || !isHollow(element)) return
  const others = standing(reader, element.nodeName, ...named).filter((other) => other !== element)
  if (!others.some((other) => !isHollow(other) || isLater(other, element))) return
  const parent = element.parent
  if (!(parent instanceof Y.XmlFragment)) return
  const index = parent.toArray().indexOf(element)
  if (index < 0) return
  parent.delete(index, 1)
  tidy(reader, parent)
}

/** Nothing in it but what has no letters and no name, or is hollow itself. */
function isHollow(element: Y.XmlElement): boolean {
  return element.toArray().every((child) => (child instanceof Y.XmlText ? child.length === 0 : child instanceof Y.XmlElement && isHollow(child)))
}

function isLater(a: Y.XmlElement, b: Y.XmlElement): boolean {
  const [x, y] = [a._item!.id, b._item!.id]
  return x.clock === y.clock ? x.client > y.client : x.clock > y.clock
}
