/** A citation in a line: one cluster of CSL citation items. It prints as a note (or in the text, as the style says) and opens its source. */
import type { NodeSpec } from 'prosemirror-model'
import { isList, jsonAttribute, stringAttribute } from './attributes.ts'

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

const ITEM_TEXTS = ['passageId', 'locator', 'prefix', 'suffix'] as const
const PASTED = { items: 100, text: 500 }

/**
 * What of a value are citation items, each with the parts that are as they should be: a peer may have written anything there, and pasted HTML
 * too, which is bounded besides.
 */
export function readCitationItems(value: unknown, bounds = { items: Infinity, text: Infinity }): CitationItem[] {
  if (!Array.isArray(value)) return []
  return value.slice(0, bounds.items).flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null) return []
    const given = entry as Record<string, unknown>
    const isText = (part: unknown): part is string => typeof part === 'string' && part !== '' && part.length <= bounds.text
    if (!isText(given['sourceId'])) return []
    const texts = ITEM_TEXTS.flatMap((name) => (isText(given[name]) ? [[name, given[name]] as const] : []))
    return [{ sourceId: given['sourceId'], ...Object.fromEntries(texts), ...(given['suppressAuthor'] === true ? { suppressAuthor: true } : {}) }]
  })
}

export const citationNode = {
  citation: {
    group: 'inline',
    inline: true,
    atom: true,
    attrs: { cid: { default: '', validate: 'string' }, items: { default: [], validate: isList } },
    parseDOM: [
      {
        tag: 'cite[data-citation]',
        getAttrs: (dom) => ({ cid: stringAttribute(dom, 'data-citation') ?? '', items: readCitationItems(jsonAttribute(dom, 'data-items'), PASTED) }),
      },
    ],
    toDOM: (node) => ['cite', { 'data-citation': node.attrs['cid'], 'data-items': JSON.stringify(node.attrs['items']) }],
  },
} satisfies Record<string, NodeSpec>
