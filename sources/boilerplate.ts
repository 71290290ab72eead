/**
 * Which blocks are not the article: navigation, appeals, notices, contact details, notes on authors, repetition. Precision before recall: a sentence of the article must never be marked,
 * a leftover line may stay. Every decision names its rule and says in words what it saw.
 *
 * The article is found first: from its first paragraph that no rule takes to its last. Before and behind it the judges (boilerplate/) may be generous; between its paragraphs they believe
 * only what could be nothing else. Behind a strong sign in the tail, short lines without a sentence go with it.
 */
import { foldWords } from '#model/fold.ts'
import { judgeAppeal, namesPrice, speaksForHouse } from './boilerplate/appeals.ts'
import { isBioHeading, judgeBio } from './boilerplate/bios.ts'
import { isParagraph, isReported, type Judged, type Verdict, type Zone } from './boilerplate/judged.ts'
import { type Ending, endOfArticle } from './boilerplate/ending.ts'
import { titleIndex } from './boilerplate/head.ts'
import { housekeeping } from './boilerplate/housekeeping.ts'
import { isTeaserHeading, judgeLine, looksLikeField } from './boilerplate/lines.ts'
import { judgeContact, judgeHouse, judgeNotice } from './boilerplate/notices.ts'
import { isAboutLine, namesInLine } from './metadata/lines.ts'

import { takeBetween, takeBoxes, takeForms } from './boilerplate/boxes.ts'
import { type Circumstances, type Ground, isSlogan, isTeaser, lineKey, LONGEST_BLURB, STRONG } from './boilerplate/shapes.ts'
import { takeContents, takeDeeds, takeLines, takeTail, takeTeased } from './boilerplate/tail.ts'

export type { Circumstances } from './boilerplate/shapes.ts'
export { bioName } from './boilerplate/bios.ts'

/** No rule for lines looks at longer ones. */
const LONGEST_POINTER = 26
/** Without one of these words nothing between the paragraphs of an article is taken: most blocks are let go here. */
const INLINE_CUE =
  /expressed|contained|expresad|©|copyright|newsletter|in-?box|mailing|e-?mail|bolet|correo|please|thank|supported|funded|donat|dona|member|subscri|suscr|support|gift|contribut|apoya|patron|journalism|fundrais|rights reserved|brought to you|sponsor|promo|you agree|free articles/iu
/** Titles and bylines stand among so many first blocks. */
const TOP = 14
/** Masthead, title, subtitle, names: a head with more headings is a table of contents. */
const MOST_TITLES = 6
/** So many short lines above the title are a menu, though no word of them is known. */
const FEWEST_LINKS = 4
/** A date in figures, which bylines hold. */
const DATED = /\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\bmin(?:ute)?s?\b/u
/** Between a stray sentence at the top and the article stand more lines than these. */
const FEWEST_STRAYED = 3
const LONGEST_STRAY = 14
const FURTHEST_START = 60

/** The verdicts over all blocks, null where a block stays what the reader saw. O(n). */
export function judgeBlocks(blocks: readonly Judged[], isReference: (index: number) => boolean, circumstances: Circumstances): (Verdict | null)[] {
  const authors = blocks.slice(0, TOP).flatMap(({ text, words }) => (words <= 24 ? namesInLine(text) : []))
  const ground: Ground = {
    ...circumstances,
    blocks,
    isReference,
    authors,
    teased: teasers(blocks, isReference),
    discussed: lazily(blocks),
    isHousekeeping: housekeeping(blocks),
  }
  const { stray, first, last } = articleOf(ground)
  const verdicts = blocks.map((_, index) => (isReference(index) ? null : judge(ground, index, zoneOf(index, first, last))))
  const repeated = judgeRepeated(blocks, circumstances.title, (index) => zoneOf(index, first, last))
  for (const [index, verdict] of repeated) if (!isReference(index)) verdicts[index] ??= verdict
  takeTail(ground, verdicts, last)
  takeLines(ground, verdicts, last)
  takeTeased(blocks, verdicts, last)
  for (const [index, where] of ground.teased)
    if (where === 'inside' && index > first)
      verdicts[index] ??= { kind: 'boilerplate:navigation', reason: 'the title of another article, listed inside this one', rule: 'teaser' }
  takeDeeds(ground, verdicts, last)
  takeContents(blocks, verdicts)
  takeHead(ground, verdicts, first, stray)
  takeForms(blocks, verdicts)
  takeBoxes(blocks.slice(0, last + 1), verdicts, first)
  takeBetween(blocks, verdicts, first)
  return verdicts
}

