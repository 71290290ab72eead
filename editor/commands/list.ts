/** Commands on lists: make one, change its kind, and move items in and out. */
import { chainCommands } from 'prosemirror-commands'
import type { Command, EditorState } from 'prosemirror-state'
import { liftListItem, sinkListItem, splitListItem, wrapInList } from 'prosemirror-schema-list'
import type { ListKind } from '#model/nodes/text.ts'
import { schema } from '#model/schema.ts'

/** Depth of the innermost list around the selection's start, or null. */
export function listDepth(state: EditorState): number | null {
  const { $from } = state.selection
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type === schema.nodes.list) return depth
  }
  return null
}

/** Wraps the selected blocks in a list of this kind; in a list of another kind changes the kind; in one of the same kind takes the items out. */
export function toggleList(kind: ListKind): Command {
  return (state, dispatch) => {
    const depth = listDepth(state)
    if (depth === null) return wrapInList(schema.nodes.list, { kind })(state, dispatch)
    const { $from } = state.selection
    if ($from.node(depth).attrs['kind'] === kind) return liftItem(state, dispatch)
    if (dispatch) dispatch(state.tr.setNodeAttribute($from.before(depth), 'kind', kind))
    return true
  }
}

const splitItem: Command = splitListItem(schema.nodes.item)
export const sinkItem: Command = sinkListItem(schema.nodes.item)
export const liftItem: Command = liftListItem(schema.nodes.item)

/** Enter in an empty item takes it one list out, and in the end out of the list; in any other it makes the next item. */
export const enterInList: Command = chainCommands((state, dispatch) => {
  const { $from, empty } = state.selection
  const item = $from.depth > 1 ? $from.node(-1) : null
  return empty && item?.type === schema.nodes.item && item.childCount === 1 && $from.parent.content.size === 0 ? liftItem(state, dispatch) : false
}, splitItem)

/** Backspace at the very start of an item takes the item out of its list, as in any word processor. */
export const backspaceInList: Command = (state, dispatch) => {
  const { $from, empty } = state.selection
  if (!empty || $from.parentOffset > 0 || $from.depth < 2) return false
  return $from.node(-1).type === schema.nodes.item && $from.index(-1) === 0 ? liftItem(state, dispatch) : false
}
