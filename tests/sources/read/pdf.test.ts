import { expect, test } from 'vitest'
import { readPdf } from '../../../sources/read/pdf.ts'
import type { Reading } from '../../../sources/read/reading.ts'
import { lines, type Pdf, pdfOf } from '../../support/files.ts'

async function read(bytes: Uint8Array): Promise<Reading> {
  const reading = await readPdf(bytes)
  if ('outcome' in reading) throw new Error(reading.reason)
  return reading
}
const blocks = ({ text, blocks }: Reading) => blocks.map((block) => `${block.role}: ${text.slice(block.start, block.end)}`)

const LEFT = ['The bridge between the two cities was', 'built for five thousand trucks a day.', 'Its northern lanes were added when', 'the customs houses moved to the hill', 'and the railway gave up its yard, so', 'that wagons now wait beyond the']
const RIGHT = ['river. Drivers count the hours from', 'the last traffic light. The ministry', 'counts them from the first gate, and', 'this is why both figures are right', 'and why they never agree, which is', 'what the audit office complained of.']
const FLOWING = [...LEFT, ...RIGHT].join(' ')

test('reads columns one after the other, as they were written', async () => {
  const { text } = await read(
    await pdfOf((pdf) => {
      pdf.addPage().fontSize(11)
      lines(pdf, LEFT, 60, 100)
      lines(pdf, RIGHT, 320, 100)
    }),
  )
  expect(text).toBe(FLOWING)
})

test('takes columns apart that were written line by line across the page', async () => {
  const { text } = await read(
    await pdfOf((pdf) => {
      pdf.addPage().fontSize(11)
      LEFT.forEach((line, index) => {
        lines(pdf, [line], 60, 100 + index * 14)
        lines(pdf, [RIGHT[index] ?? ''], 320, 100 + index * 14)
      })
    }),
  )
  expect(text).toBe(FLOWING)
})

const BODY = ['The first page tells how many trucks', 'crossed the bridge in every month of', 'the year and which of them were']
const NEXT = ['empty on their way to the south.', 'A new paragraph does not go on.']

function pages(pdf: Pdf, count: number): void {
  for (let page = 1; page <= count; page++) {
    pdf.addPage().fontSize(9)
    lines(pdf, ['Report on the bridges, second edition'], 60, 30)
    lines(pdf, [`${page}`], 290, 800)
    pdf.fontSize(11)
    if (page % 2 === 1) lines(pdf, BODY, 60, 100)
    else lines(pdf, NEXT, 60, 100, 30)
  }
}

test('marks running heads and page numbers, joins what goes on overleaf, and knows the page of every stretch', async () => {
  const reading = await read(await pdfOf((pdf) => pages(pdf, 4)))
  const flowing = 'paragraph: The first page tells how many trucks crossed the bridge in every month of the year and which of them were empty on their way to the south.'
  expect(blocks(reading).filter((block) => !block.startsWith('running'))).toEqual([flowing, 'paragraph: A new paragraph does not go on.', flowing, 'paragraph: A new paragraph does not go on.'])
  expect(blocks(reading).filter((block) => block.startsWith('running'))).toHaveLength(8)
  expect(reading.pageCount).toBe(4)
  const pageOf = (words: string) => reading.pages.findLast(({ start }) => start <= reading.text.indexOf(words))?.number
  expect([pageOf('The first page'), pageOf('empty on their way'), pageOf('A new paragraph')]).toEqual([1, 2, 2])
})

test('undoes hyphens at line ends, and keeps those that belong to the word', async () => {
  const { text } = await read(
    await pdfOf((pdf) => {
      pdf.addPage().fontSize(11)
      lines(pdf, ['The transporta-', 'tion ministry and its long-', 'term plan name COVID-', '19 and the U.S.-', 'Mexico border as cross-', 'border reasons, in this well-', 'known order: a border, known and long.'], 60, 100)
    }),
  )
  expect(text).toBe('The transportation ministry and its long-term plan name COVID-19 and the U.S.-Mexico border as cross-border reasons, in this well-known order: a border, known and long.')
})

