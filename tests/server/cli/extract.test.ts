/** A file read out on the command line: everything in one line of JSON, nothing stored, and an end with 2 where there is no text. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { extraction } from '../../../model/extraction.ts'
import { counterpoint } from '../../support/cli.ts'
import { program } from '../../support/product.ts'

vi.setConfig({ testTimeout: 60_000 })

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'counterpoint-extract-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const ARTICLE = `Ferries of the Strait

By Ana Ruiz

In 2018 the ferries carried 4.1 million passengers, almost
twice as many as in 2009. The crossing takes 35 minutes.

According to the port authority, the line is the second largest employer of the island.
`

test('prints what is read out of a file with offsets into its text, and stores nothing', async () => {
  const file = join(folder, 'ferries.txt')
  writeFileSync(file, ARTICLE)
  const data = join(folder, 'data')
  const { code, out } = await counterpoint(['extract', file, '--json'], { DATA_DIR: data })
  const printed = JSON.parse(out)
  expect({ code, outcome: printed.outcome, stored: existsSync(data) }).toEqual({ code: 0, outcome: 'text', stored: false })
  expect(printed.metadata).toMatchObject({ title: 'Ferries of the Strait', authors: ['Ana Ruiz'], issued: null, publisher: null, url: null })
  expect(extraction.omit({ evidence: true }).safeParse(printed).error).toBeUndefined()
  for (const { span, start, end } of [...printed.figures, ...printed.dates, ...printed.ranks]) expect(printed.text.slice(start, end)).toBe(span)
  expect(printed.figures.map(({ span, value, unit }: { span: string; value: number; unit: string }) => `${span}=${value} ${unit}`)).toEqual([
    '4.1 million=4100000 {person}',
    'twice=2 x',
    '35 minutes=35 min',
  ])
  expect(printed.figures[0]).toMatchObject({ asOf: '2018', asOfFrom: 'clause', measures: 'passengers' })
  expect(printed.ranks).toMatchObject([{ span: 'second largest employer', rank: 2 }])
  expect(printed.facts.map(({ kind, voice }: { kind: string; voice: string }) => `${kind} ${voice}`)).toEqual([
    'measure own',
    'measure own',
    'relation reported:port authority',
  ])
})

test('ends with 2 and the reason where there is no text to read', async () => {
  const file = join(folder, 'picture.txt')
  writeFileSync(file, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1, 0, 2]))
  const { code, out, err } = await counterpoint(['extract', file, '--json'], {})
  expect({ code, outcome: JSON.parse(out).outcome }).toEqual({ code: 2, outcome: 'refused' })
  expect(err).toContain('refused: ')
  expect(readFileSync(file).length).toBe(10)
  expect((await counterpoint(['extract', join(folder, 'gone.txt')], {})).code).toBe(2)
})

test('who stops reading the results is no fault', async () => {
  const file = join(folder, 'long.txt')
  writeFileSync(file, Array.from({ length: 400 }, (_, index) => `In ${1900 + (index % 100)} there were ${index + 10} ships.`).join('\n\n'))
  const child = program(['server/cli.ts', 'extract', file])
  child.stdout?.destroy()
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0)
  expect(said).toBe('')
})
