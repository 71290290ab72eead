import { expect, test } from 'vitest'
import type { GlyphRun, Page, RunStyle, TextFrame } from '../../../templates/layout/frame.ts'
import { createMeasure } from '../../../templates/layout/measure.ts'
import { setParagraph } from '../../../templates/layout/paragraph.ts'
import { shippedFaces } from '../../../templates/pdf/fonts.ts'
import { linkRects } from '../../../templates/pdf/links.ts'
import { colourOperator, number } from '../../../templates/pdf/operators.ts'
import { paint, type PdfInfo } from '../../../templates/pdf/paint.ts'
import { escapeXml } from '../../../templates/pdf/pdfkit.ts'
import { pdfPages } from '../../support/pdf.ts'

const style: RunStyle = { face: 'serif-regular', size: 11, colour: '#000000', rise: 0, features: [], link: null, lang: null, strike: false }
const info: PdfInfo = { title: 'Title', author: null, subject: null, lang: 'en', created: new Date(0) }
const origin = { role: 'P', block: null } as const

function textFrame(text: string, change: Partial<RunStyle> = {}): TextFrame {
  const [line] = setParagraph([{ kind: 'text', text, style: { ...style, ...change }, note: null }], 500, 'justify', createMeasure(shippedFaces))
  return { kind: 'text', x: 72, y: 100, runs: line?.runs ?? [], origin }
}
const page = (frames: Page['frames'], size = 1): Page => ({ number: size, width: 612, height: 792, frames })

test('writes numbers without exponents or negative zero', () => {
  expect([0.1 + 0.2, -0.0001, 1e-7, 72, -2.71449].map(number)).toEqual(['0.3', '0', '0', '72', '-2.714'])
  expect(colourOperator('#ff8000', 'rg')).toBe('1 0.502 0 rg')
})

test('escapes what XML cannot hold', () => {
  expect(escapeXml('R&D <b>\u0000\u0008 ok\ud800')).toBe('R&amp;D &lt;b&gt; ok\ufffd')
})

test.each(['Parentheses ( ) and \\ backslash', 'efficient office, fine flour', 'Ñúñez İstanbul ğış ½ € — “quoted”', 'AVATAR Type To Wa'])('copies “%s” as it was set', async (text) => {
  expect(await pdfPages(await paint([page([textFrame(text)])], info))).toEqual([text])
})

test('copies every letter, figure and sign, also after another document embedded their parts', async () => {
  await paint([page([textFrame('Ǐ İ ǧ ŉ ½ ﬁ')])], info)
  const face = shippedFaces.get('serif-regular')
  const all = Array.from({ length: 0x250 }, (_, code) => code).filter((code) => code > 0x20 && code !== 0x7f && face.has(code) && String.fromCodePoint(code).normalize('NFC') === String.fromCodePoint(code) && /[\p{L}\p{N}\p{P}\p{S}]/u.test(String.fromCodePoint(code)))
  const characters = all.map((code) => String.fromCodePoint(code))
  const frames = Array.from({ length: Math.ceil(characters.length / 20) }, (_, row): TextFrame => ({ ...textFrame(characters.slice(row * 20, row * 20 + 20).join(' ')), y: 40 + row * 14 }))
  const [text] = await pdfPages(await paint([page(frames)], info))
  // The reader folds compatibility forms (¹ to 1) when it copies; so do we, to compare.
  const fold = (raw: string) => raw.normalize('NFKC').replaceAll(/\s+/g, '')
  expect(fold(text ?? '')).toBe(fold(characters.join('')))
})

test('gives the same bytes for the same pages', async () => {
  const pages = [page([textFrame('one'), { kind: 'fill', x: 1, y: 2, width: 3, height: 4, colour: '#123456', origin }]), page([textFrame('two', { face: 'sans-bold' })], 2)]
  expect(Buffer.compare(await paint(pages, info), await paint(pages, info))).toBe(0)
})

test('makes one rectangle of neighbouring runs with one target', () => {
  const run = (x: number, link: string | null): GlyphRun => ({ x, width: 10, face: 'serif-regular', size: 10, colour: '#000000', rise: 0, shaped: [], gap: 0, link, lang: null, strike: false })
  const rects = linkRects({ kind: 'text', x: 100, y: 50, runs: [run(0, null), run(10, 'https://a.example'), run(20, 'https://a.example'), run(40, 'https://a.example'), run(50, '#note-1')], origin })
  expect(rects.map(({ x, width, link }) => [x, width, link])).toEqual([[110, 20, 'https://a.example'], [140, 10, 'https://a.example'], [150, 10, '#note-1']])
})