test('tells headings, items, rows and notes by their look', async () => {
  const reading = await read(
    await pdfOf((pdf) => {
      pdf.addPage().font('Helvetica-Bold').fontSize(16)
      lines(pdf, ['Queues at the gate'], 60, 60)
      pdf.font('Helvetica').fontSize(11)
      lines(pdf, ['The queue was measured by hand in all'], 60, 100)
      const end = 60 + pdf.widthOfString('The queue was measured by hand in all')
      pdf.fontSize(6.5)
      lines(pdf, ['1'], end + 0.5, 98)
      pdf.fontSize(11)
      lines(pdf, ['ports of the river, and again by the office.'], 60, 114)
      lines(pdf, ['• The first port has four lanes.', '• The second one has six.'], 70, 150, 16)
      for (const [index, row] of [['North', '1,200', '1,350'], ['South', '900', '870']].entries()) row.forEach((cell, column) => lines(pdf, [cell], 60 + column * 120, 220 + index * 14))
      lines(pdf, ['Text after the table goes on for a while.'], 60, 280)
      pdf.fontSize(8)
      lines(pdf, ['1 Between six and ten in the morning.'], 60, 700)
    }),
  )
  expect(blocks(reading)).toEqual([
    'heading: Queues at the gate',
    'paragraph: The queue was measured by hand in all ports of the river, and again by the office.',
    'list: • The first port has four lanes.',
    'list: • The second one has six.',
    'row: North | 1,200 | 1,350',
    'row: South | 900 | 870',
    'paragraph: Text after the table goes on for a while.',
    'reference: 1 Between six and ten in the morning.',
  ])
  expect(reading.warnings).toEqual(['One raised mark of a note was left out of the sentences; the notes are kept.'])
})

test('reads a rotated page', async () => {
  const { text } = await read(
    await pdfOf((pdf) => {
      pdf.addPage({ size: 'A4', margin: 0 }).fontSize(11)
      pdf.rotate(90, { origin: [300, 300] })
      lines(pdf, LEFT, 60, 100)
    }),
  )
  expect(text).toBe(LEFT.join(' '))
})

test('reads what only its owner may change, and asks for a password where one is needed', async () => {
  const draw = (pdf: Pdf) => {
    pdf.addPage().fontSize(11)
    lines(pdf, ['Nobody may copy this sentence.'], 60, 100)
  }
  expect((await read(await pdfOf(draw, { ownerPassword: 'owner', permissions: {} }))).text).toBe('Nobody may copy this sentence.')
  expect(await readPdf(await pdfOf(draw, { userPassword: 'secret', ownerPassword: 'owner' }))).toMatchObject({ outcome: 'needs-password' })
})

/** A grey picture of one pixel. */
const PICTURE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==', 'base64')

test('calls pages that are pictures scanned, also when a stamp runs on all of them', async () => {
  const scan = await pdfOf((pdf) => {
    for (let page = 1; page <= 3; page++) {
      pdf.addPage().image(PICTURE, 0, 0, { width: 595, height: 842 }).fontSize(9)
      lines(pdf, [`Released in full ${page}`], 60, 20)
    }
  })
  expect(await readPdf(scan)).toMatchObject({ outcome: 'scanned' })
})

test('calls a text layer of no language poor, and leaves honest figures alone', async () => {
  const shifted = (words: string) => Array.from(words, (sign) => (/[a-z]/.test(sign) ? String.fromCharCode(((sign.charCodeAt(0) - 97 + 9) % 26) + 97) : sign)).join('')
  const rubbish = await pdfOf((pdf) => {
    pdf.addPage().fontSize(11)
    lines(pdf, Array.from({ length: 12 }, (_, index) => shifted([...LEFT, ...RIGHT][index] ?? '').replaceAll(/[aeiou]/g, 'x')), 60, 100)
  })
  expect(await readPdf(rubbish)).toMatchObject({ outcome: 'poor-ocr' })
  const table = await pdfOf((pdf) => {
    pdf.addPage().fontSize(11)
    for (let row = 0; row < 30; row++) lines(pdf, [`No. ${row}   ${row * 37 + 1000}   ${row * 11}.5 %   (${row})   ${row * 900}`], 60, 100 + row * 14)
  })
  expect(await readPdf(table)).toHaveProperty('text')
})

test('takes the declared title unless it is a leftover, and never takes the day of making for the day of issue', async () => {
  const draw = (pdf: Pdf) => lines(pdf.addPage().fontSize(11), ['A sentence about the bridges.'], 60, 100)
  const info = { Title: 'Microsoft Word - draft_7.docx', Author: 'Ana Ruiz', CreationDate: new Date(Date.UTC(2021, 4, 14)) }
  expect((await read(await pdfOf(draw, { info }))).declared).toMatchObject({ title: null, authors: ['Ana Ruiz'], issued: null, created: '2021-05-14' })
  expect((await read(await pdfOf(draw, { info: { ...info, Title: 'Queues at the gate' } }))).declared.title).toBe('Queues at the gate')
})

test('puts a large first letter back to its word', async () => {
  const { text } = await read(
    await pdfOf((pdf) => {
      pdf.addPage().fontSize(33)
      lines(pdf, ['C'], 60, 100)
      const beside = 62 + pdf.widthOfString('C')
      pdf.fontSize(11)
      lines(pdf, ['ommittees of both houses heard', 'the carriers in spring and again'], beside, 104)
      lines(pdf, ['in the autumn of the same year, at the border.'], 60, 132)
    }),
  )
  expect(text).toBe('Committees of both houses heard the carriers in spring and again in the autumn of the same year, at the border.')
})
