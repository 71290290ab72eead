/**
 * From the editor to Yjs: the fewest changes that make the body read as the new document. A child that is known again (`match.ts`) stays the Y type it is, so
 * that what a colleague does in it meanwhile stays too; attributes and marks are written one by one; text is written where it changed (`text.ts`).
 */
import type { Node } from 'prosemirror-model'
import * as Y from 'yjs'
import { type ElementPart, headOf, toYElement } from '#model/ybody.ts'
import { match, type Placed } from './match.ts'
import { isInText } from './reader.ts'
import type { Region } from './regions.ts'
import { freshRuns, planRuns } from './text.ts'
import { createWriting, planChildren, type Writing } from './writing.ts'

/** Makes the body of `root` read as `doc`. To be called in a transaction of its Y.Doc. `regions`: what changed since `root` was read, or null. */
export function write(root: ElementPart, doc: Node, regions: readonly Region[] | null): void {
  const writing = createWriting(root, regions)
  planElement(writing, root, doc, 0, 0)
  writing.run()
}

/** `start` and `pos` are where the content of the old and of the new node begins. */
function planElement(writing: Writing, part: ElementPart, node: Node, start: number, pos: number): void {
  if (part.node === node) return
  planHead(writing, part, node)
  if (part.node.content === node.content) return
  if (node.inlineContent) planInline(writing, part, node, start, pos)
  else planBlocks(writing, part, node, start, pos)
}

type AnyElement = { setAttribute(name: string, value: unknown): void; removeAttribute(name: string): void }

/** Compares the two nodes, not the element, so that a colleague's change of another attribute is not written over. */
function planHead(writing: Writing, part: ElementPart, node: Node): void {
  if (part.node.sameMarkup(node) || !(part.type instanceof Y.XmlElement)) return
  const element = part.type as unknown as AnyElement
  const [was, is] = [headOf(part.node), headOf(node)]
  for (const [name, value] of Object.entries(is)) {
    if (JSON.stringify(was[name]) !== JSON.stringify(value)) writing.plan(() => element.setAttribute(name, value))
  }
  for (const name of Object.keys(was)) if (!Object.hasOwn(is, name)) writing.plan(() => element.removeAttribute(name))
}

type Unit = Placed & { part: ElementPart | null; index: number }

/** The children of an element that are nodes of their own, with their places among the Y types. */
function unitsOf(part: ElementPart, start: number): Unit[] {
  const units: Unit[] = []
  let pos = start
  part.parts.forEach((child, index) => {
    if (child.kind === 'text') pos += child.nodes.reduce((size, { nodeSize }) => size + nodeSize, 0)
    else {
      units.push({ node: child.node, pos, part: child.kind === 'element' ? child : null, index })
      pos += child.node.nodeSize
    }
  })
  return units
}

function placedChildren(node: Node, pos: number): Placed[] {
  const placed: Placed[] = []
  node.forEach((child, offset) => void placed.push({ node: child, pos: pos + offset }))
  return placed
}

function planBlocks(writing: Writing, part: ElementPart, node: Node, start: number, pos: number): void {
  const olds = unitsOf(part, start)
  const news = placedChildren(node, pos)
  const stays = match(olds, news, writing.regions)
  const gone = new Set(olds.map(({ index }) => index))
  const come = new Map<number, (Y.XmlElement | Y.XmlText)[]>()
  let behind = -1
  news.forEach((placed, index) => {
    const old = olds[stays[index]!]
    if (old) {
      gone.delete(old.index)
      behind = old.index
      if (old.part) planElement(writing, old.part, placed.node, old.pos + 1, placed.pos + 1)
    } else come.set(behind, [...(come.get(behind) ?? []), fresh(writing, placed, null)])
  })
  planChildren(writing, part.type, part.parts.length, gone, come)
}

function planInline(writing: Writing, part: ElementPart, node: Node, start: number, pos: number): void {
  const olds = unitsOf(part, start)
  const children = placedChildren(node, pos)
  const news = children.filter((child) => !isInText(child.node))
  const stays = new Map(match(olds, news, writing.regions).map((old, index) => [news[index]!, olds[old]]))
  const gone = new Set(olds.map(({ index }) => index))
  const come = new Map<number, (Y.XmlElement | Y.XmlText)[]>()
  let behind = -1
  let startOfGap = start
  let gap: Placed[] = []
  const closeGap = (end: number) => {
    planRuns(writing, { part, from: behind + 1, to: end, start: startOfGap }, gap, {
      come: (after, types) => come.set(after, [...(come.get(after) ?? []), ...types]),
      fresh: (placed) => fresh(writing, placed, null),
    })
    gap = []
  }
  for (const child of children) {
    const old = stays.get(child)
    if (!old) gap.push(child)
    else {
      closeGap(old.index)
      gone.delete(old.index)
      behind = old.index
      startOfGap = old.pos + old.node.nodeSize
      if (old.part) planElement(writing, old.part, child.node, old.pos + 1, child.pos + 1)
    }
  }
  closeGap(part.parts.length)
  planChildren(writing, part.type, part.parts.length, gone, come)
}

/** New Y types for a node that is not there yet. If it stood elsewhere before, it takes along what the schema does not know of it, and says where its letters were. */
function fresh(writing: Writing, { node, pos }: Placed, twin: ElementPart | null): Y.XmlElement | Y.XmlText {
  const former = twin ?? writing.formerly(node)
  if (node.isLeaf) return toYElement(node, former?.foreign)
  const twins = former && former.node.childCount === node.childCount ? former : null
  const twinAt = (child: Node, index: number) => {
    const old = twins?.parts.find((part) => part.kind === 'element' && part.node === twins.node.child(index))
    return old?.kind === 'element' && old.node.type === child.type ? old : null
  }
  const children = placedChildren(node, pos + 1)
  const made = node.inlineContent
    ? freshRuns(writing, former, children, (child, index) => fresh(writing, child, twinAt(child.node, index)))
    : children.map((child, index) => fresh(writing, child, twinAt(child.node, index)))
  return toYElement(node, former?.foreign, made)
}
