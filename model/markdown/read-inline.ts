/** Reads what stands in a line: text, marks, links, and the inline nodes of the schema. */
import { Fragment, type Mark, type Node } from 'prosemirror-model'
import type { FactRecord } from '../fact.ts'
import { ownValue } from '../field.ts'
import { safeHref } from '../href.ts'
import type { CitationItem } from '../nodes/citation.ts'
import { type MarkName, schema } from '../schema.ts'
import { ITEM_ATTRIBUTES, readItems } from './cluster.ts'
import { MAX_DEPTH, type Mdast } from './mdast.ts'
import { placeOf, piecesOf, type Reading, readAttributes, refuse, sourceOf, withValues } from './reading.ts'
import { type DirectiveNode, INLINE_DIRECTIVES, MARK_DIRECTIVES, MARK_RULES, ruleOf } from './rules.ts'

/** Marks that close a clause or a sentence; the dash is not one of them. */
const CLOSING = /^[.,;:!?)”’"]+/
const NATIVE_MARKS: Readonly<Record<string, MarkName>> = { strong: 'strong', emphasis: 'em' }

export function readInline(reading: Reading, nodes: readonly Mdast[], marks: readonly Mark[] = [], depth = 0): Node[] {
  const out: Node[] = []
  nodes.forEach((node, index) => {
    const read = readOne(reading, node, marks, depth, nodes[index + 1])
    if (isPlacedFact(nodes[index - 1])) out.push(...citeAfterPoint(out, read))
    else out.push(...read)
  })
  // Joins neighbours of one look, which the parser may have cut apart.
  return [...Fragment.fromArray(out).content]
}

/** A fact by reference brings its citation with it. */
function isPlacedFact(node: Mdast | undefined): boolean {
  return node?.type === 'textDirective' && node.name === 'fact' && typeof node.attributes?.['ref'] === 'string'
}

/** A note's mark stands after the point that follows its fact. What is left to be put after `out`, whose last citation may be taken off it. */
function citeAfterPoint(out: Node[], read: readonly Node[]): readonly Node[] {
  const [first, ...rest] = read
  const [point] = CLOSING.exec(first?.text ?? '') ?? []
  const citation = out.at(-1)
  if (!first || point === undefined || citation?.type.name !== 'citation') return read
  out.pop()
  const left = (first.text ?? '').slice(point.length)
  return [schema.text(point, first.marks), citation, ...(left === '' ? [] : [schema.text(left, first.marks)]), ...rest]
}

function readOne(reading: Reading, node: Mdast, marks: readonly Mark[], depth: number, next?: Mdast): Node[] {
  if (depth > MAX_DEPTH) throw refuse(reading, node, `nested deeper than ${MAX_DEPTH} levels`)
  const inside = (add: readonly Mark[]) => readInline(reading, node.children ?? [], add, depth + 1)
  const native = NATIVE_MARKS[node.type]
  if (native) return inside(schema.mark(native).addToSet(marks))
  switch (node.type) {
    case 'text':
      return readText(reading, node.value ?? '', marks)
    case 'inlineCode':
      return readText(reading, node.value ?? '', schema.mark('code').addToSet(marks))
    case 'break':
      return [schema.node('hard_break', null, undefined, marks)]
    case 'link':
      return readLink(reading, node.url ?? '', inside, marks)
    case 'linkReference':
      return readLink(reading, reading.definitions.get(node.identifier ?? '') ?? '', inside, marks)
    case 'image':
      return readLink(reading, node.url ?? '', (add) => readText(reading, node.alt || (node.url ?? ''), add), marks)
    case 'footnoteReference':
      return [readFootnote(reading, node, marks, depth)]
    case 'textDirective':
      return readDirective(reading, node, marks, depth, next)
    default:
      // Struck text and the like: the schema has no such mark, so the words stay as they were typed.
      return readText(reading, sourceOf(reading, node), marks)
  }
}

/** A line end in Markdown is a space; in a value it is a line break. */
function readText(reading: Reading, text: string, marks: readonly Mark[]): Node[] {
  return piecesOf(reading, text).flatMap((piece) => {
    const lines = piece.value ? piece.text.split(/\r\n?|\n/) : [piece.text.replaceAll(/[ \t]*\r?\n[ \t]*/g, ' ')]
    return lines.flatMap((line, index) => [
      ...(index === 0 ? [] : [schema.node('hard_break', null, undefined, marks)]),
      ...(line === '' ? [] : [schema.text(line, marks)]),
    ])
  })
}

/** A link inside a link, and one whose scheme a brief may not hold, leave their words. */
function readLink(reading: Reading, url: string, inside: (marks: readonly Mark[]) => Node[], marks: readonly Mark[]): Node[] {
  const href = safeHref(withValues(reading, url))
  const nested = marks.some((mark) => mark.type.name === 'link')
  return inside(href === null || nested ? marks : schema.mark('link', { href }).addToSet(marks))
}

function readFootnote(reading: Reading, node: Mdast, marks: readonly Mark[], depth: number): Node {
  const definition = reading.footnotes.get(node.identifier ?? '')
  const content = (definition?.children ?? []).flatMap((paragraph, index) => [
    ...(index === 0 ? [] : [schema.text(' ')]),
    ...readInline(reading, paragraph.children ?? [], [], depth + 1),
  ])
  return textOnly(reading, definition ?? node, 'footnote', {}, content, marks)
}

