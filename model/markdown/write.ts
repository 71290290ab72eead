/**
 * Writes a document as Markdown with directives, so that `readMarkdown` gives the same document back.
 *
 * Block ids are left out, except that of a point another point answers: they are the document's own business, and a reader's clutter.
 * What was written is read back before it is handed out. A block that CommonMark's forms would not carry unchanged is written as
 * directives throughout, and if even that fails as JSON in a fence; so nothing is ever lost, and almost everything is plain Markdown.
 */
import { Fragment, type Node } from 'prosemirror-model'
import type { FactRecord } from '../fact.ts'
import { Refusal } from '../refusal.ts'
import { soundNode } from '../sound.ts'
import type { NodeJson } from '../unknown.ts'
import { type Mdast, printMdast } from './mdast.ts'
import { readMarkdown } from './read.ts'
import { type DirectiveNode, ruleOf } from './rules.ts'
import { writeAttributes, writeInline, type WriteOptions } from './write-inline.ts'

/** `tried`: CommonMark's forms, but each paragraph only if it alone survives them. */
type Form = 'native' | 'tried' | 'careful' | 'raw'

/** The Markdown of a body. With `facts`, attributes of a fact that agree with its record are left out. */
export function writeMarkdown(body: Node, facts: Readonly<Record<string, FactRecord>> = {}): string {
  const wanted = withoutIds(soundNode(body), answeredPoints(body))
  const blocks = wanted.content.content
  const native = print(blocks.map((block) => writeAs(block, 'native', facts)))
  if (readsAs(native, wanted, facts)) return native
  const forms = blocks.map((block): Form => (['native', 'tried', 'careful'] as const).find((form) => survives(block, form, facts)) ?? 'raw')
  const mixed = print(blocks.map((block, index) => writeAs(block, forms[index] ?? 'raw', facts)))
  if (readsAs(mixed, wanted, facts)) return mixed
  // Neighbours that only together are misread: directives are never joined, and neither is JSON.
  return print(blocks.map((block) => writeAs(block, survives(block, 'careful', facts) ? 'careful' : 'raw', facts)))
}

/** The document with ids only where `keep` has them: what a round trip is compared with. */
export function withoutIds(node: Node, keep: ReadonlySet<string>): Node {
  if (node.isText) return node
  const attrs = Object.hasOwn(node.attrs, 'id') && !keep.has(String(node.attrs['id'])) ? { ...node.attrs, id: null } : node.attrs
  return node.type.create(attrs, Fragment.fromArray(node.content.content.map((child) => withoutIds(child, keep))), node.marks)
}

/** Ids of points that another point names in `answers`. */
export function answeredPoints(body: Node): ReadonlySet<string> {
  const ids = new Set<string>()
  body.descendants((node) => {
    if (node.type.name === 'point' && typeof node.attrs['answers'] === 'string') ids.add(node.attrs['answers'])
    return !node.isTextblock
  })
  return ids
}

function print(children: Mdast[]): string {
  return printMdast({ type: 'root', children })
}

function survives(block: Node, form: Form, facts: Readonly<Record<string, FactRecord>>): boolean {
  return readsAs(print([writeAs(block, form, facts)]), block.type.schema.node('doc', null, [block]), facts)
}

