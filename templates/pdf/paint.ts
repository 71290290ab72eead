/**
 * Pages → PDF through PDFKit's low level: content operators are written here, PDFKit keeps objects, fonts, annotations and the file.
 *
 * Knows no document. The same pages and the same `PdfInfo` give the same bytes.
 */
import PDFDocument from 'pdfkit'
import type { AnchorFrame, FaceId, Frame, GlyphRun, Page, Shaped } from '../layout/frame.ts'
import { openFace } from './fonts.ts'
import { colourOperator, number, operand } from './operators.ts'
import { linkRects } from './links.ts'
import { addOutline } from './outline.ts'
import { openDocument, type PdfDocument, type PdfFont } from './pdfkit.ts'

/** What a reader program shows about the file. `created` is written as it is; `lang` is BCP 47. */
export type PdfInfo = { title: string; author: string | null; subject: string | null; lang: string; created: Date }

/** Pages after which the painter lets the stream be read: PDFKit does not wait for its reader. */
const PACE = 16

export async function paint(pages: readonly Page[], info: PdfInfo): Promise<Uint8Array> {
  const document = openDocument(new PDFDocument(options(info)))
  const bytes = collect(document)
  const fonts = fontTable(document)
  const anchors: { anchor: AnchorFrame; page: number }[] = []
  for (const page of pages) {
    document.addPage({ size: [page.width, page.height], margin: 0 })
    paintPage(document, page, fonts)
    for (const frame of page.frames) if (frame.kind === 'anchor') anchors.push({ anchor: frame, page: page.number })
    if (page.number % PACE === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  addOutline(document, anchors, pages)
  document.end()
  return bytes
}

function options(info: PdfInfo): PDFKit.PDFDocumentOptions {
  return {
    pdfVersion: '1.7',
    lang: info.lang,
    displayTitle: true,
    autoFirstPage: false,
    // Null keeps PDFKit from loading a standard font that is never used; its types only know strings.
    font: null as unknown as string,
    info: {
      Title: info.title,
      ...(info.author ? { Author: info.author } : {}),
      ...(info.subject ? { Subject: info.subject } : {}),
      Producer: 'Counterpoint',
      Creator: 'Counterpoint',
      CreationDate: info.created,
      ModDate: info.created,
    },
  }
}

function collect(document: PdfDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    document.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    document.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
    document.on('error', reject)
  })
}

type FontTable = { use(face: FaceId): PdfFont; shown(shaped: Shaped): string }

/** Fonts are embedded in the order in which they are first used; a word's operand is made once a document. */
function fontTable(document: PdfDocument): FontTable {
  const fonts = new Map<FaceId, PdfFont>()
  const operands = new Map<Shaped, string>()
  const use = (face: FaceId): PdfFont => {
    let font = fonts.get(face)
    if (!font) {
      document.font(openFace(face).program, face)
      font = document._font
      fonts.set(face, font)
    }
    document.page.fonts[font.id] ??= font.ref()
    return font
  }
  return {
    use,
    shown(shaped) {
      let text = operands.get(shaped)
      if (text === undefined) {
        text = operand(shaped, use(shaped.face))
        operands.set(shaped, text)
      }
      return text
    },
  }
}

function paintPage(document: PdfDocument, page: Page, fonts: FontTable): void {
  const out: string[] = []
  const state = { colour: '' }
  for (const frame of page.frames) paintFrame(frame, out, state, fonts)
  document.page.write(Buffer.from(out.join('\n') + '\n', 'latin1'))
  for (const frame of page.frames) {
    if (frame.kind === 'text') for (const rect of linkRects(frame)) annotate(document, rect)
    if (frame.kind === 'anchor') document.addNamedDestination(frame.name, 'XYZ', null, Math.max(0, frame.y - 6), null)
  }
}

function annotate(document: PdfDocument, rect: ReturnType<typeof linkRects>[number]): void {
  const { x, y, width, height, link } = rect
  if (link.startsWith('#')) document.goTo(x, y, width, height, link.slice(1))
  else document.link(x, y, width, height, link)
}

function paintFrame(frame: Frame, out: string[], state: { colour: string }, fonts: FontTable): void {
  switch (frame.kind) {
    case 'fill':
      fill(out, state, frame.colour)
      out.push(`${number(frame.x)} ${number(frame.y)} ${number(frame.width)} ${number(frame.height)} re f`)
      return
    case 'box': {
      const half = frame.thickness / 2
      out.push(`${colourOperator(frame.colour, 'RG')} ${number(frame.thickness)} w ${number(frame.x + half)} ${number(frame.y + half)} ${number(frame.width - frame.thickness)} ${number(frame.height - frame.thickness)} re S`)
      return
    }
    case 'text':
      for (const run of frame.runs) paintRun(run, frame.x, frame.y, out, state, fonts)
      return
    case 'anchor':
    case 'pageref':
      return
  }
}

function fill(out: string[], state: { colour: string }, colour: string): void {
  if (state.colour === colour) return
  state.colour = colour
  out.push(colourOperator(colour, 'rg'))
}

/** The page is painted with y downwards, so the text matrix turns the glyphs upright again. */
function paintRun(run: GlyphRun, x: number, y: number, out: string[], state: { colour: string }, fonts: FontTable): void {
  if (run.shaped.length === 0) return
  fill(out, state, run.colour)
  const font = fonts.use(run.face)
  out.push(`BT /${font.id} ${number(run.size)} Tf 1 0 0 -1 ${number(x + run.x)} ${number(y - run.rise)} Tm`)
  const space = run.gap === 0 ? '' : ` ${number((-run.gap * 1000) / run.size)} `
  let shown = ''
  const flush = () => {
    if (shown !== '') out.push(`[${shown}] TJ`)
    shown = ''
  }
  for (const shaped of run.shaped) {
    if (shaped.actual !== null) {
      flush()
      out.push(`/Span <</ActualText <feff${Buffer.from(shaped.actual, 'utf16le').swap16().toString('hex')}>>> BDC [${fonts.shown(shaped)}] TJ EMC`)
      continue
    }
    shown += fonts.shown(shaped) + (shaped.space ? space : '')
  }
  flush()
  out.push('ET')
  if (run.strike) out.push(`${number(x + run.x)} ${number(y - run.size * 0.27)} ${number(run.width)} ${number(run.size * 0.055)} re f`)
}
