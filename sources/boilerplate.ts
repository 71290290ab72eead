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
import { endsSentence, isParagraph, isReported, type Judged, type Verdict, type Zone } from './boilerplate/judged.ts'
import { housekeeping } from './boilerplate/housekeeping.ts'
import { isTeaserHeading, judgeLine, looksLikeButton, looksLikeField } from './boilerplate/lines.ts'
import { judgeContact, judgeHouse, judgeNotice } from './boilerplate/notices.ts'
import { isAboutLine, namesInLine } from './metadata/lines.ts'

export { bioName } from './boilerplate/bios.ts'

export type Circumstances = {
  /** The source's title where the format declares one. */
  title: string | null
  /** True for the folded words (model/fold.ts) of a block that stands in other texts of the same publisher as well. */
  seenElsewhere?: (folded: string) => boolean
}

/** Behind these a tail may still hold what belongs to the article. */
const OWN_HEADING = /^(?:(?:\d+\.?|[A-Z]\.)\s+)?(?:annex(?:es)?|appendi(?:x|ces)|acknowledge?ments?|funding|conclusions?|summary|abstract|references?|bibliography|notes?|endnotes?|footnotes?|sources?|works cited|see also|further reading|data availability|methodology?|agradecimientos|referencias|bibliograf[ií]a|notas|fuentes|anexos?|conclusi[oó]n(?:es)?)\b.{0,60}$/iu
const STRONG = new Set(['appeal', 'newsletter', 'disclaimer', 'editor-note', 'rights', 'contact', 'bio', 'navigation-line', 'pointer', 'first-published', 'standards', 'about-the-house', 'menu', 'cookies', 'teaser', 'elsewhere', 'disclosure', 'navigation-word'])
const LONGEST_LINE = 14
/** No rule for lines looks at longer ones. */
const LONGEST_POINTER = 26
/** Without one of these words nothing between the paragraphs of an article is taken: most blocks are let go here. */
const INLINE_CUE = /expressed|contained|expresad|©|copyright|newsletter|in-?box|mailing|e-?mail|bolet|correo|please|thank|supported|funded|donat|dona|member|subscri|suscr|support|gift|contribut|apoya|patron|journalism|fundrais|rights reserved/iu
/** So many paragraphs no rule takes may stand between signs behind the article. */
const MOST_STRANGERS = 4
/** Titles and bylines stand among so many first blocks. */
const TOP = 14
/** Masthead, title, subtitle, names: a head with more headings is a table of contents. */
const MOST_TITLES = 6

type Ground = Circumstances & { blocks: readonly Judged[]; isReference: (index: number) => boolean; authors: readonly string[]; teased: ReadonlySet<number>; discussed: (family: string) => boolean; isHousekeeping: (judged: Judged) => boolean }

/** The verdicts over all blocks, null where a block stays what the reader saw. O(n). */
export function judgeBlocks(blocks: readonly Judged[], isReference: (index: number) => boolean, circumstances: Circumstances): (Verdict | null)[] {
  const authors = blocks.slice(0, TOP).flatMap(({ text, words }) => (words <= 24 ? namesInLine(text) : []))
  const ground: Ground = { ...circumstances, blocks, isReference, authors, teased: teasers(blocks, isReference), discussed: lazily(blocks), isHousekeeping: housekeeping(blocks) }
  const { first, last } = articleOf(ground)
  const verdicts = blocks.map((_, index) => (isReference(index) ? null : judge(ground, index, zoneOf(index, first, last))))
  const repeated = judgeRepeated(blocks, circumstances.title, (index) => zoneOf(index, first, last))
  for (const [index, verdict] of repeated) if (!isReference(index)) verdicts[index] ??= verdict
  takeTail(ground, verdicts, last)
  takeTags(ground, verdicts, last)
  takeAbove(ground, verdicts, first)
  takeForms(blocks, verdicts)
  takeBetween(blocks, verdicts, first)
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
  let [passed, strangers] = [0, 0]
  while (last > first) {
    const ending = isReference(last) || isEnding(ground, last)
    if (!ending && (passed < 2 || strangers >= MOST_STRANGERS || !isBetweenSigns(ground, last))) break
    if (!ending) strangers++
    passed++
    last--
  }
  return { first, last }
}

function isParagraphOf(ground: Ground, index: number, zone: Zone): boolean {
  const judged = ground.blocks[index]
  return judged !== undefined && isParagraph(judged) && judge(ground, index, zone) === null
}

/** True for a block that may stand behind the article: taken by a rule, a heading or short line without a sentence, or the house about itself. */
function isEnding(ground: Ground, index: number): boolean {
  const judged = ground.blocks[index]
  return judged === undefined || judge(ground, index, 'tail') !== null || isSlogan(judged) || speaksForHouse(judged) || judgeHouse(judged) !== null || namesPrice(judged) || ground.isHousekeeping(judged)
}

