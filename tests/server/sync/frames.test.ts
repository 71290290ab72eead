import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { SYNC } from '#model/protocol.ts'
import { awarenessFrame, BadFrame, readFrame, updateFrame } from '../../../server/sync/frames.ts'
import { seeded } from './seeded.ts'
import { awarenessMessage, syncMessage, typing } from './support.ts'

test('reads what clients send', () => {
  expect(readFrame(syncMessage(SYNC.step1, new Uint8Array([0])))).toEqual({ kind: 'step1', stateVector: new Uint8Array([0]) })
  expect(readFrame(syncMessage(SYNC.step2, new Uint8Array([0, 0])))).toEqual({ kind: 'change', step: 'step2', data: new Uint8Array([0, 0]) })
  expect(readFrame(syncMessage(SYNC.update, new Uint8Array([1, 2])))).toEqual({ kind: 'change', step: 'update', data: new Uint8Array([1, 2]) })
  expect(readFrame(new Uint8Array([3]))).toEqual({ kind: 'queryAwareness' })
  expect(readFrame(awarenessMessage([{ id: 5, clock: 2, state: { a: 'é' } }]))).toEqual({ kind: 'awareness', entries: [{ id: 5, clock: 2, state: '{"a":"é"}' }] })
})

test('reads awareness as it writes it', () => {
  const entries = [
    { id: 5, clock: 2, state: '{"a":"é"}' },
    { id: 2 ** 32, clock: 0, state: null },
  ]
  expect(readFrame(awarenessFrame(entries))).toEqual({ kind: 'awareness', entries })
})

test('never reads past the end of a message into what lies behind it in memory', () => {
  const whole = new Uint8Array(100).fill(1)
  const [update = new Uint8Array()] = typing(['words'])
  const message = syncMessage(SYNC.update, update)
  whole.set(message)
  for (let end = 0; end < message.length; end++) expect(() => readFrame(whole.subarray(0, end)), `cut at ${end}`).toThrow(BadFrame)
  const frame = readFrame(whole.subarray(0, message.length))
  expect(frame.kind === 'change' && frame.data.buffer.byteLength).toBe(update.length)
})

test('refuses random bytes with a BadFrame or reads a frame, and nothing else ever comes out', () => {
  const seed = Math.floor(Math.random() * 2 ** 31)
  const random = seeded(seed)
  const good = [updateFrame(typing(['some words'])[0] ?? new Uint8Array()), awarenessMessage([{ id: 1, clock: 1, state: { user: { name: 'Ana' } } }]), syncMessage(SYNC.step1, Y.encodeStateVector(new Y.Doc()))]
  for (let round = 0; round < 5000; round++) {
    const bytes = Uint8Array.from(good[round % 3] ?? [])
    for (let changes = 0; changes < 3; changes++) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256)
    try {
      expect(['step1', 'change', 'awareness', 'queryAwareness']).toContain(readFrame(bytes).kind)
    } catch (error) {
      expect(error, `seed ${seed}, round ${round}`).toBeInstanceOf(BadFrame)
    }
  }
})
