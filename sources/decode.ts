/** Bytes to text: byte order mark, strict UTF-8, UTF-16, else Windows-1252 with a warning. What is no text at all is refused with a reason; what the text means is left to the readers. */
import { IMPORT_LIMITS } from './limits.ts'

export type Decoded = { ok: true; text: string; encoding: string; warnings: readonly string[] } | { ok: false; reason: string }

/** What a file really is, by its first bytes. A name for the reason; none of these is text. */
const SIGNATURES: readonly (readonly [string, readonly number[]])[] = [
  ['a PDF file', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['a Word, OpenDocument or zip file', [0x50, 0x4b, 0x03, 0x04]],
  ['an old Word or Office file', [0xd0, 0xcf, 0x11, 0xe0]],
  ['an RTF file', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
  ['a PNG picture', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG picture', [0xff, 0xd8, 0xff]],
  ['a GIF picture', [0x47, 0x49, 0x46, 0x38]],
  ['a gzip archive', [0x1f, 0x8b]],
  ['a program', [0x7f, 0x45, 0x4c, 0x46]],
]
const READABLE_KINDS = 'Plain text, Markdown and HTML files can be read'
/** Control characters beyond this share mean that the bytes are no text. */
const MAX_CONTROL_SHARE = 0.005

/** `declared` is the encoding the file itself names (HTML's meta charset); it is believed only where the bytes are not valid UTF-8. */
export function decodeText(bytes: Uint8Array, declared: string | null = null): Decoded {
  if (bytes.length === 0) return { ok: false, reason: 'The file is empty (0 bytes).' }
  if (bytes.length > IMPORT_LIMITS.bytes) return { ok: false, reason: `The file has ${megabytes(bytes.length)}; the limit is ${megabytes(IMPORT_LIMITS.bytes)}. Split it, or import the part you need.` }
  const signature = SIGNATURES.find(([, start]) => start.every((byte, index) => bytes[index] === byte))
  if (signature) return { ok: false, reason: `This is ${signature[0]}. ${READABLE_KINDS}.` }
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
  if (control > text.length * MAX_CONTROL_SHARE) return { ok: false, reason: `The bytes are not text in any encoding we read. ${READABLE_KINDS}.` }
  if (lines > IMPORT_LIMITS.lines) return { ok: false, reason: `The file has ${lines.toLocaleString('en-US')} lines; the limit is ${IMPORT_LIMITS.lines.toLocaleString('en-US')}.` }
  if (!/[\p{L}\p{N}]/u.test(text)) return { ok: false, reason: 'The file holds no words, only blanks or signs.' }
  return { ok: true, text, encoding, warnings }
}

function decodeBytes(bytes: Uint8Array, declared: string | null): { text: string; encoding: string; warnings: readonly string[] } {
  const marked = byteOrderMark(bytes) ?? unmarkedUtf16(bytes)
  if (marked) return { text: new TextDecoder(marked).decode(bytes), encoding: marked, warnings: [] }
  const utf8 = strict(bytes, 'utf-8')
  if (utf8 !== null) return { text: utf8, encoding: 'utf-8', warnings: [] }
  const named = declared !== null && !/^utf-?8$/i.test(declared) ? strict(bytes, declared) : null
  if (declared !== null && named !== null) return { text: named, encoding: declared.toLowerCase(), warnings: [] }
  return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252', warnings: ['The file is not valid UTF-8; it was read as Windows-1252. Check accents and quotation marks.'] }
}

function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
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

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toLocaleString('en-US', { maximumFractionDigits: 1 })} MB`
}
