/**
 * OpenDocument text (ISO 26300): headings by outline level, lists, tables by row, notes behind the text. Tracked changes are read as accepted: what was
 * deleted is kept by the format outside its text. Comments, pictures and whatever stands outside the file are left alone and said.
 */
import { declaredTitle } from '../declared.ts'
import { type Declared, NOTHING_DECLARED, type ReadOutcome, refused, textBuilder } from '../reading.ts'
import { childNamed, childrenNamed, readXml, walkXml, wordsIn, type XmlElement } from '../xml.ts'
import type { Zip } from '../zip.ts'

const MEDIA_TYPE = 'application/vnd.oasis.opendocument.text'
const TRANSPARENT = new Set(['office:document-content', 'office:body', 'office:text', 'text:section', 'office:automatic-styles', 'text:numbered-paragraph', 'draw:text-box', 'draw:frame', 'draw:a'])
const INDEXES = new Set(['text:table-of-content', 'text:illustration-index', 'text:table-index', 'text:object-index', 'text:user-index', 'text:alphabetical-index'])
const LEFT_OUT = new Set(['office:forms', 'text:sequence-decls', 'text:variable-decls', 'text:user-field-decls', 'svg:title', 'svg:desc', 'text:ruby-text', 'draw:object', 'draw:image', 'text:index-title-template', 'text:note-citation', 'office:event-listeners', 'text:bibliography-configuration'])
const LONG_CELL = 600

export function readOdt(zip: Zip): ReadOutcome {
  const content = zip.read('content.xml')
  if (content === null) return refused('The file is an OpenDocument container without a text.')
  const writer = createWriter()
  walkXml(content, (name) => TRANSPARENT.has(name), writer.take)
  writer.finish()
  for (const { line, head } of runningLines(zip)) writer.running(line, head ? 'the running head of the pages' : 'the running foot of the pages')
  return { ...writer.result(), declared: properties(zip), mediaType: MEDIA_TYPE, pages: [], pageCount: null }
}

type Writer = { take(element: XmlElement): void; finish(): void; running(line: string, reason: string): void; result(): Pick<Extract<ReadOutcome, { text: string }>, 'text' | 'blocks' | 'warnings'> }

