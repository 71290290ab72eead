/** The frames of the wire (`model/protocol.ts`): writing ours, and reading theirs into a tagged union. */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { MESSAGE, SYNC } from '#model/protocol.ts'

export type Frame =
  | { kind: 'step1' | 'step2' | 'update' | 'awareness'; bytes: Uint8Array }
  | { kind: 'query-awareness' }
  | { kind: 'ack'; count: number }
  /** A type this version does not know; to be passed over. */
  | { kind: 'other' }

/** Throws when the frame ends too early. */
export function readFrame(bytes: Uint8Array): Frame {
  const decoder = decoding.createDecoder(bytes)
  switch (decoding.readVarUint(decoder)) {
    case MESSAGE.sync:
      return readSync(decoder)
    case MESSAGE.awareness:
      return { kind: 'awareness', bytes: decoding.readVarUint8Array(decoder) }
    case MESSAGE.queryAwareness:
      return { kind: 'query-awareness' }
    case MESSAGE.ack:
      return { kind: 'ack', count: decoding.readVarUint(decoder) }
    default:
      return { kind: 'other' }
  }
}

const SYNC_KINDS = { [SYNC.step1]: 'step1', [SYNC.step2]: 'step2', [SYNC.update]: 'update' } as const

function readSync(decoder: decoding.Decoder): Frame {
  const kind = SYNC_KINDS[decoding.readVarUint(decoder) as keyof typeof SYNC_KINDS]
  return kind === undefined ? { kind: 'other' } : { kind, bytes: decoding.readVarUint8Array(decoder) }
}

export function syncFrame(kind: keyof typeof SYNC, bytes: Uint8Array): Uint8Array {
  return frame(MESSAGE.sync, (encoder) => {
    encoding.writeVarUint(encoder, SYNC[kind])
    encoding.writeVarUint8Array(encoder, bytes)
  })
}

export function awarenessFrame(bytes: Uint8Array): Uint8Array {
  return frame(MESSAGE.awareness, (encoder) => encoding.writeVarUint8Array(encoder, bytes))
}

export function queryAwarenessFrame(): Uint8Array {
  return frame(MESSAGE.queryAwareness, () => {})
}

function frame(type: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, type)
  write(encoder)
  return encoding.toUint8Array(encoder)
}
