/** Names of files as the library keeps them. */
import { expect, test } from 'vitest'
import { plainName } from '../../../server/routes/uploads.ts'

test('a file name has no folders and nothing that cannot be seen', () => {
  expect(plainName('C:\\papers\\bridge.txt')).toBe('bridge.txt')
  expect(plainName('a\u0000b\u0007.txt')).toBe('ab.txt')
  expect(plainName('report\u202Efdp.exe')).toBe('reportfdp.exe')
  expect(plainName('\u2066\u2069')).toBe('file')
})
