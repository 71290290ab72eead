/**
 * Which blocks are not the article: navigation, fundraising, disclaimer, contact, author's notes, repetition. Precision before recall: a sentence of the
 * article must never be marked, a leftover line may stay. Every decision names its rule and says in words what it saw.
 *
 * Blocks are judged alone first; then the tail behind a strong sign (an appeal, a disclaimer) is walked, where short lines without a sentence go with it.
 */
import { foldWords, readable } from '#model/fold.ts'
import type { BlockKind } from '#model/source.ts'
import type { ReadBlock } from './read/reading.ts'

export type Verdict = { kind: BlockKind; reason: string; rule: string }
/** A block with its text as read. `share` is where it starts in the document, 0–1. */
export type Judged = { block: ReadBlock; text: string; words: number; share: number }

const NAVIGATION_LINE =
  /^(?:(?:top|bottom) of page|skip to (?:main )?(?:content|navigation)|(?:back|return) to (?:the )?top|(?:main )?menu|search(?: this site| for:?)?|home|toggle navigation|share(?: this(?: article| page| story)?)?|tweet|print(?: this page| page)?|e-?mail this(?: article| page)?|(?:leave|post|add) a (?:comment|reply)|(?:log|sign) ?(?:in|up|out)|register|subscribe(?: now)?|(?:previous|next)(?: article| page| post| story)?|(?:related|recommended|popular|recent|more) (?:articles?|posts?|stories|reading|content)|advertise(?:ment|with us)?|about us|contact us|privacy policy|terms (?:of|and) (?:use|service|conditions)|cookie (?:policy|settings|preferences)|accept (?:all )?cookies|site ?map|follow us.{0,40}|\d+ comments?|tags?:.{0,80}|loading\.*|show (?:more|less)|read (?:more|next)|view all|download pdf)[.!»›>]*$/iu
const PROMOTION_LINE = /^(?:find out|read|learn|see|discover|click|sign up|register|subscribe)\b.{0,120}\b(?:here|our newsletter|our partners?|our website|our mailing list)\b.{0,80}$/iu
const TRAIL = /^(?:[^\n|»›>•]{1,40}\s*[|»›>•]\s*){2,}[^\n|»›>•]{1,60}$/u
const FUNDING_CUES: readonly RegExp[] = [
  /\bdonat(?:e|es|ion|ions|ing|or|ors)\b/iu,
  /\b(?:sustaining|supporting|paying) members?\b/iu,
  /\btax[- ](?:deduct(?:ion|ible)|exempt)\b/iu,
  /\b501\s?\(c\)/iu,
  /\b(?:reader|listener|viewer|member)[- ](?:supported|funded)\b/iu,
  /\b(?:become|becoming) a (?:\p{L}+ )?(?:member|patron|supporter|subscriber)\b/iu,
  /\bpaywalls?\b/iu,
  /\byour (?:generous |financial |continued )?(?:support|gift|contribution|help)\b/iu,
  /\bsupport (?:us|our (?:work|journalism|mission|newsroom)|independent journalism)\b/iu,
  /\b(?:recurring|monthly|one-time) (?:donor|donation|gift|contribution)\b/iu,
  /\b(?:chip in|fundrais(?:er|ing)|crowdfunding)\b/iu,
]
const ADDRESSES_READER = /\b(?:you|your|yours)\b/iu
const OWN_HOUSE = /\b(?:we|us|our|ours)\b/giu
const PUBLISHING = /\b(?:publish(?:es|ed|ing)?|readers?|subscribers?|donors?|journalism|newsroom|nonprofit|non-profit|editorial|advertis(?:ers?|ing)|membership|free of charge|cost money)\b/iu
const DISCLAIMER = /\b(?:(?:views|opinions|positions) (?:and opinions )?expressed\b.{0,160}\b(?:do(?:es)? not (?:necessarily )?(?:reflect|represent)|(?:are|is) (?:solely )?(?:those|that) of|author['’]?s?['’]? own)|(?:do|does) not necessarily (?:reflect|represent) the (?:views|opinions|position|official))/isu
const RIGHTS = /^(?:©|\(c\)|copyright\b).{0,160}$|^.{0,120}\ball rights reserved\b.{0,60}$/isu
const CONTACT_OPENING = /^(?:contacts?|(?:press|media) (?:office|contact|enquiries|inquiries|relations)|telephone|phone|tel|fax|e-?mail|for (?:more|further|media|press) |to (?:reach|contact)|reach us|write to|questions)/iu
const CONTACT_DATA = /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]+|\(\d{2,4}\)\s?\d{3,4}[\s.-]\d{3,4}|\+\d{1,3}[\d\s().-]{6,}\d|\b\d{3}[.-]\d{3}[.-]\d{4}\b/u
const NAME = "\\p{Lu}[\\p{L}'’-]+(?:\\s+(?:\\p{Lu}\\.|(?:de|la|del|von|van|der|y|e|bin|al)|\\p{Lu}[\\p{L}'’-]+)){1,4}"
const BIO = new RegExp(`^(?:About the authors?:?\\s+)?(?<name>(?:Dr\\.?\\s+|Prof\\.?\\s+)?${NAME})\\s*(?:\\([^)]{0,40}\\)\\s*)?(?:,[^,]{2,80},\\s*)?(?:is|was|studies|works|writes|teaches|serves|holds|covers|leads|directs|researches)\\b`, 'u')
const BIO_ROLE = /\b(?:students?|professor|lecturer|fellow|researcher|research(?:es)?|analyst|scholar|journalist|reporter|correspondent|columnist|editor|writer|author|contributor|studies|degree|Ph\.?D|M\.?A\.|institute|university|college|think tank|expertise|interests include|graduate)\b/giu

