/** Tables: prosemirror-tables' own cells and commands, our names and the lines a printed table needs around it. */
import type { NodeSpec } from 'prosemirror-model'
import { blockId, dataAttributes, readBlockId, stringAttribute } from './attributes.ts'

/** `caption` above the table; `unit`, `source` and `notes` in the small print below it. */
export type TableAttributes = { id: string | null; caption: string | null; unit: string | null; source: string | null; notes: string | null }

/** Cell attributes are prosemirror-tables' own: column widths in CSS pixels, null for "as the content asks". */
export type CellAttributes = { colspan: number; rowspan: number; colwidth: number[] | null }

const cellAttrs = { ...blockId, colspan: { default: 1, validate: 'number' }, rowspan: { default: 1, validate: 'number' }, colwidth: { default: null } }

function span(dom: unknown, name: string): number {
  const value = Number(stringAttribute(dom, name) ?? 1)
  return Number.isInteger(value) && value >= 1 && value <= 100 ? value : 1
}

function readCell(dom: unknown): Record<string, unknown> {
  const widths = stringAttribute(dom, 'data-colwidth')
  const colspan = span(dom, 'colspan')
  const colwidth = widths && /^\d+(,\d+)*$/.test(widths) ? widths.split(',').map(Number) : null
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
          ...(colwidth ? { 'data-colwidth': colwidth.join(',') } : {}),
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
    attrs: { ...blockId, caption: { default: null }, unit: { default: null }, source: { default: null }, notes: { default: null } },
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
