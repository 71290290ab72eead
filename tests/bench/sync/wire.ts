/**
 * The two ways to say the same on a socket: y-websocket's frames (ours, @y/websocket-server, the bare relay) and Hocuspocus's, which put the name of
 * the document in front of every message. Scenarios speak in bodies; a dialect makes frames of them and reads what comes back.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

export const STEP = { question: 0, answer: 1, update: 2 } as const
const TYPE = { sync: 0, awareness: 1, token: 2, syncReply: 4, acknowledged: 8 } as const

export type Heard =
  | { kind: 'question'; stateVector: Uint8Array }
  /** A state or an update; `last` marks the SyncStep2. */
  | { kind: 'content'; body: Uint8Array; last: boolean }
  | { kind: 'awareness'; body: Uint8Array }
  /** `count` messages are safe, or (`one`) the oldest not yet acknowledged is, or it was refused. */
  | { kind: 'acknowledged'; count: number }
  | { kind: 'acknowledgedOne'; saved: boolean }
  | { kind: 'other' }

export type Dialect = {
  /** What is said before anything else. */
  hello(doc: string, token: string): Uint8Array | null
  sync(doc: string, step: number, body: Uint8Array): Uint8Array
  awareness(doc: string, body: Uint8Array): Uint8Array
  /** Bytes that need not be a message, in the place of one. */
  raw(doc: string, bytes: Uint8Array): Uint8Array
  hear(frame: Uint8Array): Heard
}

function dialect(named: boolean): Dialect {
  const frame = (doc: string, write: (encoder: encoding.Encoder) => void) =>
    encoding.encode((encoder) => {
      if (named) encoding.writeVarString(encoder, doc)
      write(encoder)
    })
  return {
    hello: (doc, token) =>
      named
        ? frame(doc, (encoder) => {
            encoding.writeVarUint(encoder, TYPE.token)
            encoding.writeVarUint(encoder, 0)
            encoding.writeVarString(encoder, token)
          })
        : null,
    sync: (doc, step, body) =>
      frame(doc, (encoder) => {
        encoding.writeVarUint(encoder, TYPE.sync)
        encoding.writeVarUint(encoder, step)
        encoding.writeVarUint8Array(encoder, body)
      }),
    awareness: (doc, body) =>
      frame(doc, (encoder) => {
        encoding.writeVarUint(encoder, TYPE.awareness)
        encoding.writeVarUint8Array(encoder, body)
      }),
    raw: (doc, bytes) => frame(doc, (encoder) => encoding.writeUint8Array(encoder, bytes)),
    hear(bytes) {
      const decoder = decoding.createDecoder(bytes)
      if (named) decoding.readVarString(decoder)
      return hear(decoder, named)
    },
  }
}

function hear(decoder: decoding.Decoder, named: boolean): Heard {
  const type = decoding.readVarUint(decoder)
  if (type === TYPE.sync || (named && type === TYPE.syncReply)) {
    const step = decoding.readVarUint(decoder)
    const body = decoding.readVarUint8Array(decoder)
    return step === STEP.question ? { kind: 'question', stateVector: body } : { kind: 'content', body, last: step === STEP.answer }
  }
  if (type === TYPE.awareness) return { kind: 'awareness', body: decoding.readVarUint8Array(decoder) }
  if (type !== TYPE.acknowledged) return { kind: 'other' }
  const count = decoding.readVarUint(decoder)
  return named ? { kind: 'acknowledgedOne', saved: count === 1 } : { kind: 'acknowledged', count }
}

export const PLAIN: Dialect = dialect(false)
export const NAMED: Dialect = dialect(true)

export const NOTHING_KNOWN: Uint8Array = Uint8Array.of(0)
export const NO_CHANGE: Uint8Array = Uint8Array.of(0, 0)

/** An awareness message body. `state` is JSON text. */
export function awarenessBody(entries: readonly { id: number; clock: number; state: string }[]): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, entries.length)
    for (const { id, clock, state } of entries) {
      encoding.writeVarUint(encoder, id)
      encoding.writeVarUint(encoder, clock)
      encoding.writeVarString(encoder, state)
    }
  })
}
