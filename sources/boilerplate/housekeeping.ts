/**
 * Paragraphs in which a page speaks of itself in words no rule has listed: they address the reader, use the words of web pages, name no figure, and share little with what the
 * article is about. Only ever believed behind a strong sign in the tail. An article about newsletters or donations shares those words with its own paragraphs and is safe.
 */
import { isParagraph, type Judged } from './judged.ts'

const WEB: readonly RegExp[] = [
  /\b(?:you|your|yours|tu|su correo|usted)\b/iu,
  /\b(?:we|our|us|nuestr[oa]s?|nosotros)\b/iu,
  /\b(?:this|our|the|este|nuestro) (?:site|website|web ?page|page|article|post|platform|publication|newsletter|portal|channel|e-?book|app|content|sitio|p[aá]gina)\b/iu,
  /\b(?:re-?publish\w*|publisher|publishing|publications?|open access|creative commons|licen[cs]e\w*|copyright|permissions?)\b/iu,
  /\b(?:download\w*|click|links?|log ?in|sign(?:ed)? up|register|subscri\w+|e-?mails?|in-?box|newsletters?|cookies?|privacy|terms)\b/iu,
  /\b(?:comments?|share|follow|community|forum|audience|readers?|subscribers?|followers|lectores)\b/iu,
  /\b(?:donat\w+|gifts?|contributions?|members?(?:hip)?|supporters?|volunteer\w*|sponsors?|non-?profit|charity|funding|funded|donativos?)\b/iu,
  /\b(?:journalis\w+|newsroom|editors?|editorial|contributors?|academics|writers?|authors?|staff|team|submissions?)\b/iu,
  /\b(?:join|become|write (?:for us|an article)|contribute|submit|pitch us)\b/iu,
  /\b(?:free|for free|free of charge|independent|mission|no ads|paywalls?)\b/iu,
]
const FEWEST = 3
const LARGEST_OVERLAP = 0.34
const CONTENT_WORD = /\p{L}{5,}/gu
/** Words that any text may share. */
const COMMON = /^(?:about|their|there|which|would|could|should|these|those|other|where|while|after|before|under|every|people|between|through|against|because)$/u

/** Judges against the words of the paragraphs in the first two thirds of the text, which are gathered when first asked. */
export function housekeeping(blocks: readonly Judged[]): (judged: Judged) => boolean {
  let words: Set<string> | null = null
  return (judged) => {
    const { unquoted, text } = judged
    if (!isParagraph(judged) || judged.words > 130 || judged.words < 6 || judged.share < 0.4 || unquoted.length < text.length * 0.8) return false
    if (WEB.filter((sign) => sign.test(unquoted)).length < FEWEST) return false
    words ??= new Set(blocks.flatMap((other) => (other.share < 0.66 && isParagraph(other) ? contentWords(other.text) : [])))
    const own = contentWords(unquoted)
    const vocabulary = words
    return own.length > 0 && own.filter((word) => vocabulary.has(word)).length / own.length <= LARGEST_OVERLAP
  }
}

function contentWords(text: string): string[] {
  return (text.toLowerCase().match(CONTENT_WORD) ?? []).filter((word) => !COMMON.test(word))
}

const COMMANDS =
  /^(?:please|be|keep|don[’']t|do not|let|send|help|tell|share|avoid|turn|use|click|note|report|review|rate|leave|follow|welcome|thanks?|browse|find|visit|check|explore|discover|learn|get|join|read|watch|por favor|comparte|env[ií]a|escr[ií]be(?:nos)?)\b/iu

/** A short sentence that orders or addresses the reader and names no figure; like the rest, only believed behind a strong sign. */
export function turnsToReader({ block, text, unquoted, words }: Judged): boolean {
  return (
    words <= 22 &&
    block.role === 'paragraph' &&
    unquoted === text &&
    !/\d/u.test(text) &&
    (COMMANDS.test(text) || /\b(?:you|your)\b/iu.test(text)) &&
    !/\b(?:I|my|he|she|they|his|her|was|were|had)\b/u.test(text)
  )
}
