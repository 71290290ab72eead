/** What follows from the signs a page gives behind its article: lines that touch them, lists of other articles, notes on authors; and tables of contents. */
import { namesPrice, speaksForHouse } from './appeals.ts'
import { turnsToReader } from './housekeeping.ts'
import { isParagraph, isReported, type Judged, type Verdict } from './judged.ts'
import { isTeaserHeading } from './lines.ts'
import { judgeHouse } from './notices.ts'
import { type Ground, isSlogan, isTag, isTeaser, lineKey, LONGEST_BLURB, OWN_HEADING, STRONG } from './shapes.ts'

const EDIT_MARK = /\s?\[(?:edit|editar)\]$|(?<=\p{Ll})Edit$/u
/** A sentence below this may be a reader's comment between buttons. */
const SHORT_COMMENT = 15

/** Behind a strong sign in the tail: the house about itself and the page to its reader, as long as no paragraph of another kind stands between. */
export function takeTail({ blocks, isReference, isHousekeeping }: Ground, verdicts: (Verdict | null)[], last: number): void {
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
export function takeLines({ blocks, isReference, authors }: Ground, verdicts: (Verdict | null)[], last: number): void {
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
export function takeTeased(blocks: readonly Judged[], verdicts: (Verdict | null)[], last: number): void {
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
export function takeDeeds({ blocks, authors }: Ground, verdicts: (Verdict | null)[], last: number): void {
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
export function takeContents(blocks: readonly Judged[], verdicts: (Verdict | null)[]): void {
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
