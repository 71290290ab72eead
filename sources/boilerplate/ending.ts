/**
 * Where the article ends. Read from the end, blocks that are plainly the page speak for its tail, paragraphs speak against it, the longer the more; the tail is the stretch for which
 * most speaks. So a comment or a teaser between buttons does not end the search, and two paragraphs in a row do.
 */
import { isParagraph, type Judged } from './judged.ts'

/** What a block says about the tail: `sign` is the page for certain, `line` may be its, `own` is neither. */
export type Ending = 'sign' | 'line' | 'own' | 'strange'

const WEIGHTS: Readonly<Record<Exclude<Ending, 'strange'>, number>> = { sign: 1.5, line: 0.7, own: 0.2 }
/** Words that weigh as much as one sign more against the tail. */
const WORDS_PER_POINT = 8
/** So long a paragraph is one of the article rather than a comment. */
const PROSE_WORDS = 15
const MOST_PROSE = 2
const FURTHEST_BACK = 14

/** The index of the article's last block, at least `first`. O(n). */
export function endOfArticle(blocks: readonly Judged[], first: number, endingOf: (index: number) => Ending): number {
  let [end, sum, best, prose] = [blocks.length - 1, 0, 0, 0]
  for (let index = end; index > first; index--) {
    const judged = blocks[index]
    if (judged === undefined) continue
    const ending = endingOf(index)
    if (ending === 'strange' && isLong(judged) && ++prose >= MOST_PROSE) break
    if (ending === 'sign') prose = 0
    sum += ending === 'strange' ? -1 - judged.words / WORDS_PER_POINT : WEIGHTS[ending]
    if (sum < best - FURTHEST_BACK) break
    if (ending !== 'strange' && sum >= best) [best, end] = [sum, index - 1]
  }
  return end
}

function isLong(judged: Judged): boolean {
  return judged.words >= PROSE_WORDS || (judged.words >= 6 && !isParagraph(judged))
}
