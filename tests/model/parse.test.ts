import { expect, test } from 'vitest'
import { z } from 'zod'
import { decode, decodeJson, jsonPointer } from '../../model/parse.ts'
import { isUuid, shortId, uuidv7 } from '../../model/random.ts'
import { Refusal } from '../../model/refusal.ts'
import { seededBytes } from '../support/random.ts'

test('a pointer escapes the two characters RFC 6901 reserves', () => {
  expect(jsonPointer(['fields', 'a/b~c', 0])).toBe('/fields/a~1b~0c/0')
})

test('names every faulty place, up to twenty', () => {
  const shape = z.array(z.number())
  try {
    decode(shape, Array.from({ length: 50 }, () => 'x'), 'The list')
    expect.unreachable()
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal)
    expect((error as Refusal).faults).toHaveLength(20)
  }
})

test('broken JSON is refused, not thrown as a bug', () => {
  expect(() => decodeJson(z.object({}), '{"a":', 'The file')).toThrow(Refusal)
})

test('UUIDv7s sort by time and look like one', () => {
  const random = seededBytes(1)
  const ids = [1_000, 2_000, 1_700_000_000_000].map((now) => uuidv7(now, random))
  expect(ids.every(isUuid)).toBe(true)
  expect(ids.toSorted()).toEqual(ids)
  expect(ids[0]?.[14]).toBe('7')
})

test('short ids keep to letters and digits', () => {
  expect(shortId(seededBytes(2))).toMatch(/^[0-9a-z]{10}$/)
})
