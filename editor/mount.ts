/**
 * The editor of one brief in one place of the page: ProseMirror's view, bound to the brief's Y.Doc. The shell around it (toolbar, panels, status) is elsewhere.
 *
 * Mount it after `connection.whenSynced`: before that there is nothing to show, and an editor must never seed a brief.
 */
import type { Command } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import type { Axis } from '#model/axis.ts'
import { createState } from './state.ts'
import type { BriefConnection } from './sync/provider.ts'
import { nodeViews } from './views/index.ts'
import type { NodeMenu } from './views/view.ts'

/** What a template says of each of its slots: shown while the slot is empty, never printed. */
export type SlotHelp = Readonly<Record<string, { label: string; help: string }>>

export type EditorOptions = {
  place: HTMLElement
  connection: BriefConnection
  /** The server's word; the editor only shows it. */
  canWrite: boolean
  axes: readonly Axis[]
  slotHelp?: SlotHelp
  onOpenCitation(target: { sourceId: string; passageId?: string }): void
  onAskFact(): void
  onAskArgument(): void
  onAskLink(): void
  onAskMenu(menu: NodeMenu): void
}

/** `run` gives the command the view and brings the focus back; `subscribe` is told after every change of the editor's state. */
export type EditorHandle = { view: EditorView; subscribe(listener: () => void): () => void; run(command: Command): boolean; focus(): void; destroy(): void }

/** Mounts the editor. A RangeError before the brief has arrived. */
export function mountEditor(options: EditorOptions): EditorHandle {
  const { connection, place } = options
  const { ydoc } = connection
  if (connection.status().kind === 'connecting') throw new RangeError('The brief has not arrived yet: mount the editor after connection.whenSynced.')
  const listeners = new Set<() => void>()
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
  const canWrite = () => options.canWrite && connection.status().kind !== 'refused'

  const view = new EditorView(place, {
    state: createState({ ...options, ydoc, awareness: connection.awareness, random, canWrite }),
    editable: canWrite,
    attributes: () => ({ class: 'brief', role: 'textbox', 'aria-multiline': 'true', 'aria-label': 'Text of the brief', spellcheck: 'true', ...(canWrite() ? {} : { 'aria-readonly': 'true' }) }),
    nodeViews: nodeViews({ ydoc, axes: options.axes, slotHelp: options.slotHelp ?? {}, random, canWrite, onOpenCitation: options.onOpenCitation, onAskMenu: options.onAskMenu }),
    dispatchTransaction(tr) {
      view.updateState(view.state.apply(tr))
      for (const listener of listeners) listener()
    },
  })
  // A refusal makes it read-only: asks `editable` and the attributes again.
  let wasRefused = connection.status().kind === 'refused'
  const stopStatus = connection.subscribe(() => {
    const refused = connection.status().kind === 'refused'
    if (refused !== wasRefused) view.setProps({})
    wasRefused = refused
  })

  return {
    view,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    run(command) {
      const applied = view.editable && command(view.state, view.dispatch, view)
      view.focus()
      return applied
    },
    focus: () => view.focus(),
    destroy() {
      stopStatus()
      listeners.clear()
      view.destroy()
    },
  }
}
