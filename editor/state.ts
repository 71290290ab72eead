/** The plugins of the editor in their order, and why it is this one. */
import { dropCursor } from 'prosemirror-dropcursor'
import { gapCursor } from 'prosemirror-gapcursor'
import { EditorState, Plugin } from 'prosemirror-state'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import type { RandomBytes } from '#model/random.ts'
import { insidePlugin } from './decorations/inside.ts'
import { notesPlugin } from './decorations/notes.ts'
import { placeholderPlugin } from './decorations/placeholder.ts'
import { edgeTypingPlugin } from './edgetyping.ts'
import { idPlugin } from './ids.ts'
import { inputRulesPlugin } from './inputrules.ts'
import { type Asking, keymapPlugin } from './keymap.ts'
import { normalisePlugin, tablePlugin } from './normalise.ts'
import { pastePlugin } from './paste.ts'
import { bindBody, isRemote } from './sync/binding.ts'

export type StateOptions = Asking & {
  ydoc: Y.Doc
  /** Null where nobody's presence is shown. */
  awareness: Awareness | null
  random: RandomBytes
  canWrite(): boolean
}

/** The state of an editor bound to a brief that has arrived. What this version can't read stands in closed boxes. */
export function createState(options: StateOptions): EditorState {
  const { ydoc, awareness, random, canWrite } = options
  const { doc, sync, undo, cursors } = bindBody(ydoc, awareness, { canWrite })
  return EditorState.create({
    doc,
    plugins: [
      // What a reader's editor would change never enters the state, whoever asks for it.
      guardPlugin(canWrite),
      // The binding sees every state first; undo needs it to be there; cursors read its positions.
      sync,
      undo,
      ...(cursors ? [cursors] : []),
      // Input rules before keys, so that Backspace can take back what a rule just did.
      inputRulesPlugin(options),
      edgeTypingPlugin(),
      keymapPlugin(options, random),
      pastePlugin(ydoc),
      // Our keys before prosemirror-tables' own, which would otherwise take the arrows at a cell's edge from a fact inside it.
      tablePlugin(),
      dropCursor({ class: 'drop-line', color: false }),
      gapCursor(),
      // Repairs before ids: what a repair inserts wants an id too.
      normalisePlugin(),
      idPlugin(random),
      notesPlugin(ydoc),
      insidePlugin(),
      placeholderPlugin(),
    ],
  })
}

function guardPlugin(canWrite: () => boolean): Plugin {
  return new Plugin({ filterTransaction: (tr) => !tr.docChanged || isRemote(tr) || canWrite() })
}
