/**
 * Runs to lines. Runs on one baseline that stand close are a piece; pieces on one baseline, apart from each other, are cells of a line. Raised numbers are kept
 * between two private-use signs until it is known whether they are marks of notes.
 */
import type { Run } from './runs.ts'
import type { Tag } from './tags.ts'

/** A stretch of one line without a wide gap. */
export type Piece = { text: string; from: number; to: number; base: number; size: number; font: string; rtl: boolean; turn: number; tag: Tag | null; artifact: boolean }

/** What stands on one baseline, in reading order. `from`–`to` over all pieces; `font` and `size` of most of its letters. */
export type Line = { pieces: readonly Piece[]; text: string; from: number; to: number; base: number; size: number; font: string; rtl: boolean; turn: number; tag: Tag | null; artifact: boolean }

export const RAISED = '\uE020'
export const RAISED_END = '\uE021'

/** In em: a gap from which two runs are two words; and one from which they are two cells. */
const BLANK = 0.18
const CELL = 1.3
const SAME_LINE = 0.35
const RAISED_SIZE = 0.8

export function linesOf(runs: readonly Run[]): Line[] {
  const lines: Line[] = []
  let open: Run[][] = []
  const close = () => {
    if (open.length > 0) lines.push(lineOf(open.map(pieceOf)))
    open = []
  }
  for (const run of runs) {
    const piece = open.at(-1)
    const anchor = piece && anchorOf(piece)
    if (piece === undefined || anchor === undefined || !onLine(anchor, run)) {
      close()
      open = [[run]]
    } else if (isNear(piece, run)) piece.push(run)
    else if (run.from > anchor.from || run.rtl || anchor.rtl) open.push([run])
    else {
      close()
      open = [[run]]
    }
  }
  close()
  return lines
}

/** The biggest run of a piece tells where its line is. */
function anchorOf(piece: readonly Run[]): Run | undefined {
  return piece.reduce<Run | undefined>((biggest, run) => (biggest === undefined || run.size > biggest.size * 1.05 ? run : biggest), undefined)
}

function onLine(anchor: Run, run: Run): boolean {
  if (anchor.turn !== run.turn) return false
  const size = Math.max(anchor.size, run.size)
  const apart = Math.abs(anchor.base - run.base)
  if (apart <= SAME_LINE * Math.min(anchor.size, run.size)) return true
  const ratio = Math.min(anchor.size, run.size) / size
  // Much smaller than that is no raised number beside a word, but a word beside an initial.
  const small = ratio < RAISED_SIZE && ratio > 0.42
  return small && apart < 0.65 * size && Math.max(anchor.from, run.from) - Math.min(anchor.to, run.to) < 40 * size
}

function isNear(piece: readonly Run[], run: Run): boolean {
  const last = piece.at(-1)
  if (last === undefined) return false
  const size = Math.max(last.size, run.size)
  const gap = run.from >= last.from ? run.from - last.to : last.from - run.to
  return gap < CELL * size && gap > -3 * size
}

function pieceOf(runs: readonly Run[]): Piece {
  const rtl = isRtl(runs)
  const ordered = rtl ? rightToLeft(runs) : runs
  const anchor = anchorOf(runs)
  if (anchor === undefined) throw new RangeError('a piece has at least one run')
  let text = ''
  ordered.forEach((run, index) => {
    const before = ordered[index - 1]
    text += before !== undefined && hasBlank(before, run, text) ? ` ${shown(run, anchor, text)}` : shown(run, anchor, text)
  })
  const longest = mostOf(runs, (run) => run.font)
  return { text: text.replace(/\s+/gu, ' '), from: Math.min(...runs.map((run) => run.from)), to: Math.max(...runs.map((run) => run.to)), base: anchor.base, size: Number(mostOf(runs, (run) => run.size.toFixed(2))), font: longest, rtl, turn: anchor.turn, tag: (runs.find((run) => run.tag !== null) ?? anchor).tag, artifact: runs.every((run) => run.artifact) }
}

