import * as decoding from 'lib0/decoding'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { SYNC } from '#model/protocol.ts'
import type { Snapshot } from '../../../server/store/store.ts'
import { condense } from '../../../server/sync/condense.ts'
import { createKnowledge, readUpdate } from '../../../server/sync/knowledge.ts'
import { createServed } from '../../../server/sync/served.ts'
import type { Packet } from '../../../server/sync/wire.ts'
import { typing } from './support.ts'

type Message = { step: number; body: Uint8Array }

/** The messages in packets, read as a WebSocket client reads frames. */
function messages(packets: readonly Packet[]): Message[] {
  const bytes = Buffer.concat(packets)
  const found: Message[] = []
  for (let at = 0; at < bytes.length; ) {
    expect(bytes[at]).toBe(0x82)
    const short = bytes[at + 1] ?? 0
    const head = short < 126 ? 2 : short === 126 ? 4 : 10
    const length = short < 126 ? short : short === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2))
    const decoder = decoding.createDecoder(new Uint8Array(bytes.subarray(at + head, at + head + length)))
    decoding.readVarUint(decoder)
    found.push({ step: decoding.readVarUint(decoder), body: decoding.readVarUint8Array(decoder) })
    at += head + length
  }
  return found
}

function receive(packets: readonly Packet[], ydoc = new Y.Doc()): Y.Doc {
  for (const { body } of messages(packets)) Y.applyUpdate(ydoc, body)
  return ydoc
}

const NOTHING = new Uint8Array([0])
const updates = typing(Array.from({ length: 300 }, (_, index) => `${index} `))
const rows = updates.map((data, index) => ({ seq: index + 1, at: 1, actor: 'ana', data }))

function snapshotOf(count: number, partBytes?: number): Snapshot {
  const made = condense({ snapshot: null, tail: rows.slice(0, count) }, partBytes)
  if (!made) throw new TypeError('nothing to condense')
  return made.snapshot
}

/** What a room serves after `upto` updates were merged and the rest came since. */
function serve(snapshot: Snapshot | null, partTail = rows.slice(snapshot?.upto ?? 0)) {
  const knowledge = createKnowledge(snapshot ?? undefined)
  const served = createServed(snapshot, knowledge)
  for (const { seq, data } of partTail) {
    const { extent } = readUpdate(data)
    knowledge.absorb(extent)
    served.push({ seq, data, extent })
  }
  return { served, knowledge }
}

const words = (ydoc: Y.Doc) => ydoc.getText('words').toString().trim().split(' ').length

test('who has nothing gets the stored bytes as they are', () => {
  const snapshot = snapshotOf(300)
  const { served } = serve(snapshot)
  expect(messages(served.answer(NOTHING))).toEqual([{ step: SYNC.step2, body: snapshot.parts[0] }])
  expect(served.answer(NOTHING)).toBe(served.answer(NOTHING))
})

test('what came since the snapshot follows it, and a small SyncStep2 ends it', () => {
  const { served } = serve(snapshotOf(200))
  const found = messages(served.answer(NOTHING))
  expect(found.map(({ step }) => step)).toEqual([...Array.from({ length: 101 }, () => SYNC.update), SYNC.step2])
  expect(found.at(-1)?.body).toHaveLength(2)
  expect(words(receive(served.answer(NOTHING)))).toBe(300)
})

test('a large snapshot goes in several messages', () => {
  // Each word before the last, so that Yjs cannot join them into one run.
  const ydoc = new Y.Doc()
  const tail: typeof rows = []
  ydoc.on('update', (data: Uint8Array) => tail.push({ seq: tail.length + 1, at: 1, actor: 'ana', data }))
  for (let index = 0; index < 300; index++) ydoc.getText('words').insert(0, `${index} `)
  const { served } = serve(condense({ snapshot: null, tail }, 200)?.snapshot ?? null, [])
  const found = messages(served.answer(NOTHING))
  expect(found.length).toBeGreaterThan(4)
  expect(Math.max(...found.map(({ body }) => body.length))).toBeLessThan(300)
  const client = receive(served.answer(NOTHING))
  expect(words(client)).toBe(300)
  expect(client.store.pendingStructs).toBeNull()
})

test('who has all of it gets what is deleted and no more, the same bytes for everyone', () => {
  const { served, knowledge } = serve(snapshotOf(200))
  const ydoc = receive(served.answer(NOTHING))
  const answer = served.answer(Y.encodeStateVector(ydoc))
  expect(messages(answer)).toEqual([{ step: SYNC.step2, body: knowledge.deletes() }])
  expect(served.answer(Y.encodeStateVector(receive(served.answer(NOTHING))))[0]).toBe(answer[0])
})

test('who has the snapshot gets only what it lacks of the rest', () => {
  const { served } = serve(snapshotOf(200))
  const ydoc = new Y.Doc()
  for (const update of updates.slice(0, 290)) Y.applyUpdate(ydoc, update)
  expect(messages(served.answer(Y.encodeStateVector(ydoc)))).toHaveLength(11)
  expect(words(receive(served.answer(Y.encodeStateVector(ydoc)), ydoc))).toBe(300)
})

test('who has less gets the difference, computed once for all who come back with the same', () => {
  const { served } = serve(snapshotOf(200))
  const ydoc = new Y.Doc()
  for (const update of updates.slice(0, 50)) Y.applyUpdate(ydoc, update)
  const vector = Y.encodeStateVector(ydoc)
  const answer = served.answer(vector)
  expect(served.answer(Y.encodeStateVector(ydoc))[0]).toBe(answer[0])
  expect(Buffer.concat([...answer]).length).toBeLessThan(Buffer.concat([...served.answer(NOTHING)]).length)
  expect(words(receive(answer, ydoc))).toBe(300)
})

test('goes on from a newer snapshot without losing what is not in it', () => {
  const { served } = serve(snapshotOf(100))
  const { extent } = readUpdate(updates[299] ?? new Uint8Array())
  served.adopt(snapshotOf(250))
  expect(served.size().updates).toBe(50)
  served.push({ seq: null, data: updates[299] ?? new Uint8Array(), extent })
  served.adopt(snapshotOf(300))
  expect(served.size().updates).toBe(1)
  expect(words(receive(served.answer(NOTHING)))).toBe(300)
})
