/**
 * Tables: the caption above, rows between thin rules, source and notes below. A table without a head row is the head of a memo
 * (To, From, Subject) or a plain list of pairs: its first column reads as labels, its text as running text.
 */
import type { Node } from 'prosemirror-model'
import type { Box, Cell, Row, TableLook } from '../layout/box.ts'
import { type Look, restyle } from '../styles.ts'
import { displayField } from './dates.ts'
import { origin, stackBox, textSpan, wordsBox, paragraphBox } from './make.ts'
import { blockId, type BlockTypesetter, isBlank, type Setting, textAttribute } from './setting.ts'

const FIGURE = /^[\s(]*[-+\u2212\u2013]?[$€£¥]?\s?\d[\d\s.,\u00a0\u202f]*\s?(%|‰|x|×|bn|m|k|million|billion|pp)?[\s)*]*$|^[-\u2013\u2014]$|^n\/?a$/i

/** More columns or rows than this are not spanned by one cell. */
const MOST_SPANNED = 200

export const table: BlockTypesetter = (node, setting) => {
  const written = printedRows(node)
  const headed = isHead(written[0])
  const keyed = !headed && written.every((row) => row.childCount === 2)
  const rows = keyed ? written.filter((row) => !isUnfilled(row.child(1), setting)) : written
  if (rows.length === 0) return []
  const places = cellColumns(rows)
  const figures = headed ? figureColumns(rows, places) : new Set<number>()
  const cells = (row: Node): Cell[] => {
    const made: Cell[] = []
    row.forEach((cell) => {
      const column = places.get(cell) ?? 0
      made.push(setCell(cell, { head: headed && isHead(row), key: keyed && column === 0, figure: figures.has(column), headed }, setting))
    })
    return made
  }
  const small = smallPrint(node, setting)
  const body = setting.body.after
  return [
    ...captionBox(node, setting),
    {
      kind: 'table',
      origin: origin('Table', blockId(node)),
      rows: rows.map((row): Row => ({ origin: origin('TR', blockId(row)), cells: cells(row), head: headed && isHead(row) })),
      shares: columnShares(rows),
      spread: headed ? 'even' : 'last',
      look: headed ? headedLook(setting) : plainLook(setting),
      before: textAttribute(node, 'caption') ? 0 : body + 1,
      after: small.length > 0 ? 4 : body + 5,
      keepNext: small.length > 0,
    },
    ...small,
  ]
}

/** Markdown must have a head row: one that is empty stands for none. */
function printedRows(node: Node): Node[] {
  const rows: Node[] = []
  node.forEach((row, _, index) => {
    if (row.childCount > 0 && !(index === 0 && node.childCount > 1 && isHead(row) && isBlank(row))) rows.push(row)
  })
  return rows
}

/** Holds nothing but fields that nobody filled: such a line of a memo's head does not print. */
function isUnfilled(cell: Node, setting: Setting): boolean {
  let fields = 0
  let shown = false
  cell.descendants((child) => {
    if (child.type.name === 'field') fields++
    if (child.type.name === 'field' ? displayField(setting.brief, String(child.attrs['name']), setting.styles.lang) !== '' : child.isInline) shown = true
    return !shown
  })
  return fields > 0 && !shown
}

function isHead(row: Node | undefined): boolean {
  let head = (row?.childCount ?? 0) > 0
  row?.forEach((cell) => {
    if (cell.type.name !== 'table_header') head = false
  })
  return head
}

function span(cell: Node, name: 'colspan' | 'rowspan'): number {
  const value = Number(cell.attrs[name])
  return Number.isInteger(value) && value > 0 ? Math.min(value, MOST_SPANNED) : 1
}

/** The column each cell begins in; cells that reach down from above push later ones right. */
function cellColumns(rows: readonly Node[]): Map<Node, number> {
  const places = new Map<Node, number>()
  const taken = new Map<number, number>()
  rows.forEach((row, index) => {
    let column = 0
    row.forEach((cell) => {
      while ((taken.get(column) ?? 0) > index) column++
      places.set(cell, column)
      const end = column + span(cell, 'colspan')
      for (; column < end; column++) taken.set(column, index + span(cell, 'rowspan'))
    })
  })
  return places
}

