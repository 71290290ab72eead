import * as decoding from 'lib0/decoding'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { blankBrief } from '#model/brief.ts'
import { seedUpdate, titleOf } from '#model/ydoc.ts'
import { readBriefFromLog, readYDoc } from '../../../server/sync/load.ts'
import { createServed } from '../../../server/sync/served.ts'
import { TAIL_UPDATES } from '../../../server/sync/limits.ts'
import { typing } from './support.ts'

const logOf = (...updates: Uint8Array[]) => ({ readLog: () => Promise.resolve({ head: updates.length, updates: updates.map((data, index) => ({ seq: index + 1, at: 1, actor: 'ana', data })) }) })

test('rebuilds a brief from its log', async () => {
  const seed = seedUpdate(blankBrief('Rivers'))
  const ydoc = new Y.Doc()
  Y.applyUpdate(ydoc, seed)
  const updates: Uint8Array[] = []
  ydoc.on('update', (update: Uint8Array) => updates.push(update))
  titleOf(ydoc)?.insert(6, ' and rain')
  expect((await readBriefFromLog(logOf(seed, ...updates), 'd1')).fields['title']).toBe('Rivers and rain')
})

test('leaves out an update that cannot be applied, says which, and keeps the others', async () => {
  const [first = new Uint8Array(), second = new Uint8Array()] = typing(['one ', 'two'])
  const unreadable: number[] = []
  const ydoc = await readYDoc(logOf(first, new Uint8Array([7, 7, 7]), second, new Uint8Array()), 'd1', (seq) => unreadable.push(seq))
  expect(ydoc.getText('words').toString()).toBe('one two')
  expect(unreadable).toEqual([2, 4])
})

/** What a client has after these frames. */
function received(frames: readonly Uint8Array[], ydoc = new Y.Doc()): Y.Doc {
  for (const frame of frames) {
    const decoder = decoding.createDecoder(frame)
    decoding.readVarUint(decoder)
    decoding.readVarUint(decoder)
    Y.applyUpdate(ydoc, decoding.readVarUint8Array(decoder))
  }
  return ydoc
}

test('serves the state whole, as a difference, and with a long tail', () => {
  const updates = typing(Array.from({ length: TAIL_UPDATES * 3 }, (_, index) => `${index} `))
  const [first = new Uint8Array(), ...rest] = updates
  const served = createServed(first)
  const client = received(served.answer(new Uint8Array([0])))
  rest.forEach((update, index) => {
    served.push(update)
    if (index % 20 === 0) expect(received(served.answer(new Uint8Array([0]))).getText('words').toString().split(' ')).toHaveLength(index + 3)
  })
  const whole = received(served.answer(new Uint8Array([0]))).getText('words').toString()
  expect(whole.split(' ')).toHaveLength(TAIL_UPDATES * 3 + 1)
  const vector = Y.encodeStateVector(client)
  const size = (frames: readonly Uint8Array[]) => frames.reduce((sum, frame) => sum + frame.length, 0)
  expect(size(served.answer(Y.encodeStateVector(received(served.answer(new Uint8Array([0]))))))).toBeLessThan(size(served.answer(new Uint8Array([0]))))
  expect(received(served.answer(vector), client).getText('words').toString()).toBe(whole)
  expect(served.answer(vector).length).toBeLessThanOrEqual(TAIL_UPDATES + 2)
})
