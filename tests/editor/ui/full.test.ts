import { expect, test } from 'vitest'
import { fullMessage } from '../../../editor/ui/full.ts'

test('a form says why a field takes no more, and nothing before', () => {
  expect(fullMessage('a'.repeat(19_999))).toBeUndefined()
  expect(fullMessage(undefined)).toBeUndefined()
  expect(fullMessage('a'.repeat(20_000))).toBe('A field holds up to 20,000 characters. What goes beyond belongs into the text of the brief.')
  expect(fullMessage([{ name: 'a'.repeat(20_000) }])).toContain('20,000 characters')
  expect(fullMessage(Array.from({ length: 500 }, () => ''))).toBe('A list holds up to 500 entries.')
})
