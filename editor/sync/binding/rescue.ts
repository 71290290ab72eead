/**
 * Putting back one's own words that fell with a block, as an edit of one's own: into the block that goes on under the same id, else beside the words they stood
 * beside, wherever those are now, else as a block of their own where the old one stood.
 */
import { Fragment, type Node, type NodeType } from 'prosemirror-model'
import type { Transaction } from 'prosemirror-state'
import { idOf } from './match.ts'
import type { Stray } from './strays.ts'

/** Puts it back in `tr`. `place` says where the fallen block stood, in the document `tr` began with. */
export function rescue(tr: Transaction, stray: Stray, place: number): void {
  if (stray.pieces.length === 0) return
  const home = stray.block.inlineContent ? homeOf(tr.doc, stray) : null
  if (home) putInto(tr, home, stray)
  else putBlock(tr, stray, tr.mapping.map(place, -1))
}

/** Where the old block's remaining words are: position before their first token, and how they lie there. */
type Home = { node: Node; pos: number; from: number; rest: string }

/** Stands for any node that is no letter. */
const BOX = '\ufffc'

const wordsOf = (node: Node) => {
  let words = ''
  node.forEach((child) => void (words += child.isText ? child.text : BOX.repeat(child.nodeSize)))
  return words
}

/** The old block's words without those that are to be put back. */
function restOf({ block, pieces }: Stray): string {
  const words = wordsOf(block)
  let rest = ''
  let done = 0
  for (const { at, node } of pieces) {
    rest += words.slice(done, at)
    done = at + node.nodeSize
  }
  return rest + words.slice(done)
}

/** Shortest whole rest of a block, and shortest stretch beside it, by which a place is known again: shorter ones stand in many places by chance. */
const LEAST_WHOLE = 8
const LEAST_BESIDE = 12

function homeOf(doc: Node, stray: Stray): Home | null {
  const rest = restOf(stray)
  const id = idOf(stray.block)
  let twin: Home | null = null
  let whole: Home | null = null
  doc.descendants((node, pos) => {
    if (!node.inlineContent) return
    if (id !== null && idOf(node) === id) twin = { node, pos, from: 0, rest }
    const from = whole === null && rest.length >= LEAST_WHOLE ? wordsOf(node).indexOf(rest) : -1
    if (from >= 0) whole = { node, pos, from, rest }
  })
  return twin ?? whole ?? besideNeighbours(doc, stray, rest)
}

/** Letters on each side that are compared. */
const REACH = 24

/** The text that holds most of what stood right before or right behind the first piece. */
function besideNeighbours(doc: Node, { pieces }: Stray, rest: string): Home | null {
  const [first] = pieces
  if (!first) return null
  let best: Home | null = null
  let most = LEAST_BESIDE - 1
  doc.descendants((node, pos) => {
    if (!node.inlineContent) return
    const words = wordsOf(node)
    for (let length = Math.min(REACH, first.at); length > most; length--) {
      const from = words.lastIndexOf(rest.slice(first.at - length, first.at))
      if (from < 0) continue
      most = length
      best = { node, pos, from: from + length - first.at, rest }
    }
    for (let length = Math.min(REACH, rest.length - first.at); length > most; length--) {
      const from = words.indexOf(rest.slice(first.at, first.at + length))
      if (from < 0) continue
      most = length
      best = { node, pos, from: from - first.at, rest }
    }
  })
  return best
}

function putInto(tr: Transaction, { node, pos, from, rest }: Home, { pieces }: Stray): void {
  const words = wordsOf(node)
  const [head, tail] = from === 0 ? sharedEnds(rest, words) : [rest.length, 0]
  let before = 0
  let put = 0
  for (const piece of pieces) {
    // Where it stood among the words that remain.
    const at = piece.at - before
    const place = at <= head ? from + at : at >= rest.length - tail ? words.length - (rest.length - at) : head
    const target = pos + 1 + Math.max(0, Math.min(words.length, place)) + put
    before += piece.node.nodeSize
    put += insert(tr, target, piece.node)
  }
}

function insert(tr: Transaction, pos: number, node: Node): number {
  const { parent } = tr.doc.resolve(pos)
  const fitting = parent.type.contentMatch.matchType(node.type) ? node : node.textContent === '' ? null : node.type.schema.text(node.textContent)
  if (!fitting || !parent.inlineContent) return 0
  const before = tr.doc.content.size
  tr.insert(pos, fitting.mark(parent.type.allowedMarks(fitting.marks)))
  return tr.doc.content.size - before
}

/** How many letters the two share at their start and at their end. */
function sharedEnds(a: string, b: string): [head: number, tail: number] {
  const most = Math.min(a.length, b.length)
  let head = 0
  while (head < most && a[head] === b[head]) head++
  let tail = 0
  while (tail < most - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  return [head, tail]
}

/** As a block of its own at the nearest place around `pos` that takes one. */
function putBlock(tr: Transaction, { block, pieces }: Stray, pos: number): void {
  const node = block.isLeaf ? block : block.copy(Fragment.fromArray(pieces.map((piece) => piece.node)))
  const $pos = tr.doc.resolve(Math.max(0, Math.min(pos, tr.doc.content.size)))
  for (const candidate of [node, asLine(node)]) {
    if (candidate === null) continue
    for (let depth = $pos.depth; depth >= 0; depth--) {
      if (!takes($pos.node(depth).type, candidate)) continue
      return void tr.insert(depth === $pos.depth ? $pos.pos : $pos.after(depth + 1), candidate)
    }
  }
}

const takes = (parent: NodeType, child: Node) => !parent.inlineContent && parent.contentMatch.matchType(child.type) !== null

/** The same words in the kind of block that stands anywhere. */
function asLine(node: Node): Node | null {
  const { topNodeType } = node.type.schema
  const line = topNodeType.contentMatch.defaultType
  return line?.inlineContent && node.inlineContent ? line.create(null, node.content) : null
}