function zoneOf(index: number, first: number, last: number): Zone {
  return index < first ? 'head' : index > last ? 'tail' : 'article'
}

/** The first and the last paragraph that no rule takes, and the first such before stray lines are passed over; the whole text when there is none. */
function articleOf(ground: Ground): { stray: number; first: number; last: number } {
  const { blocks, isReference } = ground
  let first = 0
  while (first < blocks.length && (isReference(first) || !isParagraphOf(ground, first, 'head'))) first++
  const stray = first
  first = pastStrayLines(ground, first)
  if (first === blocks.length) return { stray: 0, first: 0, last: blocks.length - 1 }
  const last = endOfArticle(blocks, first, (index) => endingOf(ground, index))
  return { stray, first, last }
}

/** A short sentence with nothing but short lines behind it, and paragraphs further down, is a slogan or a notice above the article. */
function pastStrayLines(ground: Ground, from: number): number {
  const { blocks, isReference } = ground
  let first = from
  for (let index = from + 1; index < Math.min(blocks.length, from + FURTHEST_START); index++) {
    const judged = blocks[first]
    const bylined = blocks.slice(first + 1, index).some(({ text, words }) => words <= 24 && isAboutLine(text))
    if (judged === undefined || judged.words > (bylined ? LONGEST_BLURB : LONGEST_STRAY)) break
    if (isReference(index) || !isParagraphOf(ground, index, 'head')) continue
    if (index - first <= FEWEST_STRAYED) break
    first = index
  }
  return first
}

function isParagraphOf(ground: Ground, index: number, zone: Zone): boolean {
  const judged = ground.blocks[index]
  return judged !== undefined && isParagraph(judged) && !(judged.words <= 24 && isAboutLine(judged.text)) && judge(ground, index, zone) === null
}

/** Taken by a rule, or the house about itself; a short line without a sentence; a reference; or none of these. */
function endingOf(ground: Ground, index: number): Ending {
  const judged = ground.blocks[index]
  if (judged === undefined || ground.isReference(index)) return 'own'
  const verdict = judge(ground, index, 'tail')
  if (verdict !== null)
    return verdict.rule === 'navigation-word' || isParagraph(judged) ? (verdict.rule === 'bio' || STRONG.has(verdict.rule) ? 'sign' : 'line') : 'sign'
  if (speaksForHouse(judged) || judgeHouse(judged) !== null || namesPrice(judged) || ground.isHousekeeping(judged)) return 'line'
  return isSlogan(judged) ? 'line' : 'strange'
}

function judge(ground: Ground, index: number, zone: Zone): Verdict | null {
  const judged = ground.blocks[index]
  if (judged === undefined) return null
  const { block, text, words } = judged
  if (block.role === 'navigation') return { kind: 'boilerplate:navigation', reason: block.reason, rule: 'markup' }
  if (block.role === 'running') return { kind: 'boilerplate:running', reason: block.reason, rule: 'running' }
  if (ground.title !== null && text === ground.title) return null
  const edge = zone === 'head' && isHeadingOf(ground, index) ? 'article' : zone
  if (zone === 'article' && (words > LONGEST_POINTER || block.role === 'row') && !INLINE_CUE.test(text)) return bioOfByline(ground, judged)
  const reported = isReported(judged)
  return (
    judgeLine(judged, edge, isAmongFields(ground, index), zone !== 'article') ??
    (reported ? null : (judgeNotice(judged, zone) ?? judgeAppeal(judged, zone) ?? judgeContact(judged, zone))) ??
    (zone === 'article'
      ? bioOfByline(ground, judged)
      : zone === 'head' && words > 60
        ? null
        : judgeBio(judged, ground.authors, isUnderBioHeading(ground, index), ground.discussed)) ??
    (zone === 'tail' && isUnderAboutHeading(ground, index) ? (judgeHouse(judged) ?? houseNamedAbove(ground, index)) : null) ??
    (zone === 'tail' && ground.teased.get(index) === 'behind'
      ? { kind: 'boilerplate:navigation', reason: 'the title of another article, listed behind this one', rule: 'teaser' }
      : null) ??
    (zone !== 'article' && words >= 2 && ground.seenElsewhere?.(foldWords(text)) === true
      ? { kind: 'boilerplate:navigation', reason: 'stands in other texts of the same publisher', rule: 'elsewhere' }
      : null)
  )
}

