/**
 * Editors without a page, and a relay between their Y.Docs: enough of a view for plugins that follow the state. What needs a real page (node views, the
 * keyboard, the caret on screen) is tried in the browser journeys.
 */
import type { Schema } from 'prosemirror-model'
import { type Command, EditorState, type Plugin, type Transaction } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import * as Y from 'yjs'
import { idPlugin } from '../../editor/ids.ts'
import { createState } from '../../editor/state.ts'
import { bindBody } from '../../editor/sync/binding.ts'
import type { Brief } from '../../model/brief.ts'
import { seedUpdate } from '../../model/ydoc.ts'
import { seededBytes } from './random.ts'

export type HeadlessEditor = { ydoc: Y.Doc; state(): EditorState; dispatch(tr: Transaction): void; run(command: Command): boolean; destroy(): void }

/** An editor of a brief that is there already. `asked` gathers what the keys and input rules asked the shell for. */
export function headlessEditor(ydoc: Y.Doc, seed: number, options: { canWrite?: () => boolean; asked?: string[] } = {}): HeadlessEditor {
  const { canWrite = () => true, asked = [] } = options
  const random = seededBytes(seed)
  return headless(ydoc, createState({ ydoc, awareness: null, random, canWrite, onAskFact: () => asked.push('fact'), onAskArgument: () => asked.push('argument'), onAskLink: () => asked.push('link'), onOpenCitation: ({ sourceId }) => asked.push(sourceId) }))
}

/** An editor of an older version, which does not know all that the others write: bound, with ids, and nothing else. */
export function olderEditor(ydoc: Y.Doc, seed: number, older: Schema): HeadlessEditor {
  return bareEditor(ydoc, [idPlugin(seededBytes(seed))], older)
}

/** An editor with the binding and these plugins only. */
export function bareEditor(ydoc: Y.Doc, plugins: readonly Plugin[] = [], schema?: Schema): HeadlessEditor {
  const { doc, sync, undo } = bindBody(ydoc, null, schema ? { schema } : {})
  return headless(ydoc, EditorState.create({ doc, plugins: [sync, undo, ...plugins] }))
}

function headless(ydoc: Y.Doc, first: EditorState): HeadlessEditor {
  let state = first
  const view = {
    get state() {
      return state
    },
    dispatch,
    hasFocus: () => false,
    composing: false,
    dom: new EventTarget(),
  }
  // The part of a view these plugins use; the others (cursors of the table's and the gap) have nothing to draw on.
  const pluginViews = state.plugins.filter(({ spec }) => spec.view && ['sync$', 'undo$'].includes(String((spec.key as { key?: string } | undefined)?.key))).map(({ spec }) => spec.view!(view as unknown as EditorView))

  function dispatch(tr: Transaction): void {
    const before = state
    state = state.apply(tr)
    for (const pluginView of pluginViews) pluginView.update?.(view as unknown as EditorView, before)
  }

  return {
    ydoc,
    state: () => state,
    dispatch,
    run: (command) => command(state, dispatch),
    destroy() {
      for (const pluginView of pluginViews) pluginView.destroy?.()
      ydoc.destroy()
    },
  }
}

/** Y.Docs of one brief, each with the first update and a client id of its own. */
export function openDocs(brief: Brief, count: number): Y.Doc[] {
  const seed = seedUpdate(brief)
  return Array.from({ length: count }, (_, index) => {
    const ydoc = new Y.Doc()
    ydoc.clientID = index + 100
    Y.applyUpdate(ydoc, seed)
    return ydoc
  })
}

/** Y.Docs of one brief that hold their updates back until `exchange`. */
export function relayedDocs(brief: Brief, count: number): { ydocs: Y.Doc[]; exchange(): void } {
  const ydocs = openDocs(brief, count)
  return {
    ydocs,
    exchange() {
      const states = ydocs.map((ydoc) => Y.encodeStateAsUpdate(ydoc))
      for (const ydoc of ydocs) for (const state of states) Y.applyUpdate(ydoc, state, 'relay')
    },
  }
}