function readsAs(markdown: string, wanted: Node, facts: Readonly<Record<string, FactRecord>>): boolean {
  try {
    return readMarkdown(markdown, { facts }).body.eq(wanted)
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

function writeAs(block: Node, form: Form, facts: Readonly<Record<string, FactRecord>>): Mdast {
  if (form === 'raw') return fence('unknown', {}, block.toJSON() as NodeJson)
  return writeBlock(block, { careful: form === 'careful', tried: form === 'tried', oneLine: false, facts })
}

function writeBlock(node: Node, options: WriteOptions): Mdast {
  const misread = options.careful || (options.tried && node.type.name === 'paragraph' && node.attrs['id'] === null && !survives(node, 'native', options.facts))
  return (misread ? null : writeNative(node, options)) ?? writeDirective(node, { ...options, careful: misread })
}

function writeNative(node: Node, options: WriteOptions): Mdast | null {
  const name = node.type.name as DirectiveNode
  if (node.attrs['id'] !== null) return null
  switch (name) {
    case 'paragraph':
      return writeParagraph(node, options)
    case 'quote':
      return node.childCount === 0 ? null : { type: 'blockquote', children: writeBlocks(node, options) }
    case 'list':
      return writeList(node, options)
    case 'rule':
      return { type: 'thematicBreak' }
    case 'table':
      return writeTable(node, options)
    default:
      return null
  }
}

function writeBlocks(node: Node, options: WriteOptions): Mdast[] {
  return node.content.content.map((child) => writeBlock(child, options))
}

function writeParagraph(node: Node, options: WriteOptions): Mdast | null {
  const level = Number(node.attrs['level'])
  if (node.childCount === 0 || node.attrs['align'] !== null || node.attrs['lang'] !== null) return null
  if (level === 0) return { type: 'paragraph', children: writeInline(node.content.content, options) }
  return { type: 'heading', depth: level, children: writeInline(node.content.content, { ...options, oneLine: true }) }
}

/** CommonMark's lists: bullets from 1, numbers from any count it can write. Items with an id, and the other kinds, go the long way. */
function writeList(node: Node, options: WriteOptions): Mdast | null {
  const { kind, start } = node.attrs as { kind: string; start: number }
  const fits = kind === 'bullet' ? start === 1 : kind === 'ordered' && Number.isInteger(start) && start >= 0 && start < 1e9 - node.childCount
  return fits && node.childCount > 0 ? listOf(node, kind === 'ordered', start, options) : null
}

function listOf(node: Node, ordered: boolean, start: number, options: WriteOptions): Mdast | null {
  const items = node.content.content
  if (items.some((item) => item.attrs['id'] !== null)) return null
  const tight = items.every((item) => item.childCount === 1 && item.firstChild?.type.name === 'paragraph')
  const children = items.map((item): Mdast => ({ type: 'listItem', spread: !tight, children: writeBlocks(item, options) }))
  return { type: 'list', ordered, ...(ordered ? { start } : {}), spread: !tight, children }
}

/** A GFM table when that is all it is: one header row, equal rows, a paragraph a cell, nothing spanning. */
function writeTable(node: Node, options: WriteOptions): Mdast | null {
  return ['caption', 'unit', 'source', 'notes'].some((name) => node.attrs[name] !== null) ? null : gfmTable(node, options)
}

function gfmTable(node: Node, options: WriteOptions): Mdast | null {
  const rows = node.content.content
  const columns = rows[0]?.childCount ?? 0
  const simple = rows.every((row, index) => row.attrs['id'] === null && row.childCount === columns && row.content.content.every((cell) => isSimpleCell(cell, index === 0)))
  if (columns === 0 || !simple) return null
  const cellOf = (cell: Node): Mdast => ({ type: 'tableCell', children: writeInline(cell.firstChild?.content.content ?? [], { ...options, oneLine: true }) })
  return { type: 'table', align: Array.from({ length: columns }, () => null), children: rows.map((row) => ({ type: 'tableRow', children: row.content.content.map(cellOf) })) }
}

function isSimpleCell(cell: Node, header: boolean): boolean {
  const { id, colspan, rowspan, colwidth } = cell.attrs
  const paragraph = cell.firstChild
  return (
    id === null &&
    colspan === 1 &&
    rowspan === 1 &&
    colwidth === null &&
    cell.type.name === (header ? 'table_header' : 'table_cell') &&
    cell.childCount === 1 &&
    paragraph?.type.name === 'paragraph' &&
    ['id', 'align', 'lang'].every((name) => paragraph.attrs[name] === null) &&
    paragraph.attrs['level'] === 0
  )
}

function writeDirective(node: Node, options: WriteOptions): Mdast {
  const name = node.type.name
  const rule = ruleOf(name)
  const attributes = writeAttributes('nodes', name, rule.attributes, node.attrs)
  if (rule.content === 'json') return fence(rule.directive, attributes, name === 'unknown_block' ? node.attrs['raw'] : Object.fromEntries((rule.json ?? []).map((key) => [key, node.attrs[key]])))
  if (rule.content === 'label') return leaf(rule.directive, attributes, writeInline(node.content.content, { ...options, oneLine: true }))
  if (node.childCount === 0) return leaf(rule.directive, attributes, [])
  const native = options.careful ? null : name === 'table' ? gfmTable(node, options) : name === 'list' ? listOf(node, node.attrs['kind'] !== 'bullet', 1, options) : null
  return { type: 'containerDirective', name: rule.directive, attributes, children: native ? [native] : writeBlocks(node, options) }
}

function leaf(name: string, attributes: Record<string, string>, children: Mdast[]): Mdast {
  return { type: 'leafDirective', name, attributes, children: children.length > 0 ? [{ type: 'phrasing', children }] : [] }
}

function fence(name: string, attributes: Record<string, string>, value: unknown): Mdast {
  return { type: 'containerDirective', name, attributes, children: [{ type: 'code', lang: 'json', value: JSON.stringify(value, null, 2) }] }
}
