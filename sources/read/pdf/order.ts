/**
 * The reading order of a page's lines. Programs nearly always write a column to its end before the next one begins, so the order of the file is kept where it
 * makes sense; what stands above in the same place comes first (a title written last), and columns that were written line by line across are taken apart.
 */
import { apart, type Line } from './lines.ts'

/** Most stretches that are put in order by place; a page with more is left as it was written. */
const MOST_STRETCHES = 80
/** Columns written across: at least so many lines are split at one gutter, with so many letters on each side. */
const FEWEST_SPLIT = 6
const COLUMN_LETTERS = 18

export function inReadingOrder(lines: readonly Line[]): Line[] {
  const gutter = gutterOf(lines)
  const ordered = gutter === null ? lines : byColumns(lines, gutter)
  const stretches = stretchesOf(ordered)
  return (stretches.length > MOST_STRETCHES || gutter !== null ? stretches : byPlace(stretches)).flat()
}

/** Where lines of prose are split again and again, on both sides with more than an entry of a table; null on any other page. */
function gutterOf(lines: readonly Line[]): number | null {
  const split = lines.filter(({ pieces }) => pieces.length === 2 && pieces.every(({ text }) => text.trim().length >= COLUMN_LETTERS))
  if (split.length < FEWEST_SPLIT || split.length < lines.length * 0.3) return null
  const rights = split.map((line) => Math.max(...line.pieces.map(({ from }) => from))).sort((a, b) => a - b)
  const right = rights[Math.floor(rights.length / 2)] ?? 0
  const left = Math.max(...split.map((line) => Math.min(...line.pieces.map(({ to }) => to))).filter((end) => end < right))
  const aligned = split.filter((line) => line.pieces.some(({ from, size }) => Math.abs(from - right) < size * 1.5)).length
  // Entries of a table seldom run on; prose does.
  const runOn = split.filter((line) => line.pieces.some(({ text }) => /[\p{Ll},-]$/u.test(text.trim()))).length
  return aligned >= split.length * 0.6 && runOn >= split.length * 0.5 && Number.isFinite(left) ? (left + right) / 2 : null
}

/** Bands between lines that cross the gutter: in each the left column, then the right one (the other way round where the script runs so). */
function byColumns(lines: readonly Line[], gutter: number): Line[] {
  const ordered: Line[] = []
  let left: Line[] = []
  let right: Line[] = []
  const close = () => {
    const rtl = [...left, ...right].filter((line) => line.rtl).length > (left.length + right.length) / 2
    ordered.push(...(rtl ? [...right, ...left] : [...left, ...right]))
    left = []
    right = []
  }
  const pieces = lines.flatMap((line) => (line.pieces.length > 1 && line.from < gutter && line.to > gutter ? apart(line) : [line]))
  for (const line of [...pieces].sort((a, b) => b.base - a.base)) {
    if (line.to <= gutter + line.size) left.push(line)
    else if (line.from >= gutter - line.size) right.push(line)
    else {
      close()
      ordered.push(line)
    }
  }
  close()
  return ordered
}

/** Lines that follow each other downwards in one place. */
function stretchesOf(lines: readonly Line[]): Line[][] {
  const stretches: Line[][] = []
  for (const line of lines) {
    const open = stretches.at(-1)
    const last = open?.at(-1)
    if (open !== undefined && last !== undefined && last.turn === line.turn && line.base < last.base + last.size * 0.5 && overlap(last, line)) open.push(line)
    else stretches.push([line])
  }
  return stretches
}

function overlap(a: { from: number; to: number }, b: { from: number; to: number }): boolean {
  return Math.min(a.to, b.to) - Math.max(a.from, b.from) > -1
}

type Box = { stretch: Line[]; from: number; to: number; top: number; bottom: number; turn: number }

/** A stretch that stands wholly above another in the same place is read before it; otherwise the order of the file stands. */
function byPlace(stretches: readonly Line[][]): Line[][] {
  const boxes = stretches.map((stretch): Box => ({
    stretch,
    from: Math.min(...stretch.map(({ from }) => from)),
    to: Math.max(...stretch.map(({ to }) => to)),
    top: Math.max(...stretch.map(({ base, size }) => base + size * 0.7)),
    bottom: Math.min(...stretch.map(({ base }) => base)),
    turn: stretch[0]?.turn ?? 0,
  }))
  const isBefore = (a: Box, b: Box) => a.turn === b.turn && a.bottom >= b.top - 1 && overlap(a, b)
  const ordered: Line[][] = []
  const waiting = [...boxes]
  while (waiting.length > 0) {
    const free = waiting.findIndex((box) => !waiting.some((other) => other !== box && isBefore(other, box)))
    const [next] = waiting.splice(Math.max(0, free), 1)
    if (next !== undefined) ordered.push(next.stretch)
  }
  return ordered
}
