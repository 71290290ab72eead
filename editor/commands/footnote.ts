/** Footnotes: a note's text lives in the line, so that it moves with the words it belongs to. */
import { type Command, TextSelection } from 'prosemirror-state'
import { schema } from '#model/schema.ts'
import { outsideInline } from './place.ts'

/** Inserts an empty footnote behind the selection and puts the caret into it. */
export const insertFootnote: Command = (state, dispatch) => {
  const at = outsideInline(state.selection.$to)
  if (at === null) return false
  if (dispatch) {
    const tr = state.tr.insert(at, schema.nodes.footnote.create())
    dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 1)).scrollIntoView())
  }
  return true
}
