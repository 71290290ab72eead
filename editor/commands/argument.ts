/** Commands on contested questions: a section with both sides, and points under each. */
import type { Node, NodeType, ResolvedPos } from 'prosemirror-model'
import { type Command, NodeSelection, TextSelection } from 'prosemirror-state'
import type { Axis } from '#model/axis.ts'
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

/** Moves the current point up or down within its side. */
export function movePoint(direction: 'up' | 'down'): Command {
  return (state, dispatch) => {
    const { $from } = state.selection
    const depth = ancestorDepth($from, 'point')
    if (depth === null) return false
    const side = $from.node(depth - 1)
    const index = $from.index(depth - 1)
    const other = side.maybeChild(direction === 'up' ? index - 1 : index + 1)
    if (!other) return false
    if (dispatch) {
      const point = $from.node(depth)
      const from = $from.before(depth)
      const to = direction === 'up' ? from - other.nodeSize : from + other.nodeSize
      const offset = $from.pos - from
      const tr = state.tr.delete(from, from + point.nodeSize)
      tr.insert(to, point)
      dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(to + offset))).scrollIntoView())
    }
    return true
  }
}

/** Removes the current point; a side may become empty and says so until it is filled. */
export const deletePoint: Command = (state, dispatch) => {
  const depth = ancestorDepth(state.selection.$from, 'point')
  if (depth === null) return false
  if (dispatch) {
    const { $from } = state.selection
    const tr = state.tr.delete($from.before(depth), $from.after(depth))
    dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min($from.before(depth), tr.doc.content.size)), -1)).scrollIntoView())
  }
  return true
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

/** Says who makes the current point: the side itself (`own`) or someone it reports (`reported:NAME`). */
export function setVoice(voice: 'own' | `reported:${string}`): Command {
  return (state, dispatch) => {
    const { $from } = state.selection
    const depth = ancestorDepth($from, 'point')
    if (depth === null || $from.node(depth).attrs['voice'] === voice) return false
    if (dispatch) dispatch(state.tr.setNodeAttribute($from.before(depth), 'voice', voice))
    return true
  }
}

/** Removes the whole argument around the selection. */
export const deleteArgument: Command = (state, dispatch) => {
  const { selection } = state
  if (selection instanceof NodeSelection && selection.node.type === schema.nodes.argument) {
    if (dispatch) dispatch(state.tr.deleteSelection().scrollIntoView())
    return true
  }
  const depth = ancestorDepth(selection.$from, 'argument')
  if (depth === null) return false
  if (dispatch) dispatch(state.tr.delete(selection.$from.before(depth), selection.$from.after(depth)).scrollIntoView())
  return true
}