/** A paragraph no rule takes, behind one that is plainly no article: it may be more of the same, so the search for the article's end goes on. The paragraph itself stays. */
function isBetweenSigns(ground: Ground, index: number): boolean {
  const [judged, previous] = [ground.blocks[index], judge(ground, index - 1, 'tail')]
  return judged !== undefined && judged.share > 0.5 && judged.words <= 60 && judged.block.role === 'paragraph' && previous !== null && STRONG.has(previous.rule) && previous.rule !== 'navigation-word'
}

function isSlogan({ block, text, words }: Judged): boolean {
  const open = !endsSentence(text) || /(?:^|[\s,])(?:\p{Lu}\.){2,}$/u.test(text) || (words <= 6 && text.endsWith('?'))
  return words <= LONGEST_LINE && block.role !== 'list' && block.role !== 'row' && open && !/[:;,]$/u.test(text)
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
    (zone === 'article' ? bioOfByline(ground, judged) : zone === 'head' && words > 60 ? null : judgeBio(judged, ground.authors, isUnderBioHeading(ground, index), ground.discussed)) ??
    (zone === 'tail' && isUnderAboutHeading(ground, index) ? judgeHouse(judged) : null) ??
    (zone === 'tail' && ground.teased.has(index) ? { kind: 'boilerplate:navigation', reason: 'the title of another article, listed behind this one', rule: 'teaser' } : null) ??
    (zone !== 'article' && words >= 2 && ground.seenElsewhere?.(foldWords(text)) === true ? { kind: 'boilerplate:navigation', reason: 'stands in other texts of the same publisher', rule: 'elsewhere' } : null)
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
  return /^about (?:us|the|our)\b.{0,50}$/iu.test(blocks[index - 1]?.text ?? '')
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
function takeTail({ blocks, isReference, isHousekeeping }: Ground, verdicts: (Verdict | null)[], last: number): void {
  let sign: Verdict | null = null
  for (let index = last + 1; index < blocks.length; index++) {
    const judged = blocks[index]
    const verdict = verdicts[index] ?? null
    if (verdict !== null && STRONG.has(verdict.rule)) sign = verdict
    if (judged === undefined || verdict !== null || sign === null || isReference(index)) continue
    if (sign.kind === 'boilerplate:fundraising' && namesPrice(judged) && !isReported(judged)) verdicts[index] = { kind: 'boilerplate:fundraising', reason: 'says what a gift pays for, behind an appeal', rule: 'gift' }
    else if (judgeHouse(judged) !== null) verdicts[index] = judgeHouse(judged)
    else if (speaksForHouse(judged)) verdicts[index] = { kind: 'boilerplate:fundraising', reason: 'the publisher speaks of itself, behind the article', rule: 'house' }
    else if (isHousekeeping(judged)) verdicts[index] = { kind: 'boilerplate:navigation', reason: 'speaks of the page and to its reader, behind the article', rule: 'housekeeping' }
    else if (OWN_HEADING.test(judged.text) || isParagraph(judged)) sign = null
    else if (isSlogan(judged)) verdicts[index] = { kind: ['boilerplate:fundraising', 'boilerplate:contact'].includes(sign.kind) ? sign.kind : 'boilerplate:navigation', reason: 'a line without a sentence, behind the article', rule: 'tail-line' }
  }
}

/** Two or more lines of a word or three right before the first sign of the tail: the tags of the article. Names, figures and dates stay. */
function takeTags({ blocks, isReference }: Ground, verdicts: (Verdict | null)[], last: number): void {
  const sign = verdicts.findIndex((verdict, index) => index > last && verdict !== null && STRONG.has(verdict.rule))
  let from = sign
  while (from > last + 1 && verdicts[from - 1] === null && !isReference(from - 1) && isTag(blocks[from - 1])) from--
  if (sign - from < 2) return
  for (let index = from; index < sign; index++) verdicts[index] = { kind: 'boilerplate:navigation', reason: 'one of the tags behind the article', rule: 'tag' }
}

function isTag(judged: Judged | undefined): boolean {
  return judged !== undefined && judged.words <= 3 && isSlogan(judged) && !/[\d#*]/u.test(judged.text) && !OWN_HEADING.test(judged.text) && !isAboutLine(judged.text) && namesInLine(judged.text).length === 0
}

/** Short lines above a row of links that itself stands above the title, and words in a row with such links. Without a title further down one of them may be it, and they stay. */
function takeAbove({ blocks, isReference }: Ground, verdicts: (Verdict | null)[], first: number): void {
  const lowest = verdicts.findLastIndex((verdict, index) => index < first && verdict !== null && ['menu', 'navigation-line', 'navigation-word', 'markup'].includes(verdict.rule))
  let end = lowest
  while (end >= 0 && end + 1 < first && isTag(blocks[end + 1]) && hasTitleBetween(blocks, verdicts, end + 1, first)) end++
  if (lowest < 0 || !hasTitleBetween(blocks, verdicts, end, first)) return
  for (let index = 0; index <= end; index++) {
    const judged = blocks[index]
    if (judged !== undefined && verdicts[index] === null && !isReference(index) && judged.words <= 5 && isSlogan(judged) && !isAboutLine(judged.text)) verdicts[index] = { kind: 'boilerplate:navigation', reason: 'a line above the title, among the navigation of the page', rule: 'above-title' }
  }
}

/** A line long enough for a title between the navigation and the first paragraph, so that nothing above it need be one. */
function hasTitleBetween(blocks: readonly Judged[], verdicts: readonly (Verdict | null)[], lowest: number, first: number): boolean {
  return blocks.some((judged, index) => index > lowest && index < first && verdicts[index] === null && judged.words >= 3 && judged.words <= 30 && !isAboutLine(judged.text) && namesInLine(judged.text).length === 0 && (judged.block.role === 'heading' || isAboutLine(blocks[index + 1]?.text ?? '')))
}

/** Inside the article too: the field and the button beside an invitation to sign up. */
function takeForms(blocks: readonly Judged[], verdicts: (Verdict | null)[]): void {
  blocks.forEach(({ words, text, block }, index) => {
    if (verdicts[index] !== null || words > 4 || block.role === 'row' || block.role === 'list') return
    const beside = [verdicts[index - 1], verdicts[index + 1]].some((verdict) => verdict !== null && verdict !== undefined && ['newsletter', 'appeal', 'form', 'navigation-line'].includes(verdict.rule))
    if (beside && looksLikeButton(text)) verdicts[index] = { kind: 'boilerplate:fundraising', reason: 'a field or button beside an invitation', rule: 'form' }
  })
}

/** A short line between two lines of navigation is a link among links, once the title is past; a bare number beside a button counts its clicks. */
function takeBetween(blocks: readonly Judged[], verdicts: (Verdict | null)[], first: number): void {
  const isNavigation = (index: number) => verdicts[index]?.kind === 'boilerplate:navigation'
  blocks.forEach((judged, index) => {
    if (verdicts[index] !== null || judged.block.role === 'row') return
    if (index > first && isNavigation(index - 1) && isNavigation(index + 1) && isTeaser(judged)) verdicts[index] = { kind: 'boilerplate:navigation', reason: 'a short line between two links', rule: 'between-links' }
    else if (/^[\d.,]{1,7}[km]?$/iu.test(judged.text) && (isNavigation(index + 1) || isNavigation(index - 1) || (/^\d{1,5}$/u.test(blocks[index + 1]?.text ?? '') && isNavigation(index + 2)))) verdicts[index] = { kind: 'boilerplate:navigation', reason: 'a number beside a button', rule: 'count' }
  })
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
    if (again && ((titles.has(key) && words >= 2) || (zone(index) === 'tail' && words >= 3))) found.set(index, { kind: 'boilerplate:repeated', reason: `repeats "${text.slice(0, 40)}" from above`, rule: 'repeated' })
  })
  return found
}

