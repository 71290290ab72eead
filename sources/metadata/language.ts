/** The language of a whole document by its commonest small words. Never of a line: short lines fool every detector. */

const WORDS: Readonly<Record<string, readonly string[]>> = {
  en: ['the', 'of', 'and', 'to', 'in', 'is', 'that', 'for', 'with', 'was', 'are', 'by', 'from', 'this', 'which', 'have'],
  es: ['el', 'los', 'las', 'que', 'y', 'en', 'del', 'por', 'con', 'una', 'para', 'su', 'como', 'más', 'se', 'al'],
  fr: ['le', 'les', 'des', 'et', 'est', 'dans', 'pour', 'une', 'qui', 'par', 'sur', 'du', 'aux', 'ou', 'être', 'ne'],
  de: ['der', 'die', 'und', 'das', 'von', 'den', 'mit', 'ist', 'für', 'auf', 'im', 'dem', 'nicht', 'ein', 'eine', 'zu'],
  pt: ['os', 'que', 'não', 'em', 'uma', 'para', 'com', 'dos', 'das', 'por', 'mais', 'ao', 'na', 'no', 'são', 'é'],
}
const FEWEST_WORDS = 40
const SAMPLE = 60_000
/** The winner's small words make at least this share of all words, and 1.5 times the next language's. */
const LEAST_SHARE = 0.08
const LEAST_LEAD = 1.5

/** An ISO 639-1 code, or null when the text is too short or no language stands out. */
export function detectLanguage(text: string): string | null {
  const words = text.slice(0, SAMPLE).toLowerCase().match(/\p{L}+/gu) ?? []
  if (words.length < FEWEST_WORDS) return null
  const counts = Object.entries(WORDS)
    .map(([language, small]) => ({ language, count: words.filter((word) => small.includes(word)).length }))
    .sort((a, b) => b.count - a.count)
  const [first, second] = counts
  if (first === undefined || second === undefined || first.count < words.length * LEAST_SHARE || first.count < second.count * LEAST_LEAD) return null
  return first.language
}
