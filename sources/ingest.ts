/**
 * The door of this room: one file becomes a snapshot with blocks and passages, and a suggested CSL item. Pure over the bytes: no storage, no network,
 * no clock; CPU only. A file that can't be read is an outcome with a reason, never an exception.
 *
 * The order: decode → read by format → judge blocks → metadata → cut passages. What is stored as text is never rewritten; everything else points into it.
 */
import type { CslItem } from '#model/csl.ts'
import type { Snapshot } from '#model/source.ts'
import { classifyBlocks } from './blocks.ts'
import { decodeText } from './decode.ts'
import { IMPORT_LIMITS } from './limits.ts'
import { suggestMetadata, toCsl } from './metadata.ts'
import { cutPassages, sha256 } from './passages.ts'
import { readHtml } from './read/html.ts'
import { readMarkdown } from './read/markdown.ts'
import type { Reading } from './read/reading.ts'
import { readText } from './read/text.ts'

export { IMPORT_LIMITS }

/** Name and version of this importer; a change of what it makes of the same bytes raises it. */
export const IMPORTER = 'counterpoint-text/1'

export type Ingested =
  | {
      outcome: 'text'
      csl: CslItem
      /** ISO 639-1, perhaps with a region; null when it could not be told. */
      language: string | null
      snapshot: Snapshot
      /** One for each passage, in order: `own` or `reported:NAME`. */
      voices: readonly string[]
      warnings: readonly string[]
      pages: number | null
    }
  | { outcome: 'scanned' | 'poor-ocr' | 'needs-password' | 'refused'; reason: string }

const FORMATS = { txt: 'text', text: 'text', log: 'text', md: 'markdown', markdown: 'markdown', html: 'html', htm: 'html', xhtml: 'html' } as const
type Format = (typeof FORMATS)[keyof typeof FORMATS]

/** Reads one file. `csl` is what is known of the source already; its fields win over what the file says. Never throws for a bad file. */
export async function ingest(file: { name: string; bytes: Uint8Array; csl?: CslItem }): Promise<Ingested> {
  const decoded = decodeText(file.bytes, declaredCharset(file.bytes))
  if (!decoded.ok) return { outcome: 'refused', reason: decoded.reason }
  const format = formatOf(file.name, decoded.text)
  if (format === null) return { outcome: 'refused', reason: `Files ending in ".${extension(file.name)}" are not read. Plain text (.txt), Markdown (.md) and HTML (.html) are.` }
  if (file.bytes.length > LARGEST[format]) return { outcome: 'refused', reason: `A file in ${format === 'html' ? 'HTML' : 'Markdown'} may have up to ${LARGEST[format] / 1_000_000} MB. Save it as plain text, or import the part you need.` }
  const reading = READERS[format](decoded.text)
  if ('refused' in reading) return { outcome: 'refused', reason: reading.refused }
  return finish(file, reading, decoded.warnings)
}

const LARGEST: Readonly<Record<Format, number>> = { text: IMPORT_LIMITS.bytes, markdown: IMPORT_LIMITS.markdownBytes, html: IMPORT_LIMITS.htmlBytes }
const READERS: Readonly<Record<Format, (text: string) => Reading | { refused: string }>> = { text: readText, markdown: readMarkdown, html: readHtml }

function finish(file: { name: string; bytes: Uint8Array; csl?: CslItem }, reading: Reading, decodingWarnings: readonly string[]): Ingested {
  const blocks = classifyBlocks(reading.text, reading.blocks, reading.declared.title)
  const bytesSha = sha256(file.bytes)
  const { passages, voices } = cutPassages(reading.text, blocks, bytesSha)
  if (passages.length === 0) return { outcome: 'refused', reason: 'No sentence was found in the file: it holds headings, navigation or scattered words only.' }
  const metadata = suggestMetadata(reading, blocks)
  const csl = toCsl(metadata, file.name, reading.mediaType, file.csl)
  const warnings = [...decodingWarnings, ...reading.warnings, ...lengthWarnings(reading, passages.length)]
  const snapshot: Snapshot = { sha256: bytesSha, textSha256: sha256(reading.text), mediaType: reading.mediaType, importer: IMPORTER, text: reading.text, blocks, passages }
  return { outcome: 'text', csl, language: csl.language ?? null, snapshot, voices, warnings, pages: reading.pages }
}

function lengthWarnings(reading: Reading, passages: number): string[] {
  const cut = reading.blocks.length >= IMPORT_LIMITS.blocks || passages >= IMPORT_LIMITS.passages
  return cut ? ['The file is longer than we cut into passages; its last part can be read but not cited.'] : []
}

function extension(name: string): string {
  return /\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? ''
}

/** By the file's name; a page saved as .txt is still a page. A name without an ending is plain text. */
function formatOf(name: string, text: string): Format | null {
  if (/^\s*(?:<!--[\s\S]{0,2000}?-->\s*)?<(?:!doctype\s+html|html[\s>])/iu.test(text)) return 'html'
  const ending = extension(name)
  if (ending === '') return 'text'
  return ending in FORMATS ? FORMATS[ending as keyof typeof FORMATS] : null
}

/** The encoding that an HTML file names in its first kilobyte; null when it names none. */
function declaredCharset(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024))
  return /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{2,40})/iu.exec(head)?.[1] ?? /<\?xml[^>]{0,100}encoding=["']([\w:.-]{2,40})["']/iu.exec(head)?.[1] ?? null
}
