/**
 * The table that maps Markdown to the schema, both ways: which directive a node is, what its attributes are called, where its content goes.
 *
 * Every node of the schema can be written as a directive; reader and writer prefer CommonMark's own forms (headings, lists, tables …) where
 * those lose nothing. Attributes at their default are not written.
 */
import { type MarkName, type NodeName, schema } from '../schema.ts'

/** Text to value. `{ fault }` says what was expected. */
type Reading = { value: unknown } | { fault: string }
export type Codec = { read(text: string): Reading; write(value: unknown): string }
export type AttributeRule = { name: string; attr: string; codec: Codec }

/**
 * `blocks`: what stands between the fences. `label`: the inline content in square brackets. `name`: one attribute's plain text in square brackets.
 * `json`: a fenced JSON block between the fences, for the attributes in `json`.
 */
export type Rule = { directive: string; inline: boolean; content: 'blocks' | 'label' | 'name' | 'json' | 'none'; attributes: readonly AttributeRule[]; json?: readonly string[]; named?: string }

const text: Codec = { read: (value) => ({ value }), write: String }
const number: Codec = { read: (raw) => (raw.trim() !== '' && Number.isFinite(Number(raw)) ? { value: Number(raw) } : { fault: 'a number' }), write: String }
const flag: Codec = { read: (raw) => (raw === '' || raw === 'true' ? { value: true } : raw === 'false' ? { value: false } : { fault: 'true or false' }), write: String }
const json: Codec = { read: readJson, write: (value) => JSON.stringify(value) }

function integer(least: number, most: number): Codec {
  return { read: (raw) => (/^-?\d{1,15}$/.test(raw) && Number(raw) >= least && Number(raw) <= most ? { value: Number(raw) } : { fault: `a whole number from ${least} to ${most}` }), write: String }
}

function oneOf(...words: string[]): Codec {
  return { read: (value) => (words.includes(value) ? { value } : { fault: words.join(', ') }), write: String }
}

function readJson(raw: string): Reading {
  try {
    return { value: JSON.parse(raw) as unknown }
  } catch {
    return { fault: 'JSON' }
  }
}

const voice: Codec = { read: (value) => (value === 'own' || value.startsWith('reported:') ? { value } : { fault: 'own or reported:NAME' }), write: String }

