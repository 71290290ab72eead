/**
 * One round of the PDF bench: sets a brief of so many sections with the typesetter of the checkout named, or the same words with PDFKit alone.
 *
 * `cold`: once, and the process ends; the parent takes its time from outside. `warm`: again and again, the median is printed. Prints `{pages, peak, warm}`
 * (bytes, milliseconds).
 */
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { pathToFileURL } from 'node:url'
import type { Node } from 'prosemirror-model'
import type { Brief } from '../../model/brief.ts'
import type * as SchemaModule from '../../model/schema.ts'
import type * as RenderModule from '../../templates/render.ts'
import { median } from './numbers.ts'

const [kind = '', mode = '', root = '', sections = '1', times = '1'] = process.argv.slice(2)
const load = async <T>(path: string) => (await import(pathToFileURL(join(root, path)).href)) as T

const WORDS = 'the office at the bridge counts each truck and tells both ports what it saw before noon so that nobody waits for a lane which is closed'.split(' ')
const prose = (count: number, start: number) => `${Array.from({ length: count }, (_, index) => WORDS[(index * 7 + start) % WORDS.length] ?? '').join(' ')}.`
const PARAGRAPHS = 4
const PARAGRAPH_WORDS = 70

/** A section as a brief has it: a heading, paragraphs with notes and emphasis, a list, a table, and both sides of a question. */
async function briefOf(count: number): Promise<Brief> {
  const { schema } = await load<typeof SchemaModule>('model/schema.ts')
  const text = (words: string) => schema.text(words)
  const p = (...content: Node[]) => schema.node('paragraph', null, content)
  const h = (level: number, words: string) => schema.node('paragraph', { level }, [text(words)])
  const row = (cells: readonly string[]) => schema.node('table_row', null, cells.map((cell) => schema.node('table_cell', null, [p(text(cell))])))
  const point = (id: string, words: string) => schema.node('point', { id }, [p(text(words))])
  const section = (number: number): Node[] => [
    h(1, `Section ${number + 1}: the office at the bridge`),
    ...Array.from({ length: PARAGRAPHS }, (_, index) =>
      p(text(prose(PARAGRAPH_WORDS, number + index)), schema.text(' In bold.', [schema.mark('strong')]), ...(index < 2 ? [schema.node('footnote', null, [text(prose(12, index))])] : [])),
    ),
    schema.node('list', { kind: 'ordered' }, [0, 1, 2].map((item) => schema.node('item', null, [p(text(prose(18, item + number)))]))),
    schema.node('table', { caption: `Crossings ${number + 1}`, unit: 'thousand trucks' }, [row(['Port', '2023', '2024']), ...Array.from({ length: 6 }, (_, index) => row([`Port ${index + 1}`, String(900 + index * 13), String(950 + index * 17)]))]),
    schema.node('argument', { axisId: 'sovereignty-integration', question: 'Should the office be joint?' }, [
      schema.node('side', { pole: 'sovereignty' }, [point(`l${number}`, prose(40, number)), point(`m${number}`, prose(30, number + 1))]),
      schema.node('side', { pole: 'integration' }, [point(`r${number}`, prose(35, number + 2)), point(`s${number}`, prose(30, number + 3))]),
    ]),
  ]
  const body = schema.node('doc', null, [schema.node('contents'), ...Array.from({ length: count }, (_, number) => section(number)).flat()])
  return { info: { schema: 1, template: null, kind: 'note' }, fields: { title: 'A brief for the bench', marking: 'UNCLASSIFIED', date: '2026-11-20' }, facts: {}, body }
}

async function ours(): Promise<() => Promise<{ pages: number }>> {
  const { renderBrief } = await load<typeof RenderModule>('templates/render.ts')
  const brief = await briefOf(Number(sections))
  return async () => ({ pages: (await renderBrief(brief, null)).report.pages })
}

/** The floor: PDFKit breaking the same words into lines and pages, with a standard font, no tags, no notes, no tables, no running lines. */
async function bare(): Promise<() => Promise<{ pages: number }>> {
  const { default: PDFDocument } = await import('pdfkit')
  return () =>
    new Promise((resolve) => {
      const pdf = new PDFDocument({ size: 'LETTER', margin: 72 })
      let pages = 1
      pdf.on('pageAdded', () => pages++)
      pdf.on('data', () => undefined)
      pdf.on('end', () => resolve({ pages }))
      for (let number = 0; number < Number(sections); number++) {
        pdf.font('Helvetica-Bold').fontSize(16).text(`Section ${number + 1}: the office at the bridge`).font('Times-Roman').fontSize(11)
        for (let index = 0; index < PARAGRAPHS; index++) pdf.text(`${prose(PARAGRAPH_WORDS, number + index)} In bold. ${index < 2 ? prose(12, index) : ''}`, { align: 'justify' }).moveDown()
        for (let item = 0; item < 3; item++) pdf.text(`${item + 1}. ${prose(18, item + number)}`)
        for (let line = 0; line < 7; line++) pdf.text(`Port ${line}   ${900 + line * 13}   ${950 + line * 17}`)
        for (let side = 0; side < 4; side++) pdf.text(prose(34, number + side), { align: 'justify' })
      }
      pdf.end()
    })
}

const set = await (kind === 'bare' ? bare() : ours())
let pages = 0
const taken: number[] = []
for (let round = 0; round < Number(times); round++) {
  const begun = performance.now()
  pages = (await set()).pages
  taken.push(performance.now() - begun)
}
// The first ones warm up.
const warm = mode === 'warm' ? median(taken.slice(Math.floor(taken.length / 2))) : null
process.stdout.write(JSON.stringify({ pages, peak: process.resourceUsage().maxRSS * 1024, warm }))
