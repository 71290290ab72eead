/**
 * A fact in a line: words a person may rewrite, tied to the record they rest on (`facts` of the brief).
 *
 * Only ids and what was verified live here. Whether the words still say what the source says is computed (`model/check.ts`), never stored.
 */
import type { NodeSpec } from 'prosemirror-model'
import { numberAttribute, oneOf, optionalNumber, optionalText, stringAttribute, wholeAttribute } from './attributes.ts'

/**
 * `iid` names this instance in the text, `factId` the record, `factRev` the revision of the record that was inserted.
 * `value` (in `unit`: UCUM or ISO 4217) is what the words showed when they were inserted; null when the fact has no figure.
 * `quoteHash` and `snapshotSha` say which passage of which immutable snapshot was seen then.
 */
export type FactAttributes = {
  iid: string
  factId: string
  factRev: number
  value: number | null
  unit: string | null
  display: 'as-printed' | 'converted' | 'rounded'
  quoteHash: string | null
  snapshotSha: string | null
}

const DISPLAYS = ['as-printed', 'converted', 'rounded'] as const

function readDisplay(dom: unknown): (typeof DISPLAYS)[number] {
  const display = stringAttribute(dom, 'data-display')
  return DISPLAYS.find((known) => known === display) ?? 'as-printed'
}

export const factNode = {
  fact: {
    content: 'text*',
    group: 'inline',
    inline: true,
    attrs: {
      iid: { default: '', validate: 'string' },
      factId: { default: '', validate: 'string' },
      factRev: { default: 1, validate: 'number' },
      value: optionalNumber,
      unit: optionalText,
      display: { default: 'as-printed', validate: oneOf(...DISPLAYS) },
      quoteHash: optionalText,
      snapshotSha: optionalText,
    },
    parseDOM: [
      {
        tag: 'span[data-fact]',
        getAttrs: (dom) => ({
          iid: stringAttribute(dom, 'data-iid') ?? '',
          factId: stringAttribute(dom, 'data-fact') ?? '',
          factRev: wholeAttribute(dom, 'data-rev', 1, 1e9, 1),
          value: numberAttribute(dom, 'data-value'),
          unit: stringAttribute(dom, 'data-unit'),
          display: readDisplay(dom),
          quoteHash: stringAttribute(dom, 'data-quote-hash'),
          snapshotSha: stringAttribute(dom, 'data-snapshot'),
        }),
      },
    ],
    toDOM: (node) => {
      const { iid, factId, factRev, value, unit, display, quoteHash, snapshotSha } = node.attrs as FactAttributes
      return [
        'span',
        {
          'data-fact': factId,
          'data-iid': iid,
          'data-rev': factRev,
          'data-value': value,
          'data-unit': unit,
          'data-display': display,
          'data-quote-hash': quoteHash,
          'data-snapshot': snapshotSha,
        },
        0,
      ]
    },
  },
} satisfies Record<string, NodeSpec>