/** "INL; CA", or a JSON list when a name would not survive that. */
const names: Codec = {
  read(raw) {
    if (!raw.startsWith('[')) return { value: raw.split(';').map((name) => name.trim()).filter((name) => name !== '') }
    const parsed = readJson(raw)
    return 'value' in parsed && Array.isArray(parsed.value) && parsed.value.every((name) => typeof name === 'string') ? parsed : { fault: 'names separated by ";"' }
  },
  write(value) {
    const list = Array.isArray(value) ? value : []
    const plain = list.every((name) => typeof name === 'string' && name !== '' && name === name.trim() && !/^\[|;/.test(name))
    return plain ? list.join('; ') : JSON.stringify(list)
  },
}

/** "40,80": one width a column. */
const widths: Codec = {
  read: (raw) => (/^\d{1,6}(,\d{1,6})*$/.test(raw) ? { value: raw.split(',').map(Number) } : { fault: 'widths separated by commas' }),
  write: (value) => (Array.isArray(value) ? value.join(',') : String(value)),
}

/** Attributes given as { directive's name: codec }, or [codec, schema's name] where the two differ. */
function attributes(table: Record<string, Codec | [Codec, string]>): AttributeRule[] {
  return Object.entries(table).map(([name, entry]) => (Array.isArray(entry) ? { name, codec: entry[0], attr: entry[1] } : { name, codec: entry, attr: name }))
}

const id = { id: text }
const block = (directive: string, content: Rule['content'], table: Record<string, Codec | [Codec, string]> = {}, more: Partial<Rule> = {}): Rule => ({
  directive,
  inline: false,
  content,
  attributes: attributes({ ...id, ...table }),
  ...more,
})
const inline = (directive: string, content: Rule['content'], table: Record<string, Codec | [Codec, string]> = {}, more: Partial<Rule> = {}): Rule => ({
  directive,
  inline: true,
  content,
  attributes: attributes(table),
  ...more,
})

const cell = { colspan: integer(1, 100), rowspan: integer(1, 100), widths: [widths, 'colwidth'] as [Codec, string] }

export type DirectiveNode = Exclude<NodeName, 'doc' | 'text'>

export const RULES = {
  paragraph: block('paragraph', 'label', { level: integer(0, 6), align: oneOf('start', 'center', 'end'), lang: text }),
  list: block('list', 'blocks', { kind: oneOf('bullet', 'ordered', 'numbered'), start: integer(-1_000_000_000, 1_000_000_000) }),
  item: block('item', 'blocks'),
  quote: block('quote', 'blocks'),
  rule: block('rule', 'none'),
  pagebreak: block('pagebreak', 'none'),
  contents: block('contents', 'none'),
  clearances: block('clearances', 'none'),
  table: block('table', 'blocks', { caption: text, unit: text, source: text, notes: text }),
  table_row: block('row', 'blocks'),
  table_cell: block('cell', 'blocks', cell),
  table_header: block('header', 'blocks', cell),
  argument: block('argument', 'blocks', { axis: [text, 'axisId'], question: text }),
  side: block('side', 'blocks', { pole: text }),
  point: block('point', 'blocks', { voice, answers: text }),
  slot: block('slot', 'blocks', { name: text, owner: text, locked: flag, optional: flag }),
  recommendation: block('recommendation', 'blocks', { by: text, opposes: names, decision: text }),
  illustration: block('illustration', 'none', { blob: text, alt: text, caption: text, credit: text, unit: text, width: number }),
  chart: block('chart', 'json', { alt: text, caption: text, source: text }, { json: ['spec', 'data'] }),
  keyfigures: block('keyfigures', 'blocks'),
  keyfigure: block('keyfigure', 'label', { label: text, fact: [text, 'factId'], value: number, unit: text, previous: number }),
  unknown_block: block('unknown', 'json', {}, { json: ['raw'] }),
  hard_break: inline('br', 'none'),
  footnote: inline('footnote', 'label'),
  field: inline('field', 'name', {}, { named: 'name' }),
  mention: inline('mention', 'name', {}, { named: 'person' }),
  fact: inline('fact', 'label', {
    id: [text, 'factId'],
    iid: text,
    rev: [integer(1, 1_000_000_000), 'factRev'],
    value: number,
    unit: text,
    display: oneOf('as-printed', 'converted', 'rounded'),
    hash: [text, 'quoteHash'],
    snapshot: [text, 'snapshotSha'],
  }),
  // The items are not in the table: one item is `{source= passage= …}`, several are `[:item{…} :item{…}]` (cluster.ts).
  citation: inline('cite', 'none', { cid: text }),
  unknown_inline: inline('unknown', 'none', { raw: json }),
} satisfies Record<DirectiveNode, Rule>

/** What may stand in a node besides blocks, so that a fault can name it. */
export const ONLY_CHILDREN: Readonly<Partial<Record<NodeName, readonly DirectiveNode[]>>> = {
  list: ['item'],
  table: ['table_row'],
  table_row: ['table_cell', 'table_header'],
  argument: ['side'],
  side: ['point'],
  keyfigures: ['keyfigure'],
}

const suggestion = attributes({ id: text, by: text, at: number })

/** Marks as text directives; `link strong em code` have forms of CommonMark's own and use these only where those would be misread. */
export const MARK_RULES = {
  link: { directive: 'link', attributes: attributes({ href: text }) },
  strong: { directive: 'strong', attributes: [] },
  em: { directive: 'em', attributes: [] },
  sub: { directive: 'sub', attributes: [] },
  sup: { directive: 'sup', attributes: [] },
  code: { directive: 'code', attributes: [] },
  lang: { directive: 'lang', attributes: attributes({ lang: text }) },
  insertion: { directive: 'ins', attributes: suggestion },
  deletion: { directive: 'del', attributes: suggestion },
  modification: { directive: 'mod', attributes: suggestion },
} satisfies Record<MarkName, { directive: string; attributes: readonly AttributeRule[] }>

/** Directive name → node, for blocks and for inline content (`unknown` is both). */
export const BLOCK_DIRECTIVES = byDirective(false)
export const INLINE_DIRECTIVES = byDirective(true)
export const MARK_DIRECTIVES: ReadonlyMap<string, MarkName> = new Map(Object.entries(MARK_RULES).map(([mark, rule]) => [rule.directive, mark as MarkName]))

function byDirective(wanted: boolean): ReadonlyMap<string, DirectiveNode> {
  return new Map(Object.entries(RULES).filter(([, rule]) => rule.inline === wanted).map(([name, rule]) => [rule.directive, name as DirectiveNode]))
}

export function ruleOf(name: string): Rule {
  const rule = (RULES as Readonly<Record<string, Rule>>)[name]
  if (!rule) throw new RangeError(`No Markdown rule for the node "${name}"`)
  return rule
}

/** The schema's default of an attribute of a node or mark. */
export function defaultOf(kind: 'nodes' | 'marks', name: string, attr: string): unknown {
  const type = kind === 'nodes' ? schema.nodes[name as NodeName] : schema.marks[name as MarkName]
  return type.spec.attrs?.[attr]?.default
}