/** A paragraph of the second half that opens with the whole name of the byline introduces the author, whatever stands behind it. */
function bioOfByline({ authors, discussed }: Ground, judged: Judged): Verdict | null {
  const named = judged.share > 0.5 && judged.block.role === 'paragraph' && authors.some((author) => author.includes(' ') && judged.text.startsWith(author))
  return named && !isReported(judged) ? judgeBio(judged, authors, false, discussed) : null
}

/** A line before the article with a paragraph right under it heads that paragraph, unless it ends a row of buttons. */
function isHeadingOf({ blocks }: Ground, index: number): boolean {
  const [previous, next] = [blocks[index - 1], blocks[index + 1]]
  return next !== undefined && isParagraph(next) && (previous === undefined || judgeLine(previous, 'head', false) === null)
}

function isAmongFields({ blocks }: Ground, index: number): boolean {
  return [blocks[index - 1], blocks[index + 1]].some((other) => other !== undefined && other.words <= 5 && looksLikeField(other.text))
}

function isUnderAboutHeading({ blocks }: Ground, index: number): boolean {
  return /^about (?:us|the|our|\p{L})\b.{0,50}$/iu.test(blocks[index - 1]?.text ?? '') || /^About \p{Lu}/u.test(blocks[index - 1]?.text ?? '')
}

/** "About Lanark College" over a paragraph that names Lanark College. */
function houseNamedAbove({ blocks }: Ground, index: number): Verdict | null {
  const name = /^About (?:the )?(\p{Lu}.{2,60})$/u.exec(blocks[index - 1]?.text ?? '')?.[1]
  const judged = blocks[index]
  return name !== undefined && judged !== undefined && judged.words <= 120 && judged.text.includes(name)
    ? { kind: 'boilerplate:contact', reason: 'introduces the organization behind the text', rule: 'about-the-house' }
    : null
}

function isUnderBioHeading({ blocks }: Ground, index: number): boolean {
  return [1, 2, 3].some((back) => isBioHeading(blocks[index - back]?.text ?? '')) && (blocks[index]?.share ?? 0) > 0.3
}

/** Short lines under "Most read" and its like, up to the next block that a rule takes or the end. Where a paragraph follows instead, they head it and stay. */
function teasers(blocks: readonly Judged[], isReference: (index: number) => boolean): Map<number, 'inside' | 'behind'> {
  const found = new Map<number, 'inside' | 'behind'>()
  for (let index = 0; index < blocks.length; index++) {
    const heading = blocks[index]
    if (heading === undefined || heading.words > 6 || (heading.share < 0.4 && judgeLine(heading, 'article', false) === null) || !isTeaserHeading(heading.text))
      continue
    let next = index + 1
    while (next < blocks.length && !isReference(next) && isTeaser(blocks[next])) next++
    const behind = blocks[next]
    const headsParagraph = behind !== undefined && isParagraph(behind) && judgeAppeal(behind, 'tail') === null && judgeNotice(behind, 'tail') === null
    // Inside an article only under a heading that could be nothing else, and never the line right above a paragraph.
    if (headsParagraph && judgeLine(heading, 'article', false) === null) continue
    for (let inside = index + 1; inside < (headsParagraph ? next - 1 : next); inside++) found.set(inside, headsParagraph ? 'inside' : 'behind')
    index = next - 1
  }
  return found
}

