/**
 * A client as thin as can be: one socket, no Y.Doc unless the scenario holds one. It joins as stock clients do (asks for the state, answers the
 * server's question) and keeps count of what it sent, so that an acknowledgement can be matched with edits.
 */
import { performance } from 'node:perf_hooks'
import { WebSocket } from 'ws'
import type { Address } from './subjects.ts'
import { type Dialect, NO_CHANGE, NOTHING_KNOWN, STEP } from './wire.ts'

export type ClientOptions = {
  /** What it already has: the state vector it asks with, and what it answers to the server's. Nothing by default. */
  stateVector?: () => Uint8Array
  answer?: (stateVector: Uint8Array) => Uint8Array
  onContent?: (body: Uint8Array, at: number, last: boolean) => void
  onAwareness?: (body: Uint8Array) => void
  /** The first `count` of the messages this client sent with `send` or in answer to the server are said to be saved. */
  onSaved?: (count: number, at: number) => void
}

export type Client = {
  readonly socket: WebSocket
  readonly doc: string
  /** Resolves when the server answered with its state; rejects when the socket closes first. */
  readonly joined: Promise<void>
  readonly openedAt: number
  /** Close code, or null while open. */
  closed(): number | null
  frames(): number
  bytes(): number
  refusals(): number
  /** Sends an update; gives its number among the counted messages, from 1. */
  send(update: Uint8Array, step?: number): number
  sendAwareness(body: Uint8Array): void
  /** Bytes in the place of a message. */
  sendRaw(bytes: Uint8Array): void
  terminate(): void
  /** Closes as a browser does and resolves when it is closed. */
  leave(): Promise<void>
}

const MAX_FRAME = 2 ** 30

export function openClient(dialect: Dialect, doc: string, { url, headers, token }: Address, options: ClientOptions = {}): Client {
  const openedAt = performance.now()
  const socket = new WebSocket(url, { headers, perMessageDeflate: false, maxPayload: MAX_FRAME, skipUTF8Validation: true })
  let frames = 0
  let bytes = 0
  let sent = 0
  let saved = 0
  let refusals = 0
  let closed: number | null = null
  let join: () => void = () => undefined
  let fail: (error: Error) => void = () => undefined
  const joined = new Promise<void>((resolve, reject) => {
    join = resolve
    fail = reject
  })
  // Whoever waits hears of it; a client nobody waits for need not end the bench.
  joined.catch(() => undefined)

  const say = (step: number, body: Uint8Array) => socket.send(dialect.sync(doc, step, body))
  const take = (frame: Buffer) => {
    const at = performance.now()
    frames++
    bytes += frame.length
    const heard = dialect.hear(frame)
    switch (heard.kind) {
      case 'content':
        options.onContent?.(heard.body, at, heard.last)
        if (heard.last) join()
        return
      case 'question':
        say(STEP.answer, options.answer?.(heard.stateVector) ?? NO_CHANGE)
        sent++
        return
      case 'awareness':
        return options.onAwareness?.(heard.body)
      case 'acknowledged':
        saved = heard.count
        return options.onSaved?.(saved, at)
      case 'acknowledgedOne':
        if (!heard.saved) refusals++
        else options.onSaved?.(++saved, at)
        return
      case 'other':
        return
    }
  }
  socket.on('open', () => {
    const hello = dialect.hello(doc, token)
    if (hello) socket.send(hello)
    say(STEP.question, options.stateVector?.() ?? NOTHING_KNOWN)
  })
  socket.on('message', (data) => take(data as Buffer))
  socket.on('error', (error) => fail(error))
  socket.on('close', (code) => {
    closed = code
    fail(new Error(`closed with ${code} before it had joined`))
  })
  return {
    socket,
    doc,
    joined,
    openedAt,
    closed: () => closed,
    frames: () => frames,
    bytes: () => bytes,
    refusals: () => refusals,
    send(update, step = STEP.update) {
      say(step, update)
      return ++sent
    },
    sendAwareness: (body) => socket.send(dialect.awareness(doc, body)),
    sendRaw: (raw) => socket.send(dialect.raw(doc, raw)),
    terminate: () => socket.terminate(),
    leave: () =>
      new Promise((resolve) => {
        if (closed !== null) return resolve()
        socket.once('close', () => resolve())
        socket.close()
      }),
  }
}
