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

/** Takes back, or makes again, the newest step of one's own. False when there was none. */
export function step(manager: Y.UndoManager, direction: 'undo' | 'redo'): boolean {
  return withSoundPlaces(manager, () => manager[direction]()) !== null
}

/**
 * Yjs finds the place of what it brings back by the neighbours it had. If those were brought back twice themselves, both can be the same item, and a place right of
 * an item that is left of it is read differently by everyone. While undo works, the place behind the left neighbour is taken instead.
 */
function withSoundPlaces<T>(manager: Y.UndoManager, work: () => T): T {
  const { integrate } = Y.Item.prototype
  Y.Item.prototype.integrate = function integrateSoundly(transaction, offset) {
    if (transaction.origin === manager && this.left && this.right && !stands(this.right, this.left)) {
      this.right = this.left.right
      this.rightOrigin = this.right && this.right.id
    }
    integrate.call(this, transaction, offset)
  }
  try {
    return work()
  } finally {
    Y.Item.prototype.integrate = integrate
  }
}

/** Does the item stand behind `left`? */
function stands(item: Y.Item, left: Y.Item): boolean {
  for (let next = left.right; next !== null; next = next.right) if (next === item) return true
  return false
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
