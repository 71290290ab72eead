/** The parts of all pages as the stored text: paragraphs that go on overleaf joined, notes and running feet behind them, and which page each stretch stands on. */
import { IMPORT_LIMITS } from '../../limits.ts'
import type { PageSpan, ReadBlock } from '../reading.ts'
import { joinLines, type Vocabulary } from './join.ts'
import type { Marks } from './marks.ts'
import { END_MARK, type Part } from './paragraphs.ts'

export type Written = { text: string; blocks: ReadBlock[]; pages: PageSpan[] }

/** A block under way: its text so far and where in it each page begins. */
type Open = { part: Part; text: string; breaks: { at: number; page: number }[] }

export function write(pages: readonly (readonly Part[])[], words: Vocabulary, marks: Marks): Written {
  const written: Written = { text: '', blocks: [], pages: [] }
  const textOf = (part: Part) => marks.settle(part.role === 'row' ? rowText(part) : part.lines.map((line) => line.text).reduce((text, line) => joinLines(text, line, words), ''), part.page).replace(/\s+/gu, ' ').trim()
  let open: Open | null = null
  /** Notes and running lines that stand between a paragraph and its other half. */
  let waiting: Open[] = []
  const close = () => {
    for (const one of [open, ...waiting]) if (one !== null) append(written, one)
    open = null
    waiting = []
  }
  for (const parts of pages) {
    for (const part of parts) {
      const text = textOf(part)
      if (text === '') continue
      const one: Open = { part, text, breaks: [{ at: 0, page: part.page }] }
      if (open !== null && isAside(part)) waiting.push(one)
      else if (open !== null && goesOn(open, part, text)) {
        const joined = joinLines(open.text, text, words)
        open.breaks.push({ at: joined.length - text.length, page: part.page })
        open.text = joined
      } else {
        close()
        if (canGoOn(part)) open = one
        else append(written, one)
      }
    }
  }
  close()
  return written
}

function isAside(part: Part): boolean {
  return part.role === 'running' || part.role === 'reference'
}

function canGoOn(part: Part): boolean {
  return part.role === 'paragraph' || part.role === 'list'
}

/** A paragraph without an end goes on at the top of the next page, when what stands there begins in the middle of a sentence. */
function goesOn(open: Open, part: Part, text: string): boolean {
  const last = open.part.lines.at(-1)
  const from = open.breaks.at(-1)?.page ?? part.page
  if (part.role !== 'paragraph' || part.page <= from || part.page > from + 2 || last === undefined || END_MARK.test(open.text)) return false
  const size = part.lines[0]?.size ?? last.size
  if (Math.abs(size - last.size) > last.size * 0.12 || open.text.split(' ').length < 5) return false
  return /^["'“‘(]?[\p{Ll}\p{Lo}\p{N}]/u.test(text) || part.lines[0]?.font === last.font
}

function rowText(part: Part): string {
  const cells = new Map<string, string>()
  for (const line of part.lines) {
    line.pieces.forEach((piece, index) => {
      const key = piece.tag?.role === 'cell' ? `tag ${piece.tag.block}` : `${line.base} ${index}`
      cells.set(key, `${cells.get(key) ?? ''} ${piece.text}`)
    })
  }
  return Array.from(cells.values(), (cell) => cell.trim())
    .filter((cell) => cell !== '')
    .join(' | ')
}

function append(written: Written, { part, text, breaks }: Open): void {
  if (written.blocks.length >= IMPORT_LIMITS.blocks) return
  const gap = written.text === '' ? '' : '\n\n'
  const start = written.text.length + gap.length
  written.text += gap + text
  written.blocks.push({ start, end: written.text.length, role: part.role, reason: part.reason, ...(part.level === null ? {} : { level: part.level }) })
  for (const { at, page } of breaks) {
    const last = written.pages.at(-1)
    if (last?.number === page) continue
    if (last !== undefined) last.end = start + at
    written.pages.push({ start: start + at, end: written.text.length, number: page })
  }
  const last = written.pages.at(-1)
  if (last !== undefined) last.end = written.text.length
}
