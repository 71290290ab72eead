import { expect, test } from 'vitest'
import { ingest } from '../../sources/ingest.ts'
import { classifyBlocks } from '../../sources/blocks.ts'
import { readText } from '../../sources/read/text.ts'
import { NOTHING_DECLARED } from '../../sources/read/reading.ts'
import { detectLanguage } from '../../sources/metadata/language.ts'
import { bylineNames, findDate, isDateLine } from '../../sources/metadata/lines.ts'
import { agreement } from '../support/metadata.ts'
import { ownPages } from '../support/annotated.ts'
import { metadataEvidence, personName, suggestMetadata } from '../../sources/metadata.ts'

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

test('reads the metadata of every annotated page and invents none', async () => {
  expect(agreement(await ownPages()).wrong).toEqual([])
})

test('points at the words each suggestion was read from', () => {
  const text = 'The Two Ends of the Queue\n\nBy Ana Ruiz and Tom de la Cruz | 5 March 2024\n\nThe queue has two ends, as every driver knows.\n\n© 2023 Border Press. All rights reserved.'
  const blocks = classifyBlocks(text, readText(text).blocks, null)
  const metadata = suggestMetadata({ text, declared: NOTHING_DECLARED }, blocks)
  expect(metadata.issued?.value).toBe('2024-03-05')
  expect(metadataEvidence(metadata).map(({ field, start, end }) => [field, text.slice(start ?? 0, end ?? 0)])).toEqual([['title', 'The Two Ends of the Queue'], ['author', 'Ana Ruiz'], ['author', 'Tom de la Cruz'], ['publisher', 'Border Press'], ['issued', '5 March 2024']])
})

test.each([
  ['By Ana Ruiz, PhD, and Tom Hall, staff writer', ['Ana Ruiz', 'Tom Hall']],
  ['Written by Ana Ruiz on 5 March 2024', ['Ana Ruiz']],
  ['Author: Ana Ruiz', ['Ana Ruiz']],
  ['Por Rocío Peña y Íñigo de la Fuente', ['Rocío Peña', 'Íñigo de la Fuente']],
  ['Ana Ruiz1,* ORCID 0000-0001-2345-6789, Department of Bridges, University of Laredo', ['Ana Ruiz']],
  ['March 3, 2019 by Odette Farrow', ['Odette Farrow']],
  ['By ANA RUIZ | Special to the Courier', ['Ana Ruiz']],
  ['By the Congressional Research Service', ['Congressional Research Service']],
  ['By Land and Sea', []],
  ['By the time the truck arrived, the gate was shut', []],
])('reads the byline "%s"', (line, names) => {
  expect(bylineNames(line)).toEqual(names)
})

test.each(['© 2021 Border Press', 'The treaty of March 5, 2024 was signed in haste.', 'Figures for 2 February 2024 will follow.'])('takes no date of issue from "%s"', async (line) => {
  expect(await csl('a.txt', `A Heading Without a Date\n\nA sentence about the bridge and its queue stands here.\n\n${line}`)).not.toHaveProperty('issued')
})

test.each([
  ['31/12/2024', [2024, 12, 31]],
  ['12/31/2024', [2024, 12, 31]],
  ['03/04/2024', [2024]],
  ['3 de abril de 2024', [2024, 4, 3]],
  ['3. April 2024', [2024, 4, 3]],
  ['1er mars 2024', [2024, 3, 1]],
  ['2024年4月3日', [2024, 4, 3]],
  ['3 апреля 2024', [2024, 4, 3]],
])('reads the date %s as far as it is sure', (text, parts) => {
  expect(findDate(text)?.parts).toEqual(parts)
})

test.each([
  ['de', 'Die Brücke zwischen den beiden Städten wurde im Jahr 1991 gebaut und ist seitdem nicht mehr erneuert worden. '],
  ['it', 'Il ponte tra le due città è stato costruito nel 1991 e da allora non è più stato rinnovato dalle autorità. '],
  ['tr', 'İki şehir arasındaki köprü bu yıl için bir kez daha onarıldı ve çok sayıda kamyon ile otobüs geçti. '],
  ['ru', 'Мост между двумя городами был построен в 1991 году и с тех пор не обновлялся, сказал мэр. '],
  ['ar', 'تم بناء الجسر بين المدينتين في عام 1991 ولم يتم تجديده منذ ذلك الحين كما قال رئيس البلدية. '],
  ['zh', '连接两座城市的大桥建于一九九一年，此后从未翻修过，市长这样说。'],
  ['ja', '二つの都市を結ぶ橋は1991年に建設され、それ以来改修されていないと市長は述べた。'],
  ['ko', '두 도시를 잇는 다리는 1991년에 건설되었으며 그 이후로 보수되지 않았다고 시장이 말했다. '],
  ['he', 'הגשר בין שתי הערים נבנה בשנת 1991 ומאז לא שופץ, כך אמר ראש העיר. '],
])('knows a document in %s, but never a line of it', (language, sentence) => {
  expect(detectLanguage(sentence.repeat(5))).toBe(language)
  expect(detectLanguage(sentence.slice(0, 20))).toBeNull()
})

test.each(['published !', 'By Ana ', 'de la ', 'January ', '| '])('comes to an end with a line of nothing but "%s"', (unit) => {
  const text = `A Title of the Article\n\n${unit.repeat(40)}\n\nThe queue has two ends, as every driver knows.`
  expect(suggestMetadata({ text, declared: NOTHING_DECLARED }, classifyBlocks(text, readText(text).blocks, null)).issued).toBeNull()
})
