/** Undo of one's own edits: Yjs keeps the stack; this restores the selection with each step and never takes a colleague's words along. */
import { type EditorState, Plugin, PluginKey } from 'prosemirror-state'
import * as Y from 'yjs'
import type { Core } from './core.ts'
import type { HeldSelection } from './selection.ts'

const key = new PluginKey<Y.UndoManager>('undo')
const SELECTION = 'selection'

export function undoManagerOf(state: EditorState): Y.UndoManager | null {
  return key.getState(state) ?? null
}

/** The selection that goes with the step that this transaction takes back or makes again; null for any other transaction. */
export function selectionOfUndo({ origin }: Y.Transaction): HeldSelection | null {
  return origin instanceof Y.UndoManager ? ((origin.currStackItem?.meta.get(SELECTION) as HeldSelection | undefined) ?? null) : null
}

/** What one inserted is not deleted while a colleague's words are in it: their letters would go with the element. */
function isEmptied(item: Y.Item): boolean {
  return !(item.content instanceof Y.ContentType) || item.content.type._length === 0
}

export function undoPlugin(core: Core): Plugin {
  return new Plugin<Y.UndoManager>({
    key,
    state: {
      init: () => {
        const manager = new Y.UndoManager([core.reader.body], { trackedOrigins: new Set([core.origin]), deleteFilter: isEmptied })
        manager.on('stack-item-added', ({ stackItem }: { stackItem: { meta: Map<unknown, unknown> } }) => {
          const selection = core.selectionBefore()
          if (selection) stackItem.meta.set(SELECTION, selection)
        })
        return manager
      },
      apply: (_tr, manager) => manager,
    },
    view: (view) => ({ destroy: () => undoManagerOf(view.state)?.destroy() }),
  })
}
