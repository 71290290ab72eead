/**
 * What a file is, by its content: first bytes, members of a container, the beginning of a text. The name only decides what content cannot (Markdown or plain text;
 * tables and code, which are text but no source). What we don't read is named, so that a person knows what to do.
 */
import { openZip, type Zip, ZipFault } from './read/zip.ts'
import { readXml, childrenNamed, XmlFault } from './read/xml.ts'

/** `bytes` formats are read from bytes, `text` ones from decoded text. */
export type Identified =
  | { format: 'pdf' | 'rtf' }
  | { format: 'docx' | 'odt'; zip: Zip }
  | { format: 'text' | 'markdown' | 'html' }
  | { outcome: 'needs-password' | 'refused'; reason: string }

export const READABLE = 'PDF, Word (.docx), OpenDocument text (.odt), RTF, HTML, Markdown and plain text can be read'
const PROTECTED = 'The file is protected with a password. Save a copy without one and add that.'

/** First bytes of what we name but don't read. */
const SIGNATURES: readonly (readonly [string, readonly number[]])[] = [
  ['a PNG picture', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG picture', [0xff, 0xd8, 0xff]],
  ['a GIF picture', [0x47, 0x49, 0x46, 0x38]],
  ['a TIFF picture', [0x49, 0x49, 0x2a, 0x00]],
  ['a TIFF picture', [0x4d, 0x4d, 0x00, 0x2a]],
  ['a WebP picture or a sound file', [0x52, 0x49, 0x46, 0x46]],
  ['a JPEG 2000 picture', [0x00, 0x00, 0x00, 0x0c, 0x6a, 0x50]],
  ['a gzip archive', [0x1f, 0x8b]],
  ['a 7-Zip archive', [0x37, 0x7a, 0xbc, 0xaf]],
  ['a RAR archive', [0x52, 0x61, 0x72, 0x21, 0x1a]],
  ['an xz archive', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['a bzip2 archive', [0x42, 0x5a, 0x68]],
  ['a Zstandard archive', [0x28, 0xb5, 0x2f, 0xfd]],
  ['a program', [0x7f, 0x45, 0x4c, 0x46]],
  ['a program', [0xcf, 0xfa, 0xed, 0xfe]],
  ['a Windows program', [0x4d, 0x5a, 0x90, 0x00]],
  ['a sound file (MP3)', [0x49, 0x44, 0x33]],
  ['a sound file (Ogg)', [0x4f, 0x67, 0x67, 0x53]],
  ['a sound file (FLAC)', [0x66, 0x4c, 0x61, 0x43]],
  ['a database (SQLite)', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66]],
  ['a PostScript file', [0x25, 0x21, 0x50, 0x53]],
  ['a DjVu scan', [0x41, 0x54, 0x26, 0x54, 0x46, 0x4f, 0x52, 0x4d]],
  ['a WordPerfect file', [0xff, 0x57, 0x50, 0x43]],
  ['a Java class', [0xca, 0xfe, 0xba, 0xbe]],
  ['a font', [0x77, 0x4f, 0x46, 0x32]],
  ['a font', [0x77, 0x4f, 0x46, 0x46]],
  ['a font', [0x4f, 0x54, 0x54, 0x4f]],
]
const OLE = [0xd0, 0xcf, 0x11, 0xe0]
const ZIP = [0x50, 0x4b]

/** Text that is data or code: a person would not cite it as a source. */
const NO_SOURCE: Readonly<Record<string, string>> = {
  csv: 'a table (.csv)', tsv: 'a table (.tsv)', json: 'JSON data (.json)', jsonl: 'JSON data (.jsonl)', xml: 'an XML file', yaml: 'YAML data', yml: 'YAML data',
  css: 'a style sheet', js: 'a program', ts: 'a program', py: 'a program', sh: 'a program', sql: 'a program', svg: 'an SVG picture', eml: 'an e-mail', ics: 'a calendar', vcf: 'a contact card',
  bib: 'a list of references (.bib)', ris: 'a list of references (.ris)', tex: 'a LaTeX source',
} // prettier-ignore
const MARKDOWN = new Set(['md', 'markdown', 'mdown', 'mkd'])
const PAGES = new Set(['html', 'htm', 'xhtml', 'xht', 'shtml'])

export function identify(name: string, bytes: Uint8Array): Identified {
  if (startsWith(bytes, OLE)) return oleFile(bytes)
  if (startsWith(bytes, ZIP) && (bytes[2] === 3 || bytes[2] === 5 || bytes[2] === 7)) return container(bytes)
  const head = latin1(bytes, 0, 1100)
  if (/^[\s\S]{0,1024}%PDF-\d/u.test(head)) return { format: 'pdf' }
  if (/^(?:\u00ef\u00bb\u00bf)?\s{0,8}\{\\rtf/u.test(head)) return { format: 'rtf' }
  const signature = SIGNATURES.find(([, start]) => startsWith(bytes, start))
  if (signature) return not(signature[0])
  if (head.slice(4, 8) === 'ftyp') return not('a video or sound file')
  return textual(name, head)
}

/** The decoded beginning is not needed: what is looked for is ASCII. UTF-16 is looked through its zeros. */
function textual(name: string, head: string): Identified {
  const start = head.replaceAll('\0', '').replace(/^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/u, '')
  const ending = extension(name)
  const unopened = start.replace(/^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]*?-->\s*)*/u, '')
  if (/^<(?:!doctype\s+html|html[\s>])/iu.test(unopened)) return { format: 'html' }
  if (/^<(?:svg)[\s>]/iu.test(unopened)) return not('an SVG picture')
  if (/^\s*<\?xml\b/iu.test(start) || /^<!doctype\b/iu.test(unopened)) return not('an XML file')
  if (/^MIME-Version:/imu.test(start) && /^Content-Type:\s*multipart\/related/imu.test(start)) return not('a web archive (MHTML)')
  if (PAGES.has(ending)) return { format: 'html' }
  if (MARKDOWN.has(ending)) return { format: 'markdown' }
  const data = NO_SOURCE[ending]
  if (data !== undefined) return not(data)
  if (/^<(?:head|body|title|meta|div|p|h1|article|main|table|section)[\s>]/iu.test(unopened)) return { format: 'html' }
  return { format: 'text' }
}

