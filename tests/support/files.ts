/** Files of the office formats and PDFs made by code, for the tests of the readers. As small as a reader accepts them. */
import { strToU8, zipSync } from 'fflate'
import PDFDocument from 'pdfkit'

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

export function zipOf(members: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(members).map(([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content])))
}

export const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** A run and a paragraph of Word; `properties` is the markup of the paragraph's properties. */
export const run = (text: string) => `<w:r><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`
export const para = (content: string, properties = '') => `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${content}</w:p>`

/** `body` is the markup inside `w:body`. `parts` are more members; a part "footnotes" stands at word/footnotes.xml and is related to the document. */
export function docxOf(body: string, parts: Readonly<Record<string, string>> = {}, namespace = WORD): Uint8Array {
  const related = Object.keys(parts).filter((name) => !name.includes('/'))
  const rels = related.map((name, index) => `<Relationship Id="r${index}" Type="${RELATION}/${name.replace(/\d+$/u, '')}" Target="${name}.xml"/>`).join('')
  return zipOf({
    '[Content_Types].xml': TYPES,
    'word/document.xml': `<?xml version="1.0"?><w:document xmlns:w="${namespace}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>${body}</w:body></w:document>`,
    'word/_rels/document.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${rels}<Relationship Id="x" Type="${RELATION}/image" Target="http://127.0.0.1:9/picture.png" TargetMode="External"/></Relationships>`,
    ...Object.fromEntries(Object.entries(parts).map(([name, content]) => [name.includes('/') ? name : `word/${name}.xml`, content.replace(/<(w:\w+)>/u, `<$1 xmlns:w="${namespace}">`)])),
  })
}

/** `text` is the markup inside `office:text`. */
export function odtOf(text: string, parts: Readonly<Record<string, string>> = {}): Uint8Array {
  return zipOf({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': `<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:text>${text}</office:text></office:body></office:document-content>`,
    ...parts,
  })
}

export type Pdf = InstanceType<typeof PDFDocument>

/** A PDF that `draw` draws with PDFKit; pages are added by hand. */
export function pdfOf(draw: (pdf: Pdf) => void, options: ConstructorParameters<typeof PDFDocument>[0] = {}): Promise<Uint8Array> {
  return new Promise((resolve) => {
    const pdf = new PDFDocument({ size: 'A4', margin: 0, autoFirstPage: false, ...options })
    const pieces: Uint8Array[] = []
    pdf.on('data', (piece: Uint8Array) => pieces.push(piece))
    pdf.on('end', () => resolve(new Uint8Array(Buffer.concat(pieces))))
    draw(pdf)
    pdf.end()
  })
}

/** Lines at a place, one under the other. */
export function lines(pdf: Pdf, words: readonly string[], x: number, y: number, leading = 14): void {
  words.forEach((line, index) => pdf.text(line, x, y + index * leading, { lineBreak: false }))
}

export const bytesOf = (text: string) => new TextEncoder().encode(text)
