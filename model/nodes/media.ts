/** What stands beside the text: illustrations (by content hash), charts (as specification and data), tiles with key figures. A picture is an illustration; a figure is a quantity. */
import type { NodeSpec } from 'prosemirror-model'
import { blockId, dataAttributes, jsonAttribute, numberAttribute, optionalNumber, optionalText, readBlockId, stringAttribute } from './attributes.ts'

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

function readShare(dom: unknown): number | null {
  const width = numberAttribute(dom, 'data-width')
  return width !== null && width > 0 && width <= 1 ? width : null
}

export const mediaNodes = {
  illustration: {
    group: 'block',
    atom: true,
    attrs: {
      ...blockId,
      blob: { default: '', validate: 'string' },
      alt: { default: '', validate: 'string' },
      caption: optionalText,
      credit: optionalText,
      unit: optionalText,
      width: optionalNumber,
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
          width: readShare(dom),
        }),
      },
    ],
    toDOM: (node) => ['figure', dataAttributes(node.attrs)],
  },
  chart: {
    group: 'block',
    atom: true,
    attrs: { ...blockId, spec: { default: null }, data: { default: null }, alt: { default: '', validate: 'string' }, caption: optionalText, source: optionalText },
    parseDOM: [
      {
        tag: 'figure[data-spec]',
        getAttrs: (dom) => ({
          ...readBlockId(dom),
          spec: jsonAttribute(dom, 'data-spec'),
          data: jsonAttribute(dom, 'data-data'),
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
      factId: optionalText,
      value: optionalNumber,
      unit: optionalText,
      previous: optionalNumber,
    },
    parseDOM: [
      {
        tag: 'div[data-label]',
        getAttrs: (dom) => ({
          ...readBlockId(dom),
          label: text(dom, 'label') ?? '',
          factId: text(dom, 'fact-id'),
          value: numberAttribute(dom, 'data-value'),
          unit: text(dom, 'unit'),
          previous: numberAttribute(dom, 'data-previous'),
        }),
      },
    ],
    toDOM: (node) => ['div', dataAttributes(node.attrs), 0],
  },
} satisfies Record<string, NodeSpec>
