/**
 * What stands above an article: which of the first lines is its title, and which of the others are the page's. A title is rarely the first line of a pasted page; it is the one with a
 * byline under it, or the one whose words the first paragraphs take up.
 */
import { isAboutLine, namesInLine } from '../metadata/lines.ts'
import type { Judged, Verdict } from './judged.ts'

const FEWEST_POINTS = 1.7
const LONGEST_TITLE = 30
/** In the first paragraph a short title is taken up among so many code units. */
const OPENING = 120

/** The line of `blocks` before `first` that is most likely the title; -1 where none is likely. */
export function titleIndex(blocks: readonly Judged[], verdicts: readonly (Verdict | null)[], first: number): number {
  const opening = blocks.slice(first, first + 3).map(({ text }) => text)
  const vocabulary = new Set(opening.flatMap(contentWords))
  let [best, most] = [-1, FEWEST_POINTS]
  for (let index = 0; index < first; index++) {
    const points = isCandidate(blocks[index], verdicts[index] ?? null) ? pointsOf(blocks, index, vocabulary, opening[0] ?? '') : 0
    if (points > most) [best, most] = [index, points]
  }
  return best
}

function isCandidate(judged: Judged | undefined, verdict: Verdict | null): boolean {
  if (judged === undefined || (verdict !== null && verdict.rule !== 'above-title')) return false
  const { block, text, words } = judged
  return words >= 1 && words <= LONGEST_TITLE && block.role !== 'row' && block.role !== 'list' && !text.endsWith('.') && !isAboutLine(text)
}

function pointsOf(blocks: readonly Judged[], index: number, vocabulary: ReadonlySet<string>, opening: string): number {
  const { text, words, block } = blocks[index] as Judged
  const own = contentWords(text)
  const shared = own.filter((word) => vocabulary.has(word)).length
  const bylined = [1, 2].some((behind) => isAboutLine(blocks[index + behind]?.text ?? ''))
  return (
    (words >= 4 ? 1 : 0) +
    (words >= 6 ? 0.5 : 0) +
    (bylined ? 1.5 : 0) +
    (own.length > 0 && shared / own.length >= 0.3 ? 1.2 : 0) +
    (words <= 4 && opening.slice(0, OPENING).includes(text) ? 2.5 : 0) +
    (block.role === 'heading' ? 0.3 : 0) -
    (words >= 2 && words <= 4 && namesInLine(text).length > 0 ? 1 : 0)
  )
}

function contentWords(text: string): string[] {
  return text.toLowerCase().match(/\p{L}{4,}/gu) ?? []
}
