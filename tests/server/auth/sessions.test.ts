import { expect, test } from 'vitest'
import { createAttempts } from '../../../server/auth/attempts.ts'
import { createSessionCache } from '../../../server/auth/sessions.ts'
import { stillClock } from '../../support/server.ts'

test('believes a checked session until the time is over', async () => {
  const clock = stillClock()
  const cache = createSessionCache<string>(1000, clock.now)
  let asked = 0
  const find = async () => `person ${++asked}`
  expect(await cache.get('a', find)).toBe('person 1')
  clock.advance(999)
  expect(await cache.get('a', find)).toBe('person 1')
  clock.advance(1)
  expect(await cache.get('a', find)).toBe('person 2')
})

test('forgets at once at sign-out, also an answer that was on its way', async () => {
  const clock = stillClock()
  const cache = createSessionCache<string>(1000, clock.now)
  const late = Promise.withResolvers<string>()
  const waiting = cache.get('a', () => late.promise)
  cache.clear()
  late.resolve('signed out meanwhile')
  await waiting
  expect(await cache.get('a', async () => null)).toBeNull()
})

test('does not remember strangers', async () => {
  const cache = createSessionCache<string>(1000, stillClock().now)
  expect(await cache.get('a', async () => null)).toBeNull()
  expect(await cache.get('a', async () => 'signed in now')).toBe('signed in now')
})

test('counts attempts in a window and forgives after it', () => {
  const clock = stillClock()
  const attempts = createAttempts(clock.now)
  const attempt = () => attempts.consume('10.0.0.1|/sign-in', { window: 60, max: 2 })
  expect([attempt().allowed, attempt().allowed]).toEqual([true, true])
  expect(attempt()).toEqual({ allowed: false, retryAfter: 60 })
  expect(attempts.consume('10.0.0.2|/sign-in', { window: 60, max: 2 }).allowed).toBe(true)
  clock.advance(60_000)
  expect(attempt().allowed).toBe(true)
})
