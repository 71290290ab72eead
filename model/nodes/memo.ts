/** The parts a memo form owns: slots to be filled, recommendations to be decided, clearances. */
import type { NodeSpec } from 'prosemirror-model'
import { blockId, dataAttributes, jsonAttribute, optionalText, readBlockId, stringAttribute } from './attributes.ts'

/** A region a template owns. `name` is the slot of the manifest; `owner` may be null (anyone); `locked` text is the template's own. */
export type SlotAttributes = { id: string | null; name: string; owner: string | null; locked: boolean; optional: boolean }

/** `by` is a date or office the decision is asked from; `opposes` names the offices that oppose this item; `decision` is null until decided. */
export type RecommendationAttributes = { id: string | null; by: string | null; opposes: readonly string[]; decision: string | null }

function areNames(value: unknown): void {
  if (!Array.isArray(value) || value.some((name) => typeof name !== 'string')) throw new RangeError('expected a list of names')
}

export const memoNodes = {
  slot: {
    content: 'block*',
    group: 'block',
    isolating: true,
    attrs: {
      ...blockId,
      name: { default: '', validate: 'string' },
      owner: optionalText,
      locked: { default: false, validate: 'boolean' },
      optional: { default: false, validate: 'boolean' },
    },
    parseDOM: [
      {
        tag: 'section[data-slot]',
        getAttrs: (dom) => ({
          ...readBlockId(dom),
          name: stringAttribute(dom, 'data-slot') ?? '',
          owner: stringAttribute(dom, 'data-owner'),
          locked: stringAttribute(dom, 'data-locked') === 'true',
          optional: stringAttribute(dom, 'data-optional') === 'true',
        }),
      },
    ],
    toDOM: (node) => {
      const { name, ...rest } = node.attrs as SlotAttributes
      return ['section', { 'data-slot': name, ...dataAttributes(rest) }, 0]
    },
  },
  recommendation: {
    content: 'block*',
    group: 'block',
    defining: true,
    attrs: { ...blockId, by: optionalText, opposes: { default: [], validate: areNames }, decision: optionalText },
    parseDOM: [
      {
        tag: 'section[data-recommendation]',
        getAttrs: (dom) => {
          const opposes = jsonAttribute(dom, 'data-opposes')
          return {
            ...readBlockId(dom),
            by: stringAttribute(dom, 'data-by'),
            opposes: Array.isArray(opposes) ? opposes.filter((name) => typeof name === 'string') : [],
            decision: stringAttribute(dom, 'data-decision'),
          }
        },
      },
    ],
    toDOM: (node) => ['section', { 'data-recommendation': '', ...dataAttributes(node.attrs) }, 0],
  },
  clearances: {
    group: 'block',
    atom: true,
    attrs: { ...blockId },
    parseDOM: [{ tag: 'div[data-clearances]', getAttrs: readBlockId }],
    toDOM: (node) => ['div', { 'data-id': node.attrs['id'], 'data-clearances': '' }],
  },
} satisfies Record<string, NodeSpec>
