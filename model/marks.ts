/** The marks of a brief. Suggested changes are marks (`insertion`, `deletion`, `modification`); comments are not. */
import type { MarkSpec } from 'prosemirror-model'
import { stringAttribute } from './nodes/attributes.ts'
import { safeHref } from './href.ts'

/** A suggested change: `id` groups the marks of one suggestion, `by` is a person's id, `at` milliseconds since 1970. */
export type SuggestionAttributes = { id: string; by: string; at: number }

const suggestion = (tag: string): MarkSpec => ({
  attrs: { id: { default: '', validate: 'string' }, by: { default: '', validate: 'string' }, at: { default: 0, validate: 'number' } },
  inclusive: false,
  parseDOM: [{ tag: `${tag}[data-suggestion]`, getAttrs: (dom) => ({ id: stringAttribute(dom, 'data-suggestion') ?? '' }) }],
  toDOM: (mark) => [tag, { 'data-suggestion': mark.attrs['id'], 'data-by': mark.attrs['by'] }, 0],
})

export const markSpecs = {
  link: {
    attrs: { href: { validate: 'string' } },
    inclusive: false,
    parseDOM: [
      {
        tag: 'a[href]',
        getAttrs: (dom) => {
          const href = safeHref(stringAttribute(dom, 'href') ?? '')
          return href === null ? false : { href }
        },
      },
    ],
    toDOM: (mark) => ['a', { href: safeHref(String(mark.attrs['href'])) ?? '#', rel: 'noopener noreferrer', target: '_blank' }, 0],
  },
  strong: { parseDOM: [{ tag: 'strong' }, { tag: 'b' }], toDOM: () => ['strong', 0] },
  em: { parseDOM: [{ tag: 'em' }, { tag: 'i' }], toDOM: () => ['em', 0] },
  sub: { excludes: 'sup', parseDOM: [{ tag: 'sub' }], toDOM: () => ['sub', 0] },
  sup: { excludes: 'sub', parseDOM: [{ tag: 'sup' }], toDOM: () => ['sup', 0] },
  code: { parseDOM: [{ tag: 'code' }], toDOM: () => ['code', 0] },
  lang: {
    attrs: { lang: { validate: 'string' } },
    parseDOM: [{ tag: 'span[lang]', getAttrs: (dom) => ({ lang: stringAttribute(dom, 'lang') ?? '' }) }],
    toDOM: (mark) => ['span', { lang: mark.attrs['lang'] }, 0],
  },
  insertion: suggestion('ins'),
  deletion: suggestion('del'),
  modification: suggestion('mark'),
} satisfies Record<string, MarkSpec>

/** y-prosemirror's layout appends a hash to the name of a mark that may overlap itself. */
const OVERLAP_SUFFIX = /--[a-zA-Z0-9+/=]{8}$/

/** The name of the mark that a key of a text's formatting stands for. */
export function markNameOf(key: string): string {
  return key.replace(OVERLAP_SUFFIX, '')
}
