/**
 * Writing the text between two inline nodes that stay: which XmlText goes on as which run of the new text, and what changes in each. Letters that come from
 * another text (a split, a join) get an XmlText of their own that says whose they were.
 */
import type { Node } from 'prosemirror-model'
import type * as Y from 'yjs'
import { type ElementPart, formatOf, lengthInText, markKey, type TextPart, toDelta } from '#model/ybody.ts'
import type { Placed } from './match.ts'
import { NOBODY, type Run, runsOf } from './moves.ts'
import { textAt } from './positions.ts'
import { isInText, sizeOf } from './reader.ts'
import { untouched } from './regions.ts'
import { align, joined, type Kept, type Tokens, tokensOf } from './tokens.ts'
import type { Writing } from './writing.ts'

/** Parts [from, to) of an element; `start` is the position where the first of them begins. */
type Span = { part: ElementPart; from: number; to: number; start: number }
type Made = { come(after: number, types: (Y.XmlElement | Y.XmlText)[]): void; fresh(placed: Placed, index: number): Y.XmlElement | Y.XmlText }

/** An old text: `at` its first token among those of the gap. */
type Old = { part: TextPart; index: number; pos: number; at: number; tokens: Tokens }
/** A run of the new text. */
type New = { pos: number; at: number; tokens: Tokens; pieces: readonly Node[] }
type Item = { run: New } | { node: Placed; index: number }

/** Plans the texts of a gap; inline nodes in it that were matched by nobody are made anew. */
export function planRuns(writing: Writing, span: Span, children: readonly Placed[], made: Made): void {
  const olds = oldTexts(span)
  const items = itemsOf(children)
  const runs = items.flatMap((item) => ('run' in item ? [item.run] : []))
  if (olds.length === 0 && items.length === 0) return
  const kept = olds.length > 0 && runs.length > 0 ? align(joined(olds.map(({ tokens }) => tokens)), joined(runs.map(({ tokens }) => tokens)), said(writing, olds, runs)) : []
  const pieces = kept.flatMap((stretch) => cut(stretch, olds, runs))
  const owner = assign(olds, runs, pieces)
  let behind = span.from - 1
  const untaken = new Set(olds)
  for (const item of items) {
    if ('node' in item) {
      made.come(behind, [made.fresh(item.node, item.index)])
      continue
    }
    const mine = olds.filter((old) => owner.get(old) === item.run)
    for (const old of mine) untaken.delete(old)
    behind = planRun(writing, item.run, mine, pieces, behind, made)
  }
  // An emptied text stays: what a colleague types in it at this moment needs a place.
  for (const old of untaken) planEdits(writing, old, [], null)
}

function oldTexts({ part, from, to, start }: Span): Old[] {
  const olds: Old[] = []
  let pos = start
  let at = 0
  for (let index = from; index < to; index++) {
    const child = part.parts[index]!
    if (child.kind === 'text') {
      const tokens = tokensOf(child.nodes)
      olds.push({ part: child, index, pos, at, tokens })
      at += tokens.nodes.length
    }
    pos += sizeOf(child)
  }
  return olds
}

function itemsOf(children: readonly Placed[]): Item[] {
  const items: Item[] = []
  let at = 0
  for (let index = 0; index < children.length; index++) {
    const first = children[index]!
    if (!isInText(first.node)) {
      items.push({ node: first, index })
      continue
    }
    const pieces: Node[] = []
    for (; index < children.length && isInText(children[index]!.node); index++) pieces.push(children[index]!.node)
    index--
    const tokens = tokensOf(pieces)
    items.push({ run: { pos: first.pos, at, tokens, pieces } })
    at += tokens.nodes.length
  }
  return items
}

/** What the steps left untouched, in tokens of the gap. */
function said(writing: Writing, olds: readonly Old[], runs: readonly New[]): Kept[] {
  const kept: Kept[] = []
  for (const run of runs) {
    for (const { a, b, length } of untouched(writing.regions, run.pos, run.pos + run.tokens.nodes.length)) {
      for (const old of olds) {
        const from = Math.max(a, old.pos)
        const to = Math.min(a + length, old.pos + old.tokens.nodes.length)
        if (to > from) kept.push({ a: old.at + from - old.pos, b: run.at + (b + from - a) - run.pos, length: to - from })
      }
    }
  }
  return kept
}

/** A kept stretch within one old text and one run; `a` and `b` are counted from their own starts. */
type Piece = { old: Old; run: New; a: number; b: number; length: number }

function cut({ a, b, length }: Kept, olds: readonly Old[], runs: readonly New[]): Piece[] {
  const pieces: Piece[] = []
  for (const old of olds) {
    for (const run of runs) {
      const from = Math.max(0, old.at - a, run.at - b)
      const to = Math.min(length, old.at + old.tokens.nodes.length - a, run.at + run.tokens.nodes.length - b)
      if (to > from) pieces.push({ old, run, a: a + from - old.at, b: b + from - run.at, length: to - from })
    }
  }
  return pieces
}

