/** Lines of the page and not of the text: running heads and feet, page numbers, line numbers. A line counts when it comes again at the same height on other pages. */
import type { Line } from './lines.ts'

export type PdfPage = { number: number; lines: readonly Line[]; bottom: number; height: number }

/** How far from the page's edge a running line stands, as a share of its height; and how many lines there at most. */
const MARGIN = 0.12
const MOST_LINES = 4
/** Heights of the same line on two pages differ less than this, in points. */
const SAME_HEIGHT = 8
const PAGE_NUMBER = /^[\s\-–—|•[\]()]*(?:(?:page|seite|página|pagina|p\.|s\.)\s*)?(?:\d{1,6}|[ivxlc]{1,7}|[A-Z]{1,2}[-–.]\d{1,4})(?:\s*(?:\/|of|von|de|di|sur)\s*\d{1,4})?[\s\-–—|•[\]()]*$/iu

/** Reason by line. */
export function runningLines(pages: readonly PdfPage[]): ReadonlyMap<Line, string> {
  const found = new Map<Line, string>()
  const zones = pages.map((page) => ({ page, head: zone(page, true), foot: zone(page, false) }))
  for (const side of ['head', 'foot'] as const) {
    markRepeated(zones.map((one) => one[side]), side, found)
    markCounting(zones.map(({ page, [side]: lines }) => ({ number: page.number, lines })), side, found)
  }
  markTurned(pages, found)
  for (const { head, foot, page } of zones) {
    unmarkInner(head, found, (other, line) => other.base > line.base + 2)
    unmarkInner(foot, found, (other, line) => other.base < line.base - 2)
    for (const zoned of [head, foot]) unmarkClose(page.lines, zoned, found)
    markNumbers(page, found)
    markLineNumbers(page, found)
  }
  markArtifacts(pages, found)
  return found
}

/** The outermost lines of a page's margin, from the edge inwards. */
function zone({ lines, bottom, height }: PdfPage, head: boolean): Line[] {
  const edge = head ? bottom + height * (1 - MARGIN) : bottom + height * MARGIN
  const inside = lines.filter((line) => line.turn === lines[0]?.turn && (head ? line.base > edge : line.base < edge))
  const heights = [...new Set(inside.map(({ base }) => Math.round(base)))].sort((a, b) => (head ? b - a : a - b)).slice(0, MOST_LINES)
  return inside.filter(({ base }) => heights.includes(Math.round(base)))
}

/** Digits change from page to page, the words stay. */
function keyOf(line: Line): string {
  return line.text.toLowerCase().replace(/[\d\s\p{P}\p{S}]+/gu, '')
}

function markRepeated(zones: readonly (readonly Line[])[], side: 'head' | 'foot', found: Map<Line, string>): void {
  const groups = new Map<string, { line: Line; page: number }[]>()
  zones.forEach((lines, page) => {
    for (const line of lines) {
      const key = keyOf(line)
      if (key !== '' && line.text.length <= 200) groups.set(key, [...(groups.get(key) ?? []), { line, page }])
    }
  })
  const fewest = zones.length <= 6 ? 2 : 3
  for (const group of groups.values()) {
    for (const { line, page } of group) {
      const like = group.filter((other) => other.page !== page && Math.abs(other.line.base - line.base) < SAME_HEIGHT && sizeOf(other.line, line))
      const others = new Set(like.map((other) => other.page)).size
      if (others + 1 >= fewest) found.set(line, `a running ${side} of the pages, on ${others + 1} of ${zones.length}`)
    }
  }
}

/** A line further in than one that does not come again is text: the head of a table that stands on many pages. */
function unmarkInner(lines: readonly Line[], found: Map<Line, string>, isFurtherOut: (other: Line, line: Line) => boolean): void {
  const text = lines.filter((line) => !found.has(line) && !PAGE_NUMBER.test(line.text))
  for (const line of lines) if (text.some((other) => isFurtherOut(other, line))) found.delete(line)
}

