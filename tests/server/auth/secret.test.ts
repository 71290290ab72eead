import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { authSecret } from '../../../server/auth/secret.ts'
import { seededBytes } from '../../support/random.ts'

async function folder() {
  const made = await mkdtemp(join(tmpdir(), 'counterpoint-'))
  onTestFinished(() => rm(made, { recursive: true, force: true }))
  return made
}

test('makes a secret once, readable by its owner alone, and keeps it', async () => {
  const dir = await folder()
  const first = await authSecret(dir, null, seededBytes(1))
  expect(first).toHaveLength(43)
  expect(await authSecret(dir, null, seededBytes(2))).toBe(first)
  expect((await stat(join(dir, 'secret'))).mode & 0o777).toBe(0o600)
  expect(await readFile(join(dir, 'secret'), 'utf8')).toBe(`${first}\n`)
})

test('takes the secret it is given and writes nothing', async () => {
  const dir = await folder()
  expect(await authSecret(dir, 'x'.repeat(40), seededBytes(1))).toBe('x'.repeat(40))
  await expect(stat(join(dir, 'secret'))).rejects.toThrow('ENOENT')
})

test('says what to do about a secret that was cut short', async () => {
  const dir = await folder()
  await writeFile(join(dir, 'secret'), 'short\n')
  await expect(authSecret(dir, null, seededBytes(1))).rejects.toThrow(/delete it/)
})
