/**
 * Plain text: blocks by empty lines, lists by their markers, headings by their look. Lines of a wrapped paragraph are one block; the text itself is never rewritten.
 *
 * A line break is a soft wrap when the next word would not have fitted on the line (measured against the width the file is wrapped to), or when the
 * sentence plainly goes on (no end mark, next line in lower case). Everything else starts a block of its own.
 */
import { IMPORT_LIMITS } from '../limits.ts'
import { NOTHING_DECLARED, type PageSpan, type ReadBlock, type Reading } from './reading.ts'

type Line = { start: number; end: number; text: string }

const MARKER = /^[ \t]*(?:[•·▪◦‣●○■–—*+-]|\d{1,2}[.)]|\([a-z0-9]{1,2}\)|[a-z]\))[ \t]+(?=\S)/u
const RULE = /^[ \t]*([=\-_*~#])(?:[ \t]*\1){2,}[ \t]*$/u
const END_MARK = /[.!?:;…]["'”’»)\]]*\s*$/u
const GOES_ON = /^[\p{Ll}(&]/u
/** Files are wrapped somewhere between these widths; a longer line is a paragraph by itself. */
const NARROWEST = 45
const WIDEST = 120

export function readText(text: string): Reading {
  const lines = linesOf(text)
  const width = wrapWidth(lines)
  const blocks: ReadBlock[] = []
  let open: Line[] = []
  const close = () => {
    const first = open[0]
    if (first !== undefined && blocks.length < IMPORT_LIMITS.blocks) blocks.push(blockOf(open))
    open = []
  }
  for (const line of lines) {
    if (line.text.trim() === '' || RULE.test(line.text)) close()
    else {
      const previous = open.at(-1)
      if (previous !== undefined && (MARKER.test(line.text) || !isSoftWrap(previous.text, line.text, width))) close()
      open.push(line)
    }
  }
  close()
  const joined = joinContinued(text, blocks)
  const pages = pagesOf(text)
  return {
    text,
    blocks: headings(text, joined),
    declared: NOTHING_DECLARED,
    mediaType: 'text/plain',
    pages,
    pageCount: pages.length === 0 ? null : pages.length,
    warnings: [],
  }
}

/** Form feeds end pages; a text without any has none. */
function pagesOf(text: string): PageSpan[] {
  if (!text.includes('\f')) return []
  let start = 0
  return text.split('\f').map((page, index) => {
    const span = { start, end: start + page.length, number: index + 1 }
    start = span.end + 1
    return span
  })
}

function linesOf(text: string): Line[] {
  return Array.from(text.matchAll(/[^\n\f]*(?:[\n\f]|$)/gu), (match) => {
    const content = match[0].replace(/[\n\f]$/u, '')
    return { start: match.index, end: match.index + content.length, text: content }
  })
}

/** The width to which most of the file is wrapped, or null when it is not wrapped. */
function wrapWidth(lines: readonly Line[]): number | null {
  const lengths = lines.map((line) => line.text.trimEnd().length).filter((length) => length >= NARROWEST)
  if (lengths.length === 0) return null
  const long = lengths.filter((length) => length > WIDEST).length
  if (long > lengths.length / 8) return null
  const widest = lengths.filter((length) => length <= WIDEST).reduce((most, length) => Math.max(most, length), NARROWEST)
  // Lines broken at a width are mostly nearly as long as it; lines of any length are paragraphs and links.
  return lengths.filter((length) => length >= widest * 0.8).length >= lengths.length / 2 ? widest : null
}

function isSoftWrap(previous: string, next: string, width: number | null): boolean {
  const line = previous.trimEnd()
  if (isApart(line, next.trim())) return false
  if (!END_MARK.test(line) && (GOES_ON.test(next.trimStart()) || /[,\p{L}][-,]$|,$/u.test(line))) return true
  if (width === null || line.length > WIDEST) return false
  const nextWord = /^\s*(\S+)/u.exec(next)?.[1] ?? ''
  return line.length >= NARROWEST * 0.8 && line.length + 1 + nextWord.length > width * 0.94
}

/** A label over a tag, and a byline in small letters, are no wrapped line. */
function isApart(line: string, next: string): boolean {
  return /^by \p{Lu}/u.test(next) || (line.length < SHORTEST_WRAPPED && next.length < NARROWEST && !/[,-]$/u.test(line))
}

function blockOf(lines: readonly Line[]): ReadBlock {
  const first = lines[0]
  const last = lines.at(-1)
  if (first === undefined || last === undefined) throw new RangeError('a block has at least one line')
  const marker = MARKER.exec(first.text)?.[0].length ?? 0
  const indent = marker > 0 ? marker : first.text.length - first.text.trimStart().length
  const end = last.start + last.text.trimEnd().length
  return {
    start: first.start + indent,
    end,
    role: marker > 0 ? 'list' : 'paragraph',
    reason: marker > 0 ? 'a line that begins with a list marker' : 'lines between empty lines',
  }
}

/** A paragraph torn by an empty line (copied from a page or a column) is one block again when the sentence plainly goes on. */
function joinContinued(text: string, blocks: readonly ReadBlock[]): ReadBlock[] {
  const joined: ReadBlock[] = []
  for (const block of blocks) {
    const previous = joined.at(-1)
    const goesOn =
      previous !== undefined &&
      block.role === 'paragraph' &&
      previous.end - previous.start >= NARROWEST &&
      !END_MARK.test(text.slice(Math.max(previous.start, previous.end - 4), previous.end)) &&
      /^\p{Ll}/u.test(text.slice(block.start, block.start + 2)) &&
      !text.slice(previous.end, block.start).includes('\f')
    if (goesOn) joined[joined.length - 1] = { ...previous, end: block.end, reason: `${previous.reason}, and the sentence goes on after the gap` }
    else joined.push(block)
  }
  return joined
}

/** Shorter lines than this are not broken by a width. */
const SHORTEST_WRAPPED = 12
const MAX_HEADING_WORDS = 16

/** A short line of its own, without an end mark, with something under it, is a heading. */
function headings(text: string, blocks: readonly ReadBlock[]): ReadBlock[] {
  return blocks.map((block, index) => {
    const content = text.slice(block.start, block.end)
    const alone = block.role === 'paragraph' || (blocks[index - 1]?.role !== 'list' && blocks[index + 1]?.role !== 'list')
    return alone && looksLikeHeading(content) && index < blocks.length - 1
      ? { ...block, role: 'heading' as const, level: index === 0 ? 1 : 2, reason: 'a short line of its own without an end mark' }
      : block
  })
}

export function looksLikeHeading(content: string): boolean {
  if (content.includes('\n') || content.length > 120) return false
  const words = content.split(/\s+/u)
  return (
    words.length <= MAX_HEADING_WORDS &&
    /^["'“‘«¿¡(]?[\p{Lu}\p{N}]/u.test(content) &&
    !/[.,;:!…]["'”’»)]*$/u.test(content) &&
    !/[.!?]["'”’)]?\s+\p{Lu}\p{Ll}+\s+\p{Ll}/u.test(content)
  )
}
