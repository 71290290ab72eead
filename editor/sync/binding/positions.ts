/** Places that outlive a change: ProseMirror positions as Yjs relative positions and back, in y-prosemirror's format, so that stock tools see our carets. */
import type { Node } from 'prosemirror-model'
import * as Y from 'yjs'
import { type ElementPart, lengthInText, type Part, type TextPart, type YChild } from '#model/ybody.ts'
import { type Reader, sizeOf } from './reader.ts'

/** Which letter the place holds on to: the one after it (0, as y-prosemirror has it) or the one before it (-1). */
export type Side = 0 | -1

/** The position in the document the reader holds. A RangeError outside of it. */
export function toRelative(reader: Reader, pos: number, side: Side = 0): Y.RelativePosition {
  const root = reader.root()
  if (pos < 0 || pos > root.node.content.size) throw new RangeError(`position ${pos} of ${root.node.content.size}`)
  let part = root
  let offset = pos
  for (;;) {
    let index = 0
    let inside: ElementPart | null = null
    for (; index < part.parts.length; index++) {
      const child = part.parts[index]!
      const size = sizeOf(child)
      if (child.kind === 'text' ? offset <= size && (offset < size || !textFollows(part, index)) : offset < size) {
        if (child.kind === 'text') {
          // Between blocks an empty text is nobody's place.
          if (!part.node.inlineContent) continue
          return Y.createRelativePositionFromTypeIndex(child.type, lengthBefore(child.nodes, offset), heldSide(side, offset))
        }
        if (child.kind === 'element' && offset > 0) inside = child
        break
      }
      offset -= size
    }
    if (inside === null) return Y.createRelativePositionFromTypeIndex(part.type, index, 0)
    part = inside
    offset -= 1
  }
}

/** At the very start there is no letter before to hold on to. */
const heldSide = (side: Side, offset: number): Side => (offset === 0 ? 0 : side)

/** At the seam of two texts the place belongs to the first, unless that is empty. */
function textFollows(part: ElementPart, index: number): boolean {
  return sizeOf(part.parts[index]!) === 0 && part.parts[index + 1]?.kind === 'text'
}

/** The position now, or null when its surroundings are gone or not of this document. */
export function fromRelative(reader: Reader, relative: Y.RelativePosition): number | null {
  const { doc } = reader.body
  const place = doc && Y.createAbsolutePositionFromRelativePosition(relative, doc)
  if (!place) return null
  const type = place.type as unknown as Y.AbstractType<unknown>
  const part = reader.partOf(type)
  const start = startOf(reader, type)
  if (start === null) return null
  if (part?.kind === 'text') return start + sizeBefore(part, place.index)
  if (part?.kind !== 'element') return start
  const before = part.parts.slice(0, place.index).reduce((size, child) => size + sizeOf(child), 0)
  return start + (part.type === reader.body ? 0 : 1) + before
}

/** Where the part of a type begins: before its node, or before its first letter. Inside a closed box: before the box. */
export function startOf(reader: Reader, type: Y.AbstractType<unknown>): number | null {
  if (type === (reader.body as unknown)) return 0
  if (type._item === null || type._item.deleted) return null
  const parent = type.parent as Y.AbstractType<unknown> | null
  if (parent === null) return null
  const above = startOf(reader, parent)
  const around = reader.partOf(parent)
  if (above === null || around?.kind !== 'element') return above
  let start = above + (around.type === reader.body ? 0 : 1)
  for (const child of around.parts) {
    if (child.type === (type as unknown as YChild)) return start
    start += sizeOf(child)
  }
  return null
}

/** Where a part stands in the document of `root`; at its end when it is not in there. */
export function startIn(root: ElementPart, wanted: Part): number {
  const look = (part: ElementPart, start: number): number | null => {
    let pos = start
    for (const child of part.parts) {
      if (child === wanted) return pos
      const inside = child.kind === 'element' ? look(child, pos + 1) : null
      if (inside !== null) return inside
      pos += sizeOf(child)
    }
    return null
  }
  return look(root, 0) ?? root.node.content.size
}

/** Length in the XmlText of the first `size` positions of its nodes. */
function lengthBefore(nodes: readonly Node[], size: number): number {
  let left = size
  let length = 0
  for (const node of nodes) {
    if (left <= 0) break
    length += node.isText ? Math.min(left, node.nodeSize) : lengthInText(node)
    left -= node.nodeSize
  }
  return length
}

function sizeBefore(part: TextPart, length: number): number {
  let left = length
  let size = 0
  for (const node of part.nodes) {
    if (left <= 0) break
    size += node.isText ? Math.min(left, node.nodeSize) : node.nodeSize
    left -= lengthInText(node)
  }
  return size
}

/** The text that holds the token at `pos` and the index of that token in it, or null where no text is. */
export function textAt(root: ElementPart, pos: number): { part: TextPart; index: number } | null {
  let parts: readonly Part[] = root.parts
  let offset = pos
  for (;;) {
    const child: Part | undefined = parts.find((part) => {
      const size = sizeOf(part)
      if (offset < size) return true
      offset -= size
      return false
    })
    if (child === undefined || child.kind === 'closed') return null
    if (child.kind === 'text') return { part: child, index: offset }
    if (offset === 0) return null
    parts = child.parts
    offset -= 1
  }
}
