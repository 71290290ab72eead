import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { createIngester, type IngesterOptions } from '../../../server/jobs/ingester.ts'
import type { Refusal } from '../../../model/refusal.ts'

const file = (name: string) => ({ name, bytes: new TextEncoder().encode('Some words.') })

/** An ingester whose reader runs this code for every file, after `const file`. */
async function withReader(code: string, options: Partial<IngesterOptions> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'counterpoint-'))
  const program = join(folder, 'reader.mjs')
  await writeFile(program, `process.on('message', async (file) => { ${code} })\nprocess.on('disconnect', () => process.exit(0))\n`)
  const ingester = createIngester({ deadline: 5_000, memory: 512_000_000, workers: 1, queue: 100, ...options, program: pathToFileURL(program) })
  onTestFinished(async () => {
    await ingester.close()
    await rm(folder, { recursive: true, force: true })
  })
  return ingester
}

const REPLY = `process.send({ kind: 'ingested', ingested: { outcome: 'refused', reason: file.name + ' ' + process.pid } })`

test('ends a reader that takes too long and reads the next file with a new one', async () => {
  const ingester = await withReader(`if (file.name === 'slow') for (;;) {} ${REPLY}`, { deadline: 1_000 })
  expect(await ingester.ingest(file('slow'), 'north')).toEqual({ outcome: 'refused', reason: 'Reading the file took longer than 1 seconds.' })
  expect(await ingester.ingest(file('quick'), 'north')).toMatchObject({ reason: expect.stringMatching(/^quick \d+$/) })
})

test.skipIf(process.platform === 'win32')('ends a reader that takes too much memory outside its heap', async () => {
  const ingester = await withReader(`globalThis.held = []; setInterval(() => globalThis.held.push(Buffer.alloc(20_000_000, 1)), 10)`, { memory: 200_000_000, deadline: 20_000 })
  expect(await ingester.ingest(file('bomb'), 'north')).toEqual({ outcome: 'refused', reason: 'Reading the file took more than 200 MB of memory.' })
})

test('survives a reader that dies at a file', async () => {
  const ingester = await withReader(`if (file.name === 'crash') process.exit(3); ${REPLY}`)
  expect(await ingester.ingest(file('crash'), 'north')).toMatchObject({ outcome: 'refused', reason: expect.stringMatching(/damaged/) })
  expect(await ingester.ingest(file('after'), 'north')).toMatchObject({ reason: expect.stringMatching(/^after/) })
})

test('keeps one reader for many files, one at a time and in order', async () => {
  const ingester = await withReader(`globalThis.busy = (globalThis.busy ?? 0) + 1; if (globalThis.busy > 1) process.exit(3); await new Promise((done) => setTimeout(done, 20)); globalThis.busy -= 1; ${REPLY}`)
  const answers = await Promise.all(['a', 'b', 'c'].map((name) => ingester.ingest(file(name), 'north')))
  const reasons = answers.map((answer) => (answer.outcome === 'text' ? '' : answer.reason.split(' ')))
  expect(reasons.map((reason) => reason[0])).toEqual(['a', 'b', 'c'])
  expect(new Set(reasons.map((reason) => reason[1])).size).toBe(1)
})

/** Long enough for all files of a test to be asked for before the first is read. */
const SLOW = `await new Promise((done) => setTimeout(done, 150)); ${REPLY}`

const reasonOf = (answer: Awaited<ReturnType<ReturnType<typeof createIngester>['ingest']>>) => (answer.outcome === 'text' ? '' : answer.reason)

test('reads as many files at the same time as it may', async () => {
  const ingester = await withReader(SLOW, { workers: 2 })
  const answers = await Promise.all(['a', 'b', 'c', 'd'].map((name) => ingester.ingest(file(name), 'north')))
  expect(new Set(answers.map((answer) => reasonOf(answer).split(' ')[1])).size).toBe(2)
})

test('one slow file does not hold up the files of others', async () => {
  const ingester = await withReader(`if (file.name === 'slow') await new Promise((done) => setTimeout(done, 4_000)); ${REPLY}`, { workers: 2 })
  const order: string[] = []
  const read = (name: string, team: string) => ingester.ingest(file(name), team).then(() => order.push(name))
  await Promise.all([read('slow', 'north'), read('quick', 'south')])
  expect(order).toEqual(['quick', 'slow'])
})

