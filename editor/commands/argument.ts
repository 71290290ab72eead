/** Commands on contested questions: a section with both sides, and points under each. */
import type { Node, NodeType, ResolvedPos } from 'prosemirror-model'
import { type Command, type EditorState, NodeSelection, TextSelection, type Transaction } from 'prosemirror-state'
import type { Axis } from '#model/axis.ts'
import type { PointAttributes } from '#model/nodes/argument.ts'
import { type RandomBytes, shortId } from '#model/random.ts'
import { schema } from '#model/schema.ts'
import { ownUndoStep } from '../sync/binding.ts'
import { placeForBlock, putBlock } from './place.ts'

const newPoint = (random: RandomBytes): Node => schema.node('point', { id: shortId(random) }, [schema.node('paragraph', { id: shortId(random) })])

/** Inserts a section for this axis below the current block: one side a pole, one empty point a side; the caret lands in the first. Does not apply inside another argument. */
export function insertArgument(axis: Axis, random: RandomBytes): Command {
  return ownUndoStep((state, dispatch) => {
    const place = ancestorDepth(state.selection.$from, 'argument') === null ? placeForBlock(state, takesSection) : null
    if (place === null) return false
    if (dispatch) {
      const sides = axis.poles.map((pole) => schema.node('side', { id: shortId(random), pole: pole.id }, [newPoint(random)]))
      const section = schema.node('argument', { id: shortId(random), axisId: axis.id, question: axis.question }, sides)
      const tr = putBlock(state.tr, place, section)
      dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(place.at + 1))).scrollIntoView())
    }
    return true
  })
}

/** A section of its own belongs to the page or to a slot, not into a list, a quotation or a cell. */
const takesSection = (parent: NodeType) => parent === schema.nodes.doc || parent === schema.nodes.slot

function ancestorDepth($pos: ResolvedPos, name: 'argument' | 'side' | 'point'): number | null {
  for (let depth = $pos.depth; depth > 0; depth--) if ($pos.node(depth).type.name === name) return depth
  return null
}

/** Adds an empty point: behind the current one, or at the end of the side that starts at `sidePos`. The caret lands in it. */
export function addPoint(random: RandomBytes, sidePos?: number): Command {
  return (state, dispatch) => {
    const at = sidePos === undefined ? behindPoint(state.selection.$from) : endOfSide(state.doc, sidePos)
    if (at === null) return false
    if (dispatch) {
      const tr = state.tr.insert(at, newPoint(random))
      dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 2)).scrollIntoView())
    }
    return true
  }
}

function behindPoint($from: ResolvedPos): number | null {
  const point = ancestorDepth($from, 'point')
  if (point !== null) return $from.after(point)
  const side = ancestorDepth($from, 'side')
  return side === null ? null : $from.end(side)
}

function endOfSide(doc: Node, pos: number): number | null {
  const side = doc.nodeAt(pos)
  return side?.type === schema.nodes.side ? pos + side.nodeSize - 1 : null
}

/** Enter on an empty last line of a point that says something already begins the next point. */
export function addPointFromEmptyLine(random: RandomBytes): Command {
  return (state, dispatch) => {
    const { $from, empty } = state.selection
    const point = $from.depth > 1 ? $from.node(-1) : null
    if (!empty || point?.type !== schema.nodes.point || $from.parent.content.size > 0 || point.childCount < 2 || $from.indexAfter(-1) !== point.childCount) return false
    if (dispatch) {
      const tr = state.tr.delete($from.before(), $from.after())
      const at = $from.before() + 1
      tr.insert(at, newPoint(random))
      dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 2)).scrollIntoView())
    }
    return true
  }
}

type Place = { pos: number; node: Node }

/** The point that starts at `at`, or the one around the selection; null when there is none. */
function pointPlace({ doc, selection: { $from } }: EditorState, at?: number): Place | null {
  if (at !== undefined) {
    const node = at >= 0 && at < doc.content.size ? doc.nodeAt(at) : null
    return node?.type === schema.nodes.point ? { pos: at, node } : null
  }
  const depth = ancestorDepth($from, 'point')
  return depth === null ? null : { pos: $from.before(depth), node: $from.node(depth) }
}

