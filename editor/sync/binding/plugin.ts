/** The binding as a plugin of the editor: tells the core what the editor changed, and the editor what others changed. */
import type { Node, Schema } from 'prosemirror-model'
import { type EditorState, Plugin, PluginKey, type Transaction } from 'prosemirror-state'
import type { StepMap } from 'prosemirror-transform'
import type * as Y from 'yjs'
import { type Core, createCore } from './core.ts'
import { incoming } from './incoming.ts'
import { selectionOfUndo } from './undo.ts'

/** `base` is the document before the transactions that are not written yet, `maps` are theirs; `undoable` is false when one of them asked to stay out of undo. */
type Unwritten = { core: Core; base: Node; maps: readonly StepMap[]; undoable: boolean }

const key = new PluginKey<Unwritten>('sync')

/** Marks a transaction as coming from the Y.Doc. */
export function markRemote(tr: Transaction): Transaction {
  return tr.setMeta(key, 'remote').setMeta('addToHistory', false)
}

export function isRemote(tr: Transaction): boolean {
  return tr.getMeta(key) === 'remote'
}

export function coreOf(state: EditorState): Core | null {
  return key.getState(state)?.core ?? null
}

export function syncPlugin(schema: Schema, body: Y.XmlFragment, canWrite: () => boolean): { core: Core; plugin: Plugin } {
  const core = createCore(schema, body, markRemote, selectionOfUndo)
  const plugin = new Plugin<Unwritten>({
    key,
    state: {
      init: () => ({ core, base: core.doc(), maps: [], undoable: true }),
      apply(tr, value, before) {
        if (!tr.docChanged) return value
        if (isRemote(tr)) return { core, base: tr.doc, maps: [], undoable: true }
        const undoable = tr.getMeta('addToHistory') !== false
        if (before.doc === core.doc()) return { core, base: before.doc, maps: tr.mapping.maps, undoable }
        return { core, base: value.base, maps: [...value.maps, ...tr.mapping.maps], undoable: value.undoable || undoable }
      },
    },
    view(view) {
      const detach = core.attach({ state: () => view.state, dispatch: (tr) => view.dispatch(tr), mayWrite: canWrite })
      update(core, view, view.state)
      return { update: (view, before) => update(core, view, before), destroy: detach }
    },
  })
  return { core, plugin }
}

type Updated = { readonly state: EditorState; dispatch(tr: Transaction): void }

function update(core: Core, view: Updated, before: EditorState): void {
  const { doc } = view.state
  const unwritten = key.getState(view.state)
  if (!unwritten || doc === core.doc()) return
  if (doc.eq(core.doc())) return core.reader.adopt(doc)
  const { base, maps, undoable } = unwritten
  if (base !== core.doc()) {
    // The editor is behind the Y.Doc (a state from before was put back): it follows, and nothing is written.
    if (!base.eq(core.doc())) return view.dispatch(markRemote(incoming(view.state, null, core.reader.root())))
    core.reader.adopt(base)
  }
  core.remember(before)
  core.write(doc, maps, undoable)
}