function isRtl(runs: readonly Run[]): boolean {
  let balance = 0
  for (const run of runs) balance += run.rtl ? run.text.length : /\p{L}/u.test(run.text) ? -run.text.length : 0
  return balance > 0
}

/** From right to left, runs that read to the right kept in their order among themselves. */
function rightToLeft(runs: readonly Run[]): Run[] {
  const sorted = [...runs].sort((a, b) => b.to - a.to)
  const ordered: Run[] = []
  let ltr: Run[] = []
  for (const run of sorted) {
    if (!run.rtl && /[\p{L}\p{N}]/u.test(run.text)) ltr.unshift(run)
    else {
      ordered.push(...ltr, run)
      ltr = []
    }
  }
  return [...ordered, ...ltr]
}

const WITHOUT_BLANKS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\u3000-\u303f\uff00-\uffef]/u

function hasBlank(before: Run, run: Run, text: string): boolean {
  if (/\s$/u.test(text) || /^\s/u.test(run.text)) return false
  const gap = run.from >= before.from ? run.from - before.to : before.from - run.to
  const size = Math.min(before.size, run.size)
  // Where the direction turns, the blank is often counted to one of the runs and not written.
  if (before.rtl !== run.rtl && /[\p{L}\p{N}]$/u.test(before.text) && /^[\p{L}\p{N}]/u.test(run.text)) return true
  if (WITHOUT_BLANKS.test(text.at(-1) ?? '') && WITHOUT_BLANKS.test(run.text[0] ?? '')) return gap > 0.6 * size
  return gap > BLANK * size
}

/** A raised small number is set between signs; at the beginning it is the number of a note and stays plain, apart from the words. */
function shown(run: Run, anchor: Run, before: string): string {
  const raised = run.size < RAISED_SIZE * anchor.size && run.base > anchor.base + 0.15 * anchor.size
  if (!raised || !/^\s*(?:\d{1,3}(?:\s?[,–-]\s?\d{1,3})*|[*†‡§]{1,3})[\s,]*$/u.test(run.text)) return run.text
  return before.trim() === '' ? `${run.text.trim()} ` : `${RAISED}${run.text.trim()}${RAISED_END}${/\s$/u.test(run.text) ? ' ' : ''}`
}

function lineOf(pieces: readonly Piece[]): Line {
  const rtl = pieces.reduce((sum, piece) => sum + (piece.rtl ? piece.text.length : -piece.text.length), 0) > 0
  const ordered = rtl ? [...pieces].sort((a, b) => b.to - a.to) : pieces
  const [first] = ordered
  if (first === undefined) throw new RangeError('a line has at least one piece')
  return lineFrom(ordered, first, rtl)
}

function lineFrom(pieces: readonly Piece[], first: Piece, rtl: boolean): Line {
  return { pieces, text: pieces.map((piece) => piece.text.trim()).join(' '), from: Math.min(...pieces.map(({ from }) => from)), to: Math.max(...pieces.map(({ to }) => to)), base: first.base, size: Number(mostOf(pieces, ({ size }) => String(size))), font: mostOf(pieces, ({ font }) => font), rtl, turn: first.turn, tag: first.tag, artifact: pieces.every(({ artifact }) => artifact) }
}

/** Each piece as a line by itself. */
export function apart(line: Line): Line[] {
  return line.pieces.map((piece) => lineFrom([piece], piece, piece.rtl))
}

/** The value that most letters have. */
function mostOf<T extends { text: string }>(items: readonly T[], valueOf: (item: T) => string): string {
  const [only] = items
  if (items.length === 1 && only !== undefined) return valueOf(only)
  const counts = new Map<string, number>()
  for (const item of items) counts.set(valueOf(item), (counts.get(valueOf(item)) ?? 0) + item.text.length)
  let best = ''
  let most = -1
  for (const [value, count] of counts) {
    if (count > most) {
      best = value
      most = count
    }
  }
  return best
}
