/** A citation in a line: one cluster of CSL citation items. It prints as a note (or in the text, as the style says) and opens its source. */
import type { NodeSpec } from 'prosemirror-model'
import { jsonAttribute, stringAttribute } from './attributes.ts'

/** One item of a CSL cite cluster. `passageId` points at the passage that was quoted, `locator` is what a reader looks up ("¶ 3", "p. 12"). */
export type CitationItem = {
  sourceId: string
  passageId?: string
  locator?: string
  prefix?: string
  suffix?: string
  suppressAuthor?: boolean
}

export type CitationAttributes = { cid: string; items: readonly CitationItem[] }

export const citationNode = {
  citation: {
    group: 'inline',
    inline: true,
    atom: true,
    attrs: { cid: { default: '', validate: 'string' }, items: { default: [] } },
    parseDOM: [
      {
        tag: 'cite[data-citation]',
        getAttrs: (dom) => {
          const items = jsonAttribute<unknown>(dom, 'data-items', [])
          return { cid: stringAttribute(dom, 'data-citation') ?? '', items: Array.isArray(items) ? items : [] }
        },
      },
    ],
    toDOM: (node) => ['cite', { 'data-citation': node.attrs['cid'], 'data-items': JSON.stringify(node.attrs['items']) }],
  },
} satisfies Record<string, NodeSpec>
