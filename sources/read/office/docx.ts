/**
 * Word documents (Office Open XML, transitional and strict, ISO 29500-1): headings by style and outline level, lists, tables by row, footnotes and endnotes behind
 * the text. Tracked insertions are read as text, tracked deletions are not; comments, macros, pictures and whatever stands outside the file are left alone and said.
 */
import { declaredTitle } from '../declared.ts'
import { NOTHING_DECLARED, type Declared, type ReadOutcome, refused, textBuilder } from '../reading.ts'
import { childNamed, childrenNamed, readXml, walkXml, wordsIn, type XmlElement } from '../xml.ts'
import type { Zip } from '../zip.ts'
import { createInline, type Seen } from './runs.ts'
import { type Numbering, readNumbering } from './numbering.ts'
import { type Styles, readStyles } from './styles.ts'

const MEDIA_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
/** Wrappers whose content is the body's own. */
const TRANSPARENT = new Set(['w:document', 'w:body', 'w:sdt', 'w:sdtContent', 'w:customXml', 'w:footnotes', 'w:endnotes', 'w:hdr', 'w:ftr'])
/** A cell longer than this is a column of a page and not an entry of a table. */
const LONG_CELL = 600

export function readDocx(zip: Zip): ReadOutcome {
  const main = mainPart(zip)
  const body = zip.read(main)
  if (body === null) return refused('The file is a Word container without a document in it.')
  const related = relations(zip, main)
  const numbering = readNumbering(zip.read(related.first('numbering') ?? ''))
  const styles = readStyles(zip.read(related.first('styles') ?? ''), numbering)
  const seen: Seen = { insertions: 0, deletions: 0, comments: new Set(), hidden: 0, chunks: 0, boxes: [] }
  const writer = createWriter(styles, numbering, seen)
  walkXml(body, (name) => TRANSPARENT.has(name), writer.take)
  for (const kind of ['footnotes', 'endnotes'] as const) addNotes(zip.read(related.first(kind) ?? ''), kind, writer)
  const lines = new Set<string>()
  for (const kind of ['header', 'footer'] as const) for (const part of related.all(kind)) addRunning(zip.read(part), kind, styles, numbering, lines, writer)
  const { text, blocks } = writer.result()
  if (text === '' && zip.members.some(({ name }) => /\/media\/[^/]+\.(?:png|jpe?g|tiff?|bmp|gif|jp2)$/iu.test(name))) return { outcome: 'scanned', reason: 'The Word file holds pictures and no text. Run it through a text recognition (OCR) program and add the result.' }
  return { text, blocks, declared: coreProperties(zip), mediaType: MEDIA_TYPE, pages: [], pageCount: null, warnings: warningsOf(seen, zip, related.external) }
}

