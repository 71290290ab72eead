import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { BEAT, BEAT_SHARE, BEAT_SOCKETS } from '../../../server/sync/limits.ts'
import { createPace, type Sent } from '../../../server/sync/pace.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A pace whose writes take `cost` milliseconds; remembers how many updates left together. */
function open(sockets: number, cost = 0) {
  const flushes: number[] = []
  let time = 0
  const flush = (batch: readonly Sent<string>[]) => {
    flushes.push(batch.length)
    time += cost
  }
  const pace = createPace(() => sockets, flush, () => time)
  return { flushes, add: () => pace.add({ update: new Uint8Array(), from: 'ana' }), stop: pace.stop }
}

test('in a small room every update leaves at once', () => {
  const { flushes, add } = open(BEAT_SOCKETS - 1)
  for (let count = 0; count < 3; count++) add()
  expect(flushes).toEqual([1, 1, 1])
})

test('in a large one the first leaves at once and the rest on the beat, until it is quiet again', () => {
  const { flushes, add } = open(BEAT_SOCKETS)
  for (let count = 0; count < 5; count++) add()
  expect(flushes).toEqual([1])
  vi.advanceTimersByTime(BEAT)
  expect(flushes).toEqual([1, 4])
  add()
  vi.advanceTimersByTime(BEAT)
  expect(flushes).toEqual([1, 4, 1])
  vi.advanceTimersByTime(BEAT)
  add()
  expect(flushes).toEqual([1, 4, 1, 1])
})

test('the beat slows down when its writes take long', () => {
  const { flushes, add } = open(BEAT_SOCKETS, 4)
  add()
  add()
  // Counted from the beginning of the writes.
  vi.advanceTimersByTime(4 * (BEAT_SHARE - 1) - 1)
  expect(flushes).toEqual([1])
  vi.advanceTimersByTime(1)
  expect(flushes).toEqual([1, 1])
})

test('a room that is left sends nothing more', () => {
  const { flushes, add, stop } = open(BEAT_SOCKETS)
  add()
  add()
  stop()
  vi.advanceTimersByTime(1000)
  expect(flushes).toEqual([1])
})
