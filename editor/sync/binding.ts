/**
 * The only file that names y-prosemirror: body ↔ editor, the others' cursors, undo.
 *
 * Its known gaps (marks on atoms are not synced; a remote edit replaces the whole document in one step) are ours to close with a binding of our own on the same layout.
 * What it cannot read it deletes, for everybody: ask `unreadable.ts` before binding.
 */
import type { Node } from 'prosemirror-model'
import type { Command, EditorState, Plugin, Transaction } from 'prosemirror-state'
import { initProseMirrorDoc, redoCommand, undoCommand, yCursorPlugin, ySyncPlugin, ySyncPluginKey, yUndoPlugin, yUndoPluginKey } from 'y-prosemirror'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { schema } from '#model/schema.ts'
import { bodyOf } from '#model/ydoc.ts'
import { cursorOf, selectionOf } from './cursor.ts'

/** The document as it stands, and the plugins that keep it so. `cursors` is null where nobody's presence is shown (headless). */
export type BoundBody = { doc: Node; sync: Plugin; undo: Plugin; cursors: Plugin | null }

/** Binds the body of a brief that has arrived and that this schema can read. The plugins go into one state, `sync` before `undo`. */
export function bindBody(ydoc: Y.Doc, awareness: Awareness | null): BoundBody {
  const { doc, mapping } = initProseMirrorDoc(bodyOf(ydoc), schema)
  return {
    doc,
    sync: ySyncPlugin(bodyOf(ydoc), { mapping }),
    undo: yUndoPlugin(),
    cursors: awareness && yCursorPlugin(awareness, { cursorBuilder: cursorOf, selectionBuilder: selectionOf }),
  }
}

/** Did this come from the Y.Doc (a colleague, or one's own undo) and not from this editor? Such a change must not be answered with another. */
export function isRemote(tr: Transaction): boolean {
  return (tr.getMeta(ySyncPluginKey) as { isChangeOrigin?: boolean } | undefined)?.isChangeOrigin === true
}

/** Undo and redo of one's own edits only; the others' stay. */
export const undo: Command = (state, dispatch) => undoCommand(state, dispatch) === true
export const redo: Command = (state, dispatch) => redoCommand(state, dispatch) === true

export function canUndo(state: EditorState): boolean {
  return (yUndoPluginKey.getState(state)?.undoManager?.undoStack.length ?? 0) > 0
}

export function canRedo(state: EditorState): boolean {
  return (yUndoPluginKey.getState(state)?.undoManager?.redoStack.length ?? 0) > 0
}

/** The command as a step of its own in undo: neither the typing before it nor the typing after goes with it. */
export function ownUndoStep(command: Command): Command {
  return (state, dispatch, view) => {
    const between = () => yUndoPluginKey.getState(state)?.undoManager?.stopCapturing()
    if (!dispatch) return command(state)
    between()
    const done = command(state, dispatch, view)
    between()
    return done
  }
}

/** Takes one's own caret away from the others. To be called before a bound view is given an unbound state: the cursor plugin looks for the binding once more when the focus goes. */
export function withdrawCursor(awareness: Awareness): void {
  awareness.setLocalStateField('cursor', null)
}
