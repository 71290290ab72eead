/**
 * What blocks hand to layout: boxes, in reading order, with everything a page needs to know about them (and nothing about nodes).
 *
 * Lengths are points. `before` and `after` are the space a box asks for; between two boxes the larger of the two counts, and none is kept
 * at the top or the foot of a page.
 */
import type { Origin, Outline, RunStyle } from './frame.ts'

export type Align = 'start' | 'justify' | 'center' | 'end'

/**
 * A note at the foot of the page of its mark. `order` is its place in the document, from 1; `mark` the anchor set at its mark, so that the
 * note can lead back. `box` is null when the note itself stands elsewhere (at the end of the document).
 */
export type Note = { order: number; mark: string; box: Box | null }

/** A stretch of text in one style, with the note it calls for, or a forced new line. */
export type Span = { kind: 'text'; text: string; style: RunStyle; note: Note | null } | { kind: 'break' }

export type Anchor = { name: string; outline: Outline | null }

/** A label hung before the first line: a bullet, a number. `width` is the room it takes, `gap` the air to the text. */
export type Label = { spans: readonly Span[]; width: number; gap: number; align: 'start' | 'end'; origin: Origin }

export type Paragraph = {
  kind: 'paragraph'
  origin: Origin
  spans: readonly Span[]
  leading: number
  align: Align
  before: number
  after: number
  keepNext: boolean
  anchor: Anchor | null
  /** Name of the anchor whose page number stands at the end of the last line, after a row of dots. */
  pageOf: { anchor: string; style: RunStyle } | null
}

/** Tint and bar behind a stack; `pad` is inside the tint. */
export type Backdrop = { fill: string | null; bar: { colour: string; width: number } | null; pad: { top: number; right: number; bottom: number; left: number } }

/** Boxes one below the other, perhaps hung behind a label, set in, tinted or framed. A frame keeps the stack on one page. */
export type Stack = {
  kind: 'stack'
  origin: Origin
  children: readonly Box[]
  indent: number
  before: number
  after: number
  label: Label | null
  backdrop: Backdrop | null
  frame: { colour: string; thickness: number } | null
  together: boolean
  keepNext: boolean
}

export type Cell = { origin: Origin; children: readonly Box[]; colspan: number; rowspan: number }
export type Row = { origin: Origin; cells: readonly Cell[]; head: boolean }

/** How the lines of a table look. `rowRule` is null for none. */
export type TableLook = {
  ink: string
  top: number
  bottom: number
  headRule: number
  rowRule: { thickness: number; colour: string } | null
  headFill: string | null
  padX: number
  padY: number
  /** The outer cells stand flush with the measure: no air left of the first column and right of the last. */
  flush: boolean
}

export type Table = {
  kind: 'table'
  origin: Origin
  rows: readonly Row[]
  /** Shares of the measure, one a column, or null for "as the content asks". */
  shares: readonly number[] | null
  /** Without one, a table whose text is narrower than the measure spreads out; with one, only its last column does. */
  spread: 'even' | 'last'
  look: TableLook
  before: number
  after: number
  keepNext: boolean
}

/** Parallel columns of equal width, each with its own cursor; `heads` stand above each column, and again where it goes on. */
export type Columns = {
  kind: 'columns'
  origin: Origin
  columns: readonly { heads: readonly Box[]; repeated: readonly Box[]; children: readonly Box[] }[]
  gap: number
  rule: { thickness: number; colour: string } | null
  before: number
  after: number
}

/** Tiles side by side, as many in a row as have room; a row of them stays together. */
export type Tiles = { kind: 'tiles'; origin: Origin; tiles: readonly Stack[]; minimum: number; gap: number; before: number; after: number }

export type Rule = { kind: 'rule'; origin: Origin; thickness: number; colour: string; width: number | null; before: number; after: number }
export type PageBreak = { kind: 'pagebreak' }

export type Box = Paragraph | Stack | Table | Columns | Tiles | Rule | PageBreak