/** Columns whose cells below the head are mostly figures: they are set to the right. */
function figureColumns(rows: readonly Node[], places: ReadonlyMap<Node, number>): Set<number> {
  const counts: { figures: number; all: number }[] = []
  for (const row of rows) {
    if (isHead(row)) continue
    row.forEach((cell) => {
      const text = cell.textContent.trim()
      const count = (counts[places.get(cell) ?? 0] ??= { figures: 0, all: 0 })
      if (text === '' || span(cell, 'colspan') > 1) return
      count.all++
      if (FIGURE.test(text)) count.figures++
    })
  }
  return new Set(counts.flatMap(({ figures, all }, column) => (all > 0 && figures >= all * 0.6 ? [column] : [])))
}

function columnShares(rows: readonly Node[]): number[] | null {
  const widths: (number | null)[] = []
  rows[0]?.forEach((cell) => {
    const colwidth: unknown = cell.attrs['colwidth']
    const columns = span(cell, 'colspan')
    for (let index = 0; index < columns; index++) {
      const width: unknown = Array.isArray(colwidth) ? colwidth[index] : null
      widths.push(typeof width === 'number' && width > 0 ? width : null)
    }
  })
  return widths.length > 0 && widths.every((width) => width !== null) ? widths : null
}

type CellKind = { head: boolean; key: boolean; figure: boolean; headed: boolean }

function setCell(cell: Node, kind: CellKind, setting: Setting): Cell {
  const header = cell.type.name === 'table_header'
  const look = cellLook(kind, header, setting)
  const inner: Setting = { ...setting, body: look, listDepth: 0 }
  return { origin: origin(header ? 'TH' : 'TD', blockId(cell)), children: setting.blocks(cell, inner), colspan: span(cell, 'colspan'), rowspan: span(cell, 'rowspan') }
}

function cellLook(kind: CellKind, header: boolean, setting: Setting): Look {
  const { look, ink } = setting.styles
  const align = kind.figure ? 'end' : 'start'
  if (!kind.headed) {
    if (kind.key) return { ...look.label, leading: setting.body.leading, run: { ...restyle(look.label.run, { weight: 'semibold' }), size: look.label.run.size + 0.5 }, before: 0, after: 3 }
    return { ...setting.body, align: 'start', before: 0, after: 3 }
  }
  const run = { ...look.small.run, size: 9, colour: ink, features: ['tnum'] }
  return { run: header || kind.head ? restyle(run, { weight: 'semibold' }) : run, leading: 12.5, align, before: 0, after: 2 }
}

function captionBox(node: Node, setting: Setting): Box[] {
  const caption = textAttribute(node, 'caption')
  const unit = textAttribute(node, 'unit')
  if (!caption && !unit) return []
  const { look, ink } = setting.styles
  const label = { ...look.label.run, size: 9.5, colour: ink }
  const quiet = { ...restyle(label, { weight: 'regular' }), colour: setting.styles.muted }
  const number = caption ? [textSpan(`${setting.words.table} ${++setting.counters.table}.`, { ...label, colour: setting.styles.accent }), textSpan(` ${caption}`, label)] : []
  const spans = [...number, ...(unit ? [textSpan(`${caption ? ' ' : ''}(${unit})`, quiet)] : [])]
  return [paragraphBox(origin('Caption', blockId(node)), spans, look.label, { leading: 13, before: 12, after: 5, keepNext: true })]
}

function smallPrint(node: Node, setting: Setting): Box[] {
  const { look } = setting.styles
  const lines = (['source', 'notes'] as const).flatMap((name) => {
    const text = textAttribute(node, name)
    return text ? [wordsBox(origin('P', blockId(node)), `${setting.words[name]}: ${text}`, look.small, { after: 1 })] : []
  })
  return lines.length > 0 ? [stackBox(origin('Div', blockId(node)), lines, { after: setting.body.after + 5 })] : []
}

function headedLook({ styles }: Setting): TableLook {
  return { ink: styles.ink, top: 0.9, bottom: 0.9, headRule: 0.5, rowRule: { thickness: 0.35, colour: styles.hairline }, headFill: null, padX: 6, padY: 3.5, flush: true }
}

function plainLook({ styles }: Setting): TableLook {
  return { ink: styles.ink, top: 0.6, bottom: 0.6, headRule: 0, rowRule: { thickness: 0.3, colour: styles.hairline }, headFill: null, padX: 8, padY: 3, flush: true }
}
