/** Commands on links. What a link may point to is decided in `model/href.ts`. */
import type { Mark } from 'prosemirror-model'
import type { Command, EditorState } from 'prosemirror-state'
import { safeHref } from '#model/href.ts'
import { schema } from '#model/schema.ts'

/** The link around the selection's start and the range it covers, or null. */
export function linkAt(state: EditorState): { mark: Mark; from: number; to: number } | null {
  const { $from } = state.selection
  const at = $from.parent.childAfter($from.parentOffset)
  const before = $from.parent.childBefore($from.parentOffset)
  const found = [at, before].find(({ node }) => node !== null && schema.marks.link.isInSet(node.marks) !== undefined)
  const mark = found?.node && schema.marks.link.isInSet(found.node.marks)
  if (!found || !mark) return null
  const same = (index: number) => {
    const child = $from.parent.maybeChild(index)
    return child !== null && mark.isInSet(child.marks)
  }
  let first = found.index
  let last = found.index
  while (first > 0 && same(first - 1)) first--
  while (same(last + 1)) last++
  let from = $from.start()
  for (let index = 0; index < first; index++) from += $from.parent.child(index).nodeSize
  let to = from
  for (let index = first; index <= last; index++) to += $from.parent.child(index).nodeSize
  return { mark, from, to }
}

/** Links the selection, or changes the link the caret is in; with neither, inserts the address itself as linked text. Does not apply to an address that may not be linked. */
export function setLink(href: string): Command {
  const safe = safeHref(href)
  return (state, dispatch) => {
    const { empty, from, to, $from } = state.selection
    if (safe === null || !$from.parent.inlineContent) return false
    if (dispatch) {
      const mark = schema.marks.link.create({ href: safe })
      const tr = state.tr
      const current = empty ? linkAt(state) : null
      if (!empty) tr.addMark(from, to, mark)
      else if (current) tr.removeMark(current.from, current.to, schema.marks.link).addMark(current.from, current.to, mark)
      else tr.insert(from, schema.text(safe, [...$from.marks(), mark]))
      dispatch(tr.scrollIntoView())
    }
    return true
  }
}

/** Takes the link off the selection, or off the whole link the caret is in; the text stays. */
export const removeLink: Command = (state, dispatch) => {
  const { empty, from, to } = state.selection
  const range = empty ? linkAt(state) : state.doc.rangeHasMark(from, to, schema.marks.link) ? { from, to } : null
  if (range === null) return false
  if (dispatch) dispatch(state.tr.removeMark(range.from, range.to, schema.marks.link))
  return true
}
