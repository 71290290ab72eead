import { expect, test } from 'vitest'
import { gather, MOST_ANSWERED, portionsOf } from '../../../server/jobs/portions.ts'
import { type Ingested, ingest } from '../../../sources/ingest.ts'

const read = (text: string) => ingest({ name: 'a.txt', bytes: new TextEncoder().encode(text) })

function throughPortions(ingested: Ingested): { again: Ingested | 'too-much' | null; sizes: number[] } {
  const gathered = gather()
  const sizes: number[] = []
  let again: Ingested | 'too-much' | null = null
  for (const portion of portionsOf(ingested)) {
    sizes.push(JSON.stringify(portion).length)
    again = gathered.take(portion)
  }
  return { again, sizes }
}

test('an ingested source is the same after its way in portions, and none of them is large', async () => {
  const sentences = Array.from({ length: 6000 }, (_, index) => `The office counted ${index + 100} trucks at the northern bridge in ${1990 + (index % 30)}.`)
  const ingested = await read(sentences.join('\n\n'))
  const { again, sizes } = throughPortions(ingested)
  expect(again).toEqual(ingested)
  expect(sizes.length).toBeGreaterThan(20)
  expect(Math.max(...sizes)).toBeLessThan(250_000)
})

test('a short source and an outcome without text are whole as well', async () => {
  for (const ingested of [await read('Some words.'), await read('')]) expect(throughPortions(ingested).again).toEqual(ingested)
})

test('an answer without end is too much', () => {
  const gathered = gather()
  const text = 'x'.repeat(1_000_000)
  const answers = Array.from({ length: MOST_ANSWERED.text / text.length + 1 }, () => gathered.take({ kind: 'text', text }))
  expect(answers.slice(0, -1)).not.toContain('too-much')
  expect(answers.at(-1)).toBe('too-much')
})