/** Office files before 2007, and since then the wrapper of password-protected ones ([MS-CFB], [MS-OFFCRYPTO]). */
function oleFile(bytes: Uint8Array): Identified {
  const holds = (stream: string) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(stream, 'utf16le'))
  if (holds('EncryptedPackage')) return { outcome: 'needs-password', reason: PROTECTED }
  if (holds('WordDocument')) return not('a Word file of the old kind (.doc)', 'Open it and save it as .docx.')
  if (holds('Workbook') || holds('Book')) return not('an Excel file of the old kind (.xls)')
  if (holds('PowerPoint Document')) return not('a PowerPoint file of the old kind (.ppt)')
  return not(holds('__properties_version1.0') ? 'an Outlook message (.msg)' : 'an Office file of the old kind')
}

function container(bytes: Uint8Array): Identified {
  try {
    const zip = openZip(bytes)
    return openDocument(zip) ?? officeOpen(zip)
  } catch (error) {
    if (error instanceof ZipFault) return error.locked ? { outcome: 'needs-password', reason: PROTECTED } : { outcome: 'refused', reason: error.message }
    if (error instanceof XmlFault) return { outcome: 'refused', reason: error.message }
    throw error
  }
}

/** OpenDocument and EPUB say in a first member what they are. */
function openDocument(zip: Zip): Identified | null {
  const type = zip.has('mimetype') ? new TextDecoder().decode(zip.read('mimetype')?.subarray(0, 200)).trim() : ''
  if (type === 'application/epub+zip') return not('an e-book (EPUB)')
  if (!type.startsWith('application/vnd.oasis.opendocument.') && !(zip.has('content.xml') && zip.has('META-INF/manifest.xml'))) return null
  if (isLocked(zip)) return { outcome: 'needs-password', reason: PROTECTED }
  if (/opendocument\.(?:spreadsheet|presentation|graphics|chart|formula|image|database)/u.test(type)) return not('an OpenDocument file, but no text document')
  return zip.has('content.xml') ? { format: 'odt', zip } : not('an OpenDocument container without a text')
}

function isLocked(zip: Zip): boolean {
  const manifest = zip.read('META-INF/manifest.xml')
  if (manifest === null) return false
  const encrypted = (element: ReturnType<typeof readXml>): boolean => element.children.some((child) => typeof child !== 'string' && (child.name === 'manifest:encryption-data' || encrypted(child)))
  // Its document type is the only one an office program ever wrote.
  const source = new TextDecoder().decode(manifest).replace(/<!DOCTYPE manifest:manifest PUBLIC "[^"<>]*" "[^"<>]*">/u, '')
  return encrypted(readXml(new TextEncoder().encode(source)))
}

function officeOpen(zip: Zip): Identified {
  if (zip.members.some(({ locked }) => locked)) return { outcome: 'needs-password', reason: PROTECTED }
  const types = zip.read('[Content_Types].xml')
  if (types === null) return not(zip.members.length === 0 ? 'an empty zip archive' : 'a zip archive', 'Unpack it and add the documents in it.')
  const kinds = childrenNamed(readXml(types), 'ct:Override').map(({ attributes }) => attributes['ContentType'] ?? '')
  const is = (part: RegExp) => kinds.some((kind) => part.test(kind))
  if (is(/(?:wordprocessingml\.(?:document|template)|ms-word\.(?:document|template)\.macroEnabled(?:Template)?)\.main\+xml/iu) || is(/ms-word\.\w+\.macroEnabled/iu) || zip.has('word/document.xml')) return { format: 'docx', zip }
  if (is(/spreadsheetml|ms-excel/iu) || zip.has('xl/workbook.xml')) return not('an Excel workbook')
  if (is(/presentationml|ms-powerpoint/iu) || zip.has('ppt/presentation.xml')) return not('a PowerPoint presentation')
  return not('an Office file, but no text document')
}

function not(what: string, instead = ''): Identified {
  return { outcome: 'refused', reason: `This is ${what}. ${instead === '' ? `${READABLE}.` : instead}` }
}

export function extension(name: string): string {
  return /\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? ''
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte)
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  return new TextDecoder('latin1').decode(bytes.subarray(start, end))
}
