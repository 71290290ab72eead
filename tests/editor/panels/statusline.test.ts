import { expect, test } from 'vitest'
import { statusLine } from '../../../editor/panels/statusline.ts'

test('says where words that wait are, and never that the device has what it refused', () => {
  expect(statusLine({ kind: 'saved', waiting: 0 })).toBe('Saved')
  expect(statusLine({ kind: 'offline', waiting: 3 })).toBe('Offline: 3 changes waiting on this device')
  expect(statusLine({ kind: 'offline', waiting: 3, unkept: true })).toBe('Offline: 3 changes only in this tab. Don’t close it')
  expect(statusLine({ kind: 'offline', waiting: 0, unkept: true })).toBe('Offline: this device can’t keep what you write')
  expect(statusLine({ kind: 'refused', waiting: 1, unkept: true, reason: 'x' })).toBe('Not saved: 1 change only in this tab')
})