/** The run each old text goes on as: the one that keeps most of it; a text of which nothing is kept takes a run that no one else is, or its neighbour's. */
function assign(olds: readonly Old[], runs: readonly New[], pieces: readonly Piece[]): Map<Old, New> {
  const owner = new Map<Old, New>()
  for (const old of olds) {
    const votes = new Map<New, number>()
    for (const piece of pieces) if (piece.old === old) votes.set(piece.run, (votes.get(piece.run) ?? 0) + piece.length)
    const [most] = [...votes].sort(([, x], [, y]) => y - x)
    if (most) owner.set(old, most[0])
  }
  let lowest = 0
  olds.forEach((old, index) => {
    const own = owner.get(old)
    if (own) lowest = runs.indexOf(own)
    else {
      const next = olds.slice(index + 1).map((later) => owner.get(later)).find((run) => run !== undefined)
      const highest = next ? runs.indexOf(next) : runs.length - 1
      const window = runs.slice(lowest, highest + 1)
      const free = window.find((run) => ![...owner.values()].includes(run)) ?? window[0]
      if (free) {
        owner.set(old, free)
        lowest = runs.indexOf(free)
      }
    }
  })
  return owner
}

/** Plans one run over the texts that go on as it. The index of the last child that is now in place. */
function planRun(writing: Writing, run: New, mine: readonly Old[], pieces: readonly Piece[], behindWas: number, made: Made): number {
  const kept = pieces.filter((piece) => piece.run === run && mine.includes(piece.old)).sort((x, y) => x.b - y.b)
  const inserts = new Map<Old, { at: number; pieces: Node[] }[]>()
  const insert = (old: Old, at: number, from: number, to: number) => inserts.set(old, [...(inserts.get(old) ?? []), { at, pieces: slice(run.tokens, from, to) }])
  let behind = behindWas
  let done = 0
  const between = (left: Piece | null, right: Piece | null, from: number, to: number) => {
    if (from === to) return
    const before = left?.old ?? (kept.length === 0 ? mine.at(-1) : undefined)
    const inside = left !== null && right !== null && left.old === right.old
    const runs = inside ? [] : sources(writing, run, from, to, pieces)
    if (runs.some(({ client }) => client !== NOBODY) || (!before && !right)) made.come(Math.max(behind, before?.index ?? -1), [writing.moves.text(slice(run.tokens, from, to), runs)])
    else if (before) insert(before, left ? left.a + left.length : 0, from, to)
    else if (right) insert(right.old, right.a, from, to)
  }
  kept.forEach((piece, index) => {
    between(kept[index - 1] ?? null, piece, done, piece.b)
    done = piece.b + piece.length
    behind = Math.max(behind, piece.old.index)
  })
  between(kept.at(-1) ?? null, null, done, run.tokens.nodes.length)
  for (const old of mine) {
    planEdits(writing, old, kept.filter((piece) => piece.old === old), run, inserts.get(old))
    behind = Math.max(behind, old.index)
  }
  return behind
}

/** Whose letters tokens [from, to) of a run were, where they come from another text. */
function sources(writing: Writing, run: New, from: number, to: number, pieces: readonly Piece[]): Run[] {
  const found: { at: number; runs: Run[]; length: number }[] = []
  for (const piece of pieces) {
    const first = Math.max(from, piece.b)
    const last = Math.min(to, piece.b + piece.length)
    if (piece.run === run && last > first) found.push({ at: first, length: last - first, runs: runsOf(piece.old.part, piece.a + first - piece.b, piece.a + last - piece.b) })
  }
  if (found.length === 0) found.push(...fromElsewhere(writing, run, from, to))
  return gapless(found, from, to)
}

/** The same by the steps: what they left untouched and now stands in another text. */
function fromElsewhere(writing: Writing, run: New, from: number, to: number): { at: number; runs: Run[]; length: number }[] {
  const found: { at: number; runs: Run[]; length: number }[] = []
  for (const { a, b, length } of untouched(writing.regions, run.pos + from, run.pos + to)) {
    for (let done = 0; done < length; ) {
      const place = textAt(writing.root, a + done)
      if (place === null) break
      const count = Math.min(length - done, sizeOf(place.part) - place.index)
      found.push({ at: b + done - run.pos, length: count, runs: runsOf(place.part, place.index, place.index + count) })
      done += count
    }
  }
  return found
}

function gapless(found: readonly { at: number; runs: Run[]; length: number }[], from: number, to: number): Run[] {
  const runs: Run[] = []
  let done = from
  for (const { at, runs: own, length } of found.toSorted((x, y) => x.at - y.at)) {
    if (at < done) continue
    if (at > done) runs.push({ client: NOBODY, clock: 0, length: at - done })
    runs.push(...own)
    done = at + length
  }
  if (to > done) runs.push({ client: NOBODY, clock: 0, length: to - done })
  return runs
}

