/**
 * The connection of one brief: its Y.Doc, the others' presence, and a truthful status. Speaks y-websocket's wire with our acknowledgements (`model/protocol.ts`).
 *
 * What is waiting to be saved is kept in `outbox.ts` (and, across a reload, in `offline.ts`), the socket and its back-off in `socket.ts`;
 * what the Y.Doc means is `model/ydoc.ts`, and showing it is the editor's.
 */
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import type { Presence } from '#model/protocol.ts'

/**
 * `connecting` until the brief has arrived for the first time · `saved`: every change of this tab is durable on the server · `saving`: some are on their way ·
 * `offline`: no connection, and `waiting` changes are kept here · `refused`: the server, or this version of the editor, will not go on; `reason` is a sentence for the reader.
 * `waiting` counts the changes of this tab that no one has acknowledged yet.
 */
export type SyncStatus = { kind: 'connecting' | 'saved' | 'saving' | 'offline' | 'refused'; waiting: number; reason?: string }

export type BriefConnection = {
  ydoc: Y.Doc
  awareness: Awareness
  status(): SyncStatus
  /** The others who have the brief open, one entry a person, oneself left out. */
  people(): readonly Presence[]
  /** Called after the status or the people changed. Returns the way to stop. */
  subscribe(listener: () => void): () => void
  /** Resolves when the brief has arrived for the first time; never rejects (a refusal shows in the status). */
  whenSynced: Promise<void>
  /** Stops reading and writing for good, with this sentence as the status. */
  refuse(reason: string): void
  close(): void
}

export type ConnectOptions = {
  id: string
  person: Presence
  /** The address of the gateway without the brief's id; by default `/sync` of the page's own origin. */
  url?: string
}

/** Opens the brief. Nothing is thrown later: everything that happens shows in `status()`. */
export declare function connectBrief(options: ConnectOptions): BriefConnection
