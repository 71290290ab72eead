/** What a newer version wrote and this one can't read: kept untouched in `raw`, shown as a closed box, written back as it was. */
import type { NodeSpec } from 'prosemirror-model'
import { blockId, jsonAttribute } from './attributes.ts'

/** `raw` is the ProseMirror JSON of the subtree as it was found. */
export type UnknownAttributes = { raw: unknown }

export const unknownNodes = {
  unknown_block: {
    group: 'block',
    atom: true,
    attrs: { ...blockId, raw: { default: null } },
    parseDOM: [{ tag: 'div[data-unknown]', getAttrs: (dom) => ({ raw: jsonAttribute(dom, 'data-unknown') }) }],
    toDOM: (node) => ['div', { 'data-unknown': JSON.stringify(node.attrs['raw']) }],
  },
  unknown_inline: {
    group: 'inline',
    inline: true,
    atom: true,
    attrs: { raw: { default: null } },
    parseDOM: [{ tag: 'span[data-unknown]', getAttrs: (dom) => ({ raw: jsonAttribute(dom, 'data-unknown') }) }],
    toDOM: (node) => ['span', { 'data-unknown': JSON.stringify(node.attrs['raw']) }],
  },
} satisfies Record<string, NodeSpec>