/** Named by the container's own relationships; nearly always word/document.xml. */
function mainPart(zip: Zip): string {
  const rels = zip.read('_rels/.rels')
  if (rels !== null) {
    for (const relation of childrenNamed(readXml(rels), 'rel:Relationship')) {
      if (relation.attributes['Type']?.endsWith('/officeDocument')) return (relation.attributes['Target'] ?? '').replace(/^\//u, '')
    }
  }
  return 'word/document.xml'
}

type Relations = { first(kind: string): string | null; all(kind: string): readonly string[]; external: number }

function relations(zip: Zip, main: string): Relations {
  const slash = main.lastIndexOf('/')
  const folder = main.slice(0, slash + 1)
  const rels = zip.read(`${folder}_rels/${main.slice(slash + 1)}.rels`)
  const found = new Map<string, string[]>()
  let external = 0
  for (const { attributes } of rels === null ? [] : childrenNamed(readXml(rels), 'rel:Relationship')) {
    const kind = (attributes['Type'] ?? '').split('/').at(-1) ?? ''
    if (attributes['TargetMode'] === 'External') {
      if (kind !== 'hyperlink') external++
      continue
    }
    const target = attributes['Target'] ?? ''
    found.set(kind, [...(found.get(kind) ?? []), resolve(folder, target)])
  }
  return { first: (kind) => found.get(kind)?.[0] ?? null, all: (kind) => found.get(kind) ?? [], external }
}

function resolve(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1)
  const parts: string[] = []
  for (const part of `${folder}${target}`.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}

type Writer = { take(element: XmlElement): void; note(element: XmlElement, reason: string): void; running(line: string, reason: string): void; result(): { text: string; blocks: ReturnType<ReturnType<typeof textBuilder>['blocks']> } }

function createWriter(styles: Styles, numbering: Numbering, seen: Seen): Writer {
  const builder = textBuilder()
  const inline = createInline(seen)
  /** The words of a paragraph whose end mark a tracked change deleted: the next one goes on with them. */
  let carried = ''

  const paragraph = (element: XmlElement): void => {
    const words = carried + inline.words(element)
    carried = ''
    const properties = childNamed(element, 'w:pPr')
    if (isEndDeleted(properties)) carried = words
    else addParagraph(words, properties)
    for (const box of seen.boxes.splice(0)) box.children.forEach(takeChild)
  }

  const addParagraph = (words: string, properties: XmlElement | null): void => {
    const { level, list, contents, named, number } = styles.of(properties)
    const marker = number === null || words.trim() === '' ? '' : numbering.next(number.id, number.depth)
    if (contents) builder.add('navigation', words, 'a line of the table of contents')
    else if (level !== null && words.trim().length <= 400) builder.add('heading', marker === '' ? words : `${marker} ${words}`, `a paragraph in the style "${named}"`, level)
    else if (list) builder.add('list', words, 'an item of a list', undefined, marker)
    else builder.add('paragraph', words, 'a paragraph of the document')
  }

  const table = (element: XmlElement): void => {
    for (const row of rowsOf(element)) addRow(row)
  }

  const addRow = (row: XmlElement): void => {
    const cells = cellsOf(row)
    const written = cells.map((cell) => inline.cell(cell))
    const full = written.filter((words) => words !== '')
    if (full.length === 0) return
    const laidOut = cells.some((cell) => childrenNamed(cell, 'w:tbl').length > 0) || full.some((words) => words.length > LONG_CELL) || cells.length === 1
    if (laidOut) for (const cell of cells) cell.children.forEach(takeChild)
    else {
      const head = childNamed(childNamed(row, 'w:trPr') ?? row, 'w:tblHeader') !== null
      builder.add(head ? 'heading' : 'row', full.join(' | '), head ? 'the head of a table' : 'a row of a table', head ? 6 : undefined)
      for (const box of seen.boxes.splice(0)) box.children.forEach(takeChild)
    }
  }

  const takeChild = (child: XmlElement | string): void => {
    if (typeof child !== 'string') take(child)
  }

  const take = (element: XmlElement): void => {
    if (element.name === 'w:p') paragraph(element)
    else if (element.name === 'w:tbl') table(element)
    else if (element.name === 'w:altChunk') seen.chunks++
    else if (TRANSPARENT.has(element.name) || element.name === 'w:ins' || element.name === 'w:moveTo') element.children.forEach(takeChild)
  }

  return {
    take,
    note(element, reason) {
      builder.add('reference', inline.cell(element), reason)
    },
    running: (line, reason) => builder.add('running', line, reason),
    result: () => ({ text: builder.text(), blocks: builder.blocks() }),
  }
}

function isEndDeleted(properties: XmlElement | null): boolean {
  const mark = properties && childNamed(properties, 'w:rPr')
  return mark !== null && mark !== undefined && childNamed(mark, 'w:del') !== null
}

/** Rows, also those inside content controls; a row that a tracked change deleted is left out. */
function rowsOf(element: XmlElement): XmlElement[] {
  return element.children.flatMap((child) => {
    if (typeof child === 'string') return []
    if (child.name === 'w:tr') return childNamed(childNamed(child, 'w:trPr') ?? child, 'w:del') === null ? [child] : []
    return TRANSPARENT.has(child.name) ? rowsOf(child) : []
  })
}

function cellsOf(row: XmlElement): XmlElement[] {
  return row.children.flatMap((child) => (typeof child === 'string' ? [] : child.name === 'w:tc' ? [child] : TRANSPARENT.has(child.name) ? cellsOf(child) : []))
}

/** Notes in order of the file; the separators that Word keeps among them have a type of their own. */
function addNotes(part: Uint8Array | null, kind: 'footnotes' | 'endnotes', writer: Writer): void {
  if (part === null) return
  walkXml(part, (name) => name === `w:${kind}`, (note) => {
    if (note.attributes['w:type'] === undefined || note.attributes['w:type'] === 'normal') writer.note(note, kind === 'footnotes' ? 'a footnote of the document' : 'an endnote of the document')
  })
}

/** Each running line once: sections repeat them. */
function addRunning(part: Uint8Array | null, kind: 'header' | 'footer', styles: Styles, numbering: Numbering, lines: Set<string>, writer: Writer): void {
  if (part === null) return
  const own: Seen = { insertions: 0, deletions: 0, comments: new Set(), hidden: 0, chunks: 0, boxes: [] }
  const line = createWriter(styles, numbering, own)
  walkXml(part, (name) => TRANSPARENT.has(name), line.take)
  const words = line.result().text.replace(/\s+/gu, ' ').trim()
  if (words === '' || lines.has(words)) return
  lines.add(words)
  writer.running(words, kind === 'header' ? 'the running head of the pages' : 'the running foot of the pages')
}

function coreProperties(zip: Zip): Declared {
  const part = zip.read('docProps/core.xml')
  if (part === null) return NOTHING_DECLARED
  const root = readXml(part)
  const get = (name: string) => {
    const element = childNamed(root, name)
    const value = element === null ? '' : wordsIn(element).replace(/\s+/gu, ' ').trim().slice(0, 500)
    return value === '' ? null : value
  }
  return {
    ...NOTHING_DECLARED,
    title: declaredTitle(get('dc:title')),
    authors: (get('dc:creator') ?? '').split(/\s*;\s*/u).filter((name) => /\p{L}.*\s.*\p{L}/u.test(name)),
    language: /^[a-z]{2,3}(?:-[A-Za-z]{2,4})?$/.exec(get('dc:language') ?? '')?.[0] ?? null,
    created: /^\d{4}-\d{2}-\d{2}/.exec(get('dcterms:created') ?? '')?.[0] ?? null,
  }
}

function warningsOf(seen: Seen, zip: Zip, external: number): string[] {
  const counted = (count: number, one: string, many: string) => (count === 0 ? [] : [count === 1 ? one : many.replace('#', String(count))])
  return [
    ...counted(seen.insertions, 'One tracked insertion was read as part of the text.', '# tracked insertions were read as part of the text.'),
    ...counted(seen.deletions, 'One tracked deletion was left out.', '# tracked deletions were left out.'),
    ...counted(seen.comments.size, 'One comment was left out.', '# comments were left out.'),
    ...counted(seen.hidden, 'One stretch of hidden text was left out.', '# stretches of hidden text were left out.'),
    ...counted(external, 'One part that the file takes from elsewhere was not fetched.', '# parts that the file takes from elsewhere were not fetched.'),
    ...counted(seen.chunks, 'One document that is embedded in the file was not read.', '# documents that are embedded in the file were not read.'),
    ...(zip.members.some(({ name }) => /vbaProject\.bin$/iu.test(name)) ? ['The file holds macros; they were neither run nor read.'] : []),
  ]
}
