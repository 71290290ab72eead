import { expect, test } from 'vitest'
import { identify } from '../../../sources/identify.ts'
import { readDocx } from '../../../sources/read/office/docx.ts'
import type { Reading } from '../../../sources/read/reading.ts'
import { docxOf, para, run } from '../../support/files.ts'

function read(file: Uint8Array): Reading {
  const identified = identify('a.docx', file)
  if (!('zip' in identified) || identified.format !== 'docx') throw new Error(`not taken for a Word file: ${JSON.stringify(identified)}`)
  const reading = readDocx(identified.zip)
  if ('outcome' in reading) throw new Error(reading.reason)
  return reading
}
const blocks = ({ text, blocks }: Reading) => blocks.map((block) => `${block.role}${block.level ?? ''}: ${text.slice(block.start, block.end)}`)

const STYLES = '<w:styles><w:style w:styleId="H2"><w:name w:val="heading 2"/></w:style><w:style w:styleId="Own"><w:name w:val="Ministry Head"/><w:basedOn w:val="H2"/></w:style><w:style w:styleId="T1"><w:name w:val="toc 1"/></w:style></w:styles>'
const NUMBERING =
  '<w:numbering><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum><w:num w:numId="4"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
const numbered = (depth: number) => `<w:numPr><w:ilvl w:val="${depth}"/><w:numId w:val="4"/></w:numPr>`

test('reads headings by style, lists with their numbers, tables by row, and footnotes behind the text', () => {
  const table = '<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:p><w:r><w:t>Port</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Trucks</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>North</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>1,200</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
  const body = [
    para(run('Contents line 3'), '<w:pStyle w:val="T1"/>'),
    para(run('What was counted'), '<w:pStyle w:val="Own"/>'),
    para(`${run('The queue is long.')}<w:r><w:footnoteReference w:id="2"/></w:r>`),
    para(run('First of all'), numbered(0)),
    para(run('in detail'), numbered(1)),
    para(run('Then'), numbered(0)),
    table,
  ].join('')
  const reading = read(docxOf(body, { styles: STYLES, numbering: NUMBERING, footnotes: '<w:footnotes><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>By hand.</w:t></w:r></w:p></w:footnote></w:footnotes>' }))
  expect(blocks(reading)).toEqual(['navigation: Contents line 3', 'heading2: What was counted', 'paragraph: The queue is long.', 'list: First of all', 'list: in detail', 'list: Then', 'heading6: Port | Trucks', 'row: North | 1,200', 'reference: By hand.'])
  expect(reading.text).toContain('1. First of all\n\n1.a) in detail\n\n2. Then')
  expect(reading.warnings).toEqual(['One part that the file takes from elsewhere was not fetched.'])
})

test('takes tracked insertions, leaves deletions and comments out, and says so', () => {
  const body = para(`${run('The port counts ')}<w:del w:id="1"><w:r><w:delText>five</w:delText></w:r></w:del><w:ins w:id="2">${run('six')}</w:ins>${run(' lanes.')}<w:r><w:commentReference w:id="9"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>`)
  const { text, warnings } = read(docxOf(body))
  expect(text).toBe('The port counts six lanes.')
  expect(warnings.slice(0, 4)).toEqual(['One tracked insertion was read as part of the text.', 'One tracked deletion was left out.', 'One comment was left out.', 'One stretch of hidden text was left out.'])
})

test('joins paragraphs whose break a tracked change deleted, and reads text boxes behind their paragraph once', () => {
  const box = '<mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent>'
  const body = para(run('The first half '), '<w:rPr><w:del w:id="1"/></w:rPr>') + para(`${run('and the second.')}<w:r>${box}</w:r>`)
  expect(blocks(read(docxOf(body)))).toEqual(['paragraph: The first half and the second.', 'paragraph: In the box.'])
})

test('reads the strict variant, running lines once, and what the file declares', () => {
  const header = '<w:hdr><w:p><w:r><w:t>Ministry of Ports</w:t></w:r></w:p></w:hdr>'
  const core = '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>Queues at the gate</dc:title><dc:creator>Ana Ruiz; jsmith</dc:creator><dcterms:created>2024-03-05T10:00:00Z</dcterms:created></cp:coreProperties>'
  const reading = read(docxOf(para(run('A sentence of the text.')), { header1: header, header2: header, 'docProps/core.xml': core }, 'http://purl.oclc.org/ooxml/wordprocessingml/main'))
  expect(blocks(reading)).toEqual(['paragraph: A sentence of the text.', 'running: Ministry of Ports'])
  expect(reading.declared).toMatchObject({ title: 'Queues at the gate', authors: ['Ana Ruiz'], issued: null, created: '2024-03-05' })
})

test('reads a file with macros without looking at them', () => {
  const { text, warnings } = read(docxOf(para(run('Only words.')), { 'word/vbaProject.bin': 'Sub AutoOpen()' }))
  expect(text).toBe('Only words.')
  expect(warnings).toContain('The file holds macros; they were neither run nor read.')
})
