/** What was quoted from a source is found again after the source was printed, saved as Word or as a page, and imported again. */
import { beforeAll, expect, test } from 'vitest'
import { locate } from '../../model/anchor.ts'
import type { Passage } from '../../model/source.ts'
import { type Ingested, ingest } from '../../sources/ingest.ts'
import { sampleSources } from '../../sources/samples.ts'
import { renderBrief } from '../../templates/render.ts'
import { bytesOf, docxOf, escapeXml, para, pdfOf, run } from '../support/files.ts'
import { briefOf, doc, footnote, h, p } from '../templates/sample.ts'

type Read = Extract<Ingested, { outcome: 'text' }>
/** A source as paragraphs, and the passages quoted from it. */
type Source = { paragraphs: readonly { words: string; heading: boolean }[]; passages: readonly Passage[] }
let sources: Source[] = []

async function read(name: string, bytes: Uint8Array): Promise<Read> {
  const ingested = await ingest({ name, bytes })
  if (ingested.outcome !== 'text') throw new Error(`${name}: ${ingested.reason}`)
  return ingested
}

beforeAll(async () => {
  sources = await Promise.all(
    (await sampleSources()).map(async ({ file, bytes }) => {
      const { snapshot } = await read(file, bytes)
      const paragraphs = snapshot.blocks.map(({ start, end, kind }) => ({ words: snapshot.text.slice(start, end).replace(/\s+/gu, ' '), heading: kind === 'heading' }))
      return { paragraphs, passages: snapshot.passages }
    }),
  )
})

/** The quotations that are not found word for word in the text of the file. */
async function lost(name: string, make: (source: Source) => Promise<Uint8Array> | Uint8Array): Promise<string[]> {
  const missing: string[] = []
  for (const source of sources) {
    const { snapshot } = await read(name, await make(source))
    for (const { quote } of source.passages) {
      const anchor = locate(snapshot.text, quote)
      if (anchor.status !== 'exact') missing.push(`${anchor.status}: ${quote.exact}`)
    }
  }
  return missing
}

test('finds every quotation in the PDF our own typesetter makes of the text, with notes among the sentences', async () => {
  const make = async ({ paragraphs }: Source) => {
    const body = doc(...paragraphs.map(({ words, heading }, index) => (heading ? h(2, words) : index % 3 === 0 ? p(words, footnote(`Note ${index} says where this was read.`)) : p(words))))
    return (await renderBrief(briefOf(body, { marking: 'UNCLASSIFIED', date: '2026-11-20' }), null)).pdf
  }
  expect(await lost('printed.pdf', make)).toEqual([])
})

test('finds every quotation in a PDF of two narrow columns with running lines', async () => {
  const make = ({ paragraphs }: Source) =>
    pdfOf((pdf) => {
      let page = 0
      let y = 0
      let column = 2
      const next = () => {
        column++
        y = 70
        if (column < 2) return
        column = 0
        pdf.addPage().font('Helvetica').fontSize(8).text('Notes on a shared border, volume two', 60, 30, { lineBreak: false }).text(String(++page), 300, 810, { lineBreak: false }).font('Times-Roman').fontSize(10)
      }
      next()
      for (const { words } of paragraphs) {
        for (const line of broken(words, 46)) {
          if (y > 770) next()
          pdf.text(line, 60 + column * 250, y, { lineBreak: false })
          y += 12
        }
        y += 8
      }
    })
  expect(await lost('columns.pdf', make)).toEqual([])
})

/** Lines of at most so many letters. */
function broken(words: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of words.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}

test('finds every quotation in a Word file, cut into runs', async () => {
  const cut = (words: string) => words.match(/.{1,17}/gsu)?.map(run).join('') ?? ''
  expect(await lost('saved.docx', ({ paragraphs }) => docxOf(paragraphs.map(({ words }) => para(cut(words))).join('')))).toEqual([])
})

test('finds every quotation in a page and in a text wrapped anew', async () => {
  expect(await lost('page.html', ({ paragraphs }) => bytesOf(`<!doctype html><html><body><nav><a href="/">Home</a></nav>${paragraphs.map(({ words, heading }) => (heading ? `<h2>${escapeXml(words)}</h2>` : `<p>${escapeXml(words).replace(/ /u, ' <a href="#">').replace(/ (?!.* )/u, '</a> ')}</p>`)).join('\n')}</body></html>`))).toEqual([])
  expect(await lost('wrapped.txt', ({ paragraphs }) => bytesOf(paragraphs.map(({ words }) => broken(words, 60).join('\n')).join('\n\n')))).toEqual([])
})
