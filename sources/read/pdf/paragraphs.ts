/**
 * The lines of a page, in reading order, as paragraphs, headings, items, rows and notes. Where a file is tagged its tags decide together with the look of the
 * lines: programs tag every line as a paragraph often enough, and whole pages as one.
 */
import { looksLikeHeading } from '../text.ts'
import type { ReadBlock } from '../reading.ts'
import type { Line } from './lines.ts'

/** One or more lines of one page. */
export type Part = { role: ReadBlock['role']; reason: string; level: number | null; lines: readonly Line[]; page: number }

/** What the whole file looks like: size and font of most of its letters, and the sizes above it from the largest down. */
export type Look = { size: number; font: string; larger: readonly number[] }

const MARKER = /^(?:[•·▪◦‣●○■□–—*]|[-](?=\s)|\(?\d{1,2}[.)](?!\d)|\(?[a-zA-Z][.)](?=\s)|\((?:[ivx]{1,4}|\d{1,2}|[a-z])\))\s*(?=\S)/u
const BULLET = /^(?:[•·▪◦‣●○■□*]|[-–—](?=\s))\s*/u
export const END_MARK = /[.!?:;…。！？؟]["'”’»)\]\uE021\d]*\s*$/u
const GOES_ON = /^["'“‘(]?[\p{Ll}\p{Lo}]/u
/** A hyphen at the end of a line: its word goes on, be it with a capital or a digit. */
const BROKEN_WORD = /[\p{L}\p{N}.][-\u2010\u00ad]$/u
/** Words, leaders, and one page number right behind them. */
const CONTENTS_LINE = /\p{L}.*?(?:(?:\.\s?){4,}|…{2,}|(?:_\s?){6,})\s*(?:[A-Z]{1,2}[-–])?(?<page>\d{1,4}|[ivxl]{1,7})\s*$/u
/** Fewer such lines on a page may be a table with one column. */
const FEWEST_CONTENTS = 3

export function lookOf(lines: readonly Line[]): Look {
  const sizes = new Map<number, number>()
  const fonts = new Map<string, number>()
  for (const { size, font, text } of lines) {
    const rounded = Math.round(size * 2) / 2
    sizes.set(rounded, (sizes.get(rounded) ?? 0) + text.length)
    fonts.set(font, (fonts.get(font) ?? 0) + text.length)
  }
  const most = <T,>(counts: ReadonlyMap<T, number>, none: T): T => [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? none
  const size = most(sizes, 10)
  return { size, font: most(fonts, ''), larger: [...sizes.keys()].filter((other) => other > size * 1.12).sort((a, b) => b - a) }
}

/** `lines` are those of one page without running lines. */
export function partsOf(lines: readonly Line[], page: number, look: Look, pageBox: { bottom: number; height: number }): Part[] {
  const rows = tableRows(lines)
  const edges = edgesOf(lines)
  const leading = leadingOf(lines)
  const parts: Part[] = []
  let open: Line[] = []
  const close = () => {
    if (open.length > 0) parts.push(partOf(open, page, look))
    open = []
  }
  for (const line of lines) {
    const row = rows.get(line)
    if (row !== undefined) {
      close()
      if (row.first) parts.push({ role: 'row', reason: row.reason, level: null, lines: row.lines, page })
      continue
    }
    const before = open.at(-1)
    if (before !== undefined && breaks(open, before, line, edges, leading)) close()
    open.push(line)
  }
  close()
  return notes(headings(contents(parts), look), look, pageBox)
}

type Row = { lines: readonly Line[]; first: boolean; reason: string }

/** Lines of tables: by their tags, or because they and their neighbours fall into cells at the same places. */
function tableRows(lines: readonly Line[]): ReadonlyMap<Line, Row> {
  const rows = new Map<Line, Row>()
  lines.forEach((line, index) => {
    if (rows.has(line)) return
    if (line.tag?.role === 'cell' && line.tag.row !== null) {
      const row = line.tag.row
      const own: Line[] = []
      for (let at = index; at < lines.length && lines[at]?.tag?.row === row; at++) own.push(lines[at] as Line)
      // A page laid out with one big table is no table.
      if (own.reduce((sum, { text }) => sum + text.length, 0) > 1500) return
      own.forEach((member, at) => rows.set(member, { lines: own, first: at === 0, reason: 'a row of a table, as the file is tagged' }))
    } else if (line.pieces.length > 1 && [lines[index - 1], lines[index + 1]].some((other) => other !== undefined && alignedCells(line, other))) {
      rows.set(line, { lines: [line], first: true, reason: 'a line in cells at the same places as its neighbours' })
    }
  })
  return rows
}

function alignedCells(a: Line, b: Line): boolean {
  if (b.pieces.length < 2 || b.turn !== a.turn) return false
  const tolerance = a.size
  const starts = (line: Line) => line.pieces.slice(1)
  return starts(a).some((one) => starts(b).some((other) => Math.abs(one.from - other.from) < tolerance || Math.abs(one.to - other.to) < tolerance))
}

type Edges = (line: Line) => { start: number; end: number }

/** The edges of the column a line stands in, as distances along its reading direction. */
function edgesOf(lines: readonly Line[]): Edges {
  const known = new Map<Line, { start: number; end: number }>()
  return (line) => {
    const found = known.get(line)
    if (found) return found
    const column = lines.filter((other) => other.turn === line.turn && Math.min(other.to, line.to) - Math.max(other.from, line.from) > 0.5 * Math.min(other.to - other.from, line.to - line.from))
    const starts = column.map(startOf).sort((a, b) => a - b)
    const ends = column.map(endOf).sort((a, b) => a - b)
    const edges = { start: starts[Math.floor(starts.length * 0.1)] ?? startOf(line), end: ends[Math.floor(ends.length * 0.9)] ?? endOf(line) }
    known.set(line, edges)
    return edges
  }
}

function startOf(line: Line): number {
  return line.rtl ? -line.to : line.from
}

function endOf(line: Line): number {
  return line.rtl ? -line.from : line.to
}

/** Usual distance of baselines, in em of the line. */
function leadingOf(lines: readonly Line[]): number {
  const steps = lines
    .slice(1)
    .map((line, index) => ((lines[index]?.base ?? 0) - line.base) / line.size)
    .filter((step) => step > 0.8 && step < 2.6)
    .sort((a, b) => a - b)
  return steps[Math.floor(steps.length * 0.4)] ?? 1.2
}

/** True when `line` begins a new paragraph after the lines `open`. */
function breaks(open: readonly Line[], before: Line, line: Line, edges: Edges, leading: number): boolean {
  if (before.turn !== line.turn) return true
  const ended = END_MARK.test(before.text)
  const runsOn = BROKEN_WORD.test(before.text) || (!ended && GOES_ON.test(line.text) && !MARKER.test(line.text))
  const sameTag = before.tag !== null && line.tag !== null && before.tag.block === line.tag.block && before.tag.role !== 'other'
  const em = Math.max(before.size, line.size)
  const step = (before.base - line.base) / em
  const size = Math.abs(before.size - line.size) > em * 0.12
  if (before.tag !== null && line.tag !== null && before.tag.role !== line.tag.role && (before.tag.role === 'heading' || line.tag.role === 'heading')) return true
  if (before.tag?.role === 'heading' && sameTag) return false
  if (size && !runsOn) return true
  if (MARKER.test(line.text) && (ended || BULLET.test(line.text) || isMarked(open)) && !sameTag) return true
  if (BULLET.test(line.text) && step > 0.5) return true
  if (sameTag && step > -1 && step < leading * 1.9) return false
  // To the top of the next column, or across a picture.
  if (step < 0 || step > leading * 2.2) return ended || !(runsOn || isFull(before, line, edges))
  if (step < 0.5) return !runsOn
  const allowance = open.length > 1 ? 1.22 : 1.45
  if (step > ownLeading(open, leading) * allowance && !(runsOn && isFull(before, line, edges) && step < leading * 1.8)) return true
  if (before.font !== line.font && !runsOn && !isFull(before, line, edges)) return true
  return byIndent(open, before, line, edges, ended, runsOn)
}

function isMarked(open: readonly Line[]): boolean {
  return open[0] !== undefined && MARKER.test(open[0].text)
}

function ownLeading(open: readonly Line[], leading: number): number {
  const [first, second] = open
  if (first === undefined || second === undefined) return leading
  const own = (first.base - second.base) / second.size
  return own > 0.7 && own < 2.6 ? own : leading
}

/** True when the first word of `next` would not have fitted behind the line: it was wrapped. */
function isFull(line: Line, next: Line, edges: Edges): boolean {
  const { end } = edges(line)
  const word = /^\S+/u.exec(next.text)?.[0].length ?? 0
  const width = ((next.to - next.from) * word) / Math.max(1, next.text.length)
  return endOf(line) + line.size * 0.2 + width > end - line.size * 0.3
}

function byIndent(open: readonly Line[], before: Line, line: Line, edges: Edges, ended: boolean, runsOn: boolean): boolean {
  const indent = startOf(line) - startOf(before)
  const em = line.size
  if (runsOn) return false
  if (indent > em * 0.8 && ended) return !(isMarked(open) && open.length === 1)
  // Back to the edge after hanging lines: the next entry of a list of references.
  if (indent < -em * 0.8 && open.length > 1 && ended && startOf(open[0] as Line) <= startOf(line) + em * 0.3) return true
  if (isFull(before, line, edges)) return false
  return ended || /^["'“‘(]?[\p{Lu}\p{N}]/u.test(line.text)
}

function partOf(lines: readonly Line[], page: number, look: Look): Part {
  const [first] = lines
  if (first === undefined) throw new RangeError('a part has at least one line')
  const tag = first.tag
  const text = lines.map((line) => line.text).join(' ')
  const words = text.split(/\s+/u).length
  const make = (role: Part['role'], reason: string, level: number | null = null): Part => ({ role, reason, level, lines, page })
  if (tag?.role === 'heading' && text.length <= 400 && /\p{L}/u.test(text)) return make('heading', 'a heading, as the file is tagged', tag.level)
  if (tag?.role === 'note') return make('reference', 'a note, as the file is tagged')
  if (tag?.role === 'contents') return make('navigation', 'a line of the table of contents, as the file is tagged')
  const level = sizeLevel(first, look)
  if (level !== null && lines.length <= 4 && words <= 40 && /\p{L}{2}/u.test(text) && !/[.;,]["'”’»)]*$/u.test(text.trim())) return make('heading', 'lines in larger letters than the text', level)
  if (tag?.role === 'list' || MARKER.test(first.text)) return make('list', tag?.role === 'list' ? 'an item of a list, as the file is tagged' : 'lines that begin with a list marker')
  return make('paragraph', 'lines that stand together')
}

/** Lines with leaders whose numbers grow down the page are a table of contents; any others are entries of a table. */
function contents(parts: readonly Part[]): Part[] {
  const pages = parts.map((part) => {
    const page = part.lines.length > 3 || part.role === 'reference' ? undefined : CONTENTS_LINE.exec(part.lines.map(({ text }) => text).join(' '))?.groups?.['page']
    return page === undefined ? null : /\d/u.test(page) ? Number(page) : 0
  })
  const numbers = pages.filter((page) => page !== null)
  const rising = numbers.slice(1).filter((page, index) => page >= (numbers[index] ?? 0)).length
  if (numbers.length < FEWEST_CONTENTS || rising < (numbers.length - 1) * 0.9) return [...parts]
  return parts.map((part, index) => (pages[index] === null ? part : { ...part, role: 'navigation', reason: 'a line of the table of contents: leaders and a page number', level: null }))
}

function sizeLevel(line: Line, look: Look): number | null {
  if (line.size <= look.size * 1.12) return null
  const rank = look.larger.findIndex((size) => line.size >= size - 0.3)
  return Math.min(6, (rank < 0 ? look.larger.length : rank) + 1)
}

/** Short lines of their own in another font than the text, or in capitals, with text after them. */
function headings(parts: readonly Part[], look: Look): Part[] {
  return parts.map((part, index) => {
    const [first] = part.lines
    const next = parts[index + 1]
    if (part.role !== 'paragraph' || first === undefined || next === undefined || part.lines.length > 2) return part
    const text = part.lines.map((line) => line.text).join(' ')
    const otherFont = part.lines.every((line) => line.font !== look.font && line.size >= look.size * 0.95) && next.lines[0]?.font !== first.font
    const capitals = /\p{Lu}{3}/u.test(text) && text === text.toUpperCase()
    if (!looksLikeHeading(text) || !(otherFont || capitals) || !/\p{L}{2}/u.test(text)) return part
    return { ...part, role: 'heading', reason: otherFont ? 'a short line of its own in another font than the text' : 'a short line of its own in capitals', level: Math.min(6, look.larger.length + 1) }
  })
}

const NOTE_START = /^(?:\[?\d{1,3}[\]).]?|[*†‡§]{1,3})\s*\p{L}/u

/** Small print at the foot of the page or column that begins with a number or sign. */
function notes(parts: readonly Part[], look: Look, { bottom, height }: { bottom: number; height: number }): Part[] {
  let inNotes = false
  return parts.map((part) => {
    const [first] = part.lines
    if (first === undefined || (part.role !== 'paragraph' && part.role !== 'list')) {
      inNotes = false
      return part
    }
    const small = part.lines.every((line) => line.size < look.size * 0.93)
    const low = first.base < bottom + height * 0.5
    const begins = NOTE_START.test(first.text) && !MARKER.test(first.text.replace(/^\d{1,3}\.?\s/u, ''))
    inNotes = small && low && (begins || inNotes)
    return inNotes ? { ...part, role: 'reference', reason: 'small print with a number at the foot of the page' } : part
  })
}
