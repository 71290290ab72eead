/**
 * Arabic letters that a font draws as one sign (lam and alef) come out of pdf.js the wrong way round: it turns the letters of a line into reading order one by one,
 * those of a ligature too. The drawing instructions still hold the signs whole; from them the words are put right. To be dropped when pdf.js keeps ligatures together.
 */
import type { PDFPageProxy } from 'pdfjs-dist/types/src/display/api.js'

const ARABIC = /[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]/u
/** Instructions of a page beyond which it is left as it is. */
const MOST_INSTRUCTIONS = 500_000

export function hasArabic(text: string): boolean {
  return ARABIC.test(text)
}

/** Right word by wrong word, for one page. `showText` is the number pdf.js gives that instruction. */
export async function ligatureRepairs(page: PDFPageProxy, showText: number): Promise<ReadonlyMap<string, string>> {
  const { fnArray, argsArray } = await page.getOperatorList()
  const repairs = new Map<string, string>()
  if (fnArray.length > MOST_INSTRUCTIONS) return repairs
  fnArray.forEach((instruction, index) => {
    if (instruction === showText) for (const word of wordsOf((argsArray[index] as unknown[] | undefined)?.[0])) addRepair(repairs, word)
  })
  return repairs
}

/** The words of an instruction, each as the signs in the order they are drawn. */
function wordsOf(glyphs: unknown): string[][] {
  const words: string[][] = [[]]
  for (const glyph of Array.isArray(glyphs) ? glyphs : []) {
    const letters = (glyph as { unicode?: unknown } | null)?.unicode
    if (typeof letters !== 'string') continue
    if (letters.trim() === '') words.push([])
    else words.at(-1)?.push(letters.normalize('NFKC'))
  }
  return words
}

function addRepair(repairs: Map<string, string>, signs: readonly string[]): void {
  if (!signs.some((sign) => sign.length > 1 && ARABIC.test(sign))) return
  const wrong = Array.from(signs.join('')).reverse().join('')
  const right = signs.toReversed().join('')
  if (wrong !== right) repairs.set(wrong, right)
}

export function repairWords(text: string, repairs: ReadonlyMap<string, string>): string {
  return text.replace(/\S+/gu, (word) => repairs.get(word) ?? word)
}
