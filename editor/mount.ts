/**
 * The editor of one brief in one place of the page: ProseMirror's view, bound to the brief's Y.Doc. The shell around it (toolbar, panels, status) is elsewhere.
 *
 * Mount it after `connection.whenSynced`: before that there is nothing to show, and an editor must never seed a brief.
 */
import type { Command } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import type { Axis } from '#model/axis.ts'
import { createClosedState, createState } from './state.ts'
import { withdrawCursor } from './sync/binding.ts'
import { type BriefConnection, UNREADABLE_REASON } from './sync/provider.ts'
import { unreadable } from './sync/unreadable.ts'
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
  const readable = unreadable(ydoc) === null
  if (!readable) connection.refuse(UNREADABLE_REASON)

  const view = new EditorView(place, {
    state: readable ? createState({ ...options, ydoc, awareness: connection.awareness, random, canWrite }) : createClosedState(ydoc),
    editable: canWrite,
    attributes: () => ({ class: 'brief', role: 'textbox', 'aria-multiline': 'true', 'aria-label': 'Text of the brief', spellcheck: 'true', ...(canWrite() ? {} : { 'aria-readonly': 'true' }) }),
    nodeViews: nodeViews({ ydoc, axes: options.axes, slotHelp: options.slotHelp ?? {}, random, canWrite, onOpenCitation: options.onOpenCitation, onAskMenu: options.onAskMenu }),
    dispatchTransaction(tr) {
      view.updateState(view.state.apply(tr))
      for (const listener of listeners) listener()
    },
  })
  const keeper = keepReadable(view, connection, readable)

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
      keeper.stop()
      listeners.clear()
      view.destroy()
    },
  }
}

/** A redraw of a brief that is only looked at, at most every so many milliseconds. */
const REDRAW = 200

/**
 * Follows the connection. The moment it is refused because of something unreadable, the binding is let go of (in time: the connection says so before the
 * binding sees the change) and the brief is shown closed from then on.
 */
function keepReadable(view: EditorView, connection: BriefConnection, readable: boolean): { stop(): void } {
  let bound = readable
  let redraw: ReturnType<typeof setTimeout> | null = null
  let wasRefused = connection.status().kind === 'refused'
  const show = () => {
    redraw = null
    view.updateState(createClosedState(connection.ydoc))
  }
  const onUpdate = () => {
    if (!bound) redraw ??= setTimeout(show, REDRAW)
  }
  const stopStatus = connection.subscribe(() => {
    const refused = connection.status().kind === 'refused'
    // Remembered first: letting go of the binding takes one's caret away from the others, which tells the listeners again.
    if (refused === wasRefused) return
    wasRefused = refused
    if (bound && refused && unreadable(connection.ydoc) !== null) {
      bound = false
      withdrawCursor(connection.awareness)
      view.dom.blur()
      show()
    }
    // Asks `editable` and the attributes again.
    view.setProps({})
  })
  connection.ydoc.on('update', onUpdate)
  return {
    stop() {
      stopStatus()
      connection.ydoc.off('update', onUpdate)
      if (redraw !== null) clearTimeout(redraw)
    },
  }
}
