/** Commands on running text: levels, quotes, marks, alignment, rules and page breaks. Each is `(state, dispatch?) => boolean`; without dispatch it only says whether it applies. */
import { lift, toggleMark, wrapIn } from 'prosemirror-commands'
import type { NodeType } from 'prosemirror-model'
import { type Command, TextSelection } from 'prosemirror-state'
import { schema } from '#model/schema.ts'
import type { ParagraphAttributes } from '#model/nodes/text.ts'
import { placeForBlock, putBlock, takes } from './place.ts'

export type ParagraphLevel = ParagraphAttributes['level']

/**
 * 0 is body text, 1–6 a heading: for every selected paragraph that differs. Does not apply when each has the level already. The nodes stay, so a colleague's
 * typing in them stays too.
 */
export function setParagraphLevel(level: ParagraphLevel): Command {
  return (state, dispatch) => {
    const places: number[] = []
    for (const range of state.selection.ranges) {
      state.doc.nodesBetween(range.$from.pos, range.$to.pos, (node, pos) => {
        if (node.type === schema.nodes.paragraph && node.attrs['level'] !== level) places.push(pos)
        return node.isBlock && !node.isTextblock
      })
    }
    if (places.length === 0) return false
    if (dispatch) {
      const tr = state.tr
      for (const pos of places) tr.setNodeAttribute(pos, 'level', level)
      dispatch(tr.scrollIntoView())
    }
    return true
  }
}

/** Puts the selected blocks into a quotation, or takes them out of the one they are in. */
export const toggleQuote: Command = (state, dispatch) => {
  const { $from } = state.selection
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type === schema.nodes.quote) return lift(state, dispatch)
  }
  return wrapIn(schema.nodes.quote)(state, dispatch)
}

export const toggleStrong: Command = toggleMark(schema.marks.strong)
export const toggleEm: Command = toggleMark(schema.marks.em)
export const toggleCode: Command = toggleMark(schema.marks.code)
export const toggleSub: Command = toggleMark(schema.marks.sub)
export const toggleSup: Command = toggleMark(schema.marks.sup)

/** Inserts a block below the one the caret is in, or above it when it is empty; the caret goes to the line behind it. */
function insertBlock(type: NodeType): Command {
  return (state, dispatch) => {
    const place = placeForBlock(state, takes(type))
    if (place === null) return false
    if (dispatch) {
      const tr = putBlock(state.tr, place, type.create())
      dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(place.at + 1))).scrollIntoView())
    }
    return true
  }
}

export const insertRule: Command = insertBlock(schema.nodes.rule)
export const insertPagebreak: Command = insertBlock(schema.nodes.pagebreak)

/** A line break inside a paragraph. Inside a fact or footnote, which hold text only, it goes behind them. */
export const insertHardBreak: Command = (state, dispatch) => {
  const { $from, $to } = state.selection
  const inline = !$from.parent.isTextblock && $from.parent.inlineContent
  if (!$from.parent.inlineContent || !$from.sameParent($to)) return false
  if (dispatch) {
    const tr = state.tr
    if (inline) tr.insert($from.after(), schema.nodes.hard_break.create()).setSelection(TextSelection.create(tr.doc, $from.after() + 1))
    else tr.replaceSelectionWith(schema.nodes.hard_break.create())
    dispatch(tr.scrollIntoView())
  }
  return true
}

/** Backspace at the start of a heading makes it body text; the words stay where they are. */
export const backspaceInHeading: Command = (state, dispatch) => {
  const { $from, empty } = state.selection
  if (!empty || $from.parentOffset > 0 || $from.parent.type !== schema.nodes.paragraph || $from.parent.attrs['level'] === 0) return false
  return setParagraphLevel(0)(state, dispatch)
}
