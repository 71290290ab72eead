/**
 * Reads Markdown with directives into a document of the schema.
 *
 * What the table (`rules.ts`) does not know is refused with its line and column, never guessed. Block ids are as written or null:
 * whoever makes a brief of it gives them (`model/ids.ts`).
 */
import { Fragment, type Node } from 'prosemirror-model'
import { bodyFromJson } from '../brief.ts'
import { Refusal } from '../refusal.ts'
import { schema } from '../schema.ts'
import { boundsOf, MAX_DEPTH, type Mdast, parseMdast } from './mdast.ts'
import { readInline } from './read-inline.ts'
import { placeOf, type ReadMarkdown, type ReadOptions, type Reading, readAttributes, refuse, refuseAt, sourceOf } from './reading.ts'
import { BLOCK_DIRECTIVES, type DirectiveNode, ONLY_CHILDREN, type Rule, ruleOf } from './rules.ts'

/** Cells of one table: a short row is filled up, so a few bytes could ask for millions. */
const MAX_CELLS = 100_000

export type { Named, ReadMarkdown, ReadOptions } from './reading.ts'

/** Throws a Refusal (`options.code`) whose pointers are "file:line:column". An empty text is an empty document. */
export function readMarkdown(text: string, options: ReadOptions = {}): ReadMarkdown {
  const source = text.replaceAll(/\r\n?/g, '\n')
  const bound = boundsOf(source)
  if (bound) throw refuseAt(options, bound, bound.detail)
  const root = parseMdast(source)
  const reading: Reading = { source, options, ...collect(root), slots: [], fields: [], used: new Set() }
  const body = schema.node('doc', null, readBlocks(reading, root.children ?? [], 0))
  return { body, slots: reading.slots, fields: reading.fields, refs: reading.used }
}

/** Footnotes and addresses may be defined anywhere, after their use too. */
function collect(root: Mdast): { definitions: Map<string, string>; footnotes: Map<string, Mdast> } {
  const definitions = new Map<string, string>()
  const footnotes = new Map<string, Mdast>()
  const open = [root]
  for (let node = open.pop(); node; node = open.pop()) {
    const key = node.identifier ?? ''
    if (node.type === 'definition' && !definitions.has(key)) definitions.set(key, node.url ?? '')
    if (node.type === 'footnoteDefinition' && !footnotes.has(key)) footnotes.set(key, node)
    for (const child of node.children ?? []) open.push(child)
  }
  return { definitions, footnotes }
}

function readBlocks(reading: Reading, nodes: readonly Mdast[], depth: number): Node[] {
  return nodes.flatMap((node) => readBlock(reading, node, depth))
}

function readBlock(reading: Reading, node: Mdast, depth: number): Node[] {
  if (depth > MAX_DEPTH) throw refuse(reading, node, `nested deeper than ${MAX_DEPTH} levels`)
  const inside = () => readBlocks(reading, node.children ?? [], depth + 1)
  switch (node.type) {
    case 'paragraph':
      return [schema.node('paragraph', null, readInline(reading, node.children ?? []))]
    case 'heading':
      return [schema.node('paragraph', { level: node.depth }, readInline(reading, node.children ?? []))]
    case 'blockquote':
      return [schema.node('quote', null, inside())]
    case 'list':
      return [schema.node('list', { kind: node.ordered ? 'ordered' : 'bullet', start: node.start ?? 1 }, readItems(reading, node, depth + 1))]
    case 'thematicBreak':
      return [schema.node('rule')]
    case 'table':
      return [schema.node('table', null, readRows(reading, node))]
    case 'code':
      return [schema.node('paragraph', null, codeLines(node.value ?? ''))]
    case 'leafDirective':
    case 'containerDirective':
      return [readDirective(reading, node, depth)]
    case 'definition':
    case 'footnoteDefinition':
      return []
    default:
      return [schema.node('paragraph', null, readInline(reading, [{ type: 'text', value: sourceOf(reading, node) }]))]
  }
}

/** The schema has no block of code: its lines become one paragraph in code. */
function codeLines(code: string): Node[] {
  return code.split('\n').flatMap((line, index) => [
    ...(index === 0 ? [] : [schema.node('hard_break')]),
    ...(line === '' ? [] : [schema.text(line, [schema.mark('code')])]),
  ])
}

/** Items of a Markdown list. A task's box stays as the text it is. */
function readItems(reading: Reading, list: Mdast, depth: number): Node[] {
  return (list.children ?? []).map((item) => {
    const [first, ...rest] = readBlocks(reading, item.children ?? [], depth + 1)
    if (typeof item.checked !== 'boolean' || !first) return schema.node('item', null, first ? [first, ...rest] : [])
    const box = schema.text(item.checked ? '[x] ' : '[ ] ')
    return schema.node('item', null, [first.copy(Fragment.from(box).append(first.content)), ...rest])
  })
}

