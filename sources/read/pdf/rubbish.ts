/**
 * Whether a text layer can be trusted: pages read by a machine badly, or fonts whose signs nobody maps to letters, give words that are none. Judged on shares
 * that hold for any language, on the whole file; a short text is given the benefit of the doubt.
 */

const FEWEST_LETTERS = 200
/** Shares above which a text is rubbish. */
const UNMAPPED = 0.12
const ODD_WORDS = 0.3
/** Vowels of Latin-script languages make between a third and a half of their letters; shifted codes and torn words lie outside these bounds. */
const VOWELS = { least: 0.24, most: 0.62 }

/** Letters that are looked at; of a longer text, lines from all of it. */
const SAMPLE = 120_000

/** What is wrong with the lines of a text, as a sentence; null when they read like a language. */
export function rubbishIn(lines: readonly string[]): string | null {
  const step = Math.max(1, Math.ceil(lines.reduce((sum, line) => sum + line.length, 0) / SAMPLE))
  return judge(lines.filter((_line, index) => index % step === 0).join('\n'))
}

function judge(text: string): string | null {
  const signs = Array.from(text.replace(/\s+/gu, ''))
  if (signs.length < 40) return null
  const unmapped = signs.filter((sign) => /[\ufffd\ue000-\ue01f\ue022-\uf8ff\u0080-\u009f]/u.test(sign)).length
  if (unmapped > signs.length * UNMAPPED) return 'The text behind the pages cannot be read: its fonts do not say which letters they show.'
  const letters = signs.filter((sign) => /\p{L}/u.test(sign)).length
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0
  if (latin < FEWEST_LETTERS || latin < letters * 0.7) return null
  const vowels = text.normalize('NFD').match(/[aeiouyæøœı]/giu)?.length ?? 0
  const words = text.match(/\S+/gu) ?? []
  const counted = words.filter((word) => /\p{L}/u.test(word))
  const odd = counted.filter(isOdd).length
  if (vowels < latin * VOWELS.least || vowels > latin * VOWELS.most) return 'The text behind the pages is no language: its letters were mapped or recognised wrongly.'
  const noise = signs.filter((sign) => !/[\p{L}\p{N}\p{M}.,;:!?'"()\-–—’‘“”%$€£/&§°]/u.test(sign)).length
  if (odd > counted.length * ODD_WORDS || noise > signs.length * 0.25) return 'The text behind the pages was recognised badly: too many of its words are none.'
  return null
}

/** Signs or digits inside a word, capitals in its middle, or letters without a vowel. */
function isOdd(word: string): boolean {
  const core = word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
  if (core.length < 3 || /^(?:https?:|www\.)|@|[/.]\p{L}{2,}/iu.test(core)) return core.length < 3 && /[^\p{L}\p{N}\p{M}.,;:!?'"()\-–—’‘“”%$€£/&§°•|]/u.test(word)
  if (/\p{L}[^\p{L}\p{M}\p{N}'’.\-–—/&,:]\p{L}/u.test(core) || /\p{Ll}\d+\p{Ll}/u.test(core)) return true
  if (/\p{Ll}\p{Lu}\p{Ll}*\p{Lu}/u.test(core)) return true
  return core === core.toLowerCase() && /^\p{L}{4,}$/u.test(core) && !/[aeiouyæøœı]/iu.test(core.normalize('NFD'))
}
