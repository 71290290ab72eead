import { expect, test } from 'vitest'
import { TAIL_BYTES, TAIL_MOST, TAIL_PRESSING, TAIL_UPDATES } from '../../../server/sync/limits.ts'
import { isLongTail, isPressing } from '../../../server/sync/tail.ts'

test('many updates, or many bytes, are worth a new snapshot while people write', () => {
  expect(isLongTail({ updates: TAIL_UPDATES, tailBytes: 10_000, baseBytes: 0 })).toBe(false)
  expect(isLongTail({ updates: TAIL_UPDATES + 1, tailBytes: 10_000, baseBytes: 0 })).toBe(true)
  expect(isLongTail({ updates: 3, tailBytes: TAIL_BYTES + 1, baseBytes: 0 })).toBe(true)
  expect(isLongTail({ updates: 3, tailBytes: TAIL_BYTES + 1, baseBytes: TAIL_BYTES })).toBe(false)
})

test('only very many updates do not wait for a pause', () => {
  expect(isPressing({ updates: TAIL_PRESSING, tailBytes: 10_000, baseBytes: 0 })).toBe(false)
  expect(isPressing({ updates: TAIL_PRESSING + 1, tailBytes: 10_000, baseBytes: 0 })).toBe(true)
  expect(isPressing({ updates: 3, tailBytes: TAIL_MOST - 1, baseBytes: 0 })).toBe(false)
})

test('a brief too large to be compacted while people are there, or tried in vain just now, is left alone', () => {
  expect(isLongTail({ updates: 10 * TAIL_PRESSING, tailBytes: TAIL_MOST, baseBytes: 1 })).toBe(false)
  expect(isLongTail({ updates: TAIL_UPDATES + 1, tailBytes: 10_000, baseBytes: 0 }, TAIL_UPDATES)).toBe(false)
})
