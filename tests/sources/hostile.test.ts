/** Files made to do harm, through the real reading process: each ends as an outcome with a sentence, within its bounds, and the next file is read. */
import { createServer } from 'node:http'
import { deflateRawSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { createIngester } from '../../server/jobs/ingester.ts'
import { bytesOf, docxOf, odtOf, para, pdfOf, run, zipOf } from '../support/files.ts'

const ingester = createIngester({ deadline: 20_000, memory: 512_000_000, workers: 1, queue: 100 })
afterAll(() => ingester.close())

/** The outcome with its reason, or with the text. */
async function outcomeOf(name: string, bytes: Uint8Array): Promise<string> {
  const read = await ingester.ingest({ name, bytes }, 'team')
  return read.outcome === 'text' ? `text: ${read.snapshot.text}` : `${read.outcome}: ${read.reason}`
}

/** A zip with one member of this many bytes that says it holds ten. */
function bombOf(member: string, size: number, others: Record<string, string>): Uint8Array {
  const zip = zipOf({ ...others, [member]: ' '.repeat(10) })
  const packed = deflateRawSync(Buffer.alloc(size, 32), { level: 1 })
  return withMember(zip, member, packed)
}

/** The zip with the packed bytes of its last member replaced, its declared size left as it was. */
function withMember(zip: Uint8Array, member: string, packed: Uint8Array): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset)
  const end = zip.length - 22
  let at = view.getUint32(end + 16, true)
  const name = (start: number) => new TextDecoder().decode(zip.subarray(start + 46, start + 46 + view.getUint16(start + 28, true)))
  while (name(at) !== member) at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  const header = view.getUint32(at + 42, true)
  const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true)
  const directory = view.getUint32(end + 16, true)
  const bytes = new Uint8Array(start + packed.length + zip.length - directory)
  bytes.set(zip.subarray(0, start))
  bytes.set(packed, start)
  bytes.set(zip.subarray(directory), start + packed.length)
  const after = new DataView(bytes.buffer)
  const moved = start + packed.length
  after.setUint32(moved + at - directory + 20, packed.length, true)
  after.setUint32(bytes.length - 22 + 16, moved, true)
  return bytes
}

const TYPES = { '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>' }

test('stops inflating a zip bomb at its bound, whatever size it declares', async () => {
  expect(await outcomeOf('bomb.docx', bombOf('word/document.xml', 150_000_000, TYPES))).toMatch(/^refused: "word\/document\.xml" in the file unpacks to more than 80 MB/)
  expect(await outcomeOf('bomb.odt', bombOf('content.xml', 150_000_000, { mimetype: 'application/vnd.oasis.opendocument.text' }))).toMatch(/^refused: .*unpacks to more/)
})

test('opens no zip inside a zip, and no container of countless members', async () => {
  const inner = zipOf({ 'a.txt': 'x' })
  expect(await outcomeOf('nested.zip', zipOf({ 'inner.zip': inner, 'other.zip': inner }))).toMatch(/^refused: This is a zip archive/)
  const crowd = zipOf({ 'word/document.xml': '' })
  new DataView(crowd.buffer, crowd.byteOffset).setUint16(crowd.length - 22 + 10, 30_001, true)
  expect(await outcomeOf('crowd.docx', crowd)).toMatch(/^refused: The file is a container of 30,001 members/)
  expect(await outcomeOf('cut.docx', docxOf(para(run('Words.'))).subarray(0, 300))).toMatch(/^refused: The file is a damaged zip/)
})

const LAUGHS = `<!DOCTYPE w [<!ENTITY a "ha">${Array.from({ length: 30 }, (_, index) => `<!ENTITY a${index} "${`&a${index === 0 ? '' : index - 1};`.repeat(10)}">`).join('')}]>`
const word = (xml: string) => zipOf({ ...TYPES, 'word/document.xml': xml })
const OPEN = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
const CLOSE = '</w:body></w:document>'

test('follows no entity and no document type of an office file', async () => {
  expect(await outcomeOf('laughs.docx', word(`${LAUGHS}${OPEN}${para(run('x')).replace('x', '&a29;')}${CLOSE}`))).toMatch(/^refused: A part of the file brings a document type/)
  expect(await outcomeOf('xxe.docx', word(`<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>${OPEN}<w:p><w:r><w:t>&x;</w:t></w:r></w:p>${CLOSE}`))).toMatch(/^refused: A part of the file brings a document type/)
  expect(await outcomeOf('laughs.xml', bytesOf(`<?xml version="1.0"?>${LAUGHS}<w>&a29;</w>`))).toMatch(/^refused: This is an XML file/)
})

