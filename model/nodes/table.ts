/** Tables: prosemirror-tables' own cells and commands, our names and the lines a printed table needs around it. */
import type { NodeSpec } from 'prosemirror-model'
import { blockId, dataAttributes, optionalText, readBlockId, stringAttribute, wholeAttribute, wholeNumber } from './attributes.ts'

/** `caption` above the table; `unit`, `source` and `notes` in the small print below it. */
export type TableAttributes = { id: string | null; caption: string | null; unit: string | null; source: string | null; notes: string | null }

/** Cell attributes are prosemirror-tables' own: column widths in CSS pixels, null for "as the content asks". */
export type CellAttributes = { colspan: number; rowspan: number; colwidth: number[] | null }

const MOST_CELLS = 1000
const WIDEST = 10_000

const isSpan = wholeNumber(1, MOST_CELLS)
const isWidth = wholeNumber(0, WIDEST)

function areWidths(value: unknown): void {
  if (value === null) return
  if (!Array.isArray(value)) throw new RangeError('expected a list of widths')
  for (const width of value) isWidth(width)
}

const cellAttrs = { ...blockId, colspan: { default: 1, validate: isSpan }, rowspan: { default: 1, validate: isSpan }, colwidth: { default: null, validate: areWidths } }

const span = (dom: unknown, name: string) => wholeAttribute(dom, name, 1, MOST_CELLS, 1)

function readCell(dom: unknown): Record<string, unknown> {
  const widths = stringAttribute(dom, 'data-colwidth')
  const colspan = span(dom, 'colspan')
  const colwidth = widths && /^\d{1,4}(,\d{1,4})*$/.test(widths) ? widths.split(',').map(Number) : null
  return { ...readBlockId(dom), colspan, rowspan: span(dom, 'rowspan'), colwidth: colwidth?.length === colspan ? colwidth : null }
}

function cell(tag: 'td' | 'th', role: 'cell' | 'header_cell'): NodeSpec {
  return {
    content: 'block*',
    tableRole: role,
    isolating: true,
    attrs: cellAttrs,
    parseDOM: [{ tag, getAttrs: readCell }],
    toDOM: (node) => {
      const { colspan, rowspan, colwidth } = node.attrs as CellAttributes
      return [
        tag,
        {
          'data-id': node.attrs['id'],
          ...(colspan > 1 ? { colspan } : {}),
          ...(rowspan > 1 ? { rowspan } : {}),
          ...(Array.isArray(colwidth) ? { 'data-colwidth': colwidth.join(',') } : {}),
        },
        0,
      ]
    },
  }
}

const names = ['caption', 'unit', 'source', 'notes'] as const

export const tableNodes = {
  table: {
    content: 'table_row*',
    group: 'block',
    tableRole: 'table',
    isolating: true,
    attrs: { ...blockId, caption: optionalText, unit: optionalText, source: optionalText, notes: optionalText },
    parseDOM: [
      {
        tag: 'table',
        getAttrs: (dom) => ({ ...readBlockId(dom), ...Object.fromEntries(names.map((name) => [name, stringAttribute(dom, `data-${name}`)])) }),
      },
    ],
    toDOM: (node) => ['table', dataAttributes(node.attrs), ['tbody', 0]],
  },
  table_row: {
    content: '(table_cell | table_header)*',
    tableRole: 'row',
    attrs: { ...blockId },
    parseDOM: [{ tag: 'tr', getAttrs: readBlockId }],
    toDOM: (node) => ['tr', { 'data-id': node.attrs['id'] }, 0],
  },
  table_cell: cell('td', 'cell'),
  table_header: cell('th', 'header_cell'),
} satisfies Record<string, NodeSpec>
