/** Quotations found again from the command line: selectors in, a line each out, and what is wrong with a line said with its number. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import { readSelector } from '../../../server/cli/selectors.ts'
import { linesOf } from '../../../server/cli/stdin.ts'

vi.setConfig({ testTimeout: 60_000 })

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..')
const source = join(root, 'tests', 'fixtures', 'sources', 'bridges-at-laredo.txt')

function locate(words: readonly string[], input: string): Promise<{ code: number | null; lines: unknown[]; err: string }> {
  const child = spawn(process.execPath, [join(root, 'scripts', 'run.mjs'), 'server/cli.ts', 'locate', ...words], { cwd: root, stdio: ['pipe', 'pipe', 'pipe'] })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  child.stdin.end(input)
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, lines: out.split('\n').filter((line) => line !== '').map((line): unknown => JSON.parse(line)), err })))
}

const lines = (...selectors: unknown[]): string => selectors.map((selector) => (typeof selector === 'string' ? selector : JSON.stringify(selector))).join('\n')

test('answers every selector in order, with offsets into the text of the file', async () => {
  const text = readFileSync(source, 'utf8')
  const at = text.indexOf('about 8,600 trucks')
  const { code, lines: answers } = await locate([source], lines({ exact: 'about 8,600 trucks' }, { exact: 'about 9,600 trucks', prefix: 'On a working day\n', suffix: ' cross the World' }, { exact: 'No sentence of this file says so at all.' }))
  expect(answers).toMatchObject([
    { status: 'exact', start: at, end: at + 18 },
    { status: 'changed-number', start: at, found: 'about 8,600 trucks' },
    { status: 'missing', start: null, end: null },
  ])
  expect(code).toBe(1)
})

test('ends with 0 when all are exact, and with 2 when a line or the file cannot be read', async () => {
  expect((await locate([source], lines({ type: 'TextQuoteSelector', exact: 'Four road bridges' }))).code).toBe(0)
  const bad = await locate([source], lines({ exact: 'Four road bridges' }, '', 'nonsense', { exact: 'Four road bridges' }))
  expect(bad).toMatchObject({ code: 2, lines: [{ status: 'exact' }, { status: 'error', line: 3 }, { status: 'exact' }] })
  expect(bad.err).toContain('line 3')
  expect((await locate([join(root, 'no-such-file.txt')], '')).code).toBe(2)
})

test('reads selectors by our names and by W3C names, alone or inside an annotation', () => {
  const quote = { exact: 'a b', prefix: 'x', suffix: '' }
  expect(readSelector(lines({ ...quote, start: 4, end: 7 }))).toEqual({ quote, position: { start: 4, end: 7 } })
  const parts = [{ type: 'TextPositionSelector', start: 4, end: 7 }, { type: 'TextQuoteSelector', exact: 'a b', prefix: 'x' }]
  expect(readSelector(lines(parts))).toEqual({ quote, position: { start: 4, end: 7 } })
  expect(readSelector(lines({ type: 'Annotation', target: { source: 'x', selector: parts } }))).toEqual({ quote, position: { start: 4, end: 7 } })
  for (const wrong of ['', '3', '[]', '{"exact":""}', '{"exact":3}', '{"start":1,"end":2}', '{"exact":"a","start":-1}']) expect(readSelector(wrong), wrong).toHaveProperty('error')
})

test('cuts its input into lines whatever chunks it comes in, and does not keep an endless line', async () => {
  const bytes = new TextEncoder().encode(`é1\r\nzwei\n${'x'.repeat(50)}\nend`)
  async function* chunks(size: number) {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  for (const size of [1, 3, 64, 1000]) {
    const found: (string | null)[] = []
    for await (const { text } of linesOf(chunks(size), 20)) found.push(text)
    expect(found, `chunks of ${size}`).toEqual(['é1', 'zwei', null, 'end'])
  }
})
