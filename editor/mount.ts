/**
 * The editor of one brief in one place of the page: ProseMirror's view, bound to the brief's Y.Doc. The shell around it (toolbar, panels, status) is elsewhere.
 *
 * Mount it after `connection.whenSynced`: before that there is nothing to show, and an editor must never seed a brief.
 */
import type { Command } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import type { Axis } from '#model/axis.ts'
import type { BriefConnection } from './sync/provider.ts'

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
}

/** `run` gives the command the view and brings the focus back; `subscribe` is told after every change of the editor's state. */
export type EditorHandle = { view: EditorView; subscribe(listener: () => void): () => void; run(command: Command): boolean; focus(): void; destroy(): void }

export declare function mountEditor(options: EditorOptions): EditorHandle
