/**
 * PDF files with a text layer: runs → lines → reading order → paragraphs, page by page, then what only the whole file tells (running heads, the usual letter, notes
 * and their marks). A file of pictures is `scanned`, one whose letters make no words `poor-ocr`.
 */
import { IMPORT_LIMITS } from '../limits.ts'
import { declaredTitle } from './declared.ts'
import { type Line, linesOf } from './pdf/lines.ts'
import { type Vocabulary, vocabularyOf } from './pdf/join.ts'
import { createMarks, labelsOf } from './pdf/marks.ts'
import { openPdf, type Opened } from './pdf/open.ts'
import { withInitials } from './pdf/initials.ts'
import { inReadingOrder } from './pdf/order.ts'
import { lookOf, type Part, partsOf } from './pdf/paragraphs.ts'
import { rubbishIn } from './pdf/rubbish.ts'
import { runsOf, TooMuch } from './pdf/runs.ts'
import { type PdfPage, runningLines } from './pdf/running.ts'
import { write } from './pdf/write.ts'
import { type Declared, NOTHING_DECLARED, type ReadOutcome, refused } from './reading.ts'

const MEDIA_TYPE = 'application/pdf'
/** A page with fewer letters and digits than this, beside running lines and numbers, has no text to speak of. */
const FEWEST_SIGNS = 6

export async function readPdf(bytes: Uint8Array): Promise<ReadOutcome> {
  const opened = await openPdf(bytes)
  if ('outcome' in opened) return opened
  try {
    return await readOpened(opened, bytes)
  } catch (error) {
    if (error instanceof TooMuch) return refused(error.message)
    // What pdf.js throws at a damaged page has no class of its own.
    if (error instanceof Error) return refused('The pages of the PDF cannot be read: the file is damaged.')
    throw error
  } finally {
    await opened.close()
  }
}

type Found = { pages: PdfPage[]; unread: number[]; outside: number; language: string | null }

async function readOpened({ document, showText }: Opened, bytes: Uint8Array): Promise<ReadOutcome> {
  const count = document.numPages
  if (count > IMPORT_LIMITS.pages) return refused(`The PDF has ${count.toLocaleString('en-US')} pages; the limit is ${IMPORT_LIMITS.pages.toLocaleString('en-US')}. Split it, or import the part you need.`)
  const found = await readPages(document, count, showText)
  const running = runningLines(found.pages)
  const full = found.pages.filter(({ lines }) => signsIn(lines.filter((line) => !running.has(line))) >= FEWEST_SIGNS)
  const all = found.pages.flatMap(({ lines }) => lines)
  if (full.length === 0 && holdsPicture(bytes)) return { outcome: 'scanned', reason: 'The PDF holds pictures of pages and no text. Run it through a text recognition (OCR) program and add the result.' }
  if (all.length === 0) return refused(found.unread.length > 0 ? 'The pages of the PDF cannot be read: the file is damaged.' : 'The PDF holds no text.')
  const rubbish = rubbishIn(all.map(({ text }) => text))
  if (rubbish !== null) return { outcome: 'poor-ocr', reason: `${rubbish} Run it through a text recognition (OCR) program again and add the result.` }
  const words = vocabularyOf(all.map(({ text }) => text))
  const parts = arrange(found.pages, running, words)
  const marks = createMarks(labelsOf(parts))
  const { text, blocks, pages } = write(parts, words, marks)
  const empty = found.pages.filter((page) => !full.includes(page) && page.lines.length === 0).map(({ number }) => number)
  return { text, blocks, declared: await declaredIn(document, found.language), mediaType: MEDIA_TYPE, pages, pageCount: count, warnings: warningsOf(found, empty, holdsPicture(bytes), marks.leftOut()) }
}