/** Lines as close to the text as its own lines are to each other, in the same letters, are its first or last ones, however often they come. */
function unmarkClose(lines: readonly Line[], zone: readonly Line[], found: Map<Line, string>): void {
  const text = lines.filter((line) => !found.has(line))
  for (const line of zone) {
    if (found.has(line) && text.some((other) => other.font === line.font && sizeOf(other, line) && Math.abs(other.base - line.base) < line.size * 1.7 && Math.min(other.to, line.to) > Math.max(other.from, line.from))) found.delete(line)
  }
}

/** Outermost lines that carry a number which grows with the pages: heads that name the section and the page. */
function markCounting(zones: readonly { number: number; lines: readonly Line[] }[], side: 'head' | 'foot', found: Map<Line, string>): void {
  const groups = new Map<number, { line: Line; page: number }[]>()
  for (const { number, lines } of zones) {
    const outermost = lines.reduce<Line | null>((edge, line) => (edge === null || (side === 'head' ? line.base > edge.base : line.base < edge.base) ? line : edge), null)
    for (const line of lines.filter(({ base }) => outermost !== null && Math.abs(base - outermost.base) < 2)) {
      const written = /^(\d{1,5})(?!\d|[.,]\d)|(?<![\d.,])(\d{1,5})$/u.exec(line.text)
      const value = written?.[1] ?? written?.[2]
      if (value !== undefined) groups.set(Number(value) - number, [...(groups.get(Number(value) - number) ?? []), { line, page: number }])
    }
  }
  for (const group of groups.values()) {
    const pages = new Set(group.map(({ page }) => page)).size
    if (pages >= 3) for (const { line } of group) found.set(line, `a running ${side} with the number of the page`)
  }
}

/** The same words up the margin of several pages. */
function markTurned(pages: readonly PdfPage[], found: Map<Line, string>): void {
  const groups = new Map<string, Line[]>()
  for (const { lines } of pages) for (const line of lines) if (line.turn !== lines[0]?.turn && keyOf(line) !== '') groups.set(keyOf(line), [...(groups.get(keyOf(line)) ?? []), line])
  for (const group of groups.values()) if (group.length >= 3) for (const line of group) found.set(line, `words up the margin, on ${group.length} of ${pages.length} pages`)
}

function sizeOf(a: Line, b: Line): boolean {
  return Math.abs(a.size - b.size) < 1
}

/** The outermost line above or below all others that holds a number and nothing else. */
function markNumbers(page: PdfPage, found: Map<Line, string>): void {
  for (const head of [true, false]) {
    for (const line of zone(page, head)) {
      if (found.has(line)) continue
      if (PAGE_NUMBER.test(line.text)) found.set(line, 'the number of the page')
      // What stands further in is text.
      break
    }
  }
}

const FEWEST_LINE_NUMBERS = 8

/** Numbers that count the lines of a transcript or bill at its margin. */
function markLineNumbers({ lines }: PdfPage, found: Map<Line, string>): void {
  const numbers = lines.filter(({ text }) => /^\d{1,3}$/u.test(text))
  if (numbers.length < FEWEST_LINE_NUMBERS || numbers.length < lines.length * 0.2) return
  const rising = [...numbers].sort((a, b) => b.base - a.base)
  const steps = rising.slice(1).map((line, index) => Number(line.text) - Number(rising[index]?.text))
  if (steps.filter((step) => step === 1 || step === 5).length < steps.length * 0.8) return
  for (const line of numbers) found.set(line, 'a number that counts the lines of the page')
}

/** What a tagged file itself calls decoration, as long as it is at the margin and little. */
function markArtifacts(pages: readonly PdfPage[], found: Map<Line, string>): void {
  const all = pages.flatMap(({ lines }) => lines)
  const letters = (lines: readonly Line[]) => lines.reduce((sum, { text }) => sum + text.length, 0)
  if (letters(all.filter(({ artifact }) => artifact)) > letters(all) * 0.15) return
  for (const page of pages) {
    const atEdge = new Set([...zone(page, true), ...zone(page, false)])
    for (const line of page.lines) if (line.artifact && atEdge.has(line) && !found.has(line)) found.set(line, 'a line that the file marks as part of the page and not of the text')
  }
}
