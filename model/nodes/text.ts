/**
 * The running text of a brief: paragraphs (headings are paragraphs with a level), lists, quotations, notes and the small atoms that stand in a line.
 *
 * Content is loose on purpose (`block*`, never `block+`): two people may each delete "the other" child, and a strict expression would then cost the parent.
 */
import type { NodeSpec } from 'prosemirror-model'
import { blockId, oneOf, optionalText, readBlockId, stringAttribute, wholeAttribute, wholeNumber } from './attributes.ts'

/** A heading is a paragraph with `level` 1–6, so that a toggle is one attribute and keeps what a colleague types meanwhile. */
export type ParagraphAttributes = { id: string | null; level: 0 | 1 | 2 | 3 | 4 | 5 | 6; align: 'start' | 'center' | 'end' | null; lang: string | null }

/** `numbered` is the running paragraph numbers of a cabinet paper; `ordered` counts from `start` within the list. */
export type ListKind = 'bullet' | 'ordered' | 'numbered'

const TAGS = ['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const

const paragraph: NodeSpec = {
  content: 'inline*',
  group: 'block',
  attrs: { ...blockId, level: { default: 0, validate: wholeNumber(0, 6) }, align: { default: null, validate: oneOf(null, 'start', 'center', 'end') }, lang: optionalText },
  parseDOM: [
    { tag: 'p', getAttrs: (dom) => ({ ...readBlockId(dom), level: 0, lang: stringAttribute(dom, 'lang') }) },
    ...[1, 2, 3, 4, 5, 6].map((level) => ({
      tag: `h${level}`,
      getAttrs: (dom: unknown) => ({ ...readBlockId(dom), level, lang: stringAttribute(dom, 'lang') }),
    })),
  ],
  toDOM: (node) => {
    const { id, level, align, lang } = node.attrs as ParagraphAttributes
    return [TAGS[level] ?? 'p', { 'data-id': id, lang, ...(align ? { style: `text-align: ${align}` } : {}) }, 0]
  },
}

const list: NodeSpec = {
  content: 'item*',
  group: 'block',
  attrs: { ...blockId, kind: { default: 'bullet', validate: 'string' }, start: { default: 1, validate: 'number' } },
  parseDOM: [
    { tag: 'ul', getAttrs: (dom) => ({ ...readBlockId(dom), kind: 'bullet' }) },
    {
      tag: 'ol',
      getAttrs: (dom) => ({
        ...readBlockId(dom),
        kind: stringAttribute(dom, 'data-kind') === 'numbered' ? 'numbered' : 'ordered',
        start: wholeAttribute(dom, 'start', 0, 99_999, 1),
      }),
    },
  ],
  toDOM: (node) =>
    node.attrs['kind'] === 'bullet'
      ? ['ul', { 'data-id': node.attrs['id'] }, 0]
      : ['ol', { 'data-id': node.attrs['id'], 'data-kind': node.attrs['kind'], start: node.attrs['start'] }, 0],
}

const item: NodeSpec = {
  content: 'block*',
  defining: true,
  attrs: { ...blockId },
  parseDOM: [{ tag: 'li', getAttrs: readBlockId }],
  toDOM: (node) => ['li', { 'data-id': node.attrs['id'] }, 0],
}

const quote: NodeSpec = {
  content: 'block*',
  group: 'block',
  defining: true,
  attrs: { ...blockId },
  parseDOM: [{ tag: 'blockquote', getAttrs: readBlockId }],
  toDOM: (node) => ['blockquote', { 'data-id': node.attrs['id'] }, 0],
}

const rule: NodeSpec = {
  group: 'block',
  attrs: { ...blockId },
  parseDOM: [{ tag: 'hr:not([data-pagebreak])', getAttrs: readBlockId }],
  toDOM: (node) => ['hr', { 'data-id': node.attrs['id'] }],
}

const pagebreak: NodeSpec = {
  group: 'block',
  attrs: { ...blockId },
  parseDOM: [{ tag: 'hr[data-pagebreak]', getAttrs: readBlockId }],
  toDOM: (node) => ['hr', { 'data-id': node.attrs['id'], 'data-pagebreak': '' }],
}

const contents: NodeSpec = {
  group: 'block',
  attrs: { ...blockId },
  parseDOM: [{ tag: 'nav[data-contents]', getAttrs: readBlockId }],
  toDOM: (node) => ['nav', { 'data-id': node.attrs['id'], 'data-contents': '' }, 'Contents'],
}

const footnote: NodeSpec = {
  content: 'text*',
  group: 'inline',
  inline: true,
  parseDOM: [{ tag: 'span[data-footnote]' }],
  toDOM: () => ['span', { 'data-footnote': '' }, 0],
}

/** What is no name of a field is no field: its words, if it has any, are read as text. */
function readField(dom: unknown): { name: string } | false {
  const name = stringAttribute(dom, 'data-field') ?? ''
  return /^[a-z][A-Za-z0-9_]{0,59}$/.test(name) ? { name } : false
}

/** Shows `fields[name]` of the brief: change the subject once and it changes everywhere. */
const field: NodeSpec = {
  group: 'inline',
  inline: true,
  atom: true,
  attrs: { name: { default: '', validate: 'string' } },
  parseDOM: [{ tag: 'span[data-field]', getAttrs: readField }],
  toDOM: (node) => ['span', { 'data-field': node.attrs['name'] }],
  leafText: (node) => `{${node.attrs['name']}}`,
}

const hardBreak: NodeSpec = {
  group: 'inline',
  inline: true,
  selectable: false,
  parseDOM: [{ tag: 'br' }],
  toDOM: () => ['br'],
  leafText: () => '\n',
}

const mention: NodeSpec = {
  group: 'inline',
  inline: true,
  atom: true,
  attrs: { person: { default: '', validate: 'string' } },
  parseDOM: [{ tag: 'span[data-mention]', getAttrs: (dom) => ({ person: stringAttribute(dom, 'data-mention') ?? '' }) }],
  toDOM: (node) => ['span', { 'data-mention': node.attrs['person'] }, `@${node.attrs['person']}`],
  leafText: (node) => `@${node.attrs['person']}`,
}

export const textNodes = {
  doc: { content: 'block*' },
  paragraph,
  list,
  item,
  quote,
  rule,
  pagebreak,
  contents,
  text: { group: 'inline' },
  footnote,
  field,
  hard_break: hardBreak,
  mention,
} satisfies Record<string, NodeSpec>
