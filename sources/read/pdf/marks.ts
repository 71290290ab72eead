/**
 * Raised numbers in a line: the mark of a note is left out of its sentence when a note of that number stands on its page or among the endnotes; anything else
 * (m², 10⁶, x²) stays, raised.
 */
import { RAISED, RAISED_END } from './lines.ts'
import type { Part } from './paragraphs.ts'

const MARK = new RegExp(`${RAISED}(?<mark>[^${RAISED_END}]*)${RAISED_END}`, 'gu')
const SUPERSCRIPT: Readonly<Record<string, string>> = { 0: '⁰', 1: '¹', 2: '²', 3: '³', 4: '⁴', 5: '⁵', 6: '⁶', 7: '⁷', 8: '⁸', 9: '⁹', '-': '⁻', '–': '⁻' }
/** A unit, a power of ten, or a variable of one letter. */
const UNIT = /(?:^|[^\p{L}\p{N}])(?:\d*\s?(?:[kcm]?m|ft|mi|yd)|10|\p{L})$/u
const LABEL = /^\s*\[?(?<label>\d{1,3}|[*†‡§]{1,3})[\]).]?(?=\s|\p{L}|["“‘])/u

export type Marks = { settle(text: string, page: number): string; leftOut(): number }

/** Names the numbers of notes: by page, and those of the sections of endnotes. */
type Labels = { onPage: ReadonlyMap<number, ReadonlySet<string>>; atEnd: ReadonlySet<string> }

const NOTES_HEADING = /^(?:end|foot)?notes?$|^(?:references|anmerkungen|notas|sources|bibliography)$/iu

export function labelsOf(pages: readonly (readonly Part[])[]): Labels {
  const onPage = new Map<number, Set<string>>()
  const atEnd = new Set<string>()
  let among = false
  for (const part of pages.flat()) {
    const text = part.lines[0]?.text ?? ''
    if (part.role === 'heading') among = NOTES_HEADING.test(text.trim())
    const label = part.role === 'heading' || part.role === 'running' ? null : labelOf(text)
    if (label === null) continue
    if (among) atEnd.add(label)
    if (part.role === 'reference') onPage.set(part.page, (onPage.get(part.page) ?? new Set()).add(label))
  }
  return { onPage, atEnd }
}

/** The number or sign a note begins with. */
function labelOf(text: string): string | null {
  return LABEL.exec(text)?.groups?.['label'] ?? null
}

export function createMarks({ onPage, atEnd }: Labels): Marks {
  let leftOut = 0
  return {
    settle: (text, page) =>
      text.replace(MARK, (_whole, mark: string, at: number) => {
        const numbers = mark.match(/\d+|[*†‡§]+/gu) ?? []
        const isNote = !UNIT.test(text.slice(Math.max(0, at - 6), at)) && numbers.every((number) => onPage.get(page)?.has(number) === true || atEnd.has(number))
        if (!isNote) return Array.from(mark.replace(/[\s,]+$/u, ''), (sign) => SUPERSCRIPT[sign] ?? sign).join('')
        leftOut++
        return ''
      }),
    leftOut: () => leftOut,
  }
}
