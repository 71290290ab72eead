/**
 * The door of this room: one file becomes a snapshot with blocks and passages, and a suggested CSL item. Pure over the bytes: no storage, no network,
 * no clock; CPU only. A file that can't be read is an outcome with a reason, never an exception.
 *
 * The order: identify by content → read by format → judge blocks → metadata → cut passages → extract. What is stored as text is never rewritten; everything else points into it.
 */
import type { CslItem } from '#model/csl.ts'
import type { Extraction } from '#model/extraction.ts'
import { isBoilerplate, type Snapshot } from '#model/source.ts'
import { classifyBlocks } from './blocks.ts'
import { decodeText } from './decode.ts'
import { extractFrom } from './extract.ts'
import { identify } from './identify.ts'
import { IMPORT_LIMITS, megabytes } from './limits.ts'
import { metadataEvidence, suggestMetadata, toCsl } from './metadata.ts'
import { cutPassages, sha256 } from './passages.ts'
import { readHtml } from './read/html.ts'
import { readMarkdown } from './read/markdown.ts'
import { readDocx } from './read/office/docx.ts'
import { readOdt } from './read/office/odt.ts'
import { readPdf } from './read/pdf.ts'
import { type ReadOutcome, type Reading, refused } from './read/reading.ts'
import { readRtf } from './read/rtf.ts'
import { readText } from './read/text.ts'
import { XmlFault } from './read/xml.ts'
import { ZipFault } from './read/zip.ts'

export { IMPORT_LIMITS }

/** Name and version of each reader; a change of what it makes of the same bytes raises its version. */
export const IMPORTER = { text: 'counterpoint-text/2', markdown: 'counterpoint-markdown/2', html: 'counterpoint-html/2', pdf: 'counterpoint-pdf/1', docx: 'counterpoint-docx/1', odt: 'counterpoint-odt/1', rtf: 'counterpoint-rtf/1' } as const
type Format = keyof typeof IMPORTER

export type Ingested =
  | {
      outcome: 'text'
      csl: CslItem
      /** ISO 639-1, perhaps with a region; null when it could not be told. */
      language: string | null
      snapshot: Snapshot
      /** One for each passage, in order: `own` or `reported:NAME`. */
      voices: readonly string[]
      extraction: Extraction
      warnings: readonly string[]
      /** How many; null for a format without pages. */
      pages: number | null
    }
  | { outcome: 'scanned' | 'poor-ocr' | 'needs-password' | 'refused'; reason: string }

/** `csl` is what is known of the source already; its fields win over what the file says. */
export type FileToRead = { name: string; bytes: Uint8Array; csl?: CslItem }

/** Reads one file. Never throws for a bad file. */
export async function ingest(file: FileToRead): Promise<Ingested> {
  if (file.bytes.length === 0) return refused('The file is empty (0 bytes).')
  if (file.bytes.length > IMPORT_LIMITS.bytes) return refused(`The file has ${megabytes(file.bytes.length)}; the limit is ${megabytes(IMPORT_LIMITS.bytes)}. Split it, or import the part you need.`)
  const identified = identify(file.name, file.bytes)
  if ('outcome' in identified) return identified
  const reading = await readAs(identified, file)
  if ('outcome' in reading) return reading
  if (reading.text.length > IMPORT_LIMITS.text) return refused(`The file holds more than ${IMPORT_LIMITS.text.toLocaleString('en-US')} characters of text. Split it, or import the part you need.`)
  return finish(file, reading, identified.format)
}

type Known = Exclude<ReturnType<typeof identify>, { outcome: unknown }>

async function readAs(identified: Known, { bytes }: FileToRead): Promise<ReadOutcome> {
  try {
    switch (identified.format) {
      case 'pdf':
        return await readPdf(bytes)
      case 'docx':
        return readDocx(identified.zip)
      case 'odt':
        return readOdt(identified.zip)
      case 'rtf':
        return readRtf(bytes)
      default:
        return readTextual(identified.format, bytes)
    }
  } catch (error) {
    if (error instanceof ZipFault) return { outcome: error.locked ? 'needs-password' : 'refused', reason: error.message }
    if (error instanceof XmlFault) return refused(error.message)
    throw error
  }
}

