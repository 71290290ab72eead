import { expect, test } from 'vitest'
import { ROLES } from '#model/api.ts'
import { ACTIONS, may } from '../../../server/auth/access.ts'

const allowed = (role: (typeof ROLES)[number]) => ACTIONS.filter((action) => may(role, action))

test('gives owners everything and editors everything but the team', () => {
  expect(allowed('owner')).toEqual([...ACTIONS])
  expect(allowed('editor')).toEqual(ACTIONS.filter((action) => action !== 'manage-team'))
})

test('lets suggesters, commenters and readers read and print, never write', () => {
  for (const role of ['suggester', 'commenter', 'reader'] as const) {
    expect(allowed(role)).toEqual(['read-brief', 'export-brief', 'read-library'])
  }
})

test('never gives a lower role what a higher one lacks', () => {
  ROLES.slice(1).forEach((role, index) => {
    const above = allowed(ROLES[index] ?? 'owner')
    expect(allowed(role).every((action) => above.includes(action))).toBe(true)
  })
})