function readDirective(reading: Reading, node: Mdast, marks: readonly Mark[], depth: number, next?: Mdast): Node[] {
  const name = node.name ?? ''
  const bare = (node.children ?? []).length === 0 && Object.keys(node.attributes ?? {}).length === 0 && !sourceOf(reading, node).endsWith(']')
  // "12:am" is prose. A directive says so with brackets or braces; a line break has neither.
  if (bare && name !== 'br') return readText(reading, sourceOf(reading, node), marks)
  const inside = (add: readonly Mark[] = []) => readInline(reading, node.children ?? [], add, depth + 1)
  if (name === 'char') return [schema.text(readChar(reading, node), marks)]
  const mark = MARK_DIRECTIVES.get(name)
  if (mark) return readMark(reading, node, mark, inside, marks)
  const kind = INLINE_DIRECTIVES.get(name)
  if (kind === undefined) throw refuse(reading, node, `there is no directive ":${name}" in a line`)
  if (kind === 'fact') return readFact(reading, node, inside(), marks, next)
  if (kind === 'citation') return readCitation(reading, node, marks)
  const rule = ruleOf(kind)
  const attrs = readAttributes(reading, node, { kind: 'nodes', name: kind, rules: rule.attributes }, ['empty'])
  if (rule.content === 'label') return [textOnly(reading, node, kind, attrs, inside(), marks)]
  if (rule.content !== 'name') return [schema.node(kind, attrs, undefined, marks)]
  const named = inside().map((child) => child.text ?? '').join('')
  if (kind === 'field') reading.fields.push({ ...placeOf(reading, node), name: named })
  return [schema.node(kind, { ...attrs, [rule.named ?? 'name']: named }, undefined, marks)]
}

function readMark(reading: Reading, node: Mdast, name: MarkName, inside: (marks: readonly Mark[]) => Node[], marks: readonly Mark[]): Node[] {
  const attrs = readAttributes(reading, node, { kind: 'marks', name, rules: MARK_RULES[name].attributes })
  if (name === 'link') return readLink(reading, String(attrs['href'] ?? ''), inside, marks)
  if (name === 'lang' && typeof attrs['lang'] !== 'string') throw refuse(reading, node, '"lang" needs lang=')
  return inside(schema.mark(name, attrs).addToSet(marks))
}

/** A code unit that text files cannot carry: `:char{code="000A"}`. */
function readChar(reading: Reading, node: Mdast): string {
  const code = node.attributes?.['code'] ?? ''
  if (!/^[0-9A-F]{4}$/.test(code)) throw refuse(reading, node, '"char" needs code= with four digits of base 16')
  return String.fromCharCode(Number.parseInt(code, 16))
}

function textOnly(reading: Reading, place: Mdast, name: DirectiveNode, attrs: Record<string, unknown>, content: readonly Node[], marks: readonly Mark[]): Node {
  const stranger = content.find((child) => !child.isText)
  if (stranger) throw refuse(reading, place, `a ${name} holds text only, not a ${stranger.type.name}`)
  return schema.node(name, attrs, content, marks)
}

function readFact(reading: Reading, node: Mdast, words: readonly Node[], marks: readonly Mark[], next?: Mdast): Node[] {
  const ref = node.attributes?.['ref'] ?? undefined
  if (ref === undefined) {
    const record = ownValue(reading.options.facts ?? {}, node.attributes?.['id'] ?? '')
    const attrs = readAttributes(reading, node, { kind: 'nodes', name: 'fact', rules: ruleOf('fact').attributes }, ['empty'], record ? attributesOfRecord(record) : {})
    return [textOnly(reading, node, 'fact', attrs, words, marks)]
  }
  const record = lookUp(reading, node, ref)
  if (record === null) return words.map((word) => word.mark(marks.reduce((set, mark) => mark.addToSet(set), word.marks)))
  const content = words.length > 0 ? words : [schema.text(record.claim)]
  const fact = textOnly(reading, node, 'fact', { iid: '', factId: record.id, ...attributesOfRecord(record) }, content, marks)
  const cited = next?.type === 'textDirective' && next.name === 'cite'
  return cited ? [fact] : [fact, citationOf(record, marks)]
}

function readCitation(reading: Reading, node: Mdast, marks: readonly Mark[]): Node[] {
  const attrs = readAttributes(reading, node, { kind: 'nodes', name: 'citation', rules: ruleOf('citation').attributes }, [...ITEM_ATTRIBUTES, 'ref', 'empty'])
  const ref = node.attributes?.['ref'] ?? undefined
  if (ref === undefined) return [schema.node('citation', { ...attrs, items: readItems(reading, node) }, undefined, marks)]
  const record = lookUp(reading, node, ref)
  return record === null ? [] : [citationOf(record, marks)]
}

function lookUp(reading: Reading, node: Mdast, ref: string): FactRecord | null {
  const record = reading.options.refs?.get(ref)
  if (record !== undefined) {
    reading.used.add(ref)
    return record
  }
  const known = [...(reading.options.refs?.keys() ?? [])].join(', ')
  throw refuse(reading, node, `there is no fact "${ref}" to refer to; ${known === '' ? 'no facts were given' : `the facts are ${known}`}`)
}

function attributesOfRecord({ rev, value, unit, quoteHash, snapshotSha }: FactRecord): Record<string, unknown> {
  return { factRev: rev, value, unit, quoteHash, snapshotSha }
}

/** The citation of one fact: its source, the passage, the paragraph to look up. */
export function citationOf(record: FactRecord, marks: readonly Mark[] = []): Node {
  const item: CitationItem = { sourceId: record.sourceId, passageId: record.passageId, locator: `¶ ${record.paragraph}` }
  return schema.node('citation', { cid: '', items: [item] }, undefined, marks)
}

/** A fact node that shows `words` (its claim unless said) for a record of the brief. */
export function factOf(record: FactRecord, words = record.claim): Node {
  return schema.node('fact', { iid: '', factId: record.id, ...attributesOfRecord(record) }, words === '' ? [] : [schema.text(words)])
}
