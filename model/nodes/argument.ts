/** A contested question: an axis, its sides, and under each side the points made for it. A point's premises are the facts and citations in its text. */
import type { NodeSpec } from 'prosemirror-model'
import { blockId, dataAttributes, optionalText, readBlockId, stringAttribute } from './attributes.ts'

export type ArgumentAttributes = { id: string | null; axisId: string; question: string }

/** `pole` is a pole id of the argument's axis. */
export type SideAttributes = { id: string | null; pole: string }

/** `voice` is `own` (the side speaks for itself) or `reported:NAME`; `answers` is the id of the point this one rebuts. */
export type PointAttributes = { id: string | null; voice: 'own' | `reported:${string}`; answers: string | null }

function readVoice(dom: unknown): string {
  const voice = stringAttribute(dom, 'data-voice') ?? ''
  return /^reported:\S/.test(voice) ? voice : 'own'
}

export const argumentNodes = {
  argument: {
    content: 'side*',
    group: 'block',
    isolating: true,
    attrs: { ...blockId, axisId: { default: '', validate: 'string' }, question: { default: '', validate: 'string' } },
    parseDOM: [
      {
        tag: 'section[data-axis-id]',
        getAttrs: (dom) => ({
          ...readBlockId(dom),
          axisId: stringAttribute(dom, 'data-axis-id') ?? '',
          question: stringAttribute(dom, 'data-question') ?? '',
        }),
      },
    ],
    toDOM: (node) => ['section', dataAttributes(node.attrs), 0],
  },
  side: {
    content: 'point*',
    isolating: true,
    attrs: { ...blockId, pole: { default: '', validate: 'string' } },
    parseDOM: [{ tag: 'section[data-pole]', getAttrs: (dom) => ({ ...readBlockId(dom), pole: stringAttribute(dom, 'data-pole') ?? '' }) }],
    toDOM: (node) => ['section', dataAttributes(node.attrs), 0],
  },
  point: {
    content: 'block*',
    defining: true,
    attrs: { ...blockId, voice: { default: 'own', validate: 'string' }, answers: optionalText },
    parseDOM: [
      {
        tag: 'article[data-voice]',
        getAttrs: (dom) => ({ ...readBlockId(dom), voice: readVoice(dom), answers: stringAttribute(dom, 'data-answers') }),
      },
    ],
    toDOM: (node) => ['article', dataAttributes(node.attrs), 0],
  },
} satisfies Record<string, NodeSpec>