function createWriter(): Writer {
  const builder = textBuilder()
  const parents = new Map<string, string>()
  const notes: XmlElement[] = []
  const boxes: XmlElement[] = []
  const seen = { insertions: 0, deletions: 0, comments: 0 }

  const words = (element: XmlElement): string => element.children.map((child) => (typeof child === 'string' ? child.replace(/[\t\n\r ]+/gu, ' ') : (INLINE[child.name] ?? words)(child))).join('')

  const INLINE: Readonly<Record<string, (element: XmlElement) => string>> = {
    'text:s': (blank) => ' '.repeat(Math.min(100, Number(blank.attributes['text:c'] ?? 1) || 1)),
    'text:tab': () => '\t',
    'text:line-break': () => '\n',
    'text:note': (note) => {
      notes.push(note)
      return ''
    },
    'office:annotation': () => {
      seen.comments++
      return ''
    },
    'draw:text-box': (box) => {
      boxes.push(box)
      return ''
    },
    ...Object.fromEntries(Array.from(LEFT_OUT, (name) => [name, () => ''])),
  }

  const styleOf = (element: XmlElement) => {
    const named = element.attributes['text:style-name'] ?? ''
    return (parents.get(named) ?? named).replaceAll('_20_', ' ')
  }

  const paragraph = (element: XmlElement, list: boolean): void => {
    const content = words(element)
    const style = styleOf(element)
    if (/^(?:title|subtitle)$/iu.test(style)) builder.add('heading', content, `a paragraph in the style "${style}"`, /^title$/iu.test(style) ? 1 : 2)
    else if (list) builder.add('list', content, 'an item of a list')
    else builder.add('paragraph', content, 'a paragraph of the document')
    takeBoxes()
  }

  const takeBoxes = () => {
    for (const box of boxes.splice(0)) box.children.forEach(takeChild)
  }

  const list = (element: XmlElement): void => {
    for (const item of element.children) {
      if (typeof item === 'string') continue
      for (const child of item.children) {
        if (typeof child === 'string') continue
        if (child.name === 'text:p') paragraph(child, true)
        else take(child)
      }
    }
  }

  const rows = (element: XmlElement, head: boolean): void => {
    for (const child of element.children) {
      if (typeof child === 'string') continue
      if (child.name === 'table:table-header-rows') rows(child, true)
      else if (child.name === 'table:table-rows' || child.name === 'table:table-row-group') rows(child, head)
      else if (child.name === 'table:table-row') row(child, head)
    }
  }

  const row = (element: XmlElement, head: boolean): void => {
    const cells = childrenNamed(element, 'table:table-cell')
    const written = cells.map((cell) => cellWords(cell).replace(/\s+/gu, ' ').trim())
    if (cells.length === 1 || written.some((cell) => cell.length > LONG_CELL) || cells.some((cell) => childNamed(cell, 'table:table') !== null)) {
      boxes.length = 0
      for (const cell of cells) cell.children.forEach(takeChild)
    } else builder.add(head ? 'heading' : 'row', written.filter((cell) => cell !== '').join(' | '), head ? 'the head of a table' : 'a row of a table', head ? 6 : undefined)
    takeBoxes()
  }

  const cellWords = (cell: XmlElement): string => cell.children.map((child) => (typeof child === 'string' ? '' : child.name === 'text:p' || child.name === 'text:h' ? words(child) : cellWords(child))).join('\n')

  const index = (element: XmlElement): void => {
    const body = childNamed(element, 'text:index-body') ?? element
    for (const child of body.children) {
      if (typeof child === 'string') continue
      if (child.name === 'text:p') builder.add('navigation', words(child), 'a line of the table of contents')
      else index(child)
    }
  }

  const changes = (element: XmlElement): void => {
    for (const region of childrenNamed(element, 'text:changed-region')) {
      if (childNamed(region, 'text:insertion')) seen.insertions++
      if (childNamed(region, 'text:deletion')) seen.deletions++
    }
  }

  const takeChild = (child: XmlElement | string): void => {
    if (typeof child !== 'string') take(child)
  }

  const take = (element: XmlElement): void => {
    const { name, attributes } = element
    if (name === 'text:p') paragraph(element, false)
    else if (name === 'text:h') {
      builder.add('heading', words(element), 'a heading of the document', Math.min(6, Math.max(1, Number(attributes['text:outline-level'] ?? 1) || 1)))
      takeBoxes()
    } else if (name === 'text:list') list(element)
    else if (name === 'table:table') rows(element, false)
    else if (name === 'text:tracked-changes') changes(element)
    else if (name === 'style:style') parents.set(attributes['style:name'] ?? '', attributes['style:parent-style-name'] ?? '')
    else if (INDEXES.has(name)) index(element)
    else if (TRANSPARENT.has(name)) element.children.forEach(takeChild)
  }

  return {
    take,
    finish() {
      for (let at = 0; at < notes.length; at++) {
        const note = notes[at]
        const body = note && childNamed(note, 'text:note-body')
        if (note && body) builder.add('reference', cellWords(body).trim(), note.attributes['text:note-class'] === 'endnote' ? 'an endnote of the document' : 'a footnote of the document')
      }
    },
    running: (line, reason) => builder.add('running', line, reason),
    result: () => ({ text: builder.text(), blocks: builder.blocks(), warnings: warningsOf(seen) }),
  }
}

function runningLines(zip: Zip): { line: string; head: boolean }[] {
  const part = zip.read('styles.xml')
  if (part === null) return []
  const found = new Map<string, boolean>()
  walkXml(part, (name) => ['office:document-styles', 'office:master-styles', 'style:master-page'].includes(name), (element) => {
    if (!/^style:(?:header|footer)/u.test(element.name)) return
    const line = wordsIn(element).replace(/\s+/gu, ' ').trim()
    if (line !== '') found.set(line, element.name.startsWith('style:header'))
  })
  return Array.from(found, ([line, head]) => ({ line, head }))
}

function properties(zip: Zip): Declared {
  const part = zip.read('meta.xml')
  const meta = part && childNamed(readXml(part), 'office:meta')
  if (!meta) return NOTHING_DECLARED
  const get = (name: string) => {
    const element = childNamed(meta, name)
    return element === null ? '' : wordsIn(element).replace(/\s+/gu, ' ').trim().slice(0, 500)
  }
  return {
    ...NOTHING_DECLARED,
    title: declaredTitle(get('dc:title')),
    authors: [get('meta:initial-creator')].filter((name) => /\p{L}.*\s.*\p{L}/u.test(name)),
    language: /^[a-z]{2,3}(?:-[A-Za-z]{2,4})?$/.exec(get('dc:language'))?.[0] ?? null,
    created: /^\d{4}-\d{2}-\d{2}/.exec(get('meta:creation-date'))?.[0] ?? null,
  }
}

function warningsOf({ insertions, deletions, comments }: { insertions: number; deletions: number; comments: number }): string[] {
  const counted = (count: number, one: string, many: string) => (count === 0 ? [] : [count === 1 ? one : many.replace('#', String(count))])
  return [
    ...counted(insertions, 'One tracked insertion was read as part of the text.', '# tracked insertions were read as part of the text.'),
    ...counted(deletions, 'One tracked deletion was left out.', '# tracked deletions were left out.'),
    ...counted(comments, 'One comment was left out.', '# comments were left out.'),
  ]
}
