/**
 * Which of the old encodings a text without any sign of one is in. Each candidate's decoding is scored on what holds for any language: letters of one script
 * in a word, capitals at its beginning, the commonest letters common. The winner must be better than the rest by some way.
 */

/** Encodings of several bytes a letter, which only fit by chance when the bytes are theirs; then those of one byte. */
const MULTIBYTE = ['shift_jis', 'euc-jp', 'gb18030', 'big5', 'euc-kr'] as const
const SINGLE = ['windows-1252', 'windows-1250', 'windows-1251', 'koi8-r', 'ibm866', 'windows-1253', 'windows-1255', 'windows-1256', 'windows-1254', 'macintosh'] as const

/** Letters that make up much of any text in their script or region. */
const COMMON: Readonly<Record<string, RegExp>> = {
  'windows-1252': /[éèàçñüöäáíóúßêâôãõåøæ¿¡«»“”‘’–—°£€§]/gu,
  'windows-1250': /[ąęłśżźćńřěščžýáíéůőű„”–]/gu,
  'windows-1251': /[оеаинтсрвлкмдпу]/gu,
  'koi8-r': /[оеаинтсрвлкмдпу]/gu,
  ibm866: /[оеаинтсрвлкмдпу]/gu,
  'windows-1253': /[αοιετσνηυρπκμλως]/gu,
  'windows-1255': /[א-ת]/gu,
  'windows-1256': /[ابتدرسعفقكلمنهوي]/gu,
  'windows-1254': /[ığşçöüİ]/gu,
  macintosh: /[éèàçñüöäáíóúßêâô“”‘’–—]/gu,
  shift_jis: /[\u3041-\u30ff]/gu,
  'euc-jp': /[\u3041-\u30ff]/gu,
  gb18030: /[的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年]/gu,
  big5: /[的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年]/gu,
  'euc-kr': /\p{Script=Hangul}/gu,
}
/** How much the common letters of a script tell: a few Chinese ones among thousands tell more than a vowel among twenty. */
const TELLING: Readonly<Record<string, number>> = { gb18030: 5, big5: 5, shift_jis: 3, 'euc-jp': 3 }
const SAMPLE = 100_000

/** The encoding that fits best; `windows-1252` where nothing tells. */
export function guessEncoding(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, SAMPLE)
  let best = { encoding: 'windows-1252', score: scoreOf(sample, 'windows-1252') ?? -Infinity }
  for (const encoding of [...MULTIBYTE, ...SINGLE]) {
    const score = scoreOf(sample, encoding)
    if (score !== null && score > best.score + Math.abs(best.score) * 0.05) best = { encoding, score }
  }
  return best.encoding
}

/** Per byte beyond ASCII; null when the bytes are not valid in the encoding. */
function scoreOf(sample: Uint8Array, encoding: string): number | null {
  const text = decodeLenient(sample, encoding)
  if (text === null) return null
  const beyond = sample.reduce((count, byte) => count + (byte > 127 ? 1 : 0), 0)
  if (beyond === 0) return 0
  const multibyte = (MULTIBYTE as readonly string[]).includes(encoding)
  const common = (text.match(COMMON[encoding] ?? /$^/gu)?.length ?? 0) * (TELLING[encoding] ?? (multibyte ? 2 : 1))
  return (common - oddities(text)) / beyond
}

/** A few bytes torn at the end of the sample are no fault. */
function decodeLenient(sample: Uint8Array, encoding: string): string | null {
  const text = new TextDecoder(encoding).decode(sample)
  const faults = text.match(/\ufffd/gu)?.length ?? 0
  return faults > 1 + text.length * 0.001 ? null : text
}

/** What no language writes: a capital behind a small letter, two scripts in a word, signs and controls inside words, narrow kana. */
function oddities(text: string): number {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0
  return (
    2 * count(/\p{Ll}\p{Lu}/gu) +
    2 * count(/\p{Script=Latin}[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}]|[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}]\p{Script=Latin}/gu) +
    3 * count(/\p{L}[¤¦§¨©¬®¯±¶¸¼½¾×÷†‡‰‹›\u2500-\u259f]\p{L}/gu) +
    4 * count(/[\u0080-\u009f\ue000-\uf8ff]/gu) +
    count(/[\uff61-\uff9f]/gu)
  )
}