/** Rows of a GFM table; the first is its header. Short rows are filled up, as GFM does. */
function readRows(reading: Reading, table: Mdast): Node[] {
  const rows = table.children ?? []
  const columns = rows[0]?.children?.length ?? 0
  if (rows.length * columns > MAX_CELLS) throw refuse(reading, table, `a table of ${rows.length} rows and ${columns} columns; at most ${MAX_CELLS} cells are read`)
  return rows.map((row, index) =>
    schema.node(
      'table_row',
      null,
      Array.from({ length: columns }, (_, column) => {
        const content = readInline(reading, row.children?.[column]?.children ?? [])
        return schema.node(index === 0 ? 'table_header' : 'table_cell', null, [schema.node('paragraph', null, content)])
      }),
    ),
  )
}

function readDirective(reading: Reading, node: Mdast, depth: number): Node {
  const name = BLOCK_DIRECTIVES.get(node.name ?? '')
  if (name === undefined) throw refuse(reading, node, `there is no directive "${node.name}"; known are ${[...BLOCK_DIRECTIVES.keys()].join(', ')}`)
  const rule = ruleOf(name)
  const attrs = readAttributes(reading, node, { kind: 'nodes', name, rules: rule.attributes })
  if (name === 'slot') reading.slots.push({ ...placeOf(reading, node), name: String(attrs['name']) })
  if (rule.content === 'label') return schema.node(name, attrs, readInline(reading, labelOf(reading, node)))
  const children = contentOf(reading, node)
  if (rule.content === 'none' && children.length > 0) throw refuse(reading, node, `"${node.name}" has no content`)
  if (rule.content === 'none') return schema.node(name, attrs)
  if (rule.content === 'json') return readJsonNode(reading, node, name, rule, attrs)
  return schema.node(name, attrs, readChildren(reading, children, name, depth + 1))
}

/** The inline content of `::name[…]`, or of the one paragraph between the fences of `:::name`. */
function labelOf(reading: Reading, node: Mdast): readonly Mdast[] {
  if (node.type === 'leafDirective') return node.children ?? []
  const [only, ...more] = node.children ?? []
  if (only === undefined) return []
  if (more.length > 0 || only.type !== 'paragraph') throw refuse(reading, node, `"${node.name}" holds one paragraph`)
  return only.children ?? []
}

/** The blocks between the fences. Square brackets after the name have no meaning here, so they are refused rather than dropped. */
function contentOf(reading: Reading, node: Mdast): readonly Mdast[] {
  const children = node.children ?? []
  const label = node.type === 'leafDirective' ? children.length > 0 : children[0]?.data?.directiveLabel === true
  if (label) throw refuse(reading, node, `"${node.name}" takes no text in square brackets`)
  return children
}

function readChildren(reading: Reading, children: readonly Mdast[], name: DirectiveNode, depth: number): Node[] {
  const only = ONLY_CHILDREN[name]
  if (!only) return readBlocks(reading, children, depth)
  return children.flatMap((child) => {
    if (name === 'list' && child.type === 'list') return readItems(reading, child, depth)
    if (name === 'table' && child.type === 'table') return readRows(reading, child)
    const kind = child.type === 'leafDirective' || child.type === 'containerDirective' ? BLOCK_DIRECTIVES.get(child.name ?? '') : undefined
    if (kind === undefined || !only.includes(kind)) throw refuse(reading, child, `"${ruleOf(name).directive}" holds ${only.map((kindName) => `"${ruleOf(kindName).directive}"`).join(' and ')} only`)
    return readBlock(reading, child, depth)
  })
}

function readJsonNode(reading: Reading, node: Mdast, name: DirectiveNode, rule: Rule, attrs: Record<string, unknown>): Node {
  const [fence, ...more] = node.children ?? []
  if (fence?.type !== 'code' || more.length > 0) throw refuse(reading, node, `"${node.name}" holds one fenced block of JSON`)
  let value: unknown
  try {
    value = JSON.parse(fence.value ?? '')
  } catch (error) {
    throw refuse(reading, fence, `this is not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (name === 'unknown_block') return openRaw(reading, fence, value)
  const record = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  return schema.node(name, { ...attrs, ...Object.fromEntries((rule.json ?? []).map((key) => [key, record[key] ?? null])) })
}

/** A node that was kept as it was: read as itself when this version knows it, else kept on. */
function openRaw(reading: Reading, place: Mdast, raw: unknown): Node {
  if (typeof raw !== 'object' || raw === null || typeof (raw as { type?: unknown }).type !== 'string') return schema.node('unknown_block', { raw })
  try {
    return bodyFromJson({ type: 'doc', content: [raw as { type: string }] }).child(0)
  } catch (error) {
    if (error instanceof Refusal) throw refuse(reading, place, error.message)
    throw error
  }
}
