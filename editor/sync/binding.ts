/**
 * The only file that names y-prosemirror: body ↔ editor, the others' cursors, undo, and positions that outlive a transaction.
 *
 * Its known gaps (marks on atoms aren't synced, a remote edit replaces the whole document in one step) are ours to close with a binding of our own on the same layout.
 */
import { type Command, type EditorState, type Plugin, PluginKey, type Transaction } from 'prosemirror-state'
import { initProseMirrorDoc, redoCommand, undoCommand, yCursorPlugin, ySyncPlugin, ySyncPluginKey, yUndoPlugin, yUndoPluginKey } from 'y-prosemirror'
import type { Node } from 'prosemirror-model'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { schema } from '#model/schema.ts'
import { bodyOf } from '#model/ydoc.ts'

/** Undo and redo of one's own edits only; the others' stay. */
export const undo: Command = (state, dispatch) => undoCommand(state, dispatch) === true
export const redo: Command = (state, dispatch) => redoCommand(state, dispatch) === true

export function canUndo(state: EditorState): boolean {
  return (yUndoPluginKey.getState(state)?.undoManager?.undoStack.length ?? 0) > 0
}

export function canRedo(state: EditorState): boolean {
  return (yUndoPluginKey.getState(state)?.undoManager?.redoStack.length ?? 0) > 0
}
