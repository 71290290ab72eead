/** What stands beside the text: illustrations (by content hash), charts (as specification and data), tiles with key figures. A picture is an illustration; a figure is a quantity. */
import type { NodeSpec } from 'prosemirror-model'
import { blockId, dataAttributes, jsonAttribute, readBlockId, stringAttribute } from './attributes.ts'

/** `blob` is the sha256 of the picture's bytes; `width` a share of the measure, 0–1, or null for the picture's own. */
export type IllustrationAttributes = {
  id: string | null
  blob: string
  alt: string
  caption: string | null
  credit: string | null
  unit: string | null
  width: number | null
}

export type ChartAttributes = { id: string | null; spec: unknown; data: unknown; alt: string; caption: string | null; source: string | null }

/** A number tile: `value` in `unit`, tied to a fact; `previous` is the value in the last edition. The tile's words are its content. */
export type KeyfigureAttributes = { id: string | null; label: string; factId: string | null; value: number | null; unit: string | null; previous: number | null }

const text = (dom: unknown, name: string) => stringAttribute(dom, `data-${name}`)

export const mediaNodes = {
  illustration: {
    group: 'block',
    atom: true,
    attrs: {
      ...blockId,
      blob: { default: '', validate: 'string' },
      alt: { default: '', validate: 'string' },
      caption: { default: null },
      credit: { default: null },
      unit: { default: null },
      width: { default: null },
    },
    parseDOM: [
      {
        tag: 'figure[data-blob]',
        getAttrs: (dom) => ({
          ...readBlockId(dom),
          blob: text(dom, 'blob') ?? '',
          alt: text(dom, 'alt') ?? '',
          caption: text(dom, 'caption'),
          credit: text(dom, 'credit'),
          unit: text(dom, 'unit'),
          width: jsonAttribute<number | null>(dom, 'data-width', null),
        }),
      },
    ],
    toDOM: (node) => ['figure', dataAttributes(node.attrs)],
  },
  chart: {
    group: 'block',
    atom: true,
    attrs: { ...blockId, spec: { default: null }, data: { default: null }, alt: { default: '', validate: 'string' }, caption: { default: null }, source: { default: null } },
    parseDOM: [
      {
        tag: 'figure[data-spec]',
        getAttrs: (dom) => ({
          ...readBlockId(dom),
          spec: jsonAttribute<unknown>(dom, 'data-spec', null),
          data: jsonAttribute<unknown>(dom, 'data-data', null),
          alt: text(dom, 'alt') ?? '',
          caption: text(dom, 'caption'),
          source: text(dom, 'source'),
        }),
      },
    ],
    toDOM: (node) => ['figure', dataAttributes({ ...node.attrs, spec: JSON.stringify(node.attrs['spec']), data: JSON.stringify(node.attrs['data']) })],
  },
  keyfigures: {
    content: 'keyfigure*',
    group: 'block',
    attrs: { ...blockId },
    parseDOM: [{ tag: 'div[data-keyfigures]', getAttrs: readBlockId }],
    toDOM: (node) => ['div', { 'data-id': node.attrs['id'], 'data-keyfigures': '' }, 0],
  },
  keyfigure: {
    content: 'inline*',
    attrs: {
      ...blockId,
      label: { default: '', validate: 'string' },
      factId: { default: null },
      value: { default: null },
      unit: { default: null },
      previous: { default: null },
    },
    parseDOM: [
      {
        tag: 'div[data-label]',
        getAttrs: (dom) => ({
          ...readBlockId(dom),
          label: text(dom, 'label') ?? '',
          factId: text(dom, 'fact-id'),
          value: jsonAttribute<number | null>(dom, 'data-value', null),
          unit: text(dom, 'unit'),
          previous: jsonAttribute<number | null>(dom, 'data-previous', null),
        }),
      },
    ],
    toDOM: (node) => ['div', dataAttributes(node.attrs), 0],
  },
} satisfies Record<string, NodeSpec>
