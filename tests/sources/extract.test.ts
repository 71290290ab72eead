/** What is read out of a whole source: offsets into the stored text, and silence where nothing should speak. */
import { expect, test } from 'vitest'
import { ingest } from '../../sources/ingest.ts'

const encoder = new TextEncoder()

async function extracted(text: string, name = 'note.txt') {
  const ingested = await ingest({ name, bytes: encoder.encode(text) })
  if (ingested.outcome !== 'text') throw new Error(ingested.reason)
  return { text: ingested.snapshot.text, ...ingested.extraction }
}

const NOTE = `The Ferries of the Strait

In 2018 the ferries carried about 4.1 mil-
lion passengers. The line employs 350 people, and it is the
second largest employer of the island. Officials said that 12 boats
were built in Gdansk.

The company should double its fleet. By 2040 it will carry 9 million people.

References

1. Ruiz, Ana. "Harbours of the North." Ocean Press, 2017, 340 pages.
`

test('points into the stored text, over line breaks too', async () => {
  const { text, figures, dates, ranks } = await extracted(NOTE)
  for (const { span, start, end } of [...figures, ...dates, ...ranks]) expect(text.slice(start, end)).toBe(span)
  expect(ranks.map(({ span }) => span.replace(/\s+/gu, ' '))).toEqual(['second largest employer'])
})

test('lets references give references and no figures', async () => {
  const { figures, dates } = await extracted(NOTE)
  expect([...figures, ...dates].map(({ span }) => span)).not.toContain('340')
  expect([...figures, ...dates].map(({ span }) => span)).not.toContain('2017')
})

test('proposes facts with whose word they are, and no wish or forecast', async () => {
  const { facts } = await extracted(NOTE)
  expect(facts.map(({ kind, voice }) => `${kind} ${voice}`)).toEqual(['measure own', 'measure own', 'measure reported:Officials'])
})

test('carries a speaker over the sentences of a quotation', async () => {
  const { facts } = await extracted('“We lost 40 cows,” said Ana Ruiz, a farmer near Cusco. “The river took 12 houses in March.” It rained for 30 days.\n')
  expect(facts.map(({ voice }) => voice)).toEqual(['reported:Ana Ruiz', 'reported:Ana Ruiz', 'own'])
})

test('takes the date of an undated figure from the source', async () => {
  const { figures } = await extracted('Boats of the North\n\nMarch 4, 2021\n\nThe harbour has 40 boats, and the town has always lived on fish.\n')
  expect(figures.map(({ asOf, asOfFrom }) => [asOf, asOfFrom])).toEqual([['2021-03-04', 'source']])
})