/** Short lines above the title where the page's navigation stands among them or there are several; below it lines beside a button. A line that heads the first paragraph stays. */
function takeHead({ blocks, isReference, title }: Ground, verdicts: (Verdict | null)[], first: number, stray: number): void {
  const declared = title === null ? -1 : blocks.findIndex(({ text }, index) => index < first && text === title)
  const likely = declared >= 0 ? declared : titleIndex(blocks, verdicts, stray)
  const at = likely >= 0 ? likely : titleIndex(blocks, verdicts, first)
  if (at < 0) return
  const isFree = (index: number) => {
    const judged = blocks[index]
    return (
      judged !== undefined &&
      (verdicts[index] ?? null) === null &&
      !isReference(index) &&
      judged.words <= 6 &&
      isSlogan(judged) &&
      !isAboutLine(judged.text) &&
      !DATED.test(judged.text) &&
      (index < at - 1 || namesInLine(judged.text).length === 0)
    )
  }
  const above = blocks
    .map((_, index) => index)
    .filter(
      (index) =>
        index < at &&
        isFree(index) &&
        !(
          index === at - 1 &&
          (blocks[index]?.words ?? 0) >= 4 &&
          !/\s[/»›>|]\s|^(?:sign|log|subscribe|search|become|download|listen|skip|choose|select|change|accept|reject|view)\b/iu.test(blocks[index]?.text ?? '')
        ),
    )
  const isNavigated = verdicts.some((verdict, index) => index < at && verdict !== null)
  if (isNavigated || above.length >= FEWEST_LINKS)
    for (const index of above)
      verdicts[index] = { kind: 'boilerplate:navigation', reason: 'a line above the title, among the navigation of the page', rule: 'above-title' }
  for (let index = at + 1; index < first; index++) {
    const beside = (other: number) => other > at && verdicts[other]?.kind === 'boilerplate:navigation'
    if (
      isFree(index) &&
      (blocks[index]?.words ?? 0) <= 3 &&
      (beside(index - 1) || (beside(index + 1) && !isReference(index + 1))) &&
      !isParagraph(blocks[index + 1] as Judged)
    )
      verdicts[index] = { kind: 'boilerplate:navigation', reason: 'a short line beside a button, below the title', rule: 'beside-button' }
  }
}

/** The title once more, and behind the article later copies of a line. Two chapters may share a heading, and a table of contents holds all of them: these stay. */
function judgeRepeated(blocks: readonly Judged[], title: string | null, zone: (index: number) => Zone): Map<number, Verdict> {
  const seen = new Set<string>()
  const found = new Map<number, Verdict>()
  const titles = titlesOf(blocks, title, zone)
  blocks.forEach(({ block, text, words }, index) => {
    if (words > 30 || block.role === 'row' || block.role === 'list' || block.role === 'navigation' || block.role === 'reference') return
    const key = lineKey(text)
    if (key === '') return
    const again = seen.has(key)
    seen.add(key)
    if (again && ((titles.has(key) && words >= 2) || (zone(index) === 'tail' && words >= 3)))
      found.set(index, { kind: 'boilerplate:repeated', reason: `repeats "${text.slice(0, 40)}" from above`, rule: 'repeated' })
  })
  return found
}

/** What could be the title: the declared one and the headings above the first paragraph, of which a table of contents has too many. */
function titlesOf(blocks: readonly Judged[], title: string | null, zone: (index: number) => Zone): Set<string> {
  const headings = blocks.slice(0, TOP).filter(({ block }, index) => block.role === 'heading' && (zone(index) === 'head' || index === 0))
  const few = headings.length <= MOST_TITLES ? headings : headings.slice(0, 1)
  return new Set([...(title === null ? [] : [title]), ...few.map(({ text }) => text)].map(lineKey))
}

/** Tells whether a family name stands in a long paragraph; the words are gathered when first asked. */
function lazily(blocks: readonly Judged[]): (family: string) => boolean {
  let names: Set<string> | null = null
  return (family) => {
    names ??= new Set(
      blocks.flatMap((judged) =>
        judged.words > 14 && !/^\p{Lu}[\p{L}'’.-]+(?:\s\p{Lu}[\p{L}'’.-]+){1,3}\s(?:\([^)]*\)\s)?(?:is|was|es|studies|holds)\b/u.test(judged.text)
          ? (judged.text.match(/\p{Lu}[\p{L}\p{M}'’-]{2,}/gu) ?? []).map((word) => word.toLowerCase().replace(/['’]s$/u, ''))
          : [],
      ),
    )
    return names.has(family)
  }
}
