/** Disagreement in a folder of files, from the command line. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { counterpoint } from '../../support/cli.ts'

vi.setConfig({ testTimeout: 120_000 })

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'counterpoint-conflicts-'))
  const files: Record<string, string> = {
    'harbour.txt': 'Harbour report\n\nIn 2016 Sweden received 29,000 asylum applications, the ministry said in its yearly report.\n\nThe Öland bridge is 6,072 metres long and was opened to traffic in the autumn.\n',
    'review.txt': 'A review\n\nSweden received 41,000 asylum applications in 2016, more than its neighbours did together.\n\nThe Öland bridge is 6.07 km long, and that is not disputed.\n',
  }
  for (const side of ['both', 'one']) mkdirSync(join(folder, side))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'both', name), text)
  writeFileSync(join(folder, 'one', 'harbour.txt'), files['harbour.txt'] ?? '')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const json = (text: string): { relation: string; a: { quote: string; file: string }; b: { quote: string; file: string }; reason: string }[] => text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line))

test('prints pairs with both quotations, the disagreements first, and ends with 1', async () => {
  const { code, out, err } = await counterpoint(['conflicts', '--library', join(folder, 'both'), '--json'])
  const pairs = json(out)
  expect(pairs[0], err).toMatchObject({ relation: 'conflict', reason: expect.stringContaining('29,000') })
  expect([pairs[0]?.a.file, pairs[0]?.b.file].toSorted()).toEqual(['harbour.txt', 'review.txt'])
  expect(pairs.filter(({ relation }) => relation === 'conflict')).toHaveLength(1)
  expect(code).toBe(1)
})

test('a folder whose sources do not disagree ends with 0, one that is not there with 2', async () => {
  expect(await counterpoint(['conflicts', '--library', join(folder, 'one'), '--json'])).toMatchObject({ code: 0, out: '' })
  expect((await counterpoint(['conflicts', '--library', join(folder, 'none')])).code).toBe(2)
})
