/**
 * Tables: column widths from what stands in the cells, rows as strips that are never cut, head rows that come again on each page.
 * A row higher than a third of a page goes on over the page end, cell by cell. Rows that a cell joins stay on one page when a page can hold
 * them; when none can, the cell is taken for one of its first row.
 */
import type { Box, Cell, Table } from './box.ts'
import type { Frame } from './frame.ts'
import { naturalWidths } from './paragraph.ts'
import type { FlowSetting } from './setting.ts'
import { type FlowItem, mergeStrips, moveStrip, stackHeight, strip, type Strip } from './strip.ts'

type Placed = { cell: Cell; row: number; column: number; colspan: number; rowspan: number }
type Natural = { minimum: number; maximum: number }
type SetCell = Placed & { x: number; strips: readonly Strip[]; height: number }

const TALL = 1 / 3
/** What is never cut takes at most this of the page below the heads; a row that may not go on over the page end is else set cell after cell. */
const HIGHEST = 0.9
/** No column asks for more than this share of the measure, as long as its longest word allows that. */
const WIDEST = 0.4
/** What a column counts besides its text when room is left over, points. */
const AIR = 24
/** A cell may span at most this many columns or rows; more is taken as this many. */
const MOST = 200

export function tableFlow(asked: Table, setting: FlowSetting): FlowItem[] {
  const placed = placeCells(asked)
  const count = Math.max(0, ...placed.map((cell) => cell.column + cell.colspan))
  if (count === 0) return []
  const padX = Math.min(asked.look.padX, setting.width / count / 6)
  const box: Table = { ...asked, look: { ...asked.look, padX } }
  const widths = columnWidths(box, placed, count, setting)
  const headRows = headCount(box)
  const whole = placed.map((cell) => setCell(box, cell, widths, count, setting))
  const wanted = rowHeights(box, whole)
  const heads = sum(wanted.slice(0, headRows))
  const repeated = heads < setting.pageHeight * TALL
  const room = setting.pageHeight * HIGHEST - (repeated ? heads : 0)
  const cells = withoutHighSpans(whole, wanted, room)
  const heights = rowHeights(box, cells)
  const context = { headRows, setting, widths, room, heights, inRow: rowCells(box, cells), across: crossingCells(cells) }
  const rows = box.rows.map((_, row) => setRow(box, row, context))
  return withBreaks(box, joinedBlocks(rows, joinedRows(cells), headRows), repeated, setting.pageHeight)
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

function headCount(box: Table): number {
  const first = box.rows.findIndex((row) => !row.head)
  return first === -1 ? 0 : first
}

/** Each cell's place in the grid; cells that reach down from above push later ones right. A cell of the head ends with the head. */
function placeCells(box: Table): Placed[] {
  const taken: boolean[][] = box.rows.map(() => [])
  const placed: Placed[] = []
  const headRows = headCount(box)
  box.rows.forEach((row, rowIndex) => {
    let column = 0
    const end = rowIndex < headRows ? headRows : box.rows.length
    for (const cell of row.cells) {
      while (taken[rowIndex]?.[column]) column++
      const colspan = Math.min(Math.max(cell.colspan, 1), MOST)
      const rowspan = Math.min(Math.max(cell.rowspan, 1), box.rows.length - rowIndex)
      for (let down = 0; down < rowspan; down++) for (let right = 0; right < colspan; right++) (taken[rowIndex + down] ??= [])[column + right] = true
      placed.push({ cell, row: rowIndex, column, colspan, rowspan: Math.min(rowspan, end - rowIndex) })
      column += colspan
    }
  })
  return placed
}

function columnWidths(box: Table, placed: readonly Placed[], count: number, setting: FlowSetting): number[] {
  const { width } = setting
  if (box.shares?.length === count) {
    const total = box.shares.reduce((sum, share) => sum + share, 0)
    if (total > 0) return box.shares.map((share) => (share / total) * width)
  }
  const columns: Natural[] = Array.from({ length: count }, () => ({ minimum: 0, maximum: 0 }))
  for (const cell of [...placed].sort((a, b) => a.colspan - b.colspan)) {
    const natural = naturalOf(cell.cell.children, setting)
    widen(columns, cell, { minimum: natural.minimum + padding(box, cell, count), maximum: natural.maximum + padding(box, cell, count) })
  }
  return share(columns, width, box.spread)
}

function padding(box: Table, cell: Placed, count: number): number {
  if (!box.look.flush) return 2 * box.look.padX
  return (cell.column === 0 ? 0 : box.look.padX) + (cell.column + cell.colspan === count ? 0 : box.look.padX)
}

/** Gives the columns under a cell what they still lack for it, each the same. */
function widen(columns: Natural[], cell: Placed, natural: Natural): void {
  const under = columns.slice(cell.column, cell.column + cell.colspan)
  for (const name of ['minimum', 'maximum'] as const) {
    const lack = natural[name] - under.reduce((sum, column) => sum + column[name], 0)
    if (lack > 0) for (const column of under) column[name] += lack / under.length
  }
}

/** The widths of the columns: as wide as their text if there is room, else between their longest word and their text, else in proportion. */
function share(columns: readonly Natural[], width: number, spread: Table['spread']): number[] {
  const sum = (pick: (column: Natural) => number) => columns.reduce((total, column) => total + pick(column), 0)
  const maximum = sum((column) => column.maximum)
  const minimum = sum((column) => column.minimum)
  if (maximum <= width) {
    const rest = width - maximum
    if (spread === 'last') return columns.map((column, index) => column.maximum + (index === columns.length - 1 ? rest : 0))
    return columns.map((column) => column.maximum + (rest * (column.maximum + AIR)) / (maximum + AIR * columns.length))
  }
  // One column of sentences must not press the short ones onto three lines.
  const most = Math.max(width * WIDEST, width / columns.length)
  if (columns.some((column) => column.maximum > most && column.minimum < most)) {
    const capped = columns.map((column) => ({ ...column, maximum: Math.max(column.minimum, Math.min(column.maximum, most)) }))
    const left = width - capped.reduce((total, column) => total + column.maximum, 0)
    const long = columns.filter((column, index) => column.maximum > (capped[index]?.maximum ?? 0)).length
    if (left >= 0) return capped.map((column, index) => column.maximum + (column.maximum < (columns[index]?.maximum ?? 0) ? left / long : 0))
    if (long < columns.length) return share(capped, width, spread)
  }
  if (minimum <= width) {
    const wanted = maximum - minimum
    return columns.map((column) => column.minimum + ((width - minimum) * (column.maximum - column.minimum)) / wanted)
  }
  return columns.map((column) => (column.minimum / minimum) * width)
}

/** What a cell's boxes need at least, and at most. */
function naturalOf(boxes: readonly Box[], setting: FlowSetting): Natural {
  const widths = boxes.map((box): Natural => {
    if (box.kind === 'paragraph') return naturalWidths(box.spans, setting.measure)
    if (box.kind === 'stack') {
      const inner = naturalOf(box.children, setting)
      const around = box.indent + (box.backdrop ? box.backdrop.pad.left + box.backdrop.pad.right : 0) + (box.frame ? 16 : 0)
      return { minimum: inner.minimum + around, maximum: inner.maximum + around }
    }
    return { minimum: 60, maximum: 160 }
  })
  return { minimum: Math.max(0, ...widths.map((each) => each.minimum)), maximum: Math.max(0, ...widths.map((each) => each.maximum)) }
}

function setCell(box: Table, cell: Placed, widths: readonly number[], count: number, setting: FlowSetting): SetCell {
  const left = widths.slice(0, cell.column).reduce((sum, width) => sum + width, 0)
  const width = widths.slice(cell.column, cell.column + cell.colspan).reduce((sum, each) => sum + each, 0)
  const padLeft = box.look.flush && cell.column === 0 ? 0 : box.look.padX
  const padRight = box.look.flush && cell.column + cell.colspan === count ? 0 : box.look.padX
  const strips = setting.strips(cell.cell.children, { ...setting, width: Math.max(width - padLeft - padRight, 4) })
  return { ...cell, x: left + padLeft, strips, height: stackHeight(strips) + 2 * box.look.padY }
}

/** The cells that begin in each row. */
function rowCells(box: Table, cells: readonly SetCell[]): SetCell[][] {
  const rows: SetCell[][] = box.rows.map(() => [])
  for (const cell of cells) rows[cell.row]?.push(cell)
  return rows
}

/** By row, the cells that reach from it or from above into the next. */
function crossingCells(cells: readonly SetCell[]): ReadonlyMap<number, readonly SetCell[]> {
  const across = new Map<number, SetCell[]>()
  for (const cell of cells) for (let row = cell.row; row < cell.row + cell.rowspan - 1; row++) across.set(row, [...(across.get(row) ?? []), cell])
  return across
}

function rowHeights(box: Table, cells: readonly SetCell[]): number[] {
  const heights = rowCells(box, cells).map((all) => {
    const inRow = all.filter((cell) => cell.rowspan === 1)
    const drop = baselineDrop(inRow)
    return Math.max(2 * box.look.padY, ...inRow.map((cell) => cell.height + drop(cell)))
  })
  for (const cell of cells.filter((each) => each.rowspan > 1)) {
    const lack = cell.height - heights.slice(cell.row, cell.row + cell.rowspan).reduce((sum, height) => sum + height, 0)
    const last = cell.row + cell.rowspan - 1
    if (lack > 0) heights[last] = (heights[last] ?? 0) + lack
  }
  return heights
}

/** How far a cell moves down so that the first lines of a row stand on one baseline. */
function baselineDrop(cells: readonly SetCell[]): (cell: SetCell) => number {
  const first = (cell: SetCell) => cell.strips[0]?.baseline ?? null
  const lowest = Math.max(0, ...cells.map((cell) => first(cell) ?? 0))
  return (cell) => {
    const own = first(cell)
    return own === null ? 0 : lowest - own
  }
}

/** Rows that a cell joins to the one below. */
function joinedRows(cells: readonly SetCell[]): ReadonlySet<number> {
  const joined = new Set<number>()
  for (const cell of cells) for (let down = 0; down < cell.rowspan - 1; down++) joined.add(cell.row + down)
  return joined
}

/** The cells, those that join rows into more than `room` as if they did not. */
function withoutHighSpans(cells: readonly SetCell[], heights: readonly number[], room: number): SetCell[] {
  const high = runsOf(joinedRows(cells), heights.length).filter(([from, to]) => sum(heights.slice(from, to)) > room)
  return cells.map((cell) => (high.some(([from, to]) => from <= cell.row && cell.row < to) ? { ...cell, rowspan: 1 } : cell))
}

/** Runs of rows from (inclusive) to (exclusive), each joined to the next. */
function runsOf(joined: ReadonlySet<number>, rows: number): [number, number][] {
  const runs: [number, number][] = []
  for (let from = 0; from < rows; ) {
    let to = from + 1
    while (joined.has(to - 1) && to < rows) to++
    runs.push([from, to])
    from = to
  }
  return runs
}

type Block = { items: readonly FlowItem[]; head: boolean }

/** The rows, those that are joined as one strip. */
function joinedBlocks(rows: readonly (readonly FlowItem[])[], joined: ReadonlySet<number>, headRows: number): Block[] {
  return runsOf(joined, rows.length).map(([from, to]) => {
    const items = rows.slice(from, to).flat()
    const head = from < headRows
    if (to - from === 1 || items.some((item) => item.kind !== 'strip')) return { items, head }
    return { items: [mergeStrips([{ x: 0, strips: items as Strip[] }])], head }
  })
}

type RowContext = {
  headRows: number
  setting: FlowSetting
  widths: readonly number[]
  room: number
  heights: readonly number[]
  inRow: readonly (readonly SetCell[])[]
  across: ReadonlyMap<number, readonly SetCell[]>
}

function setRow(box: Table, row: number, context: RowContext): FlowItem[] {
  const { look } = box
  const own = context.inRow[row] ?? []
  const height = context.heights[row] ?? 0
  const joined = context.across.has(row) || context.across.has(row - 1)
  const tall = height > context.setting.pageHeight * TALL && !context.setting.narrow && !joined
  const under = ruleUnder(box, row, context.headRows)
  const origin = { role: 'Artifact', block: box.origin.block } as const
  const line = (y: number, thickness: number, colour: string): Frame => ({ kind: 'fill', x: 0, y, width: context.setting.width, height: thickness, colour, origin })
  const top = row === 0 && look.top > 0 ? [line(0, look.top, look.ink)] : []
  if (height > context.room && !tall) return own.flatMap((cell) => cell.strips.map((item) => moveStrip(item, cell.x)))
  if (tall) {
    return [
      strip({ height: look.padY, frames: top, keepNext: true }),
      { kind: 'parallel', columns: own.map((cell) => ({ x: cell.x, strips: cell.strips, again: [strip({ height: look.padY })] })), rules: [], before: 0, after: 0, repeat: [] },
      strip({ height: look.padY, frames: under ? [line(look.padY - under.thickness, under.thickness, under.colour)] : [] }),
    ]
  }
  const drop = baselineDrop(own.filter((cell) => cell.rowspan === 1))
  const isHead = row < context.headRows
  const merged = mergeStrips(own.map((cell) => ({ x: cell.x, y: look.padY + (isHead ? Math.max(0, height - cell.height) : cell.rowspan === 1 ? drop(cell) : 0), strips: cell.strips })))
  const fill: Frame[] = isHead && look.headFill ? [{ ...line(0, height, look.headFill) }] : []
  const bottom = under ? uncrossed(context.across.get(row) ?? [], context.widths).map((part) => ({ ...line(height - under.thickness, under.thickness, under.colour), ...part })) : []
  return [{ ...merged, height, frames: [...fill, ...top, ...merged.frames, ...bottom] }]
}

/** The stretches of the rule under a row that no cell reaches across. */
function uncrossed(crossing: readonly SetCell[], widths: readonly number[]): { x: number; width: number }[] {
  const crossed = new Set(crossing.flatMap((cell) => Array.from({ length: cell.colspan }, (_, index) => cell.column + index)))
  const parts: { x: number; width: number }[] = []
  let x = 0
  widths.forEach((width, column) => {
    const last = parts.at(-1)
    if (!crossed.has(column)) {
      if (last && Math.abs(last.x + last.width - x) < 1e-6) last.width += width
      else parts.push({ x, width })
    }
    x += width
  })
  return parts
}

function ruleUnder(box: Table, row: number, headRows: number): { thickness: number; colour: string } | null {
  const { look } = box
  if (row === box.rows.length - 1) return look.bottom > 0 ? { thickness: look.bottom, colour: look.ink } : null
  if (row === headRows - 1) return { thickness: look.headRule, colour: look.ink }
  return look.rowRule
}

/** Says where pages may end: head rows with the first row, never a last row alone, the head again on top of a new page. */
function withBreaks(box: Table, blocks: readonly Block[], repeated: boolean, pageHeight: number): FlowItem[] {
  const heads = blocks.filter((block) => block.head).flatMap((block) => block.items).filter((item): item is Strip => item.kind === 'strip')
  const repeat = repeated ? heads.map((head) => ({ ...head, keepNext: true, notes: [] })) : []
  const last = blocks.length - 1
  return blocks.flatMap(({ items, head }, at) =>
    items.map((item, index): FlowItem => {
      const closing = at === last && index === items.length - 1
      const before = at === 0 && index === 0 ? box.before : 0
      const after = closing ? box.after : 0
      const again = head ? [] : repeat
      if (item.kind === 'parallel') return { ...item, before, after, repeat: again }
      const short = item.height < pageHeight / 8
      const withLast = at === last - 1 && !head && blocks[at - 1]?.head === false && short && blocks[last]?.items[0]?.kind === 'strip'
      const keepNext = item.keepNext || head || withLast || (closing && box.keepNext)
      return { ...item, before, after, keepNext, repeat: again }
    }),
  )
}
