import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { createIngester, type IngesterOptions } from '../../../server/jobs/ingester.ts'

const file = (name: string) => ({ name, bytes: new TextEncoder().encode('Some words.') })

/** An ingester whose reader runs this code for every file, after `const file`. */
async function withReader(code: string, options: Partial<IngesterOptions> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'counterpoint-'))
  const program = join(folder, 'reader.mjs')
  await writeFile(program, `process.on('message', async (file) => { ${code} })\nprocess.on('disconnect', () => process.exit(0))\n`)
  const ingester = createIngester({ deadline: 5_000, memory: 512_000_000, ...options, program: pathToFileURL(program) })
  onTestFinished(async () => {
    await ingester.close()
    await rm(folder, { recursive: true, force: true })
  })
  return ingester
}

const REPLY = `process.send({ kind: 'ingested', ingested: { outcome: 'refused', reason: file.name + ' ' + process.pid } })`

test('ends a reader that takes too long and reads the next file with a new one', async () => {
  const ingester = await withReader(`if (file.name === 'slow') for (;;) {} ${REPLY}`, { deadline: 1_000 })
  expect(await ingester.ingest(file('slow'))).toEqual({ outcome: 'refused', reason: 'Reading the file took longer than 1 seconds.' })
  expect(await ingester.ingest(file('quick'))).toMatchObject({ reason: expect.stringMatching(/^quick \d+$/) })
})

test.skipIf(process.platform === 'win32')('ends a reader that takes too much memory outside its heap', async () => {
  const ingester = await withReader(`globalThis.held = []; setInterval(() => globalThis.held.push(Buffer.alloc(20_000_000, 1)), 10)`, { memory: 200_000_000, deadline: 20_000 })
  expect(await ingester.ingest(file('bomb'))).toEqual({ outcome: 'refused', reason: 'Reading the file took more than 200 MB of memory.' })
})

test('survives a reader that dies at a file', async () => {
  const ingester = await withReader(`if (file.name === 'crash') process.exit(3); ${REPLY}`)
  expect(await ingester.ingest(file('crash'))).toMatchObject({ outcome: 'refused', reason: expect.stringMatching(/damaged/) })
  expect(await ingester.ingest(file('after'))).toMatchObject({ reason: expect.stringMatching(/^after/) })
})

test('keeps one reader for many files, one at a time and in order', async () => {
  const ingester = await withReader(`globalThis.busy = (globalThis.busy ?? 0) + 1; if (globalThis.busy > 1) process.exit(3); await new Promise((done) => setTimeout(done, 20)); globalThis.busy -= 1; ${REPLY}`)
  const answers = await Promise.all(['a', 'b', 'c'].map((name) => ingester.ingest(file(name))))
  const reasons = answers.map((answer) => (answer.outcome === 'text' ? '' : answer.reason.split(' ')))
  expect(reasons.map((reason) => reason[0])).toEqual(['a', 'b', 'c'])
  expect(new Set(reasons.map((reason) => reason[1])).size).toBe(1)
})

test('throws a bug of the importer on', async () => {
  const ingester = await withReader(`process.send({ kind: 'failed', message: 'no such rule', stack: 'stack' })`)
  await expect(ingester.ingest(file('x'))).rejects.toThrow('no such rule')
})

test('reads a text file with the real reader', async () => {
  const ingester = createIngester({ deadline: 30_000, memory: 512_000_000 })
  onTestFinished(() => ingester.close())
  expect(await ingester.ingest(file('words.txt'))).toMatchObject({ outcome: 'text', snapshot: { text: expect.stringContaining('Some words.') } })
})
