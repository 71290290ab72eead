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
import { type Ending, endOfArticle } from './boilerplate/ending.ts'
import { titleIndex } from './boilerplate/head.ts'
import { housekeeping, turnsToReader } from './boilerplate/housekeeping.ts'
import { isTeaserHeading, judgeLine, looksLikeButton, looksLikeField, looksLikeInvitation } from './boilerplate/lines.ts'
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
const OWN_HEADING =
  /^(?:(?:\d+\.?|[A-Z]\.)\s+)?(?:annex(?:es)?|appendi(?:x|ces)|acknowledge?ments?|funding|conclusions?|summary|abstract|references?|bibliography|notes?|endnotes?|footnotes?|sources?|works cited|see also|further reading|data availability|methodology?|agradecimientos|referencias|bibliograf[ií]a|notas|fuentes|anexos?|conclusi[oó]n(?:es)?)\b.{0,60}$/iu
const STRONG = new Set([
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
const LONGEST_LINE = 14
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
/** More lines than these between two of the page are no box. */
const MOST_BOXED = 5
/** A date in figures, which bylines hold. */
const DATED = /\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\bmin(?:ute)?s?\b/u
/** Between a stray sentence at the top and the article stand more lines than these. */
const FEWEST_STRAYED = 3
const LONGEST_STRAY = 14
const FURTHEST_START = 60
const MOST_IN_BOX = 12
const EDIT_MARK = /\s?\[(?:edit|editar)\]$|(?<=\p{Ll})Edit$/u
const LONGEST_BLURB = 30
/** A sentence below this may be a reader's comment between buttons. */
const SHORT_COMMENT = 15

type Ground = Circumstances & {
  blocks: readonly Judged[]
  isReference: (index: number) => boolean
  authors: readonly string[]
  teased: ReadonlyMap<number, 'inside' | 'behind'>
  discussed: (family: string) => boolean
  isHousekeeping: (judged: Judged) => boolean
}

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

function isTeaser(judged: Judged | undefined): boolean {
  return (
    judged !== undefined &&
    judged.words <= LONGEST_LINE &&
    !/[.;:,]["'”’)]?$/u.test(judged.text) &&
    judged.block.role !== 'row' &&
    !OWN_HEADING.test(judged.text)
  )
}

/** Behind a strong sign in the tail: the house about itself and the page to its reader, as long as no paragraph of another kind stands between. */
function takeTail({ blocks, isReference, isHousekeeping }: Ground, verdicts: (Verdict | null)[], last: number): void {
  let sign: Verdict | null = null
  for (let index = last + 1; index < blocks.length; index++) {
    const judged = blocks[index]
    const verdict = verdicts[index] ?? null
    if (verdict !== null && STRONG.has(verdict.rule)) sign = verdict
    if (judged === undefined || verdict !== null || sign === null || isReference(index)) continue
    if (sign.kind === 'boilerplate:fundraising' && namesPrice(judged) && !isReported(judged))
      verdicts[index] = { kind: 'boilerplate:fundraising', reason: 'says what a gift pays for, behind an appeal', rule: 'gift' }
    else if (judgeHouse(judged) !== null) verdicts[index] = judgeHouse(judged)
    else if (speaksForHouse(judged))
      verdicts[index] = { kind: 'boilerplate:fundraising', reason: 'the publisher speaks of itself, behind the article', rule: 'house' }
    else if (isHousekeeping(judged) || turnsToReader(judged))
      verdicts[index] = { kind: 'boilerplate:navigation', reason: 'speaks of the page and to its reader, behind the article', rule: 'housekeeping' }
    else if (OWN_HEADING.test(judged.text) || (isParagraph(judged) && judged.words >= SHORT_COMMENT)) sign = null
  }
}

/** Runs of lines without a sentence in the tail that touch a strong sign. A line takes the kind of the appeal or contact it stands behind. Names, dates and figures right behind the article stay: it may be signed. */
function takeLines({ blocks, isReference, authors }: Ground, verdicts: (Verdict | null)[], last: number): void {
  const isStrong = (index: number) => index > last && STRONG.has(verdicts[index]?.rule ?? '')
  const isLine = (index: number) => {
    const judged = blocks[index]
    return (
      judged !== undefined &&
      (verdicts[index] ?? null) === null &&
      !isReference(index) &&
      !OWN_HEADING.test(judged.text) &&
      (isSlogan(judged) || (judged.words <= 5 && judged.text.endsWith(':')))
    )
  }
  let signed = false
  for (let from = last + 1; from < blocks.length; from++) {
    signed ||= isStrong(from)
    if (!isLine(from)) continue
    let end = from
    while (isLine(end)) end++
    const before = verdicts[from - 1] ?? null
    if (isStrong(from - 1) || (isStrong(end) && (signed || end - from > 1))) {
      for (let index = from; index < end; index++) {
        const judged = blocks[index]
        if (judged === undefined || (!signed && !(isName(judged, authors) && end - from > 1) && (!isTag(judged) || !isTagged(blocks, from, end)))) continue
        verdicts[index] = isName(judged, authors)
          ? { kind: 'boilerplate:bio', reason: "the author's name again, behind the article", rule: 'bio' }
          : lineVerdict(before)
      }
    }
    from = end - 1
  }
}

/** Titles of other articles under their heading, each with a sentence on what it is about, in a list behind this one. */
function takeTeased(blocks: readonly Judged[], verdicts: (Verdict | null)[], last: number): void {
  const isListed = (index: number) => isTeaser(blocks[index]) && !isParagraph(blocks[index] as Judged)
  const isListing = (index: number) => ['tail-line', 'teaser', 'between-links', 'blurb'].includes(verdicts[index]?.rule ?? '')
  // One pair could be a title and a paragraph of this article: another pair must follow, right under the heading.
  const isPaired = (index: number) => {
    const [heading, next] = [blocks[index - 2], blocks[index + 2]]
    return (
      heading !== undefined &&
      heading.words <= 6 &&
      isTeaserHeading(heading.text) &&
      isListed(index + 1) &&
      next !== undefined &&
      isParagraph(next) &&
      next.words <= LONGEST_BLURB
    )
  }
  let listed = false
  for (let index = last + 1; index < blocks.length; index++) {
    const judged = blocks[index]
    const above = verdicts[index - 1] ?? null
    if (judged === undefined) continue
    if (judged.words <= 6 && isTeaserHeading(judged.text)) listed = !/resources|reading/iu.test(judged.text)
    if (verdicts[index] !== null || !listed) continue
    const isBlurb =
      isParagraph(judged) &&
      judged.words <= LONGEST_BLURB &&
      above !== null &&
      isListing(index - 1) &&
      (verdicts[index - 2]?.rule === 'blurb-text' || isPaired(index))
    if (isBlurb) verdicts[index] = { kind: 'boilerplate:navigation', reason: 'what another article is about, listed behind this one', rule: 'blurb-text' }
    else if (isListed(index))
      verdicts[index] = { kind: 'boilerplate:navigation', reason: 'another article and what it is about, listed behind this one', rule: 'blurb' }
    else listed = false
  }
}

/** "Kessler led the program": what is said of an author whose name stands right above it, behind the article. */
function takeDeeds({ blocks, authors }: Ground, verdicts: (Verdict | null)[], last: number): void {
  for (let index = last + 2; index < blocks.length; index++) {
    const judged = blocks[index]
    if (judged === undefined || verdicts[index] !== null || judged.words > 80 || isReported(judged)) continue
    const named = [1, 2].some((back) =>
      authors.some(
        (author) =>
          index - back > last &&
          blocks[index - back]?.text === author &&
          (judged.text.startsWith(`${author.split(' ').at(-1) ?? author} `) || /^(?:He|She|They)\s/u.test(judged.text)),
      ),
    )
    if (named) verdicts[index] = { kind: 'boilerplate:bio', reason: 'says what an author named above it does', rule: 'bio' }
  }
}

/** The numbered lines of a table of contents: two or more that name a heading further down. */
function takeContents(blocks: readonly Judged[], verdicts: (Verdict | null)[]): void {
  const below = new Map(blocks.map(({ text, words }, index) => [words <= 12 ? lineKey(text.replace(EDIT_MARK, '')) : '', index]))
  const isEntry = (index: number) => {
    const entry = /^\d{1,2}(?:\.\d{1,2})*\.?\s+(\S.*)$/u.exec(blocks[index]?.text ?? '')?.[1]
    return entry !== undefined && (blocks[index]?.words ?? 0) <= 12 && (below.get(lineKey(entry)) ?? -1) > index
  }
  for (let index = 0; index < blocks.length; index++)
    if (verdicts[index] === null && isEntry(index) && (isEntry(index - 1) || isEntry(index + 1)))
      verdicts[index] = { kind: 'boilerplate:navigation', reason: 'names a heading further down, in a table of contents', rule: 'contents' }
  const isRepeated = (index: number) =>
    verdicts[index] === null &&
    (blocks[index]?.words ?? 99) <= 6 &&
    isSlogan(blocks[index] as Judged) &&
    (below.get(lineKey(blocks[index]?.text ?? '')) ?? -1) > index
  blocks.forEach(({ text }, heading) => {
    if (!/^(?:jump to|on this page|in this (?:article|report|briefing)|(?:table of )?contents)\s?:?$/iu.test(text)) return
    for (let index = heading + 1; isRepeated(index); index++)
      verdicts[index] = { kind: 'boilerplate:navigation', reason: 'names a heading further down, in a table of contents', rule: 'contents' }
  })
}

function lineVerdict(sign: Verdict | null): Verdict {
  const kind = sign !== null && ['boilerplate:fundraising', 'boilerplate:contact'].includes(sign.kind) ? sign.kind : 'boilerplate:navigation'
  return { kind, reason: 'a line without a sentence, behind the article', rule: 'tail-line' }
}

function isName(judged: Judged | undefined, authors: readonly string[]): boolean {
  return judged !== undefined && authors.includes(judged.text)
}

/** Two or more lines of a word or three in a row: tags. */
function isTagged(blocks: readonly Judged[], from: number, end: number): boolean {
  return end - from > 1 && blocks.slice(from, end).filter(isTag).length > 1
}

function isTag(judged: Judged | undefined): boolean {
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

/** Inside the article too: the field and the button beside an invitation to sign up. */
function takeForms(blocks: readonly Judged[], verdicts: (Verdict | null)[]): void {
  blocks.forEach(({ words, text, block }, index) => {
    if (verdicts[index] !== null || words > 4 || block.role === 'row' || block.role === 'list') return
    const beside = [verdicts[index - 1], verdicts[index + 1]].some(
      (verdict) => verdict !== null && verdict !== undefined && ['newsletter', 'appeal', 'form', 'navigation-line'].includes(verdict.rule),
    )
    if (beside && looksLikeButton(text)) verdicts[index] = { kind: 'boilerplate:fundraising', reason: 'a field or button beside an invitation', rule: 'form' }
  })
}

/** A box between two paragraphs: several short lines, at least two of them fields, buttons or lines of the page. A line right above a paragraph may head it and stays. */
function takeBoxes(blocks: readonly Judged[], verdicts: (Verdict | null)[], first: number): void {
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
function takeBetween(blocks: readonly Judged[], verdicts: (Verdict | null)[], first: number): void {
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

/** Lines that differ in case and in signs at their ends are the same. */
function lineKey(text: string): string {
  return text.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
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
