import { expect, onTestFinished, test } from 'vitest'
import { blankBrief } from '#model/brief.ts'
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

test('refuses what is under way when the server stops', async () => {
  const memo = await template()
  const stopping = createExporter({ workers: 1, queue: 5, deadline: 60_000 })
  const refused = expect(stopping.pdf(blankBrief('Cut off'), memo)).rejects.toMatchObject({ code: 'not-ready' })
  await stopping.close()
  await refused
  await expect(stopping.pdf(blankBrief('Too late'), memo)).rejects.toMatchObject({ code: 'not-ready' })
})
