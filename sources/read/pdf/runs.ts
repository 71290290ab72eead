/**
 * The text runs of a PDF page in a frame in which reading goes to the right and down: a run's `u` grows along its line, `v` grows upwards. A rotated page or a
 * note up the margin has a frame of its own; upright CJK columns become lines.
 */
import type { PDFPageProxy } from 'pdfjs-dist/types/src/display/api.js'
import { IMPORT_LIMITS } from '../../limits.ts'
import { hasArabic, ligatureRepairs, repairWords } from './ligatures.ts'
import { type Tag, tagsOf } from './tags.ts'

/** `from`–`to` along the line, `base` the height of the baseline, all in points. `turn` is the frame's angle in degrees. */
export type Run = { text: string; from: number; to: number; base: number; size: number; font: string; rtl: boolean; turn: number; tag: Tag | null; artifact: boolean }

/** `width` and `height` of the page as its main frame sees it; `bottom` the height of its lower edge there. */
export type PageRuns = { runs: readonly Run[]; bottom: number; height: number; outside: number; language: string | null }

/** What pdf.js hands out, as far as it is used. */
type Item = { str: string; dir: string; transform: readonly number[]; width: number; height: number; fontName: string } | { type: string; id?: string | null; tag?: string }

export class TooMuch extends Error {
  override readonly name = 'TooMuch'
}

/** `spent` counts runs over the whole file, `showText` as in `ligatureRepairs`. Throws TooMuch beyond the bounds. */
export async function runsOf(page: PDFPageProxy, number: number, spent: { runs: number }, showText: number): Promise<PageRuns> {
  const tree = await page.getStructTree()
  const tags = tagsOf(tree as never)
  const reader = page.streamTextContent({ includeMarkedContent: true }).getReader()
  const collect = createCollector(page.view as readonly number[], tags)
  let language: string | null = null
  for (;;) {
    const { done, value } = (await reader.read()) as { done: boolean; value?: { items: readonly Item[]; styles: Record<string, { vertical?: boolean }>; lang?: string | null } }
    if (done || value === undefined) break
    language = value.lang ?? language
    spent.runs += value.items.length
    for (const item of value.items) collect.take(item, value.styles)
    const tooMuch =
      collect.count() > IMPORT_LIMITS.runsOnPage ? `Page ${number} holds more than ${IMPORT_LIMITS.runsOnPage.toLocaleString('en-US')} pieces of text.` : spent.runs > IMPORT_LIMITS.runs ? `The file holds more than ${IMPORT_LIMITS.runs.toLocaleString('en-US')} pieces of text.` : null
    if (tooMuch !== null) {
      const error = new TooMuch(tooMuch)
      await reader.cancel(error)
      throw error
    }
  }
  for (const field of await fieldsOf(page)) collect.take(field, {})
  const result = collect.result()
  if (!result.runs.some((run) => run.rtl && hasArabic(run.text))) return { ...result, language }
  const repairs = await ligatureRepairs(page, showText)
  return { ...result, runs: result.runs.map((run) => (run.rtl ? { ...run, text: repairWords(run.text, repairs) } : run)), language }
}

/** What people wrote into the fields of a form: it stands in no line of the page. As runs at the place of their field. */
async function fieldsOf(page: PDFPageProxy): Promise<Item[]> {
  const annotations = (await page.getAnnotations({ intent: 'display' })) as readonly { fieldType?: string; fieldValue?: unknown; hidden?: boolean; rect?: readonly number[] }[]
  return annotations.flatMap(({ fieldType, fieldValue, hidden, rect = [] }) => {
    const [left = 0, bottom = 0, right = 0, top = 0] = rect
    if ((fieldType !== 'Tx' && fieldType !== 'Ch') || typeof fieldValue !== 'string' || hidden === true) return []
    const size = Math.min(10, Math.max(4, top - bottom))
    return fieldValue.split(/[\r\n]+/u).map((line, index) => ({ str: line, dir: 'ltr', transform: [size, 0, 0, size, left + 2, Math.max(bottom, top - size * 1.1 * (index + 1))], width: Math.max(1, right - left - 4), height: size, fontName: 'field' }))
  })
}

