/** What every reader hands on: the text that will be stored, its blocks as the format shows them, and what the format says about the source. */

/** `role` is what the markup or the layout says; whether a paragraph is boilerplate is judged later. `level` is a heading's depth, 1–6. */
export type ReadBlock = {
  start: number
  end: number
  role: 'paragraph' | 'heading' | 'list' | 'row' | 'reference' | 'navigation'
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
}

export type Reading = { text: string; blocks: readonly ReadBlock[]; declared: Declared; mediaType: string; pages: number | null; warnings: readonly string[] }

export const NOTHING_DECLARED: Declared = { title: null, authors: [], publisher: null, issued: null, url: null, language: null }

/** Builds the stored text of a marked-up file block by block, with an empty line between blocks. */
export function textBuilder(): { add(role: ReadBlock['role'], content: string, reason: string, level?: number): void; text(): string; blocks(): readonly ReadBlock[] } {
  const pieces: string[] = []
  const blocks: ReadBlock[] = []
  let length = 0
  return {
    add(role, content, reason, level) {
      const lines = content.replace(/[^\S\n]+/gu, ' ').replace(/ ?\n ?/gu, '\n').trim()
      const trimmed = role === 'heading' || role === 'row' ? lines.replace(/\n+/gu, ' ') : lines.replace(/\n{2,}/gu, '\n')
      if (trimmed === '') return
      const gap = blocks.length === 0 ? '' : '\n\n'
      const start = length + gap.length
      pieces.push(gap, trimmed)
      length = start + trimmed.length
      blocks.push({ start, end: length, role, reason, ...(level === undefined ? {} : { level }) })
    },
    text: () => pieces.join(''),
    blocks: () => blocks,
  }
}