export function judgeAlone({ block, text, words, share }: Judged, title: string | null): Verdict | null {
  if (block.role === 'navigation') return { kind: 'boilerplate:navigation', reason: block.reason, rule: 'markup' }
  if (block.role === 'heading' && title !== null && text === title) return null
  if (words <= 8 && NAVIGATION_LINE.test(text)) return { kind: 'boilerplate:navigation', reason: `a line of a web page's navigation ("${text.slice(0, 40)}")`, rule: 'navigation-line' }
  if (words <= 24 && PROMOTION_LINE.test(text)) return { kind: 'boilerplate:navigation', reason: 'an invitation to click through', rule: 'promotion-line' }
  if (words <= 24 && block.role === 'paragraph' && TRAIL.test(text) && !/\d/.test(text)) return { kind: 'boilerplate:navigation', reason: 'a row of links', rule: 'link-trail' }
  if (words <= 120 && DISCLAIMER.test(text)) return { kind: 'boilerplate:disclaimer', reason: 'says whose views the text holds', rule: 'disclaimer' }
  if (words <= 40 && RIGHTS.test(text)) return { kind: 'boilerplate:disclaimer', reason: 'a notice of copyright', rule: 'rights' }
  if (words <= 25 && (share > 0.5 || share < 0.1) && CONTACT_DATA.test(text) && CONTACT_OPENING.test(text)) return { kind: 'boilerplate:contact', reason: 'contact details', rule: 'contact' }
  return judgeAppeal(text, words)
}

function judgeAppeal(text: string, words: number): Verdict | null {
  const cues = FUNDING_CUES.filter((cue) => cue.test(text)).length
  const house = text.match(OWN_HOUSE)?.length ?? 0
  const reader = ADDRESSES_READER.test(text)
  const formLine = words <= 5 && /^(?:donate|donation|donations|support us|give|become a (?:member|donor|patron|supporter))\b/iu.test(text)
  const appeals = (cues >= 2 && (reader || house > 0)) || (cues >= 1 && reader && house > 0) || (cues >= 1 && reader && words <= 20) || (cues >= 1 && words <= 12 && /\b(?:support|become|donate|give)\b/iu.test(text) && !/[,;]/.test(text) && /^(?:support|become|donate|give|please|will you)\b/iu.test(text))
  return formLine || appeals ? { kind: 'boilerplate:fundraising', reason: 'asks the reader for money or membership', rule: 'appeal' } : null
}

/** Speech of the publishing house about itself to its readers; only believed in the tail. */
function speaksForHouse(text: string): boolean {
  return (text.match(OWN_HOUSE)?.length ?? 0) >= 2 && (PUBLISHING.test(text) || FUNDING_CUES.some((cue) => cue.test(text)))
}