function createCollector(view: readonly number[], tags: ReadonlyMap<string, Tag>) {
  const [left = 0, bottom = 0, right = 0, top = 0] = view
  const runs: Run[] = []
  const drawn = new Set<string>()
  const open: { tag: Tag | null; artifact: boolean }[] = []
  const letters = new Map<number, number>()
  let outside = 0
  let items = 0
  const take = (item: Item, styles: Record<string, { vertical?: boolean }>): void => {
    items++
    if (!('str' in item)) {
      if (item.type.startsWith('begin')) open.push({ tag: (item.id ? tags.get(item.id) : undefined) ?? open.at(-1)?.tag ?? null, artifact: item.tag === 'Artifact' || (open.at(-1)?.artifact ?? false) })
      else if (item.type.startsWith('end')) open.pop()
      return
    }
    const text = clean(item.str)
    if (text.trim() === '') return
    const [a = 1, b = 0, c = 0, d = 1, x = 0, y = 0] = item.transform
    if (x < left - 2 || x > right + 2 || y < bottom - 2 || y > top + 2) {
      outside++
      return
    }
    // A program that prints bold by printing twice.
    const place = `${Math.round(x)},${Math.round(y)},${text}`
    if (drawn.has(place)) return
    drawn.add(place)
    const vertical = styles[item.fontName]?.vertical === true
    const turn = vertical ? -90 : quarter((Math.atan2(b, a) * 180) / Math.PI)
    const size = Math.hypot(c, d) || item.height || 1
    const length = vertical ? item.height : item.width
    const { u, v } = inFrame(x, y, turn)
    letters.set(turn, (letters.get(turn) ?? 0) + text.length)
    runs.push({ text, from: u, to: u + Math.max(0, length), base: v, size, font: item.fontName, rtl: item.dir === 'rtl', turn, tag: open.at(-1)?.tag ?? null, artifact: open.at(-1)?.artifact ?? false })
  }
  return {
    take,
    count: () => items,
    result() {
      const main = [...letters].sort((one, other) => other[1] - one[1])[0]?.[0] ?? 0
      const heights = [[left, bottom], [left, top], [right, bottom], [right, top]].map(([x = 0, y = 0]) => inFrame(x, y, main).v)
      const floor = Math.min(...heights)
      // What runs another way than most of the page is read after it.
      return { runs: [...runs.filter(({ turn }) => turn === main), ...runs.filter(({ turn }) => turn !== main)], bottom: floor, height: Math.max(...heights) - floor, outside }
    },
  }
}

/** The nearest quarter turn; a slanted line (a scan laid askew) counts with it. */
function quarter(angle: number): number {
  const turned = Math.round(angle / 90) * 90
  return turned === -180 ? 180 : turned
}

function inFrame(x: number, y: number, turn: number): { u: number; v: number } {
  if (turn === 90) return { u: y, v: -x }
  if (turn === -90) return { u: -y, v: x }
  return turn === 180 ? { u: -x, v: -y } : { u: x, v: y }
}

/** Control characters are no text; the bullets of sign fonts are bullets; non-breaking blanks are blanks. */
function clean(text: string): string {
  return text.replace(/[\t\r\n]/gu, ' ').replace(/[\p{Cc}\u200b\ufeff]/gu, '').replace(/[\uf0b7\uf0a7\uf0a8\uf076\uf0d8\uf0fc]/gu, '•').replace(/\u00a0/gu, ' ').replace(PRESENTATION, (form) => form.normalize('NFKC'))
}

/** Letters as a font draws them (ligatures, Hebrew and Arabic shapes by place in the word), which nobody types or searches for. */
const PRESENTATION = /[\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufbb1\ufbd3-\ufdfb\ufe70-\ufefc]/gu
