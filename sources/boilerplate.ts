/**
 * Which blocks are not the article: navigation, appeals, notices, contact details, notes on authors, repetition. Precision before recall: a sentence of the article must never be marked,
 * a leftover line may stay. Every decision names its rule and says in words what it saw.
 *
 * The article is found first: from its first paragraph that no rule takes to its last. Before and behind it the judges (boilerplate/) may be generous; between its paragraphs they believe
 * only what could be nothing else. Behind a strong sign in the tail, short lines without a sentence go with it.
 */
import { foldWords } from '#model/fold.ts'
import { judgeAppeal, speaksForHouse } from './boilerplate/appeals.ts'
import { isBioHeading, judgeBio } from './boilerplate/bios.ts'
import { endsSentence, isParagraph, type Judged, type Verdict, type Zone } from './boilerplate/judged.ts'
import { isTeaserHeading, judgeLine, looksLikeField } from './boilerplate/lines.ts'
import { judgeContact, judgeHouse, judgeNotice } from './boilerplate/notices.ts'
import { namesInLine } from './metadata/lines.ts'

export { bioName } from './boilerplate/bios.ts'

export type Circumstances = {
  /** The source's title where the format declares one. */
  title: string | null
  /** True for the folded words (model/fold.ts) of a block that stands in other texts of the same publisher as well. */
  seenElsewhere?: (folded: string) => boolean
}

/** Behind these a tail may still hold what belongs to the article. */
const OWN_HEADING = /^(?:(?:\d+\.?|[A-Z]\.)\s+)?(?:annex(?:es)?|appendi(?:x|ces)|acknowledge?ments?|funding|conclusions?|summary|abstract|references?|bibliography|notes?|endnotes?|footnotes?|sources?|works cited|see also|further reading|data availability|methodology?|agradecimientos|referencias|bibliograf[ií]a|notas|fuentes|anexos?|conclusi[oó]n(?:es)?)\b.{0,60}$/iu
const STRONG = new Set(['appeal', 'newsletter', 'disclaimer', 'editor-note', 'rights', 'contact', 'bio', 'navigation-line', 'pointer', 'first-published', 'standards', 'about-the-house', 'menu', 'cookies', 'teaser', 'elsewhere'])
const LONGEST_LINE = 14
/** Titles and bylines stand among so many first blocks. */
const TOP = 14
/** A line with this many words that comes again is a running title, not a heading that two chapters share. */
const RUNNING_WORDS = 5

type Ground = Circumstances & { blocks: readonly Judged[]; isReference: (index: number) => boolean; authors: readonly string[]; teased: ReadonlySet<number>; discussed: (family: string) => boolean }

/** The verdicts over all blocks, null where a block stays what the reader saw. O(n). */
export function judgeBlocks(blocks: readonly Judged[], isReference: (index: number) => boolean, circumstances: Circumstances): (Verdict | null)[] {
  const authors = blocks.slice(0, TOP).flatMap(({ text, words }) => (words <= 24 ? namesInLine(text) : []))
  const ground: Ground = { ...circumstances, blocks, isReference, authors, teased: teasers(blocks, isReference), discussed: lazily(blocks) }
  const { first, last } = articleOf(ground)
  const verdicts = blocks.map((_, index) => (isReference(index) ? null : judge(ground, index, zoneOf(index, first, last))))
  const repeated = judgeRepeated(blocks, circumstances.title, (index) => zoneOf(index, first, last))
  for (const [index, verdict] of repeated) if (!isReference(index)) verdicts[index] ??= verdict
  takeTail(ground, verdicts, last)
  return verdicts
}

function zoneOf(index: number, first: number, last: number): Zone {
  return index < first ? 'head' : index > last ? 'tail' : 'article'
}

/** The first and the last paragraph that no rule takes; the whole text when there is none. */
function articleOf(ground: Ground): { first: number; last: number } {
  const { blocks, isReference } = ground
  let first = 0
  while (first < blocks.length && (isReference(first) || !isParagraphOf(ground, first, 'head'))) first++
  if (first === blocks.length) return { first: 0, last: blocks.length - 1 }
  let last = blocks.length - 1
  while (last > first && (isReference(last) || isEnding(ground, last))) last--
  return { first, last }
}

function isParagraphOf(ground: Ground, index: number, zone: Zone): boolean {
  const judged = ground.blocks[index]
  return judged !== undefined && isParagraph(judged) && judge(ground, index, zone) === null
}

/** True for a block that may stand behind the article: taken by a rule, a heading or short line without a sentence, or the house about itself. */
function isEnding(ground: Ground, index: number): boolean {
  const judged = ground.blocks[index]
  return judged === undefined || judge(ground, index, 'tail') !== null || isSlogan(judged) || speaksForHouse(judged)
}

function isSlogan({ block, text, words }: Judged): boolean {
  return words <= LONGEST_LINE && block.role !== 'list' && block.role !== 'row' && !endsSentence(text) && !/[:;,]$/u.test(text)
}

function judge(ground: Ground, index: number, zone: Zone): Verdict | null {
  const judged = ground.blocks[index]
  if (judged === undefined) return null
  const { block, text, words } = judged
  if (block.role === 'navigation') return { kind: 'boilerplate:navigation', reason: block.reason, rule: 'markup' }
  if (block.role === 'running') return { kind: 'boilerplate:running', reason: block.reason, rule: 'running' }
  if (ground.title !== null && text === ground.title) return null
  const edge = zone === 'head' && isHeadingOf(ground, index) ? 'article' : zone
  return (
    judgeLine(judged, edge, isAmongFields(ground, index)) ??
    judgeNotice(judged, zone) ??
    judgeAppeal(judged, zone) ??
    judgeContact(judged, zone) ??
    (zone === 'article' || (zone === 'head' && words > 60) ? null : judgeBio(judged, ground.authors, isUnderBioHeading(ground, index), ground.discussed)) ??
    (zone === 'tail' ? judgeHouse(judged) : null) ??
    (zone === 'tail' && ground.teased.has(index) ? { kind: 'boilerplate:navigation', reason: 'the title of another article, listed behind this one', rule: 'teaser' } : null) ??
    (zone !== 'article' && words >= 2 && ground.seenElsewhere?.(foldWords(text)) === true ? { kind: 'boilerplate:navigation', reason: 'stands in other texts of the same publisher', rule: 'elsewhere' } : null)
  )
}

