import { expect, onTestFinished, test } from 'vitest'
import { EXPORT_FORMATS } from '#model/api.ts'
import { blankBrief } from '#model/brief.ts'
import { Refusal } from '#model/refusal.ts'
import { seedUpdate } from '#model/ydoc.ts'
import { loadCatalog } from '#templates/catalog.ts'
import { createExporter, type ExporterOptions } from '../../../server/jobs/exporter.ts'

function exporter(options: Partial<ExporterOptions> = {}) {
  const made = createExporter({ workers: 2, queue: 10, deadline: 60_000, ...options })
  onTestFinished(() => made.close())
  return made
}

const template = async () => (await loadCatalog()).get('policy-memo')

test('gives the same bytes for the same brief, whichever thread makes them', async () => {
  const { pdf } = exporter()
  const memo = await template()
  const made = await Promise.all([1, 2, 3].map(() => pdf(blankBrief('Same'), memo)))
  const [first] = made
  expect(Buffer.from(first?.pdf ?? []).subarray(0, 5).toString()).toBe('%PDF-')
  for (const other of made) expect(Buffer.compare(other.pdf, first?.pdf ?? new Uint8Array())).toBe(0)
})

test('refuses what takes too long, and goes on with the next', async () => {
  const memo = await template()
  const hurried = exporter({ deadline: 1 })
  await expect(hurried.pdf(blankBrief('Late'), memo)).rejects.toMatchObject({ code: 'export-failed' })
  await expect(hurried.pdf(blankBrief('Later'), memo)).rejects.toMatchObject({ code: 'export-failed' })
})

test('refuses more than may wait', async () => {
  const memo = await template()
  const small = exporter({ workers: 1, queue: 1 })
  const running = small.pdf(blankBrief('One'), memo)
  const waiting = small.pdf(blankBrief('Two'), memo)
  await expect(small.pdf(blankBrief('Three'), memo)).rejects.toMatchObject({ code: 'too-many' })
  await Promise.all([running, waiting])
})

const stored = (title: string) => async () => [{ seq: 1, data: seedUpdate(blankBrief(title)) }]

test('writes a stored brief in each format from its updates, without those nobody can read', async () => {
  const { stored: write } = exporter()
  const read = async () => [...(await stored('Border wait times')()), { seq: 2, data: Uint8Array.of(255, 255, 255) }]
  for (const format of EXPORT_FORMATS) {
    const { bytes, title, unreadable } = await write({ caller: 'ana', format, read })
    expect(title).toBe('Border wait times')
    expect(unreadable).toMatchObject([{ seq: 2, reason: expect.any(String) }])
    const text = Buffer.from(bytes).toString('latin1')
    expect(text).toMatch({ json: /"title": "Border wait times"/, md: /Border wait times/, pdf: /^%PDF-/ }[format])
  }
})

test('passes on why a stored brief could not be read, and goes on with the next', async () => {
  const { stored: write } = exporter({ workers: 1 })
  const gone = () => Promise.reject(new Refusal('not-found', 'There is no such brief.'))
  await expect(write({ caller: 'ana', format: 'json', read: gone })).rejects.toMatchObject({ code: 'not-found' })
  expect((await write({ caller: 'ana', format: 'json', read: stored('Next') })).title).toBe('Next')
})

test('names the template that a brief needs and we have not', async () => {
  const { stored: write } = exporter()
  const brief = { ...blankBrief('Lost'), info: { ...blankBrief('').info, template: 'lost@1' } }
  const asked = { caller: 'ana', format: 'pdf', read: async () => [{ seq: 1, data: seedUpdate(brief) }] } as const
  await expect(write(asked)).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('"lost"') })
})

test('lets no one have more than their share under way, and reads nothing for those who wait', async () => {
  const { stored: write } = exporter({ workers: 1, each: 2 })
  let reads = 0
  const gate = Promise.withResolvers<void>()
  const read = async () => {
    reads += 1
    await gate.promise
    return stored('Mine')()
  }
  const mine = [1, 2].map(() => write({ caller: 'ana', format: 'json', read }))
  await expect(write({ caller: 'ana', format: 'md', read })).rejects.toMatchObject({ code: 'too-many' })
  const other = write({ caller: 'ben', format: 'json', read })
  expect(reads).toBe(1)
  gate.resolve()
  await Promise.all([...mine, other])
  expect((await write({ caller: 'ana', format: 'json', read })).title).toBe('Mine')
})

test('refuses what is under way when the server stops', async () => {
  const memo = await template()
  const stopping = createExporter({ workers: 1, queue: 5, deadline: 60_000 })
  const refused = expect(stopping.pdf(blankBrief('Cut off'), memo)).rejects.toMatchObject({ code: 'not-ready' })
  await stopping.close()
  await refused
  await expect(stopping.pdf(blankBrief('Too late'), memo)).rejects.toMatchObject({ code: 'not-ready' })
})
