/**
 * The frames of the wire, both ways: bytes from outside become a value here or a `BadFrame`, and nothing reads past the end of what arrived.
 *
 * One message a frame, y-websocket's layout: varuint type, then its body (see `model/protocol.ts`).
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { MESSAGE, SYNC } from '#model/protocol.ts'

/** `state` is JSON text of an object, or null when the client has left. */
export type AwarenessEntry = { id: number; clock: number; state: string | null }

export type Frame =
  | { kind: 'step1'; stateVector: Uint8Array }
  /** A SyncStep2 or an update: the two that are counted by the acknowledgement. */
  | { kind: 'change'; step: 'step2' | 'update'; data: Uint8Array }
  | { kind: 'awareness'; entries: readonly AwarenessEntry[] }
  | { kind: 'queryAwareness' }

/** The bytes are not a message of this wire; the socket that sent them is closed. */
export class BadFrame extends Error {
  override readonly name = 'BadFrame'
}

/** For the log: the kind of error alone, since a parser's message may quote what people wrote. */
export function undecodable(error: unknown): string {
  return `it does not decode (${error instanceof Error ? error.name : 'unknown'})`
}

/** Stock clients send everybody's state back, so this is far above what one may own. */
const MAX_AWARENESS_ENTRIES = 8_000
/** Clients a brief may have; each costs the thread a moment at every answer. */
const MAX_STATE_VECTOR = 50_000

/** Decodes a message. Throws a BadFrame, whatever the bytes are. `bytes` is not kept; what the frame holds is a copy. */
export function readFrame(bytes: Uint8Array): Frame {
  try {
    return read(decoding.createDecoder(bytes))
  } catch (error) {
    throw error instanceof BadFrame ? error : new BadFrame(undecodable(error))
  }
}

function read(decoder: decoding.Decoder): Frame {
  const type = decoding.readVarUint(decoder)
  if (type === MESSAGE.sync) return readSync(decoder)
  if (type === MESSAGE.queryAwareness) return { kind: 'queryAwareness' }
  if (type === MESSAGE.awareness) return { kind: 'awareness', entries: readAwareness(decoding.createDecoder(readBytes(decoder))) }
  throw new BadFrame(`message type ${type} is not known`)
}

function readSync(decoder: decoding.Decoder): Frame {
  const step = decoding.readVarUint(decoder)
  const data = readBytes(decoder)
  if (step === SYNC.step1) return { kind: 'step1', stateVector: checkStateVector(data) }
  if (step === SYNC.step2) return { kind: 'change', step: 'step2', data }
  if (step === SYNC.update) return { kind: 'change', step: 'update', data }
  throw new BadFrame(`sync step ${step} is not known`)
}

/** A length and that many bytes, as a copy with a buffer of its own: a view would let a faulty length inside read into the neighbouring message. */
function readBytes(decoder: decoding.Decoder): Uint8Array {
  const length = decoding.readVarUint(decoder)
  const end = decoder.pos + length
  if (end > decoder.arr.length) throw new BadFrame(`${length} bytes announced, ${decoder.arr.length - decoder.pos} there`)
  const bytes = decoder.arr.slice(decoder.pos, end)
  decoder.pos = end
  return bytes
}

function checkStateVector(bytes: Uint8Array): Uint8Array {
  const decoder = decoding.createDecoder(bytes)
  const count = decoding.readVarUint(decoder)
  if (count > MAX_STATE_VECTOR) throw new BadFrame(`a state vector of ${count} clients`)
  for (let index = 0; index < count * 2; index++) decoding.readVarUint(decoder)
  return bytes
}

function readAwareness(decoder: decoding.Decoder): AwarenessEntry[] {
  const count = decoding.readVarUint(decoder)
  if (count > MAX_AWARENESS_ENTRIES) throw new BadFrame(`${count} awareness states in one message`)
  return Array.from({ length: count }, () => {
    const id = decoding.readVarUint(decoder)
    const clock = decoding.readVarUint(decoder)
    const json = new TextDecoder('utf-8', { fatal: true }).decode(readBytes(decoder))
    const state: unknown = JSON.parse(json)
    if (typeof state !== 'object' || Array.isArray(state)) throw new BadFrame('an awareness state is an object or null')
    return { id, clock, state: state === null ? null : json }
  })
}

/** Made for every update there is, so in one allocation: type and step are a byte each, then the body with its length. */
function sync(step: number, body: Uint8Array): Uint8Array {
  const length: number[] = [MESSAGE.sync, step]
  let rest = body.length
  for (; rest > 127; rest = Math.floor(rest / 128)) length.push((rest % 128) | 128)
  length.push(rest)
  const message = new Uint8Array(length.length + body.length)
  message.set(length)
  message.set(body, length.length)
  return message
}

export const step1Frame = (stateVector: Uint8Array): Uint8Array => sync(SYNC.step1, stateVector)
export const step2Frame = (update: Uint8Array): Uint8Array => sync(SYNC.step2, update)
export const updateFrame = (update: Uint8Array): Uint8Array => sync(SYNC.update, update)

/** "The first `count` update messages of this connection are durable." */
export function ackFrame(count: number): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.ack)
    encoding.writeVarUint(encoder, count)
  })
}

export function awarenessFrame(entries: readonly AwarenessEntry[]): Uint8Array {
  const body = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, entries.length)
    for (const { id, clock, state } of entries) {
      encoding.writeVarUint(encoder, id)
      encoding.writeVarUint(encoder, clock)
      encoding.writeVarString(encoder, state ?? 'null')
    }
  })
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.awareness)
    encoding.writeVarUint8Array(encoder, body)
  })
}

/** y-protocols' "permission denied": a stock client prints the reason, ours shows it; neither is disconnected by it. */
export function deniedFrame(reason: string): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.auth)
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarString(encoder, reason)
  })
}

/** An update with nothing in it. */
export const EMPTY_UPDATE: Uint8Array = Y.encodeStateAsUpdate(new Y.Doc())