/** Tokens [from, to) as pieces again. */
function slice({ nodes, text }: Tokens, from: number, to: number): Node[] {
  const pieces: Node[] = []
  for (let at = from; at < to; ) {
    const node = nodes[at]!
    let end = at + 1
    while (end < to && nodes[end] === node && node.isText) end++
    pieces.push(node.isText ? node.type.schema.text(text.slice(at, end), node.marks) : node)
    at = end
  }
  return pieces
}

type Op = { retain?: number; delete?: number; insert?: string | object; attributes?: Record<string, unknown> }

/** Plans what changes in one text: what is kept, and what is put in where (token of the old text). */
function planEdits(writing: Writing, old: Old, kept: readonly Piece[], run: New | null, inserts: readonly { at: number; pieces: Node[] }[] = []): void {
  const ops: Op[] = []
  let done = 0
  const put = (at: number) => {
    for (const insert of inserts) if (insert.at === at) ops.push(...insert.pieces.map(toDelta))
  }
  const drop = (to: number) => {
    let length = 0
    for (let token = done; token < to; token++) length += old.tokens.nodes[token]!.isText ? 1 : lengthInText(old.tokens.nodes[token]!)
    if (length > 0) ops.push({ delete: length })
  }
  for (const piece of kept) {
    put(done)
    drop(piece.a)
    if (piece.a > done) put(piece.a)
    if (run) retain(ops, old.tokens, piece.a, run.tokens, piece.b, piece.length)
    done = piece.a + piece.length
  }
  put(done)
  drop(old.tokens.nodes.length)
  while (ops.length > 0 && ops.at(-1)!.retain !== undefined && ops.at(-1)!.attributes === undefined) ops.pop()
  if (ops.length > 0) writing.plan(() => apply(old.part.type, ops))
}

function retain(ops: Op[], was: Tokens, a: number, is: Tokens, b: number, length: number): void {
  for (let at = 0; at < length; ) {
    const [p, q] = [was.nodes[a + at]!, is.nodes[b + at]!]
    let end = at + 1
    while (end < length && was.nodes[a + end] === p && is.nodes[b + end] === q && p.isText) end++
    const attributes = p.isText && p.marks !== q.marks ? reformat(p, q) : undefined
    const count = p.isText ? end - at : lengthInText(p)
    const last = ops.at(-1)
    if (attributes === undefined && last?.retain !== undefined && last.attributes === undefined) last.retain += count
    else ops.push(attributes === undefined ? { retain: count } : { retain: count, attributes })
    at = end
  }
}

/** The formatting that turns the marks of one piece into those of the other, or undefined when they are the same. */
function reformat(was: Node, is: Node): Record<string, unknown> | undefined {
  const change: Record<string, unknown> = {}
  for (const mark of was.marks) {
    if (mark.isInSet(is.marks)) continue
    change[markKey(mark)] = null
    // Written without its hash by those who do not know that it may overlap.
    change[mark.type.name] = null
  }
  Object.assign(change, formatOf(is.marks.filter((mark) => !mark.isInSet(was.marks))))
  return Object.keys(change).length > 0 ? change : undefined
}

function apply(text: Y.XmlText, ops: readonly Op[]): void {
  const [first, second, third] = ops
  const at = first?.retain !== undefined && first.attributes === undefined ? first.retain : 0
  const only = at > 0 ? second : first
  if (ops.length > (at > 0 ? 2 : 1) || only === undefined || third !== undefined) return void text.applyDelta([...ops])
  // One edit, as typing makes it: Yjs finds its place by a marker instead of walking there.
  if (only.delete !== undefined) text.delete(at, only.delete)
  else if (typeof only.insert === 'string') text.insert(at, only.insert, only.attributes ?? {})
  else text.applyDelta([...ops])
}

/** New Y types for the inline children of a node that is made anew. `former` is the element it was, if it stood elsewhere. */
export function freshRuns(writing: Writing, former: ElementPart | null, children: readonly Placed[], fresh: Made['fresh']): (Y.XmlElement | Y.XmlText)[] {
  const olds = former ? oldTexts({ part: former, from: 0, to: former.parts.length, start: 0 }) : []
  const items = itemsOf(children)
  const runs = items.flatMap((item) => ('run' in item ? [item.run] : []))
  const pieces = olds.length > 0 && runs.length > 0 ? align(joined(olds.map(({ tokens }) => tokens)), joined(runs.map(({ tokens }) => tokens)), []).flatMap((kept) => cut(kept, olds, runs)) : []
  return items.map((item) => {
    if ('node' in item) return fresh(item.node, item.index)
    const { run } = item
    return writing.moves.text([...run.pieces], sources(writing, run, 0, run.tokens.nodes.length, pieces))
  })
}
