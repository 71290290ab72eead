/** Where writing starts, for what is inserted before anyone has put the caret anywhere. */
import { type Command, TextSelection } from 'prosemirror-state'
import type { Node } from 'prosemirror-model'
import { schema } from '#model/schema.ts'

/** Puts the caret into the first open slot (with a paragraph to stand in, if it has none), else into the first body text outside a table. */
export const startInText: Command = (state, dispatch) => {
  const place = firstPlace(state.doc)
  if (place === null) return false
  if (dispatch) {
    const tr = state.tr
    if (place.bare) tr.insert(place.at, schema.node('paragraph'))
    dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(place.at))))
  }
  return true
}

/** `at` is inside the place; `bare` says that it has no child yet. */
function firstPlace(doc: Node): { at: number; bare: boolean } | null {
  let slot: { at: number; bare: boolean } | null = null
  let text: { at: number; bare: boolean } | null = null
  doc.descendants((node, pos) => {
    if (slot !== null) return false
    if (node.type.name === 'slot' && node.attrs['locked'] !== true) slot = { at: pos + 1, bare: node.childCount === 0 }
    if (node.type.name === 'paragraph' && node.attrs['level'] === 0) text ??= { at: pos + 1, bare: false }
    // The rows of a memo's head are filled in through its details.
    return node.type.name !== 'table'
  })
  return slot ?? text
}
