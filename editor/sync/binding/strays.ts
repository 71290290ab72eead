/**
 * One's own words that fell with a block which a colleague deleted, moved or joined without knowing of them: found while they can still be read, kept until the
 * colleague's note (`gone.ts`) says how much they knew.
 */
import type { Node } from 'prosemirror-model'
import * as Y from 'yjs'
import { type ClosedPart, type ElementPart, lengthInText, type Part, type TextPart } from '#model/ybody.ts'
import { deletedTypes, type Gone } from './gone.ts'
import { sizeOf } from './reader.ts'

/** A piece of a fallen text or block: `at` is its place among the tokens of the block, `clock` the first of its letters' clocks, `text` the text it stood in. */
export type StrayPiece = { at: number; clock: number; node: Node; text: Y.ID | null }

/**
 * A fallen block as it was, or one that stands and whose text fell. `fell`: the types around its words that were deleted, the innermost first. `within`: the clock
 * of the inline node of one's own that these words stand in. `place`: where it stood.
 */
export type Stray = { block: Node; pieces: readonly StrayPiece[]; fell: readonly Y.ID[]; within: number | null; place: Y.RelativePosition | null }

/** What is the same for all that fell in one transaction. */
type Fall = { transaction: Y.Transaction; me: number; strays: Stray[] }

/** All of one's own that fell in a transaction from elsewhere, and the part (of `was`, the body before it) that it fell with. */
export function straysIn(was: ElementPart, transaction: Y.Transaction): { top: Part; strays: Stray[] }[] {
  const found: { top: Part; strays: Stray[] }[] = []
  for (const item of deletedTypes(transaction)) {
    const around = item.content instanceof Y.ContentType ? formerPart(was, item.parent as Y.AbstractType<unknown>) : null
    const top = around?.parts.find(({ type }) => type._item === item)
    if (!around || !top) continue
    const fall: Fall = { transaction, me: transaction.doc.clientID, strays: [] }
    if (top.kind === 'element') visit(top, [], null, fall)
    else if (top.kind === 'text') visitText(around, top, fall)
    else visitClosed(top, [], fall)
    if (fall.strays.length > 0) found.push({ top, strays: fall.strays })
  }
  return found
}

/** The part that a type was in the body before. */
function formerPart(was: ElementPart, type: Y.AbstractType<unknown>): ElementPart | null {
  if (type === (was.type as unknown)) return was
  if (type._item === null) return null
  const around = formerPart(was, type._item.parent as Y.AbstractType<unknown>)
  const part = around?.parts.find((child) => child.type === (type as unknown))
  return part?.kind === 'element' ? part : null
}

const idOfType = (part: Part) => part.type._item!.id

function visit(part: ElementPart, around: readonly Y.ID[], within: number | null, fall: Fall): void {
  const { node } = part
  const id = idOfType(part)
  const fell = [id, ...around]
  if (node.isBlock && node.isLeaf) {
    if (id.client === fall.me) fall.strays.push({ block: node, pieces: [{ at: 0, clock: id.clock, node, text: null }], fell, within, place: null })
    return
  }
  if (!node.inlineContent) {
    for (const child of part.parts) {
      if (child.kind === 'element') visit(child, fell, within, fall)
      else if (child.kind === 'closed') visitClosed(child, fell, fall)
    }
    return
  }
  const pieces: StrayPiece[] = []
  let at = 0
  for (const child of part.parts) {
    if (child.kind === 'text') pieces.push(...ownPieces(child, at, fall))
    else {
      const isOwn = idOfType(child).client === fall.me
      if (isOwn) pieces.push({ at, clock: idOfType(child).clock, node: child.node, text: null })
      if (child.kind === 'closed' && !isOwn) visitClosed(child, fell, fall)
      if (child.kind === 'element' && !child.node.isLeaf) visit(child, fell, isOwn ? idOfType(child).clock : null, fall)
    }
    at += sizeOf(child)
  }
  if (pieces.length > 0) fall.strays.push({ block: node, pieces, fell, within, place: null })
}

