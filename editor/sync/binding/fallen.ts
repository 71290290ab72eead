/** Reading what a transaction has just deleted (still readable in an observer), and finding where things that stood in it belong now. */
import * as Y from 'yjs'
import type { ElementPart } from '#model/ybody.ts'
import type { Copies, Mover, Where } from './copies.ts'
import { rootsOf, sourceOf } from './moves.ts'
import type { Reader } from './reader.ts'

/** An element to be made again, as it was. `fallen` is the one that was deleted. */
export type Head = { fallen: Y.XmlElement; name: string; attributes: Readonly<Record<string, unknown>> }

/** Beside a letter (named by its root; -1: behind it, 0: before it). */
export type Beside = { root: Y.ID; side: 0 | -1 }
/** In an element that stands: behind a child of it, or at its end. */
export type Inside = { parent: Y.XmlElement | Y.XmlFragment; after: Y.XmlElement | null }

/** Where something belongs; `within` are the elements that have to be made again around it, the outermost first; `movers` moved what is around it. */
export type Home = { at: Beside | Inside; within: readonly Head[]; movers: readonly Mover[] }

export type Seeing = { reader: Reader; copies: Copies; transaction: Y.Transaction }

/** An attribute of an element, also when it has just been deleted. */
export function attributeOf(element: Y.XmlElement, name: string): unknown {
  const content = element._map.get(name)?.content
  return content instanceof Y.ContentAny ? content.arr.at(-1) : undefined
}

/** The standing elements that have this id. */
export function standing(reader: Reader, name: string, attribute: string, id: unknown): Y.XmlElement[] {
  const found: Y.XmlElement[] = []
  const visit = (part: ElementPart) => {
    for (const child of part.parts) {
      if (child.kind !== 'element') continue
      if (child.node.type.name === name && child.node.attrs[attribute] === id && child.type._item?.deleted === false) found.push(child.type as Y.XmlElement)
      visit(child)
    }
  }
  visit(reader.root())
  return found
}

/** The element that stands elsewhere under the id of a fallen one. */
function twinOf(reader: Reader, element: Y.XmlElement): Y.XmlElement | null {
  const id = attributeOf(element, 'id')
  return typeof id === 'string' && id !== '' ? (standing(reader, element.nodeName, 'id', id)[0] ?? null) : null
}

const NOTHING_KNOWN: ReadonlyMap<number, number> = new Map()

/** Whoever moved an element, and what they knew if its texts say so. */
function moverOf(element: Y.XmlElement): Mover[] {
  const { client } = element._item!.id
  for (const child of element.toArray()) {
    const source = child instanceof Y.XmlText ? sourceOf(child) : null
    if (source) return [{ client, known: source.known }]
  }
  return [{ client, known: NOTHING_KNOWN }]
}

/** Whoever moved letters out of the texts of an element. */
export function moversFrom(element: unknown, { copies, transaction: { doc } }: Seeing): Mover[] {
  const movers: Mover[] = []
  for (let child = element instanceof Y.XmlElement ? element._start : null; child !== null; child = child.right) {
    const text = child.content instanceof Y.ContentType ? child.content.type : null
    for (let letter = text instanceof Y.XmlText ? text._start : null; letter !== null; letter = letter.right) {
      if (letter.deleted) for (const { root } of stretchesOf(doc, copies, letter, null)) movers.push(...copies.movers(root, text as Y.XmlText))
    }
  }
  return movers
}

/**
 * Where a child of a fallen element belongs: beside the letters it stood between, if those were moved; else in the element that stands under the id of one
 * around it; else beside a neighbour that was moved. Null when nothing around it was moved: then someone deleted it.
 */
