/**
 * From Yjs to the editor: the steps that turn the document as it was into the document as it reads now, touching nothing else.
 *
 * Yjs never moves a child, so the parts that were and the parts that are can be matched exactly, by their types: what left is deleted, what came is inserted,
 * what changed is descended into. The result is compared with the document it should be; if it is not that, everything is replaced.
 */
import { type Fragment, type Node, Slice } from 'prosemirror-model'
import type { EditorState, Transaction } from 'prosemirror-state'
import { ReplaceStep } from 'prosemirror-transform'
import type { ElementPart, Part } from '#model/ybody.ts'
import { sizeOf } from './reader.ts'

/**
 * The transaction that makes the state's document that of `now`. `before` are the parts the state's document was read from; null when it is not known what
 * they were.
 */
export function incoming(state: EditorState, before: ElementPart | null, now: ElementPart): Transaction {
  for (const attempt of before && before.node === state.doc ? [byParts(before), byNodes] : [byNodes]) {
    const tr = state.tr
    attempt(tr, now)
    if (tr.doc.eq(now.node)) return tr
  }
  const tr = state.tr
  replace(tr, 0, tr.doc.content.size, now.node.content)
  return tr
}

const byParts = (before: ElementPart) => (tr: Transaction, now: ElementPart) => steps(tr, before, now, 0)
const byNodes = (tr: Transaction, now: ElementPart) => walk(tr, tr.doc, now.node, 0)

function replace(tr: Transaction, from: number, to: number, content: Fragment): void {
  if (from < to || content.size > 0) tr.step(new ReplaceStep(from, to, new Slice(content, 0, 0)))
}

/** `start` is where the content of `before` begins. Last first, so that the places before hold. */
function steps(tr: Transaction, before: ElementPart, now: ElementPart, start: number): void {
  if (before.node.inlineContent) return walk(tr, before.node, now.node, start)
  const olds = before.parts
  const news = now.parts
  let left = 0
  while (left < olds.length && left < news.length && olds[left] === news[left]) left++
  let oldEnd = olds.length
  let newEnd = news.length
  let to = start + before.node.content.size
  while (oldEnd > left && newEnd > left && olds[oldEnd - 1] === news[newEnd - 1]) {
    to -= sizeOf(olds[--oldEnd]!)
    newEnd--
  }
  const came = new Set(news.slice(left, newEnd).map(({ type }) => type as unknown))
  const stayed = new Set(olds.slice(left, oldEnd).map(({ type }) => type as unknown).filter((type) => came.has(type)))
  while (oldEnd > left || newEnd > left) {
    let from = to
    let inserted = now.node.content.cut(0, 0)
    for (; oldEnd > left && !stayed.has(olds[oldEnd - 1]!.type); oldEnd--) from -= sizeOf(olds[oldEnd - 1]!)
    for (; newEnd > left && !stayed.has(news[newEnd - 1]!.type); newEnd--) inserted = nodesOf(news[newEnd - 1]!, inserted)
    replace(tr, from, to, inserted)
    to = from
    if (oldEnd > left && newEnd > left) {
      const old = olds[--oldEnd]!
      to -= sizeOf(old)
      if (old !== news[--newEnd]) change(tr, old, news[newEnd]!, to)
    }
  }
}

function nodesOf(part: Part, rest: Fragment): Fragment {
  return part.kind === 'text' ? rest : rest.addToStart(part.node)
}

/** The same Y type reads differently. */
function change(tr: Transaction, old: Part, now: Part, pos: number): void {
  if (old.kind === 'element' && now.kind === 'element' && old.node.type === now.node.type) {
    steps(tr, old, now, pos + 1)
    return changeHead(tr, old.node, now.node, pos)
  }
  const empty = tr.doc.content.cut(0, 0)
  replace(tr, pos, pos + sizeOf(old), nodesOf(now, empty))
}

function changeHead(tr: Transaction, old: Node, now: Node, pos: number): void {
  for (const name of Object.keys(now.attrs)) if (!same(old.attrs[name], now.attrs[name])) tr.setNodeAttribute(pos, name, now.attrs[name])
  for (const mark of old.marks) if (!mark.isInSet(now.marks)) tr.removeNodeMark(pos, mark)
  for (const mark of now.marks) if (!mark.isInSet(old.marks)) tr.addNodeMark(pos, mark)
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}

/** Two nodes without knowledge of their types: skips what is equal at both ends, descends while one child differs, then one step. */
function walk(tr: Transaction, old: Node, now: Node, start: number): void {
  const shorter = Math.min(old.childCount, now.childCount)
  let left = 0
  let from = start
  while (left < shorter && old.child(left).eq(now.child(left))) from += old.child(left++).nodeSize
  let right = 0
  let to = start + old.content.size
  while (right < shorter - left && old.child(old.childCount - 1 - right).eq(now.child(now.childCount - 1 - right))) to -= old.child(old.childCount - 1 - right++).nodeSize
  if (old.childCount === left + right && now.childCount === left + right) return
  if (old.childCount === left + right + 1 && now.childCount === left + right + 1) {
    const [a, b] = [old.child(left), now.child(left)]
    if (!a.isText && !a.isLeaf && a.sameMarkup(b)) return walk(tr, a, b, from + 1)
  }
  const lead = left < shorter ? common(old.child(left), now.child(left), 1) : 0
  const sizes = [to - from, now.content.size - (old.content.size - (to - from))] as const
  const room = Math.min(...sizes) - lead
  const tail = left + right < shorter ? Math.min(room, common(old.child(old.childCount - 1 - right), now.child(now.childCount - 1 - right), -1)) : 0
  const end = to - start - old.content.size + now.content.size - tail
  replace(tr, from + lead, to - tail, now.content.cut(from - start + lead, end))
}

/** How many letters two texts with the same marks share at their start (1) or end (-1); no surrogate pair is cut. */
function common(a: Node, b: Node, direction: 1 | -1): number {
  if (!a.isText || !b.isText || !a.sameMarkup(b)) return 0
  const [x, y] = [a.text ?? '', b.text ?? '']
  const most = Math.min(x.length, y.length)
  let count = 0
  if (direction === 1) {
    while (count < most && x.charCodeAt(count) === y.charCodeAt(count)) count++
    return count > 0 && isHigh(x.charCodeAt(count - 1)) ? count - 1 : count
  }
  while (count < most && x.charCodeAt(x.length - 1 - count) === y.charCodeAt(y.length - 1 - count)) count++
  return count > 0 && isLow(x.charCodeAt(x.length - count)) ? count - 1 : count
}

export const isHigh = (code: number) => code >= 0xd800 && code <= 0xdbff
export const isLow = (code: number) => code >= 0xdc00 && code <= 0xdfff
