import { expect, test } from 'vitest'
import { ingest } from '../../sources/ingest.ts'
import { detectLanguage } from '../../sources/metadata/language.ts'
import { bylineNames, findDate, isDateLine } from '../../sources/metadata/lines.ts'
import { personName } from '../../sources/metadata.ts'

const csl = async (name: string, text: string) => {
  const read = await ingest({ name, bytes: new TextEncoder().encode(text) })
  if (read.outcome !== 'text') throw new Error(read.reason)
  return read.csl
}

test('reads title, authors and date from the lines at the top', async () => {
  expect(await csl('a.txt', 'The Two Ends of the Queue\n\nBy Ana Ruiz and Tom de la Cruz\n\nPublished on March 5, 2024\n\nThe queue has two ends, as every driver knows.')).toMatchObject({
    title: 'The Two Ends of the Queue',
    author: [{ family: 'Ruiz', given: 'Ana' }, { family: 'de la Cruz', given: 'Tom' }],
    issued: { 'date-parts': [[2024, 3, 5]] },
  })
})

test('leaves a source undated and without an author when it names none, and takes the file name only as the last resort', async () => {
  const item = await csl('queue_notes.txt', 'On 1 July 2020 the agreement entered into force, and the queue grew by 12 per cent by Christmas.')
  expect(item).not.toHaveProperty('issued')
  expect(item).not.toHaveProperty('author')
  expect(item.title).toBe('queue notes')
})

test('lets what is known win over what is read', async () => {
  const read = await ingest({ name: 'a.txt', bytes: new TextEncoder().encode('A Heading\n\nA sentence about the bridge stands here.'), csl: { type: 'report', title: 'Known title' } })
  expect(read.outcome === 'text' && read.csl).toMatchObject({ type: 'report', title: 'Known title' })
})

test.each([
  ['August 02, 2012 06:05 EDT', [2012, 8, 2]],
  ['2 August 2012', [2012, 8, 2]],
  ['2012-08-02', [2012, 8, 2]],
  ['Sept. 2012', [2012, 9]],
  ['30 February 2012', [2012, 2]],
])('finds the date in %s', (text, parts) => {
  expect(findDate(text)?.parts ?? null).toEqual(parts)
})

test('tells a line that is a date from a sentence that holds one', () => {
  expect(isDateLine('Updated: 3 November 2026 | 4 min read')).toBe(true)
  expect(isDateLine('In November 2026 the bridge opened')).toBe(false)
})

test('tells a byline from a sentence', () => {
  expect(bylineNames('By Ana Ruiz, Tom Hall and Eva Stone')).toEqual(['Ana Ruiz', 'Tom Hall', 'Eva Stone'])
  expect(bylineNames('By the end of the year the bridge was full')).toEqual([])
})

test('keeps an institution whole and splits a person', () => {
  expect(personName('Congressional Research Service')).toEqual({ literal: 'Congressional Research Service' })
  expect(personName('Ruiz, Ana')).toEqual({ family: 'Ruiz', given: 'Ana' })
  expect(personName('Ana')).toEqual({ literal: 'Ana' })
})

test('tells the language of a document, and of a line says nothing', () => {
  expect(detectLanguage('La frontera entre los dos países es una de las más largas del continente y por ella pasan cada día miles de camiones que llevan piezas para las plantas del norte, que a su vez las devuelven con más valor para el comercio de los dos lados.')).toBe('es')
  expect(detectLanguage('The border')).toBeNull()
})