/** Puts the point of `place` at `to` (a position of the document as it is); the caret goes with it. */
function carry(state: EditorState, { pos, node }: Place, to: number): Transaction {
  const { from } = state.selection
  const offset = from > pos && from < pos + node.nodeSize ? from - pos : 1
  const tr = state.tr.delete(pos, pos + node.nodeSize)
  const there = tr.mapping.map(to)
  tr.insert(there, node)
  return tr.setSelection(TextSelection.near(tr.doc.resolve(there + offset))).scrollIntoView()
}

/** Moves the point up or down within its side: the one that starts at `at`, else the one around the selection. */
export function movePoint(direction: 'up' | 'down', at?: number): Command {
  return ownUndoStep((state, dispatch) => {
    const place = pointPlace(state, at)
    if (place === null) return false
    const $point = state.doc.resolve(place.pos)
    const other = $point.parent.maybeChild($point.index() + (direction === 'up' ? -1 : 1))
    if (!other) return false
    dispatch?.(carry(state, place, direction === 'up' ? place.pos - other.nodeSize : place.pos + place.node.nodeSize + other.nodeSize))
    return true
  })
}

/** Moves the point to the end of the other side of its argument. */
export function movePointAcross(at?: number): Command {
  return ownUndoStep((state, dispatch) => {
    const place = pointPlace(state, at)
    const $side = place && state.doc.resolve(state.doc.resolve(place.pos).before())
    if (place === null || $side?.parent.type !== schema.nodes.argument || $side.parent.childCount < 2) return false
    const other = $side.index() === 0 ? 1 : 0
    dispatch?.(carry(state, place, $side.posAtIndex(other) + $side.parent.child(other).nodeSize - 1))
    return true
  })
}

/** Removes the point; a side may become empty and says so until it is filled. */
export function deletePoint(at?: number): Command {
  return ownUndoStep((state, dispatch) => {
    const place = pointPlace(state, at)
    if (place === null) return false
    if (dispatch) {
      const tr = state.tr.delete(place.pos, place.pos + place.node.nodeSize)
      dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(place.pos, tr.doc.content.size)), -1)).scrollIntoView())
    }
    return true
  })
}

/** Changes the question of the argument that starts at `pos`. At most 300 characters, as in an axis. */
export function setQuestion(pos: number, question: string): Command {
  return (state, dispatch) => {
    const node = state.doc.nodeAt(pos)
    const text = question.trim().slice(0, 300)
    if (node?.type !== schema.nodes.argument || text === '' || node.attrs['question'] === text) return false
    if (dispatch) dispatch(state.tr.setNodeAttribute(pos, 'question', text))
    return true
  }
}

/** Says who makes the point: the side itself (`own`) or someone it reports (`reported:NAME`). */
export function setVoice(voice: PointAttributes['voice'], at?: number): Command {
  return ownUndoStep((state, dispatch) => {
    const place = pointPlace(state, at)
    if (place === null || place.node.attrs['voice'] === voice) return false
    dispatch?.(state.tr.setNodeAttribute(place.pos, 'voice', voice))
    return true
  })
}

/** Removes the whole section: the argument that starts at `at`, else the one that is selected or around the selection. */
export function deleteArgument(at?: number): Command {
  return ownUndoStep((state, dispatch) => {
    const place = argumentPlace(state, at)
    if (place === null) return false
    if (dispatch) {
      const tr = state.tr.delete(place.pos, place.pos + place.node.nodeSize)
      dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(place.pos, tr.doc.content.size)), -1)).scrollIntoView())
    }
    return true
  })
}

function argumentPlace({ doc, selection }: EditorState, at?: number): Place | null {
  if (at !== undefined) {
    const node = at >= 0 && at < doc.content.size ? doc.nodeAt(at) : null
    return node?.type === schema.nodes.argument ? { pos: at, node } : null
  }
  if (selection instanceof NodeSelection && selection.node.type === schema.nodes.argument) return { pos: selection.from, node: selection.node }
  const depth = ancestorDepth(selection.$from, 'argument')
  return depth === null ? null : { pos: selection.$from.before(depth), node: selection.$from.node(depth) }
}
