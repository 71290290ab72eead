/** Boxes and rows of buttons between paragraphs: known by the company their lines keep. */
import { turnsToReader } from './housekeeping.ts'
import { isParagraph, type Judged, type Verdict } from './judged.ts'
import { looksLikeButton, looksLikeField, looksLikeInvitation } from './lines.ts'
import { isTeaser } from './shapes.ts'

/** More lines than these between two of the page are no box. */
const MOST_BOXED = 5
const MOST_IN_BOX = 12

/** Inside the article too: the field and the button beside an invitation to sign up. */
export function takeForms(blocks: readonly Judged[], verdicts: (Verdict | null)[]): void {
  blocks.forEach(({ words, text, block }, index) => {
    if (verdicts[index] !== null || words > 4 || block.role === 'row' || block.role === 'list') return
    const beside = [verdicts[index - 1], verdicts[index + 1]].some(
      (verdict) => verdict !== null && verdict !== undefined && ['newsletter', 'appeal', 'form', 'navigation-line'].includes(verdict.rule),
    )
    if (beside && looksLikeButton(text)) verdicts[index] = { kind: 'boilerplate:fundraising', reason: 'a field or button beside an invitation', rule: 'form' }
  })
}

/** A box between two paragraphs: several short lines, at least two of them fields, buttons or lines of the page. A line right above a paragraph may head it and stays. */
export function takeBoxes(blocks: readonly Judged[], verdicts: (Verdict | null)[], first: number): void {
  const isMarked = (index: number) =>
    (verdicts[index] ?? null) !== null || looksLikeField(blocks[index]?.text ?? '') || looksLikeInvitation(blocks[index]?.text ?? '')
  const isShort = (index: number) => {
    const judged = blocks[index]
    return (
      judged !== undefined &&
      judged.block.role !== 'row' &&
      judged.block.role !== 'list' &&
      ((verdicts[index] ?? null) !== null || isTeaser(judged) || (judged.words <= 24 && (turnsToReader(judged) || looksLikeInvitation(judged.text))))
    )
  }
  for (let from = first + 1; from < blocks.length; from++) {
    if (!isShort(from)) continue
    let end = from
    while (isShort(end)) end++
    const heads =
      blocks[end] !== undefined && isParagraph(blocks[end] as Judged) && !isMarked(end - 1) && !turnsToReader(blocks[end - 1] as Judged) ? end - 1 : end
    const marks = blocks.slice(from, heads).filter((_, offset) => isMarked(from + offset)).length
    const turned = blocks.slice(from, heads).filter((judged, offset) => !isMarked(from + offset) && turnsToReader(judged)).length
    if (heads - from >= 3 && heads - from <= MOST_IN_BOX && marks >= 1 && marks + turned >= 2)
      for (let index = from; index < heads; index++)
        verdicts[index] ??= { kind: 'boilerplate:fundraising', reason: 'one of several short lines around a form or buttons', rule: 'box' }
    from = end
  }
}

/** Short lines between two that belong to the page do too, once the title is past; a bare number beside a button counts its clicks. */
export function takeBetween(blocks: readonly Judged[], verdicts: (Verdict | null)[], first: number): void {
  const isNavigation = (index: number) => verdicts[index]?.kind === 'boilerplate:navigation'
  const isBetween = (index: number) => (verdicts[index] ?? null) === null && isBoxed(blocks[index])
  for (let from = first + 1; from < blocks.length; from++) {
    if (!isBetween(from) || (verdicts[from - 1] ?? null) === null) continue
    let end = from
    while (isBetween(end)) end++
    const boxed = (verdicts[end] ?? null) !== null && end - from <= MOST_BOXED && (isNavigation(from - 1) || isNavigation(end) || end - from > 1)
    if (boxed)
      for (let index = from; index < end; index++)
        verdicts[index] = { kind: 'boilerplate:navigation', reason: 'a short line between two lines of the page', rule: 'between-links' }
    from = end - 1
  }
  blocks.forEach((judged, index) => {
    if (
      verdicts[index] === null &&
      judged.block.role !== 'row' &&
      /^[\d.,]{1,7}[km]?$/iu.test(judged.text) &&
      (isNavigation(index + 1) || isNavigation(index - 1) || (/^\d{1,5}$/u.test(blocks[index + 1]?.text ?? '') && isNavigation(index + 2)))
    )
      verdicts[index] = { kind: 'boilerplate:navigation', reason: 'a number beside a button', rule: 'count' }
  })
}

/** "The day's best columns, every afternoon." */
function isVerbless({ block, text }: Judged): boolean {
  return (
    block.role === 'paragraph' &&
    !/\d|\p{L}ed\b|\b(?:is|are|was|were|had|has|have|will|would|can|could|must|said|says|did|does|do|I|he|she|they|we)\b/u.test(text)
  )
}

function isBoxed(judged: Judged | undefined): boolean {
  return judged !== undefined && (isTeaser(judged) || (judged.words <= 10 && (turnsToReader(judged) || isVerbless(judged))))
}
