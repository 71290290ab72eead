import { expect, test } from 'vitest'
import { createPlaces } from '../../server/places.ts'

test('gives each caller so many places, and one back for each that is done', () => {
  const places = createPlaces({ each: 2 })
  const first = places.take('ana')
  expect(places.take('ana')).not.toBeNull()
  expect(places.take('ana')).toBeNull()
  expect(places.take('ben')).not.toBeNull()
  first?.()
  first?.()
  expect(places.take('ana')).not.toBeNull()
  expect(places.take('ana')).toBeNull()
})

test('lets no more in than the weight of all together allows, but never keeps out what comes alone', () => {
  const places = createPlaces({ each: 10, total: 100 })
  const heavy = places.take('ana', 150)
  expect(heavy).not.toBeNull()
  expect(places.take('ben', 1)).toBeNull()
  heavy?.()
  expect(places.take('ben', 60)).not.toBeNull()
  expect(places.take('ana', 41)).toBeNull()
  expect(places.take('ana', 40)).not.toBeNull()
})
