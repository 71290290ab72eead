/**
 * PDFKit as far as we lean on what its types don't say: its low level, and three faults we step round (0.20.2).
 *
 * - The XMP metadata is written without XML escaping: the values are escaped for the time it is written.
 * - The metadata stream carries a stray `length`, which readers ignore.
 * - The root of the names tree carries /Limits, which only lower nodes may have.
 */

export type PdfReference = { data: Record<string, unknown>; id: number }

export type PdfFont = {
  id: string
  ref(): PdfReference
  subset: { includeGlyph(id: number): number }
  widths: number[]
  unicode: (readonly number[])[]
}

export type PdfOutline = { addItem(title: string, options: { pageNumber: number; expanded: boolean }): PdfOutline; outlineData: Record<string, unknown> }

type Info = Record<string, unknown>

export type PdfDocument = Omit<PDFKit.PDFDocument, 'font' | 'page' | 'outline' | 'addNamedDestination' | 'info'> & {
  font(program: object, family: string): unknown
  _font: PdfFont
  page: { fonts: Record<string, PdfReference>; write(bytes: Uint8Array): void }
  outline: PdfOutline
  info: Info
  addNamedDestination(name: string, kind: 'XYZ', left: number | null, top: number | null, zoom: number | null): void
  endMetadata(): void
  _root: { data: { Pages: { data: { Kids: PdfReference[] } }; Names: { data: { Dests: { limits: boolean } } } } }
}

export function openDocument(document: PDFKit.PDFDocument): PdfDocument {
  const open = document as unknown as PdfDocument
  open._root.data.Names.data.Dests.limits = false
  const endMetadata = open.endMetadata.bind(open)
  open.endMetadata = () => {
    const { info } = open
    open.info = Object.fromEntries(Object.entries(info).map(([key, value]) => [key, typeof value === 'string' ? escapeXml(value) : value]))
    endMetadata()
    open.info = info
  }
  return open
}

/** Text as XML 1.0 character data: markup escaped, characters XML cannot hold left out. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}
