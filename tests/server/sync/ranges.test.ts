import { expect, test } from 'vitest'
import { createRanges } from '../../../server/sync/ranges.ts'
import { seeded } from './seeded.ts'

test('joins ranges that touch or overlap and keeps others apart', () => {
  const ranges = createRanges()
  ranges.add(10, 20)
  ranges.add(30, 40)
  expect(ranges.covers(10, 20)).toBe(true)
  expect(ranges.covers(10, 21)).toBe(false)
  expect(ranges.covers(9, 12)).toBe(false)
  expect(ranges.covers(15, 35)).toBe(false)
  ranges.add(20, 30)
  expect(ranges.covers(10, 40)).toBe(true)
  expect(ranges.covers(40, 41)).toBe(false)
  expect(ranges.covers(5, 5)).toBe(true)
})

test('agrees with a plain set of numbers', () => {
  const seed = Math.floor(Math.random() * 2 ** 31)
  const random = seeded(seed)
  for (let round = 0; round < 200; round++) {
    const ranges = createRanges()
    const plain = new Set<number>()
    for (let step = 0; step < 30; step++) {
      const start = Math.floor(random() * 60)
      const end = start + Math.floor(random() * 8)
      if (random() < 0.8) ranges.add(start, end)
      else ranges.addAll([[start, end], [start, start], [start + 10, start + 10 + (end - start)]].toReversed() as [number, number][])
      for (let number = start; number < end; number++) plain.add(number)
      if (ranges.covers(start + 10, start + 10 + (end - start))) for (let number = start + 10; number < start + 10 + (end - start); number++) plain.add(number)
      const from = Math.floor(random() * 60)
      const to = from + Math.floor(random() * 10)
      const every = Array.from({ length: to - from }, (_, index) => from + index).every((number) => plain.has(number))
      expect(ranges.covers(from, to), `seed ${seed}, round ${round}, step ${step}: ${from}–${to}`).toBe(every)
    }
  }
})
