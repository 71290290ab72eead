/** Writes what stands in a line as mdast. Marks nest in the schema's order, so that reading gives the same sets back. */
import type { Mark, Node } from 'prosemirror-model'
import { citationItems } from '../cite.ts'
import type { FactRecord } from '../fact.ts'
import { ownValue } from '../field.ts'
import type { MarkName } from '../schema.ts'
import { itemAttributes } from './cluster.ts'
import type { Mdast } from './mdast.ts'
import { type AttributeRule, defaultOf, MARK_RULES, ruleOf } from './rules.ts'

/**
 * `careful` writes every mark and block as a directive, for content CommonMark's own forms would misread. `oneLine` is set where a line
 * may not break (headings, table cells, square brackets). `tried`: see `write.ts`.
 */
export type WriteOptions = { careful: boolean; tried: boolean; oneLine: boolean; facts: Readonly<Record<string, FactRecord>> }

/** Code units that Markdown drops or changes: controls, the byte order mark, halves of a surrogate pair. */
// oxlint-disable-next-line no-control-regex
const UNSAFE = /([\u0000-\u001f\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff])/

export function writeInline(nodes: readonly Node[], options: WriteOptions, done: readonly Mark[] = []): Mdast[] {
  const out: Mdast[] = []
  for (let index = 0; index < nodes.length; ) {
    const node = nodes[index]
    if (!node) break
    const mark = node.marks.find((candidate) => !candidate.isInSet(done))
    if (!mark) {
      // A line break that nothing follows is no line break to CommonMark.
      out.push(...writeOne(node, index === nodes.length - 1 ? { ...options, oneLine: true } : options))
      index++
      continue
    }
    let end = index + 1
    while (end < nodes.length && sameOuterMark(nodes[end], mark, done)) end++
    out.push(...writeMark(mark, nodes.slice(index, end), options, done))
    index = end
  }
  return out
}

/** Whether the outermost mark still to be written is this one. */
function sameOuterMark(node: Node | undefined, mark: Mark, done: readonly Mark[]): boolean {
  return node?.marks.find((candidate) => !candidate.isInSet(done))?.eq(mark) ?? false
}

function writeMark(mark: Mark, run: readonly Node[], options: WriteOptions, done: readonly Mark[]): Mdast[] {
  const name = mark.type.name as MarkName
  const plain = run.every((node) => node.isText && !UNSAFE.test(node.text ?? ''))
  const last = run.every((node) => node.marks.every((other) => other.eq(mark) || other.isInSet(done)))
  if (name === 'code' && plain && last && !options.careful) return [{ type: 'inlineCode', value: run.map((node) => node.text).join('') }]
  const children = writeInline(run, { ...options, oneLine: options.oneLine || options.careful || !['strong', 'em'].includes(name) }, [...done, mark])
  if (!options.careful && name === 'strong') return [{ type: 'strong', children }]
  if (!options.careful && name === 'em') return [{ type: 'emphasis', children }]
  if (!options.careful && name === 'link') return [{ type: 'link', url: String(mark.attrs['href']), children }]
  const rule = MARK_RULES[name]
  return [textDirective(rule.directive, writeAttributes('marks', name, rule.attributes, mark.attrs), children)]
}

function writeOne(node: Node, options: WriteOptions): Mdast[] {
  const name = node.type.name
  if (node.isText) return writeText(node.text ?? '')
  if (name === 'hard_break') return [{ type: options.oneLine || options.careful ? 'lineBreak' : 'break' }]
  if (name === 'citation') return [writeCitation(node)]
  const rule = ruleOf(name)
  const given = name === 'fact' ? ownValue(options.facts, String(node.attrs['factId'])) : undefined
  const attributes = writeAttributes('nodes', name, rule.attributes, node.attrs, given && { factRev: given.rev, value: given.value, unit: given.unit, quoteHash: given.quoteHash, snapshotSha: given.snapshotSha })
  const children = rule.content === 'label' ? writeInline(node.content.content, { ...options, oneLine: true }) : rule.content === 'name' ? writeText(String(node.attrs[rule.named ?? 'name'])) : []
  return [textDirective(rule.directive, attributes, children)]
}

function writeText(text: string): Mdast[] {
  return text
    .split(UNSAFE)
    .filter((piece) => piece !== '')
    .map((piece) => (UNSAFE.test(piece) ? textDirective('char', { code: piece.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0') }, []) : { type: 'text', value: piece }))
}

function writeCitation(node: Node): Mdast {
  const items = citationItems(node)
  const cid = String(node.attrs['cid'])
  const own: Record<string, string> = cid === '' ? {} : { cid }
  const [only] = items
  if (only && items.length === 1) return textDirective('cite', { ...own, ...itemAttributes(only) }, [])
  const children = items.flatMap((item, index) => [...(index === 0 ? [] : [{ type: 'text', value: ' ' }]), textDirective('item', itemAttributes(item), [])])
  return textDirective('cite', own, children)
}

/** A directive without brackets and braces reads as prose, so one that has nothing to say says `empty`. */
function textDirective(name: string, attributes: Record<string, string>, children: Mdast[]): Mdast {
  const bare = children.length === 0 && Object.keys(attributes).length === 0
  return { type: 'textDirective', name, attributes: bare ? { empty: '' } : attributes, children }
}

/** Attributes that differ from their default (the schema's, or `given`), in the words of the directive. A null that differs is written empty. */
export function writeAttributes(
  kind: 'nodes' | 'marks',
  name: string,
  rules: readonly AttributeRule[],
  attrs: Readonly<Record<string, unknown>>,
  given: Readonly<Record<string, unknown>> = {},
): Record<string, string> {
  const out: Record<string, string> = {}
  for (const rule of rules) {
    const value = attrs[rule.attr]
    const fallback = Object.hasOwn(given, rule.attr) ? given[rule.attr] : defaultOf(kind, name, rule.attr)
    if (JSON.stringify(value) === JSON.stringify(fallback)) continue
    out[rule.name] = value === null || value === undefined ? '' : rule.codec.write(value)
  }
  return out
}