test('bounds nesting and the number of elements in every format', async () => {
  expect(await outcomeOf('deep.docx', word(`${OPEN}${'<w:p>'.repeat(100_000)}${CLOSE}`))).toMatch(/^refused: Elements of the file are nested deeper/)
  expect(await outcomeOf('deep.odt', odtOf('<text:list><text:list-item>'.repeat(50_000)))).toMatch(/^refused: Elements of the file are nested deeper/)
  expect(await outcomeOf('deep.html', bytesOf(`<!doctype html><html><body>${'<div>'.repeat(300_000)}x`))).toMatch(/^refused: Elements are nested/)
  expect(await outcomeOf('deep.rtf', bytesOf(`{\\rtf1 ${'{'.repeat(2_000_000)}`))).toMatch(/^refused: Groups of the file are nested/)
  expect(await outcomeOf('wide.docx', word(`${OPEN}<w:p>${'<w:r/>'.repeat(600_000)}</w:p>${CLOSE}`))).toMatch(/^refused: One paragraph or table/)
})

/** A PDF by its objects; object 1 is the catalog. */
function rawPdf(objects: readonly string[]): Uint8Array {
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const at = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const xref = text.length
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`
  return bytesOf(text)
}
const stream = (content: string, entries = '') => `<< /Length ${content.length} ${entries}>>\nstream\n${content}\nendstream`
const FONT = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'
const onePage = (content: string, resources = '') => ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>', `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> ${resources}>> >>`, stream(content), FONT]

test('survives PDF pages that contain themselves, forms that draw themselves, and a page tree that lies', async () => {
  const loop = ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>']
  expect(await outcomeOf('loop.pdf', rawPdf(loop))).toMatch(/^refused: /)
  const form = [...onePage('BT /F 12 Tf 50 700 Td (Words of the page stand.) Tj ET /X Do', '/XObject << /X 6 0 R >> '), stream('/X Do /X Do', '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >> ')]
  expect(await outcomeOf('form.pdf', rawPdf(form))).toBe('text: Words of the page stand.')
  const many = ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 9000000 >>', '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>']
  expect(await outcomeOf('many.pdf', rawPdf(many))).toMatch(/^refused: /)
})

test('bounds the pieces of text on a page and reads past a hundred thousand objects', async () => {
  const crowded = onePage(`BT /F 1 Tf ${Array.from({ length: 120_000 }, (_, index) => `1 0 0 1 ${(index * 7) % 590} ${(index * 13) % 790} Tm (a) Tj`).join('\n')} ET`)
  expect(await outcomeOf('crowded.pdf', rawPdf(crowded))).toMatch(/^refused: Page 1 holds more than 100,000 pieces of text/)
  const objects = [...onePage('BT /F 12 Tf 50 700 Td (Words among many objects.) Tj ET'), ...Array.from({ length: 100_000 }, () => '<< /A [1 2 3] >>')]
  expect(await outcomeOf('objects.pdf', rawPdf(objects))).toBe('text: Words among many objects.')
})

test('reads words drawn twice once, and leaves what stands outside of the page out', async () => {
  const pdf = await pdfOf((drawn) => {
    drawn.addPage().fontSize(12)
    for (let copy = 0; copy < 2; copy++) drawn.text('Bold by printing twice.', 60, 100, { lineBreak: false })
    drawn.text('Hidden beside the page.', 3000, 100, { lineBreak: false })
  })
  expect(await outcomeOf('twice.pdf', pdf)).toBe('text: Bold by printing twice.')
})

test('asks nobody for anything: no picture, style, schema or related part is fetched', async () => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.end()
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as { port: number }
  const at = `http://127.0.0.1:${port}`
  const page = `<!doctype html><html><head><link rel=stylesheet href="${at}/css"><script src="${at}/js"></script><base href="${at}/"></head><body><p>A sentence of the page.</p><img src="${at}/png"><iframe src="${at}/frame"></iframe><object data="${at}/object"></object></body></html>`
  expect(await outcomeOf('page.html', bytesOf(page))).toBe('text: A sentence of the page.')
  const related = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="t" Type="a/attachedTemplate" Target="${at}/dotm" TargetMode="External"/><Relationship Id="i" Type="a/image" Target="${at}/i" TargetMode="External"/></Relationships>`
  expect(await outcomeOf('a.docx', docxOf(para(run('A sentence of the file.')), { 'word/_rels/document.xml.rels': related }))).toBe('text: A sentence of the file.')
  expect(await outcomeOf('a.odt', odtOf(`<text:p>A sentence of the text.<draw:frame><draw:image xlink:href="${at}/picture"/></draw:frame></text:p>`))).toBe('text: A sentence of the text.')
  expect(await outcomeOf('a.rtf', bytesOf(`{\\rtf1{\\*\\template ${at}/t}{\\field{\\*\\fldinst INCLUDEPICTURE "${at}/p"}{\\fldrslt }}A sentence in RTF.}`))).toBe('text: A sentence in RTF.')
  await new Promise((closed) => server.close(closed))
  expect(asked).toEqual([])
})
