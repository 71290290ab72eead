/**
 * Moving and deleting at the edges of facts and footnotes, which are text inside text: the place before one and the first place in it look the same,
 * and a browser can't tell them apart. Here each is a place of its own, and nothing tied to a source goes without being selected first.
 */
import type { Node, ResolvedPos } from 'prosemirror-model'
import { type Command, type EditorState, NodeSelection, TextSelection, type Transaction } from 'prosemirror-state'
import { schema } from '#model/schema.ts'

type Direction = 'back' | 'forward'

/** Is this a fact or a footnote: text inside text? */
function isInlineBox(node: Node | null | undefined): boolean {
  return node?.type === schema.nodes.fact || node?.type === schema.nodes.footnote
}

/** The caret, when the selection is one. */
function caret(state: EditorState): ResolvedPos | null {
  return state.selection instanceof TextSelection ? state.selection.$cursor : null
}

const beside = ($at: ResolvedPos, direction: Direction) => (direction === 'back' ? $at.nodeBefore : $at.nodeAfter)
const atInnerEdge = ($at: ResolvedPos, direction: Direction) => isInlineBox($at.parent) && $at.parentOffset === (direction === 'back' ? 0 : $at.parent.content.size)

/** Does text typed here need to be told which side of the edge it belongs to? */
export function atEdge(state: EditorState): boolean {
  const $at = caret(state)
  if (!$at) return false
  return isInlineBox($at.parent) ? atInnerEdge($at, 'back') || atInnerEdge($at, 'forward') : isInlineBox($at.nodeBefore) || isInlineBox($at.nodeAfter)
}

/** Into the fact or footnote beside the caret, out of the one it is at the edge of, or past a citation: an arrow never selects one, or the next letter would replace it. */
function stepOver(direction: Direction): Command {
  return (state, dispatch) => {
    const $at = caret(state)
    if (!$at) return false
    const target = stepTarget($at, direction)
    if (target === null) return false
    if (dispatch) dispatch(state.tr.setSelection(TextSelection.create(state.doc, target)).scrollIntoView())
    return true
  }
}

function stepTarget($at: ResolvedPos, direction: Direction): number | null {
  const sign = direction === 'back' ? -1 : 1
  if (atInnerEdge($at, direction)) return $at.pos + sign
  const next = beside($at, direction)
  return isInlineBox(next) || (next && next.isAtom && !next.isText) ? $at.pos + sign : null
}

export const stepLeft: Command = stepOver('back')
export const stepRight: Command = stepOver('forward')

/** Deleting towards a fact, footnote or citation selects it first; from the inner edge it deletes what stands outside, never the tie itself. */
function deleteTowards(direction: Direction): Command {
  return (state, dispatch) => {
    const $at = caret(state)
    if (!$at?.parent.inlineContent) return false
    const inside = atInnerEdge($at, direction)
    const $out = inside ? state.doc.resolve($at.pos + (direction === 'back' ? -1 : 1)) : $at
    const node = beside($out, direction)
    if (inside && $at.parent.content.size === 0) return removeNode(state, $at.before(), dispatch)
    if (node && (isInlineBox(node) || node.type === schema.nodes.citation)) return selectBeside(state, $out, direction, dispatch)
    if (!inside) return false
    if (dispatch && node) dispatch(deleteUnit(state.tr, $out, node, direction).scrollIntoView())
    return true
  }
}

/** An empty fact or footnote ties nothing any more. */
function removeNode(state: EditorState, pos: number, dispatch?: (tr: Transaction) => void): boolean {
  const size = state.doc.nodeAt(pos)?.nodeSize ?? 0
  dispatch?.(state.tr.delete(pos, pos + size).scrollIntoView())
  return true
}

function selectBeside(state: EditorState, $at: ResolvedPos, direction: Direction, dispatch?: (tr: Transaction) => void): boolean {
  const pos = direction === 'back' ? $at.pos - ($at.nodeBefore?.nodeSize ?? 0) : $at.pos
  dispatch?.(state.tr.setSelection(NodeSelection.create(state.doc, pos)).scrollIntoView())
  return true
}

/** One character as a reader counts them (an accent, a flag), or one whole node. */
function deleteUnit(tr: Transaction, $at: ResolvedPos, node: Node, direction: Direction): Transaction {
  const letters = node.isText ? [...new Intl.Segmenter().segment(node.text ?? '')].map(({ segment }) => segment) : []
  const size = (direction === 'back' ? letters.at(-1) : letters.at(0))?.length ?? node.nodeSize
  return direction === 'back' ? tr.delete($at.pos - size, $at.pos) : tr.delete($at.pos, $at.pos + size)
}

export const deleteBackAtEdge: Command = deleteTowards('back')
export const deleteForwardAtEdge: Command = deleteTowards('forward')

/** Enter in a fact or footnote begins the next paragraph behind it (and behind the citation that belongs to it); at its very beginning, before it. */
export const splitAroundBox: Command = (state, dispatch) => {
  const $at = state.selection.$from
  if (!isInlineBox($at.parent) || !$at.sameParent(state.selection.$to)) return false
  if (dispatch) {
    const start = $at.parentOffset === 0 && $at.parent.content.size > 0
    const $edge = state.doc.resolve(start ? $at.before() : $at.after())
    const at = !start && $edge.nodeAfter?.type === schema.nodes.citation ? $edge.pos + $edge.nodeAfter.nodeSize : $edge.pos
    const tr = state.tr
    if (!state.selection.empty) tr.deleteSelection()
    const place = tr.mapping.map(at)
    const $place = tr.doc.resolve(place)
    const atEnd = $place.parentOffset === $place.parent.content.size
    tr.split(place, 1, atEnd ? [{ type: schema.nodes.paragraph }] : undefined)
    dispatch(tr.setSelection(TextSelection.create(tr.doc, place + 2)).scrollIntoView())
  }
  return true
}

/** Leaves the fact or footnote: the caret goes behind it. */
export const leaveBox: Command = (state, dispatch) => {
  const { $from } = state.selection
  if (!isInlineBox($from.parent)) return false
  if (dispatch) dispatch(state.tr.setSelection(TextSelection.create(state.doc, $from.after())).scrollIntoView())
  return true
}
