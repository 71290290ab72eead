/**
 * The body of a brief and the editor, bound: what one types becomes small changes of the Y.Doc, what others change becomes small steps of the editor; their
 * cursors; undo of one's own. This is the door of `binding/`; the layout in the Y.Doc is y-prosemirror's (`model/ybody.ts`).
 */
import type { Node, Schema } from 'prosemirror-model'
import type { Command, EditorState, Plugin } from 'prosemirror-state'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { schema } from '#model/schema.ts'
import { bodyOf } from '#model/ydoc.ts'
import { cursorPlugin } from './binding/cursors.ts'
import { coreOf, isRemote, markRemote, syncPlugin } from './binding/plugin.ts'
import * as positions from './binding/positions.ts'
import { step, undoManagerOf, undoPlugin } from './binding/undo.ts'
import { cursorOf, selectionOf } from './cursor.ts'

/** The document as it stands, and the plugins that keep it so. `cursors` is null where nobody's presence is shown (headless). */
export type BoundBody = { doc: Node; sync: Plugin; undo: Plugin; cursors: Plugin | null }

/** What differs from an editor that writes: `schema` is an older version's in tests; `canWrite` false writes nothing, not even what repairs. */
export type BindOptions = { schema?: Schema; canWrite?: () => boolean }

/** Binds the body of a brief that has arrived. The plugins go into one state, `sync` before the others. */
export function bindBody(ydoc: Y.Doc, awareness: Awareness | null, options: BindOptions = {}): BoundBody {
  const { core, plugin } = syncPlugin(options.schema ?? schema, bodyOf(ydoc), options.canWrite ?? (() => true))
  return { doc: core.doc(), sync: plugin, undo: undoPlugin(core), cursors: awareness && cursorPlugin(core, awareness, { cursorOf, selectionOf }, isRemote) }
}

/** `isRemote`: did this come from the Y.Doc (a colleague, or one's own undo) and not from this editor? Such a change must not be answered with another. */
export { isRemote, markRemote }

/** Undo and redo of one's own edits only; the others' stay. */
export const undo: Command = (state, dispatch) => {
  const manager = undoManagerOf(state)
  return manager !== null && (dispatch ? step(manager, 'undo') : manager.canUndo())
}
export const redo: Command = (state, dispatch) => {
  const manager = undoManagerOf(state)
  return manager !== null && (dispatch ? step(manager, 'redo') : manager.canRedo())
}

export function canUndo(state: EditorState): boolean {
  return undoManagerOf(state)?.canUndo() ?? false
}

export function canRedo(state: EditorState): boolean {
  return undoManagerOf(state)?.canRedo() ?? false
}

/** The command as a step of its own in undo: neither the typing before it nor the typing after goes with it. */
export function ownUndoStep(command: Command): Command {
  return (state, dispatch, view) => {
    if (!dispatch) return command(state)
    const between = () => undoManagerOf(state)?.stopCapturing()
    between()
    const done = command(state, dispatch, view)
    between()
    return done
  }
}

/**
 * A place that outlives changes, to be kept or sent (a comment, a search hit): null in an editor that is not bound, or while its own change is not written yet.
 * `side` is the letter it holds on to: the one after it (0) or the one before it (-1).
 */
export function toRelative(state: EditorState, pos: number, side: positions.Side = 0): Y.RelativePosition | null {
  const core = coreOf(state)
  return core && state.doc.eq(core.doc()) ? positions.toRelative(core.reader, pos, side) : null
}

/** Where that place is now, or null when its surroundings are gone. */
export function fromRelative(state: EditorState, relative: Y.RelativePosition): number | null {
  const core = coreOf(state)
  return core && state.doc.eq(core.doc()) ? positions.fromRelative(core.reader, relative) : null
}