test('lets teams take turns: one file waits behind one of a team that added many', async () => {
  const ingester = await withReader(SLOW)
  const order: string[] = []
  const read = (name: string, team: string) => ingester.ingest(file(name), team).then(() => order.push(name))
  await Promise.all([...['n1', 'n2', 'n3', 'n4'].map((name) => read(name, 'north')), ...['s1', 's2'].map((name) => read(name, 'south'))])
  expect(order).toEqual(['n1', 'n2', 's1', 'n3', 's2', 'n4'])
})

test('refuses a file when too many wait, and takes files again afterwards', async () => {
  const ingester = await withReader(SLOW, { queue: 2 })
  const taken = ['a', 'b', 'c'].map((name) => ingester.ingest(file(name), 'north'))
  await expect(ingester.ingest(file('d'), 'south')).rejects.toMatchObject({ code: 'too-many' } satisfies Partial<Refusal>)
  expect((await Promise.all(taken)).map((answer) => reasonOf(answer).split(' ')[0])).toEqual(['a', 'b', 'c'])
  expect(await ingester.ingest(file('d'), 'south')).toMatchObject({ reason: expect.stringMatching(/^d/) })
})

test('says of files under way and waiting that the server stops, when it does', async () => {
  const ingester = await withReader(`if (file.name !== 'first') await new Promise(() => undefined); ${REPLY}`)
  await ingester.ingest(file('first'), 'north')
  const answers = ['under way', 'waiting'].map((name) => ingester.ingest(file(name), 'north'))
  await ingester.close()
  for (const answer of [...answers, ingester.ingest(file('late'), 'north')]) expect(await answer).toEqual({ outcome: 'refused', reason: 'The server is stopping. Add the file again in a moment.' })
})

test('throws a bug of the importer on', async () => {
  const ingester = await withReader(`process.send({ kind: 'failed', message: 'no such rule', stack: 'stack' })`)
  await expect(ingester.ingest(file('x'), 'north')).rejects.toThrow('no such rule')
})

test('ends a reader that answers without end', async () => {
  const ingester = await withReader(`process.send({ kind: 'text', text: 'x'.repeat(1_000_000) })`)
  expect(await ingester.ingest(file('endless'), 'north')).toEqual({ outcome: 'refused', reason: 'More was read out of the file than a source may hold. Split it, or import the part you need.' })
})

test('gives the reader a large file piece by piece', async () => {
  const ingester = await withReader(`
    if (file.kind === 'file') globalThis.coming = { size: file.size, filled: 0, pieces: 0, sum: 0 }
    const coming = globalThis.coming
    coming.pieces += 1
    coming.filled += file.bytes.length
    coming.sum += file.bytes.reduce((sum, byte) => sum + byte, 0)
    if (coming.filled === coming.size) process.send({ kind: 'ingested', ingested: { outcome: 'refused', reason: coming.pieces + ' ' + coming.sum } })`)
  const bytes = new Uint8Array(1_000_000).map((_, index) => index % 7)
  expect(await ingester.ingest({ name: 'large', bytes }, 'north')).toEqual({ outcome: 'refused', reason: `4 ${bytes.reduce((sum, byte) => sum + byte, 0)}` })
})

test('a reader may neither write, start a program, open a connection nor read elsewhere', async () => {
  const ingester = await withReader(`
    const tried = []
    const attempt = async (name, act) => { try { await act(); tried.push(name) } catch (error) { if (error.code !== 'ERR_ACCESS_DENIED' && error.cause?.code !== 'ERR_ACCESS_DENIED') tried.push(name + ' ' + (error.code ?? error.cause?.code)) } }
    const fs = await import('node:fs')
    await attempt('write', () => fs.writeFileSync('/tmp/counterpoint-reader', 'x'))
    await attempt('read', () => fs.readFileSync('/etc/hostname'))
    await attempt('start', async () => (await import('node:child_process')).execSync('true'))
    await attempt('connect', () => fetch('http://127.0.0.1:49321/'))
    process.send({ kind: 'ingested', ingested: { outcome: 'refused', reason: tried.join(', ') } })`)
  expect(await ingester.ingest(file('curious'), 'north')).toEqual({ outcome: 'refused', reason: '' })
})

test('reads a text file with the real reader', async () => {
  const ingester = createIngester({ deadline: 30_000, memory: 512_000_000, workers: 1, queue: 100 })
  onTestFinished(() => ingester.close())
  expect(await ingester.ingest(file('words.txt'), 'north')).toMatchObject({ outcome: 'text', snapshot: { text: expect.stringContaining('Some words.') } })
})
