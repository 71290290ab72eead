/** What every reader hands on: the text that will be stored, its blocks as the format shows them, and what the format says about the source. */

/**
 * `role` is what the markup or the layout says; whether a paragraph is boilerplate is judged later. `running` is a line of the page and not of the text: a running
 * head or foot, a page or line number. `level` is a heading's depth, 1–6.
 */
export type ReadBlock = {
  start: number
  end: number
  role: 'paragraph' | 'heading' | 'list' | 'row' | 'reference' | 'navigation' | 'running'
  level?: number
  /** Why the reader gave this role, in words a person can read. */
  reason: string
}

/** What a file says about itself, as written; null where it says nothing. Dates are ISO 8601 beginnings ("2020", "2020-07", "2020-07-01") or text. */
export type Declared = {
  title: string | null
  authors: readonly string[]
  publisher: string | null
  issued: string | null
  url: string | null
  language: string | null
  /** When the file itself was made, which need not be when its text was issued: a last resort. */
  created: string | null
}

/** A stretch of the text that stands on one page of the file, counted from 1. Stretches are in order of the text; one page may have several (a note behind a paragraph that goes on overleaf). */
export type PageSpan = { start: number; end: number; number: number }

/** `pages` is empty, and `pageCount` null, for a format without pages. */
export type Reading = { text: string; blocks: readonly ReadBlock[]; declared: Declared; mediaType: string; pages: readonly PageSpan[]; pageCount: number | null; warnings: readonly string[] }

/** What a reader gives: the reading, or the outcome that says why there is none. */
export type ReadOutcome = Reading | { outcome: 'scanned' | 'poor-ocr' | 'needs-password' | 'refused'; reason: string }

export const refused = (reason: string) => ({ outcome: 'refused', reason }) as const

export const NOTHING_DECLARED: Declared = { title: null, authors: [], publisher: null, issued: null, url: null, language: null, created: null }

/** Builds the stored text of a marked-up file block by block, with an empty line between blocks. A `marker` ("2.", "(b)") stands in the text before its block, not in it. */
export function textBuilder(): { add(role: ReadBlock['role'], content: string, reason: string, level?: number, marker?: string): void; text(): string; blocks(): readonly ReadBlock[] } {
  const pieces: string[] = []
  const blocks: ReadBlock[] = []
  let length = 0
  return {
    add(role, content, reason, level, marker = '') {
      const lines = content.replace(/[^\S\n]+/gu, ' ').replace(/ ?\n ?/gu, '\n').trim()
      const trimmed = role === 'heading' || role === 'row' ? lines.replace(/\n+/gu, ' ') : lines.replace(/\n{2,}/gu, '\n')
      if (trimmed === '') return
      const gap = `${blocks.length === 0 ? '' : '\n\n'}${marker === '' ? '' : `${marker} `}`
      const start = length + gap.length
      pieces.push(gap, trimmed)
      length = start + trimmed.length
      blocks.push({ start, end: length, role, reason, ...(level === undefined ? {} : { level }) })
    },
    text: () => pieces.join(''),
    blocks: () => blocks,
  }
}