/** A line before the article with a paragraph right under it heads that paragraph, unless it ends a row of buttons. */
function isHeadingOf({ blocks }: Ground, index: number): boolean {
  const [previous, next] = [blocks[index - 1], blocks[index + 1]]
  return next !== undefined && isParagraph(next) && (previous === undefined || judgeLine(previous, 'head', false) === null)
}

function isAmongFields({ blocks }: Ground, index: number): boolean {
  return [blocks[index - 1], blocks[index + 1]].some((other) => other !== undefined && other.words <= 5 && looksLikeField(other.text))
}

function isUnderBioHeading({ blocks }: Ground, index: number): boolean {
  return [1, 2, 3].some((back) => isBioHeading(blocks[index - back]?.text ?? '')) && (blocks[index]?.share ?? 0) > 0.3
}

/** Short lines under "Most read" and its like, up to the next block that a rule takes or the end. Where a paragraph follows instead, they head it and stay. */
function teasers(blocks: readonly Judged[], isReference: (index: number) => boolean): Set<number> {
  const found = new Set<number>()
  for (let index = 0; index < blocks.length; index++) {
    const heading = blocks[index]
    if (heading === undefined || heading.share < 0.4 || heading.words > 6 || !isTeaserHeading(heading.text)) continue
    let next = index + 1
    while (next < blocks.length && !isReference(next) && isTeaser(blocks[next])) next++
    const behind = blocks[next]
    const headsParagraph = behind !== undefined && isParagraph(behind) && judgeAppeal(behind, 'tail') === null && judgeNotice(behind, 'tail') === null
    if (!headsParagraph) for (let inside = index + 1; inside < next; inside++) found.add(inside)
    index = next - 1
  }
  return found
}

function isTeaser(judged: Judged | undefined): boolean {
  return judged !== undefined && judged.words <= LONGEST_LINE && !/[.;:,]["'”’)]?$/u.test(judged.text) && judged.block.role !== 'row' && !OWN_HEADING.test(judged.text)
}

/** Behind the first strong sign in the tail: lines without a sentence, and the house about itself. A line takes the kind of the appeal or contact it stands behind. */
function takeTail({ blocks, isReference }: Ground, verdicts: (Verdict | null)[], last: number): void {
  let sign: Verdict | null = null
  for (let index = last + 1; index < blocks.length; index++) {
    const judged = blocks[index]
    const verdict = verdicts[index] ?? null
    if (verdict !== null && STRONG.has(verdict.rule)) sign = verdict
    if (judged === undefined || verdict !== null || sign === null || isReference(index)) continue
    if (speaksForHouse(judged)) verdicts[index] = { kind: 'boilerplate:fundraising', reason: 'the publisher speaks of itself, behind the article', rule: 'house' }
    else if (OWN_HEADING.test(judged.text)) sign = null
    else if (isSlogan(judged)) verdicts[index] = { kind: ['boilerplate:fundraising', 'boilerplate:contact'].includes(sign.kind) ? sign.kind : 'boilerplate:navigation', reason: 'a line without a sentence, behind the article', rule: 'tail-line' }
  }
}

/** The title once more, and later copies of lines that are no sentence. The first copy stays, and so does a sentence that an article repeats. */
function judgeRepeated(blocks: readonly Judged[], title: string | null, zone: (index: number) => Zone): Map<number, Verdict> {
  const seen = new Set<string>()
  const found = new Map<number, Verdict>()
  const titles = new Set([title, ...blocks.slice(0, TOP).flatMap(({ block, text }, index) => (block.role === 'heading' && (zone(index) === 'head' || index === 0) ? [text] : []))].filter((one) => one !== null).map(foldWords))
  blocks.forEach(({ block, text, words }, index) => {
    if (words > 30 || block.role === 'row' || block.role === 'list' || block.role === 'navigation' || block.role === 'reference') return
    const key = foldWords(text)
    if (key === '') return
    const again = seen.has(key)
    seen.add(key)
    const isTitle = titles.has(key) && words >= 2
    const edge = zone(index) !== 'article' && words >= 3
    const running = words >= RUNNING_WORDS && !endsSentence(text)
    if (again && (isTitle || edge || running)) found.set(index, { kind: 'boilerplate:repeated', reason: `repeats "${text.slice(0, 40)}" from above`, rule: 'repeated' })
  })
  return found
}

/** Tells whether a family name stands in a long paragraph; the words are gathered when first asked. */
function lazily(blocks: readonly Judged[]): (family: string) => boolean {
  let names: Set<string> | null = null
  return (family) => {
    names ??= new Set(blocks.flatMap((judged) => (judged.words > 14 && !/^\p{Lu}[\p{L}'’.-]+(?:\s\p{Lu}[\p{L}'’.-]+){1,3}\s(?:\([^)]*\)\s)?(?:is|was|es|studies|holds)\b/u.test(judged.text) ? (judged.text.match(/\p{Lu}[\p{L}\p{M}'’-]{2,}/gu) ?? []).map((word) => word.toLowerCase().replace(/['’]s$/u, '')) : [])))
    return names.has(family)
  }
}