export function homeOf(child: Y.Item, seeing: Seeing): Home | null {
  const within: Head[] = []
  for (let item = child; ; ) {
    const around = item.parent
    if (!(around instanceof Y.XmlElement) || !around._item?.deleted) return null
    const inside = within.toReversed()
    const beside = besideMoved(item, seeing)
    if (beside) {
      return { at: { root: beside.root, side: beside.side }, within: inside, movers: moversFrom(around, seeing) }
    }
    const twin = twinOf(seeing.reader, around)
    if (twin) return { at: { parent: twin, after: null }, within: inside, movers: moverOf(twin) }
    const neighbour = within.length > 0 ? movedNeighbour(item, within.at(-1)!, seeing) : null
    if (neighbour) return { at: { parent: neighbour.parent as Y.XmlElement, after: neighbour }, within: inside, movers: moverOf(neighbour) }
    within.push({ fallen: around, name: around.nodeName, attributes: Object.fromEntries([...around._map.keys()].map((name) => [name, attributeOf(around, name)])) })
    item = around._item
  }
}

/** The nearest letter beside a child of a fallen element that was moved from there: before it, else behind it. One that is somewhere now, if there is one. */
function besideMoved(item: Y.Item, { copies, transaction: { doc } }: Seeing): (Beside & { text: Y.XmlText }) | null {
  const self = item.content instanceof Y.ContentType ? item.content.type : null
  const found: (Beside & { text: Y.XmlText })[] = []
  const look = (sibling: Y.Item, side: 0 | -1) => {
    const text = sibling.content instanceof Y.ContentType ? sibling.content.type : null
    if (!(text instanceof Y.XmlText)) return
    const own: (Beside & { text: Y.XmlText })[] = []
    for (let letter = text._start; letter !== null; letter = letter.right) {
      for (const { root, length, where } of letter.deleted ? stretchesOf(doc, copies, letter, self) : []) {
        if (where !== 'nowhere') own.push({ root: side === 0 ? root : Y.createID(root.client, root.clock + length - 1), side, text })
      }
    }
    found.push(...(side === -1 ? own.reverse() : own))
  }
  for (let left = item.left; left !== null; left = left.left) look(left, -1)
  for (let right = item.right; right !== null; right = right.right) look(right, 0)
  return found.find(({ root }) => copies.now(root) !== null) ?? found[0] ?? null
}

/** The nearest block before it (else behind it) that stands elsewhere, where such a block as `head` may stand behind it. */
function movedNeighbour(item: Y.Item, head: Head, { reader }: Seeing): Y.XmlElement | null {
  const twin = (sibling: Y.Item): Y.XmlElement | null => {
    const element = sibling.content instanceof Y.ContentType ? sibling.content.type : null
    const found = element instanceof Y.XmlElement ? twinOf(reader, element) : null
    return found && takes(reader, found.parent, head.name) ? found : null
  }
  for (let left = item.left; left !== null; left = left.left) {
    const found = twin(left)
    if (found) return found
  }
  for (let right = item.right; right !== null; right = right.right) {
    const found = twin(right)
    if (found) return found
  }
  return null
}

function takes({ schema }: Reader, parent: unknown, name: string): boolean {
  const type = parent instanceof Y.XmlElement ? schema.nodes[parent.nodeName] : parent instanceof Y.XmlFragment ? schema.topNodeType : undefined
  const child = schema.nodes[name]
  return type !== undefined && child !== undefined && type.contentMatch.matchType(child) !== null
}

export type Stretch = { clock: number; length: number; root: Y.ID; where: Where }

/** An item of a text, cut by where its letters are; `seeking` is a text that does not count. */
export function stretchesOf(doc: Y.Doc, copies: Copies, { id, length, parent }: Y.Item, seeking: unknown): Stretch[] {
  const found: Stretch[] = []
  let clock = id.clock
  for (const root of rootsOf(doc, { client: id.client, clock, length })) {
    for (const { run, where } of copies.whereabouts(root, parent as Y.XmlText, seeking)) {
      found.push({ clock, length: run.length, root: Y.createID(run.client, run.clock), where })
      clock += run.length
    }
  }
  return found
}
