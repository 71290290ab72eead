/** Raised numbers in a line: the mark of a note is left out of its sentence when the file holds a note of that number; anything else (m², 10⁶) stays, raised. */
import { RAISED, RAISED_END } from './lines.ts'

const MARK = new RegExp(`${RAISED}(?<mark>[^${RAISED_END}]*)${RAISED_END}`, 'gu')
const SUPERSCRIPT: Readonly<Record<string, string>> = { 0: '⁰', 1: '¹', 2: '²', 3: '³', 4: '⁴', 5: '⁵', 6: '⁶', 7: '⁷', 8: '⁸', 9: '⁹', '-': '⁻', '–': '⁻' }
const UNIT = /(?:^|[\s\d(])(?:[kcm]?m|ft|in|mi|yd|10)$/u
const LABEL = /^\s*\[?(?<label>\d{1,3}|[*†‡§]{1,3})[\]).]?(?=\s|\p{L}|["“‘])/u

export type Marks = { settle(text: string): string; leftOut(): number }

/** The number or sign a note begins with. */
export function labelOf(text: string): string | null {
  return LABEL.exec(text)?.groups?.['label'] ?? null
}

/** `labels` are those of all notes of the file. */
export function createMarks(labels: ReadonlySet<string>): Marks {
  let leftOut = 0
  return {
    settle: (text) =>
      text.replace(MARK, (_whole, mark: string, at: number) => {
        const numbers = mark.match(/\d+|[*†‡§]+/gu) ?? []
        const isNote = !UNIT.test(text.slice(Math.max(0, at - 6), at)) && numbers.every((number) => labels.has(number) || !/\d/u.test(number))
        if (!isNote) return Array.from(mark.replace(/[\s,]+$/u, ''), (sign) => SUPERSCRIPT[sign] ?? sign).join('')
        leftOut++
        return ''
      }),
    leftOut: () => leftOut,
  }
}