async function readPages(document: Opened['document'], count: number, showText: number): Promise<Found> {
  const found: Found = { pages: [], unread: [], outside: 0, language: null }
  const spent = { runs: 0 }
  for (let number = 1; number <= count; number++) {
    try {
      const page = await document.getPage(number)
      const { runs, bottom, height, outside, language } = await runsOf(page, number, spent, showText)
      found.pages.push({ number, lines: inReadingOrder(linesOf(runs)), bottom, height })
      found.outside += outside
      found.language ??= language
      page.cleanup()
    } catch (error) {
      if (!(error instanceof Error) || error instanceof TooMuch) throw error
      found.unread.push(number)
    }
  }
  return found
}

function signsIn(lines: readonly Line[]): number {
  return lines.reduce((sum, { text }) => sum + (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0), 0)
}

/** Every picture is a stream, and the description of a stream is never packed. */
function holdsPicture(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return buffer.includes('/Image')
}

/** Parts by page; running lines before and behind the text of theirs. */
function arrange(pages: readonly PdfPage[], running: ReadonlyMap<Line, string>, words: Vocabulary): Part[][] {
  const look = lookOf(pages.flatMap(({ lines }) => lines.filter((line) => !running.has(line))))
  return pages.map((page) => {
    const asRunning = (line: Line): Part => ({ role: 'running', reason: running.get(line) ?? '', level: null, lines: [line], page: page.number })
    const middle = page.bottom + page.height / 2
    const aside = page.lines.filter((line) => running.has(line))
    const parts = partsOf(withInitials(page.lines.filter((line) => !running.has(line)), look.size, words), page.number, look, page)
    return [...aside.filter(({ base }) => base >= middle).map(asRunning), ...parts.filter(({ role }) => role !== 'reference'), ...parts.filter(({ role }) => role === 'reference'), ...aside.filter(({ base }) => base < middle).map(asRunning)]
  })
}

async function declaredIn(document: Opened['document'], language: string | null): Promise<Declared> {
  const { info, metadata } = (await document.getMetadata()) as { info: Record<string, unknown>; metadata: { get(name: string): unknown } | null }
  const get = (name: string, xmp: string) => {
    const value = info[name] ?? metadata?.get(xmp)
    const written = Array.isArray(value) ? value.join('; ') : value
    return typeof written === 'string' ? written.replace(/[\p{Cc}\s]+/gu, ' ').trim().slice(0, 500) : ''
  }
  const created = /^D:(\d{4})(\d{2})(\d{2})/u.exec(get('CreationDate', ''))
  return {
    ...NOTHING_DECLARED,
    title: declaredTitle(get('Title', 'dc:title')),
    authors: get('Author', 'dc:creator').split(/\s*[;|]\s*/u).filter((name) => /^\p{L}.*\s.*\p{L}/u.test(name) && name.length <= 120),
    language: /^[a-z]{2,3}(?:-[A-Za-z]{2,4})?$/.exec(language ?? get('Language', ''))?.[0] ?? null,
    created: created ? `${created[1]}-${created[2]}-${created[3]}` : null,
  }
}

function warningsOf({ unread, outside }: Found, empty: readonly number[], pictures: boolean, marks: number): string[] {
  const pages = (numbers: readonly number[]) => (numbers.length === 1 ? `Page ${numbers[0]}` : `Pages ${numbers.slice(0, 8).join(', ')}${numbers.length > 8 ? ` and ${numbers.length - 8} more` : ''}`)
  return [
    ...(unread.length > 0 ? [`${pages(unread)} could not be read: the file is damaged there.`] : []),
    ...(empty.length > 0 && pictures ? [`${pages(empty)} ${empty.length === 1 ? 'holds' : 'hold'} no text, perhaps pictures of pages.`] : []),
    ...(outside > 0 ? ['Text that stands outside of the pages was left out.'] : []),
    ...(marks > 0 ? [`${marks === 1 ? 'One raised mark of a note was' : `${marks} raised marks of notes were`} left out of the sentences; the notes are kept.`] : []),
  ]
}