/** What could be the title: the declared one and the headings above the first paragraph, of which a table of contents has too many. */
function titlesOf(blocks: readonly Judged[], title: string | null, zone: (index: number) => Zone): Set<string> {
  const headings = blocks.slice(0, TOP).filter(({ block }, index) => block.role === 'heading' && (zone(index) === 'head' || index === 0))
  const few = headings.length <= MOST_TITLES ? headings : headings.slice(0, 1)
  return new Set([...(title === null ? [] : [title]), ...few.map(({ text }) => text)].map(lineKey))
}

/** Lines that differ in case and in signs at their ends are the same. */
function lineKey(text: string): string {
  return text.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
}

/** Tells whether a family name stands in a long paragraph; the words are gathered when first asked. */
function lazily(blocks: readonly Judged[]): (family: string) => boolean {
  let names: Set<string> | null = null
  return (family) => {
    names ??= new Set(blocks.flatMap((judged) => (judged.words > 14 && !/^\p{Lu}[\p{L}'’.-]+(?:\s\p{Lu}[\p{L}'’.-]+){1,3}\s(?:\([^)]*\)\s)?(?:is|was|es|studies|holds)\b/u.test(judged.text) ? (judged.text.match(/\p{Lu}[\p{L}\p{M}'’-]{2,}/gu) ?? []).map((word) => word.toLowerCase().replace(/['’]s$/u, '')) : [])))
    return names.has(family)
  }
}