function isSlogan({ block, text, words }: Judged): boolean {
  return words <= 12 && block.role !== 'list' && block.role !== 'row' && !/[.;:]["'”’)]?$/u.test(text) && (!/\d/u.test(text) || /\d\+|\b(?:readers|members|contributors|subscribers|donors)\b/iu.test(text))
}

/** The blocks behind the article: from the first strong sign in the second half, as long as nothing behind it could be article. Verdicts by index. */
export function judgeTail(blocks: readonly Judged[], verdicts: readonly (Verdict | null)[]): Map<number, Verdict> {
  const found = new Map<number, Verdict>()
  let first = blocks.length
  while (first > 0 && (verdicts[first - 1] !== null || isTailLike(blocks[first - 1]))) first--
  const strong = blocks.findIndex((judged, index) => index >= first && judged.share > 0.4 && ['appeal', 'disclaimer'].includes(verdicts[index]?.rule ?? ''))
  if (strong < 0) return found
  for (let index = strong + 1; index < blocks.length; index++) {
    const judged = blocks[index]
    if (judged === undefined || verdicts[index] !== null) continue
    found.set(index, speaksForHouse(judged.text) ? { kind: 'boilerplate:fundraising', reason: 'the publisher speaks of itself, behind the article', rule: 'house' } : { kind: 'boilerplate:navigation', reason: 'a line without a sentence, behind the article', rule: 'tail-line' })
  }
  return found
}

function isTailLike(judged: Judged | undefined): boolean {
  return judged !== undefined && (speaksForHouse(judged.text) || isSlogan(judged))
}

/** Notes on authors in the last part: a name, what the person does, and nobody in the article is called so. Verdicts by index. */
export function judgeBios(blocks: readonly Judged[], verdicts: readonly (Verdict | null)[]): Map<number, Verdict> {
  const found = new Map<number, Verdict>()
  for (let index = blocks.length - 1; index >= 0; index--) {
    const judged = blocks[index]
    if (judged === undefined || judged.share < 0.5) break
    if (verdicts[index] !== null || judged.block.role === 'reference') continue
    const name = bioName(judged)
    if (name !== null && !isDiscussed(name, blocks, index)) found.set(index, { kind: 'boilerplate:bio', reason: `introduces an author, ${name}`, rule: 'bio' })
    else if (judged.words > 12 || judged.block.role !== 'paragraph') break
  }
  return found
}

/** The name a note on an author opens with, without title; null when the block is none. */
export function bioName({ text, words }: Pick<Judged, 'text' | 'words'>): string | null {
  const name = words <= 120 ? BIO.exec(text)?.groups?.['name'] : undefined
  const roles = new Set((text.match(BIO_ROLE) ?? []).map((role) => role.toLowerCase()))
  return name !== undefined && roles.size >= 2 ? name.replace(/^(?:Dr|Prof)\.?\s+/u, '') : null
}

/** True when the family name stands in another block that is more than a byline. */
function isDiscussed(name: string, blocks: readonly Judged[], own: number): boolean {
  const family = name.split(/\s+/u).at(-1) ?? name
  return blocks.some((other, index) => index !== own && other.words > 14 && bioName(other) === null && other.text.includes(family))
}

const SHORTEST_REPEATED = 4

/** The second and later copies of a line: running titles, repeated slogans. The first copy stays. Verdicts by index. */
export function judgeRepeated(blocks: readonly Judged[]): Map<number, Verdict> {
  const seen = new Map<string, number>()
  const found = new Map<number, Verdict>()
  blocks.forEach(({ block, text, words }, index) => {
    const key = foldWords(text)
    if (key === '' || block.role === 'row' || block.role === 'list') return
    const first = seen.get(key)
    if (first === undefined) seen.set(key, index)
    else if (words <= 30 && (first === 0 || words >= SHORTEST_REPEATED)) found.set(index, { kind: 'boilerplate:repeated', reason: `repeats "${text.slice(0, 40)}" from above`, rule: 'repeated' })
  })
  return found
}

/** The text of a block as a person reads it. */
export function blockText(text: string, block: ReadBlock): string {
  return readable(text.slice(block.start, block.end))
}
