import { expect, test } from 'vitest'
import { createAcks } from '../../../server/sync/acks.ts'

const gap = { inserts: [[1, 0, 1]], deletes: [] } as const

test('grows with the commits, and says so once', () => {
  const acks = createAcks()
  acks.count(1)
  acks.count(2)
  acks.count(2)
  expect(acks.advance(0)).toBeNull()
  expect(acks.advance(1)).toBe(1)
  expect(acks.advance(1)).toBeNull()
  expect(acks.advance(5)).toBe(3)
})

test('stops at a gap until it is covered and that is committed', () => {
  const acks = createAcks()
  acks.count(1)
  acks.countGap(gap)
  acks.count(2)
  expect(acks.advance(9)).toBe(1)
  acks.fill(() => false, 3)
  expect(acks.advance(9)).toBeNull()
  acks.fill(() => true, 10)
  expect(acks.advance(9)).toBeNull()
  expect(acks.advance(10)).toBe(3)
})