/** A text alone: undo takes an empty one away. */
function visitText(around: ElementPart, text: TextPart, fall: Fall): void {
  const before = around.parts.slice(0, around.parts.indexOf(text)).reduce((size, part) => size + sizeOf(part), 0)
  const pieces = ownPieces(text, before, fall)
  if (pieces.length > 0) fall.strays.push({ block: around.node, pieces, fell: [], within: null, place: null })
}

/** A box may have closed around words of one's own: they come back as a line. */
function visitClosed({ node, type }: ClosedPart, around: readonly Y.ID[], fall: Fall): void {
  const { schema } = node.type
  const line = schema.topNodeType.contentMatch.defaultType
  const pieces: StrayPiece[] = []
  let at = 0
  const look = (shared: Y.AbstractType<unknown>) => {
    for (let item = shared._start; item !== null; item = item.right) {
      const { content, id } = item
      if (content instanceof Y.ContentType) look(content.type)
      else if (content instanceof Y.ContentString && id.client === fall.me && stoodBefore(item, fall.transaction)) {
        pieces.push({ at, clock: id.clock, node: schema.text(content.str), text: shared._item!.id })
        at += content.str.length
      }
    }
  }
  look(type as unknown as Y.AbstractType<unknown>)
  if (line && pieces.length > 0) fall.strays.push({ block: line.create(null, pieces.map((piece) => piece.node)), pieces, fell: [type._item!.id, ...around], within: null, place: null })
}

/** The letters of a text that are one's own and stood until this transaction, as nodes with their marks. `start` is the token the text begins at. */
function ownPieces({ type, nodes }: TextPart, start: number, { transaction, me }: Fall): StrayPiece[] {
  const pieces: StrayPiece[] = []
  let offset = 0
  for (let item = type._start; item !== null; item = item.right) {
    if (!item.countable || !stoodBefore(item, transaction)) continue
    if (item.id.client === me) {
      for (const { letter, token, node } of slices(nodes, offset, offset + item.length)) pieces.push({ at: start + token, clock: item.id.clock + letter - offset, node, text: type._item!.id })
    }
    offset += item.length
  }
  return pieces
}

/** A deleted item: was it there until this transaction? */
function stoodBefore({ id }: Y.Item, { deleteSet, beforeState }: Y.Transaction): boolean {
  return Y.isDeleted(deleteSet, id) && id.clock < (beforeState.get(id.client) ?? 0)
}

/** Letters [from, to) of a text as nodes, each with the letter and the token it begins at. */
function slices(nodes: readonly Node[], from: number, to: number): { letter: number; token: number; node: Node }[] {
  const found: { letter: number; token: number; node: Node }[] = []
  let letter = 0
  let token = 0
  for (const node of nodes) {
    const length = lengthInText(node)
    const [first, last] = [Math.max(from, letter), Math.min(to, letter + length)]
    if (last > first) found.push(node.isText ? { letter: first, token: token + first - letter, node: node.cut(first - letter, last - letter) } : { letter: first, token, node })
    letter += length
    token += node.nodeSize
  }
  return found
}

/**
 * What could not be known by whoever deleted the innermost type around it; 'unsaid' when no note says so yet. A piece that was known was deleted on purpose;
 * where two deleted the same, one of them not knowing it, it is kept.
 */
export function unknownOf(stray: Stray, gone: Gone, me: number): Stray | 'unsaid' {
  const knownIn = (text: Y.ID | null): number | null => {
    for (const id of [...(text ? [text] : []), ...stray.fell]) {
      const notes = gone.knownOf(id)
      if (notes.length > 0) return Math.min(...notes.map((note) => note.get(me) ?? 0))
    }
    return null
  }
  const pieces: StrayPiece[] = []
  for (const piece of stray.pieces) {
    const known = knownIn(piece.text)
    if (known === null) return 'unsaid'
    // With the inline node they stand in they go as a whole.
    if (stray.within !== null && stray.within >= known) continue
    const skip = Math.max(0, known - piece.clock)
    if (skip === 0) pieces.push(piece)
    else if (piece.node.isText && skip < piece.node.nodeSize) pieces.push({ ...piece, at: piece.at + skip, clock: known, node: piece.node.cut(skip) })
  }
  return { ...stray, pieces }
}
