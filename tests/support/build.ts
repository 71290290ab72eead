/**
 * Documents of our schema in one line: `doc(p('one ', strong('two'), '<a>'), ul(li(p('three'))))`. A tag in angle brackets marks a position and leaves the text;
 * `stateOf` puts the selection from `<a>` to `<b>` (or a caret at `<a>`), and `docOf` gives the document alone.
 */
import { Fragment, type Mark, type Node } from 'prosemirror-model'
import { EditorState, type Plugin, TextSelection } from 'prosemirror-state'
import type { SearchHit } from '../../model/api.ts'
import { type MarkName, type NodeName, schema } from '../../model/schema.ts'
import type { Command } from 'prosemirror-state'

/** A node with the tags inside it, by position from its own content's start (a leaf: 0). */
export type Built = { node: Node; tags: Readonly<Record<string, number>> }
type Flat = { nodes: readonly Node[]; tags: Readonly<Record<string, number>> }
export type Child = string | Built | Flat

const TAG = /<(\w+)>/g

function textWithTags(source: string, marks: readonly Mark[] = []): Flat {
  const tags: Record<string, number> = {}
  let text = ''
  let last = 0
  for (const match of source.matchAll(TAG)) {
    text += source.slice(last, match.index)
    tags[match[1] ?? ''] = text.length
    last = match.index + match[0].length
  }
  text += source.slice(last)
  return { nodes: text === '' ? [] : [schema.text(text, marks)], tags }
}

function gather(children: readonly Child[]): { nodes: Node[]; tags: Record<string, number> } {
  const nodes: Node[] = []
  const tags: Record<string, number> = {}
  let size = 0
  for (const child of children) {
    const part: Flat = typeof child === 'string' ? textWithTags(child) : 'node' in child ? { nodes: [child.node], tags: child.tags } : child
    const inside = typeof child !== 'string' && 'node' in child ? 1 : 0
    for (const [name, pos] of Object.entries(part.tags)) tags[name] = size + inside + pos
    for (const node of part.nodes) size += node.nodeSize
    nodes.push(...part.nodes)
  }
  return { nodes, tags }
}

function node(name: NodeName, attrs: Record<string, unknown> | null, children: readonly Child[]): Built {
  const { nodes, tags } = gather(children)
  return { node: schema.node(name, attrs, Fragment.fromArray(nodes)), tags }
}

const block = (name: NodeName, attrs: Record<string, unknown> | null = null) => (...children: Child[]) => node(name, attrs, children)
const marked = (name: MarkName, attrs: Record<string, unknown> | null = null) => (text: string): Flat => textWithTags(text, [schema.mark(name, attrs)])

export const doc = block('doc')
export const p = block('paragraph')
export const h1 = block('paragraph', { level: 1 })
export const h2 = block('paragraph', { level: 2 })
export const ul = block('list')
export const ol = block('list', { kind: 'ordered' })
export const li = block('item')
export const quote = block('quote')
export const table = block('table')
export const tr = block('table_row')
export const td = block('table_cell')
export const th = block('table_header')
export const rule = block('rule')
export const argument = block('argument', { axisId: 'sovereignty-integration', question: 'Which way?' })
export const side = (pole: string, ...children: Child[]) => node('side', { pole }, children)
export const point = block('point')
export const slot = (name: string, ...children: Child[]) => node('slot', { name }, children)
export const recommendation = block('recommendation')
export const footnote = block('footnote')
export const br = block('hard_break')
export const fact = (text: string, attrs: Record<string, unknown> = {}) => node('fact', { iid: 'i1', factId: 'f1', ...attrs }, text === '' ? [] : [text])
export const cite = (...sources: string[]) => node('citation', { cid: 'c1', items: sources.map((sourceId) => ({ sourceId })) }, [])
export const strong = marked('strong')
export const em = marked('em')
export const link = (href: string, text: string) => marked('link', { href })(text)

/** The state of a document with the selection its tags say. */
export function stateOf({ node, tags }: Built, plugins: readonly Plugin[] = []): EditorState {
  const anchor = tags['a'] ?? 0
  const selection = tags['a'] === undefined ? undefined : TextSelection.create(node, anchor, tags['b'] ?? anchor)
  return EditorState.create({ doc: node, plugins: [...plugins], ...(selection ? { selection } : {}) })
}

/** The document without the names that chance gives, for comparing shapes. */
export function nameless(node: Node): Node {
  if (node.isText) return node
  const attrs: Record<string, unknown> = { ...node.attrs }
  for (const name of ['id', 'iid', 'cid']) if (name in attrs) attrs[name] = schema.nodes[node.type.name as NodeName].spec.attrs?.[name]?.default ?? null
  return node.type.create(attrs, Fragment.fromArray(node.content.content.map(nameless)), node.marks)
}

/** The state after the command, or null when it says that it does not apply; throws when its word and its deed differ. */
export function after(state: EditorState, command: Command): EditorState | null {
  const says = command(state)
  let next: EditorState | null = null
  const does = command(state, (tr) => {
    next = state.apply(tr)
  })
  if (says !== does) throw new Error(`the command says ${says} and does ${does}`)
  return does ? (next ?? state) : null
}

/** A hit of the library search, as the server sends it. */
export function hit(source: string, paragraph: number, quote: string, voice = 'own'): SearchHit {
  const passage = { id: `${source}-p${paragraph}`, quote: { exact: quote, prefix: '', suffix: '' }, position: { start: 0, end: quote.length }, paragraph, page: null, quoteHash: `h${paragraph}` }
  return { passage, source: { id: source, csl: { type: 'report', title: `Report ${source}`, author: [{ literal: 'The institute' }] }, snapshotSha: `sha-${source}` }, voice, marks: [] }
}
