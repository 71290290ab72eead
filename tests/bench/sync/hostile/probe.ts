/** What a probe is: one kind of bad behaviour on sockets of its own, and what it found out about the server's answer. */
import { randomBytes } from 'node:crypto'
import * as Y from 'yjs'
import type { Client, ClientOptions } from '../client.ts'
import { pause } from '../pace.ts'
import type { Role } from '../subjects.ts'

export type Yard = {
  /** A document nobody else uses. */
  fresh(): Promise<string>
  /** Joins and waits until it is in, or for a moment when it is never let in. */
  enter(doc: string, options?: ClientOptions, role?: Role): Promise<Client>
  /** A socket that only connects, with this path element in the place of a document. */
  connect(doc: string): Client
  /** Whether the server has readers and asks for a key at all. */
  knowsReaders: boolean
  random(): number
}

/** `verdict` is a few words for the table; `harm` a sentence when others were made to suffer content that nobody should have got. */
export type Verdict = { verdict: string; harm?: string }
export type Probe = { name: string; run(yard: Yard): Promise<Verdict> }

export function fate(client: Client): string {
  const code = client.closed()
  return code === null ? 'left open' : `closed ${code}`
}

/** The updates of typing this many letters one after the other. */
export function lettersTyped(count: number, letter = 'x'): Uint8Array[] {
  const ydoc = new Y.Doc()
  const updates: Uint8Array[] = []
  ydoc.on('update', (update: Uint8Array) => updates.push(update))
  for (let index = 0; index < count; index++) ydoc.getText('words').insert(index, letter)
  return updates
}

export function oneText(text: string): Uint8Array {
  const ydoc = new Y.Doc()
  ydoc.getText('words').insert(0, text)
  return Y.encodeStateAsUpdate(ydoc)
}

export const noise = (length: number): Uint8Array => new Uint8Array(randomBytes(length))

/** Sends each as a message as long as the socket is open. */
export function pour(client: Client, messages: readonly Uint8Array[]): void {
  for (const message of messages) if (client.closed() === null && client.socket.readyState === client.socket.OPEN) client.sendRaw(message)
}

/** Two on one document: an offender, and a witness who takes down every update that reaches it. */
export async function withWitness(yard: Yard, act: (offender: Client, doc: string) => Promise<void>, wait = 300): Promise<{ offender: Client; witness: Client; reached: number; doc: string }> {
  const doc = await yard.fresh()
  let reached = 0
  const witness = await yard.enter(doc, { onContent: (_body, _at, last) => void (last || reached++) })
  const offender = await yard.enter(doc)
  await pause(50)
  reached = 0
  await act(offender, doc)
  await pause(wait)
  return { offender, witness, reached, doc }
}
