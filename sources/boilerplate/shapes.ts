/** What the passes over a page share: what they know of it, and the shapes of short lines. */
import { isAboutLine, namesInLine } from '../metadata/lines.ts'
import { endsSentence, type Judged } from './judged.ts'

export type Circumstances = {
  /** The source's title where the format declares one. */
  title: string | null
  /** True for the folded words (model/fold.ts) of a block that stands in other texts of the same publisher as well. */
  seenElsewhere?: (folded: string) => boolean
}

export type Ground = Circumstances & {
  blocks: readonly Judged[]
  isReference: (index: number) => boolean
  authors: readonly string[]
  teased: ReadonlyMap<number, 'inside' | 'behind'>
  discussed: (family: string) => boolean
  isHousekeeping: (judged: Judged) => boolean
}

/** Behind these a tail may still hold what belongs to the article. */
export const OWN_HEADING =
  /^(?:(?:\d+\.?|[A-Z]\.)\s+)?(?:annex(?:es)?|appendi(?:x|ces)|acknowledge?ments?|funding|conclusions?|summary|abstract|references?|bibliography|notes?|endnotes?|footnotes?|sources?|works cited|see also|further reading|data availability|methodology?|agradecimientos|referencias|bibliograf[ií]a|notas|fuentes|anexos?|conclusi[oó]n(?:es)?)\b.{0,60}$/iu
export const STRONG = new Set([
  'appeal',
  'newsletter',
  'disclaimer',
  'editor-note',
  'rights',
  'contact',
  'bio',
  'navigation-line',
  'pointer',
  'first-published',
  'standards',
  'about-the-house',
  'menu',
  'cookies',
  'teaser',
  'elsewhere',
  'disclosure',
  'navigation-word',
])
export const LONGEST_LINE = 14
export const LONGEST_BLURB = 30

export function isSlogan({ block, text, words }: Judged): boolean {
  const open = !endsSentence(text) || /(?:^|[\s,])(?:\p{Lu}\.){2,}$/u.test(text) || (words <= 6 && text.endsWith('?'))
  return words <= LONGEST_LINE && block.role !== 'list' && block.role !== 'row' && open && !/[:;,]$/u.test(text)
}

export function isTeaser(judged: Judged | undefined): boolean {
  return (
    judged !== undefined &&
    judged.words <= LONGEST_LINE &&
    !/[.;:,]["'”’)]?$/u.test(judged.text) &&
    judged.block.role !== 'row' &&
    !OWN_HEADING.test(judged.text)
  )
}

export function isTag(judged: Judged | undefined): boolean {
  return (
    judged !== undefined &&
    judged.words <= 3 &&
    isSlogan(judged) &&
    !/[\d#*]/u.test(judged.text) &&
    !OWN_HEADING.test(judged.text) &&
    !isAboutLine(judged.text) &&
    namesInLine(judged.text).length === 0
  )
}

/** Lines that differ in case and in signs at their ends are the same. */
export function lineKey(text: string): string {
  return text.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
}
