/**
 * Bytes to text: byte order mark, UTF-16 and UTF-32 by their zeros, strict UTF-8, what the file declares, else the old encoding that fits best, with a warning.
 * What is no text at all is refused with a reason; what the text means is left to the readers.
 */
import { guessEncoding } from './encoding.ts'
import { READABLE } from './identify.ts'
import { IMPORT_LIMITS, megabytes } from './limits.ts'
import { toLogical } from './visual.ts'

export type Decoded = { ok: true; text: string; encoding: string; warnings: readonly string[] } | { ok: false; reason: string }

/** Control characters beyond this share mean that the bytes are no text. */
const MAX_CONTROL_SHARE = 0.005

/** `declared` is the encoding the file itself names (HTML's meta charset); it is believed only where the bytes are not valid UTF-8. */
export function decodeText(bytes: Uint8Array, declared: string | null = null): Decoded {
  if (bytes.length === 0) return { ok: false, reason: 'The file is empty (0 bytes).' }
  if (bytes.length > IMPORT_LIMITS.bytes) return { ok: false, reason: `The file has ${megabytes(bytes.length)}; the limit is ${megabytes(IMPORT_LIMITS.bytes)}. Split it, or import the part you need.` }
  const { text, encoding, warnings } = decodeBytes(bytes, declared)
  return judge(text.replace(/\r\n?/g, '\n'), encoding, warnings)
}

function judge(text: string, encoding: string, warnings: readonly string[]): Decoded {
  let control = 0
  let lines = 1
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 10) lines++
    else if ((code < 32 && code !== 9 && code !== 12) || (code >= 127 && code < 160) || code === 0xfffd) control++
  }
  if (control > text.length * MAX_CONTROL_SHARE) return { ok: false, reason: `The bytes are not text in any encoding we read. ${READABLE}.` }
  if (lines > IMPORT_LIMITS.lines) return { ok: false, reason: `The file has ${lines.toLocaleString('en-US')} lines; the limit is ${IMPORT_LIMITS.lines.toLocaleString('en-US')}.` }
  if (!/[\p{L}\p{N}]/u.test(text)) return { ok: false, reason: 'The file holds no words, only blanks or signs.' }
  return { ok: true, text, encoding, warnings }
}

function decodeBytes(bytes: Uint8Array, declared: string | null): { text: string; encoding: string; warnings: readonly string[] } {
  const marked = byteOrderMark(bytes) ?? unmarkedUtf16(bytes)
  if (marked === 'utf-32le' || marked === 'utf-32be') return { text: decodeUtf32(bytes, marked === 'utf-32le'), encoding: marked, warnings: [] }
  if (marked) return { text: new TextDecoder(marked).decode(bytes), encoding: marked, warnings: [] }
  // JIS by escape sequences is all ASCII, and would pass as UTF-8.
  const named = declared !== null && !/^utf-?8$/iu.test(declared) ? strict(bytes, declared) : null
  if (declared !== null && named !== null && /^iso-2022-jp$/iu.test(declared)) return { text: named, encoding: 'iso-2022-jp', warnings: [] }
  const utf8 = strict(bytes, 'utf-8')
  if (utf8 !== null) return { text: escapesJis(utf8) ? new TextDecoder('iso-2022-jp').decode(bytes) : utf8, encoding: escapesJis(utf8) ? 'iso-2022-jp' : 'utf-8', warnings: [] }
  if (declared !== null && named !== null) return { text: isVisualHebrew(declared) ? toLogical(named) : named, encoding: declared.toLowerCase(), warnings: [] }
  return nearlyUtf8(bytes) ?? guessed(bytes)
}

/** A few broken bytes in a text that is UTF-8 all the same: torn at the end, or pasted from elsewhere. */
function nearlyUtf8(bytes: Uint8Array): { text: string; encoding: string; warnings: readonly string[] } | null {
  const text = new TextDecoder().decode(bytes)
  const faults = text.match(/\ufffd/gu)?.length ?? 0
  const letters = text.match(/[\u0080-\u{10ffff}]/gu)?.length ?? 0
  if (faults > 20 || faults * 20 > letters) return null
  return { text, encoding: 'utf-8', warnings: [`${faults === 1 ? 'One sign' : `${faults} signs`} of the file could not be read.`] }
}

const NAMES: Readonly<Record<string, string>> = { 'windows-1252': 'Windows-1252', 'windows-1250': 'Windows-1250', 'windows-1251': 'Windows-1251', 'koi8-r': 'KOI8-R', ibm866: 'IBM 866', 'windows-1253': 'Windows-1253', 'windows-1254': 'Windows-1254', 'windows-1255': 'Windows-1255', 'windows-1256': 'Windows-1256', macintosh: 'Mac Roman', shift_jis: 'Shift_JIS', 'euc-jp': 'EUC-JP', gb18030: 'GB 18030', big5: 'Big5', 'euc-kr': 'EUC-KR' }

function guessed(bytes: Uint8Array): { text: string; encoding: string; warnings: readonly string[] } {
  const encoding = guessEncoding(bytes)
  return { text: new TextDecoder(encoding).decode(bytes), encoding, warnings: [`The file is not valid UTF-8; it was read as ${NAMES[encoding] ?? encoding}. Check accents and quotation marks.`] }
}

function escapesJis(text: string): boolean {
  return text.includes('\u001b$B') || text.includes('\u001b$@')
}

/** ISO 8859-8 keeps Hebrew as it is seen, from left to right (RFC 1556); its variant "-i" as it is read. */
function isVisualHebrew(declared: string): boolean {
  return /^(?:iso-?8859-8(?:-e)?|visual|hebrew)$/iu.test(declared)
}

function decodeUtf32(bytes: Uint8Array, little: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let text = ''
  for (let at = 4; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, little)
    text += code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? '\ufffd' : String.fromCodePoint(code)
  }
  return text
}

function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes[2] === 0 && bytes[3] === 0 && bytes.length % 4 === 0 ? 'utf-32le' : 'utf-16le'
  if (bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 0xfe && bytes[3] === 0xff) return 'utf-32be'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return null
}

/** Western text in UTF-16 without a mark: nearly every second byte is zero, on one side only. */
function unmarkedUtf16(bytes: Uint8Array): string | null {
  const sample = bytes.subarray(0, 4096)
  if (sample.length < 4) return null
  let even = 0
  let odd = 0
  sample.forEach((byte, index) => {
    if (byte !== 0) return
    if (index % 2 === 0) even++
    else odd++
  })
  const half = sample.length / 2
  if (odd > half * 0.7 && even < half * 0.05) return 'utf-16le'
  return even > half * 0.7 && odd < half * 0.05 ? 'utf-16be' : null
}

/** The text, or null when the bytes are not valid in that encoding or nobody knows the encoding's name. */
function strict(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return null
    throw error
  }
}
