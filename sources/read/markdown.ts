/**
 * Markdown to text and blocks: CommonMark with GFM tables and footnotes, read by remark. Emphasis and links leave their words, HTML in it is read like a page,
 * front matter (`---` with `key: value` lines) says what the source is.
 */
import type { Nodes, Root, RootContent } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { IMPORT_LIMITS } from '../limits.ts'
import { readHtml } from './html.ts'
import { type Declared, NOTHING_DECLARED, type ReadBlock, type ReadOutcome, refused, textBuilder } from './reading.ts'

const FRONT_MATTER = /^---[ \t]*\n(?<body>[\s\S]{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/u

/** The reading, or the reason why the file is not read. */
export function readMarkdown(source: string): ReadOutcome {
  if (deepest(source) > IMPORT_LIMITS.nesting) return refused(`Quotes or lists are nested deeper than ${IMPORT_LIMITS.nesting} levels.`)
  if (densestEmphasis(source) > MOST_EMPHASIS) return refused(`One paragraph holds more than ${MOST_EMPHASIS.toLocaleString('en-US')} emphasis signs.`)
  const front = FRONT_MATTER.exec(source)
  const tree: Root = unified().use(remarkParse).use(remarkGfm).parse(front ? source.slice(front[0].length) : source)
  const builder = textBuilder()
  tree.children.forEach((node) => addBlock(builder, node, 'paragraph'))
  const text = builder.text()
  return { text, blocks: builder.blocks(), declared: declaredIn(front?.groups?.['body'] ?? null, builder.blocks(), text), mediaType: 'text/markdown', pages: [], pageCount: null, warnings: [] }
}

/** Deepest nesting that the markers of any line can open: `>` signs and indentation. */
function deepest(source: string): number {
  let most = 0
  for (const line of source.matchAll(/^(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)]))+/gmu)) most = Math.max(most, line[0].replace(/[\s\d.)]/gu, '').length)
  for (const brackets of source.matchAll(/[[*_(]{50,}/gu)) most = Math.max(most, brackets[0].length)
  return most
}

/** Matching emphasis takes time with the square of its signs in a paragraph. */
const MOST_EMPHASIS = 2000

function densestEmphasis(source: string): number {
  return source.split(/\n[ \t]*\n/u).reduce((most, paragraph) => Math.max(most, paragraph.match(/[*_~]+/gu)?.length ?? 0), 0)
}

type Builder = ReturnType<typeof textBuilder>

function addBlock(builder: Builder, node: RootContent, role: ReadBlock['role']): void {
  switch (node.type) {
    case 'heading':
      return builder.add('heading', words(node), 'a Markdown heading', node.depth)
    case 'paragraph':
      return builder.add(role, words(node), role === 'list' ? 'an item of a Markdown list' : role === 'reference' ? 'a Markdown footnote' : 'a Markdown paragraph')
    case 'blockquote':
      return node.children.forEach((child) => addBlock(builder, child, role))
    case 'list':
      return node.children.forEach((item) => item.children.forEach((child) => addBlock(builder, child, 'list')))
    case 'table':
      return node.children.forEach((row, index) => builder.add(index === 0 ? 'heading' : 'row', row.children.map(words).join(' | '), index === 0 ? 'the head of a Markdown table' : 'a row of a Markdown table', index === 0 ? 6 : undefined))
    case 'footnoteDefinition':
      return node.children.forEach((child) => addBlock(builder, child, 'reference'))
    case 'code':
      return builder.add('paragraph', node.value, 'a Markdown code block')
    case 'html':
      return addHtml(builder, node.value)
    default:
      return
  }
}

function addHtml(builder: Builder, html: string): void {
  const page = readHtml(html)
  if ('outcome' in page) return
  for (const { start, end, role, level, reason } of page.blocks) builder.add(role, page.text.slice(start, end), reason, level)
}

/** The words of inline content. A soft break stays a line break, which whoever shows the text joins. */
function words(node: Nodes): string {
  if (node.type === 'text' || node.type === 'inlineCode') return node.value
  if (node.type === 'break') return '\n'
  if (node.type === 'image') return node.alt ?? ''
  if (node.type === 'html') return /^<br\b/iu.test(node.value) ? '\n' : ''
  if (node.type === 'footnoteReference') return ''
  return 'children' in node ? inline(node.children) : ''
}

/** Raw `<sup>` around a number is the mark of a footnote; `{: …}` is kramdown's note to its renderer. Neither is text. */
function inline(children: readonly Nodes[]): string {
  const written = children.map((child) => (child.type === 'html' && /^<\/?sup\b/iu.test(child.value) ? (child.value.startsWith('</') ? RAISED_END : RAISED) : words(child))).join('')
  return written.replace(NOTE_MARK, '').replace(/[\uE010\uE011]/gu, '').replace(/\n?\{:[^}\n]*\}/gu, '')
}

/** Private-use characters that stand for the tags until the marks are found. */
const RAISED = '\uE010'
const RAISED_END = '\uE011'
const NOTE_MARK = /\uE010\s*\[?\d{1,3}\]?\s*\uE011/gu

function declaredIn(front: string | null, blocks: readonly ReadBlock[], text: string): Declared {
  const fields = front === null ? new Map<string, string>() : frontMatter(front)
  const heading = blocks.find((block) => block.role === 'heading' && block.level === 1)
  const get = (...names: string[]) => names.map((name) => fields.get(name)).find((value) => value !== undefined && value !== '') ?? null
  return {
    ...NOTHING_DECLARED,
    title: get('title') ?? (heading ? text.slice(heading.start, heading.end).replace(/\s+/gu, ' ') : null),
    authors: (get('authors', 'author') ?? '').split(/\s*(?:;|,(?![^,]*$)|,|\band\b)\s*/u).filter((name) => name !== ''),
    publisher: get('publisher', 'site', 'organization'),
    issued: get('date', 'issued', 'published'),
    url: get('url', 'canonical', 'link'),
    language: /^[a-z]{2,3}(?:-[A-Za-z]{2,4})?$/.exec(get('lang', 'language') ?? '')?.[0] ?? null,
  }
}

/** `key: value` lines and simple lists; anything deeper is not needed here and is passed over. */
function frontMatter(body: string): Map<string, string> {
  const fields = new Map<string, string>()
  let key = ''
  for (const line of body.split('\n')) {
    const pair = /^(?<key>[A-Za-z][\w-]*):\s*(?<value>.*)$/u.exec(line)?.groups
    const item = /^\s*-\s+(?<value>.+)$/u.exec(line)?.groups
    if (pair) {
      key = (pair['key'] ?? '').toLowerCase()
      fields.set(key, unquote(pair['value'] ?? ''))
    } else if (item && key !== '') fields.set(key, [fields.get(key) ?? '', unquote(item['value'] ?? '')].filter((value) => value !== '').join('; '))
  }
  return fields
}

function unquote(value: string): string {
  const plain = value.trim().replace(/^\[(.*)\]$/u, '$1')
  return /^(['"]).*\1$/u.test(plain) ? plain.slice(1, -1) : plain
}