const LARGEST = { text: IMPORT_LIMITS.bytes, markdown: IMPORT_LIMITS.markdownBytes, html: IMPORT_LIMITS.htmlBytes } as const
const READERS = { text: readText, markdown: readMarkdown, html: readHtml } as const

function readTextual(format: keyof typeof READERS, bytes: Uint8Array): ReadOutcome {
  if (bytes.length > LARGEST[format]) return refused(`A file in ${format === 'html' ? 'HTML' : 'Markdown'} may have up to ${megabytes(LARGEST[format])}. Save it as plain text, or import the part you need.`)
  const decoded = decodeText(bytes, declaredCharset(bytes))
  if (!decoded.ok) return refused(decoded.reason)
  const reading = READERS[format](decoded.text)
  return 'outcome' in reading ? reading : { ...reading, warnings: [...decoded.warnings, ...reading.warnings] }
}

function finish(file: FileToRead, reading: Reading, format: Format): Ingested {
  const { text } = reading
  const blocks = classifyBlocks(text, reading.blocks, reading.declared.title)
  if (!blocks.some((block) => !isBoilerplate(block.kind) && /[\p{L}\p{N}]/u.test(text.slice(block.start, block.end)))) return refused('No sentence was found in the file: it holds navigation or scattered signs only.')
  const bytesSha = sha256(file.bytes)
  const { passages, voices } = cutPassages(text, blocks, bytesSha, reading.pages)
  const metadata = suggestMetadata({ ...reading, declared: { ...reading.declared, language: fitting(reading.declared.language, text) } }, blocks)
  const csl = toCsl(metadata, file.name, reading.mediaType, file.csl)
  const extraction = extractFrom({ text, blocks, passages, voices, csl, evidence: metadataEvidence(metadata) })
  const warnings = [...reading.warnings, ...lengthWarnings(reading, passages.length)]
  const snapshot: Snapshot = { sha256: bytesSha, textSha256: sha256(text), mediaType: reading.mediaType, importer: IMPORTER[format], text, blocks, passages }
  return { outcome: 'text', csl, language: csl.language ?? null, snapshot, voices, extraction, warnings, pages: reading.pageCount }
}

const SCRIPTS: readonly (readonly [RegExp, RegExp])[] = [
  [/^(?:ar|fa|ur|ps|ckb|ug)/u, /\p{Script=Arabic}/gu],
  [/^(?:he|yi)/u, /\p{Script=Hebrew}/gu],
  [/^(?:ru|uk|bg|be|mk|kk|ky|mn|tg)/u, /\p{Script=Cyrillic}/gu],
  [/^el/u, /\p{Script=Greek}/gu],
  [/^(?:zh|ja)/u, /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  [/^ko/u, /\p{Script=Hangul}/gu],
  [/^th/u, /\p{Script=Thai}/gu],
]

/** The declared language, unless most letters are of a script it is not written in: programs declare their own language for any text. */
function fitting(language: string | null, text: string): string | null {
  const sample = text.slice(0, 20_000)
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  if (language === null || letters < 40) return language
  const other = SCRIPTS.find(([languages, script]) => !languages.test(language) && (sample.match(script)?.length ?? 0) > letters / 2)
  return other === undefined ? language : null
}

function lengthWarnings(reading: Reading, passages: number): string[] {
  if (passages === 0) return ['No sentence was found that could be cited; the text can be read and searched.']
  const cut = reading.blocks.length >= IMPORT_LIMITS.blocks || passages >= IMPORT_LIMITS.passages
  return cut ? ['The file is longer than we cut into passages; its last part can be read but not cited.'] : []
}

/** The encoding that an HTML file names in its first kilobyte; null when it names none. */
function declaredCharset(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024))
  return /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{2,40})/iu.exec(head)?.[1] ?? /<\?xml[^>]{0,100}encoding=["']([\w:.-]{2,40})["']/iu.exec(head)?.[1] ?? null
}
