/** What the judges of blocks share: a block with its text as read, where it stands, and what they answer. */
import { readable } from '#model/fold.ts'
import type { BlockKind } from '#model/source.ts'
import type { ReadBlock } from '../read/reading.ts'

export type Verdict = { kind: BlockKind; reason: string; rule: string }

/** Before the first paragraph of the article, between two of its paragraphs, or behind the last. Much that is navigation at the edges is a heading inside. */
export type Zone = 'head' | 'article' | 'tail'

/** `unquoted` is the text without what stands in quotation marks: what somebody else said is no appeal of this page. `share` is where the block starts, 0–1. */
export type Judged = { block: ReadBlock; text: string; unquoted: string; words: number; share: number }

const QUOTED = /“[^”]*(?:”|$)|«[^»]*(?:»|$)|(?<![\p{L}\p{N}])"[^"]*"|(?<![\p{L}\p{N}])‘[^’]*’(?!\p{L})/gu
const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu
/** Blocks longer than this are never boilerplate; their text is not looked at in full. */
export const LONGEST_JUDGED = 4000

export function judgedBlock(text: string, block: ReadBlock): Judged {
  const content = readable(text.slice(block.start, Math.min(block.end, block.start + LONGEST_JUDGED)))
  const unspaced = content.match(CJK)?.length ?? 0
  return {
    block,
    text: content,
    unquoted: /[“«"‘]/u.test(content) ? content.replace(QUOTED, ' ').replace(/\s+/gu, ' ').trim() : content,
    words: content === '' ? 0 : content.split(' ').length + Math.floor(unspaced / 2),
    share: text.length === 0 ? 0 : block.start / text.length,
  }
}

const END_MARK = /[.!?…。！？]["'”’»)\]]*$/u

export function endsSentence(text: string): boolean {
  return END_MARK.test(text)
}

/** True for what reads like a paragraph of an article: sentences, or many words. Short verbless paragraphs are not told from slogans here. */
export function isParagraph({ block, text, words }: Judged): boolean {
  if (block.role === 'heading' || block.role === 'navigation' || block.role === 'running') return false
  return (words >= 6 && endsSentence(text)) || words >= 25
}

const REPORTED =
  /(?<![\p{L}\p{M}])(?:said|says|saying|told|wrote|writes(?! (?:about|for|on|from|regularly|frequently)\b)|argued|argues|replied|recalled|used to say|urged|warned|declared|insisted|read the|runs the|dijo|dice|afirm[oó]|se[nñ]al[oó]|escribi[oó]|advirti[oó]|respondi[oó])(?![\p{L}\p{M}])/iu

/** A sentence that says who said it: whatever it asks or disclaims, it is somebody's words in the article and not the page's own. */
export function isReported({ unquoted, words }: Judged): boolean {
  return words >= 6 && REPORTED.test(unquoted)
}
