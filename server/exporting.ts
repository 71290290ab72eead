/** A brief as a file: JSON, Markdown or PDF, under the name of its title. The route and the command line both come through here. */
import type { ExportFormat } from '#model/api.ts'
import { type Brief, briefTitle } from '#model/brief.ts'
import type { Parts } from './parts.ts'
import { partsOf } from './sync/replay.ts'

export type Exported = { bytes: Uint8Array<ArrayBuffer>; mediaType: string; filename: string; warnings: readonly string[] }

const MEDIA_TYPES = { json: 'application/json', md: 'text/markdown; charset=UTF-8', pdf: 'application/pdf' } as const satisfies Record<ExportFormat, string>

/** Rebuilds a stored brief from its log and writes it, away from this thread. `caller` as in the audit. Refusal `not-found`, `too-many`, or what the typesetter refuses. */
export async function exportDocument(parts: Pick<Parts, 'store' | 'exporter' | 'log'>, asked: { doc: string; format: ExportFormat; caller: string }): Promise<Exported> {
  const { doc, format, caller } = asked
  const { bytes, title, warnings, unreadable } = await parts.exporter.stored({ caller, format, read: () => storedUpdates(parts.store, doc) })
  for (const { seq, reason } of unreadable) parts.log.error({ doc, seq, reason }, 'an update of the log cannot be applied; it is left out')
  return { bytes, warnings, ...fileOf(title, format) }
}

/** What rebuilds the brief: its newest snapshot and the updates since. */
async function storedUpdates(store: Pick<Parts['store'], 'readState'>, doc: string) {
  const { snapshot, tail } = await store.readState(doc)
  return [...partsOf(snapshot), ...tail]
}

/** Writes a brief at hand: text in this thread, a PDF in a thread of the exporter. For the command line; a server, whose briefs are stored, does without the writer of Markdown. */
export async function exportBrief(parts: Pick<Parts, 'catalog' | 'exporter'>, brief: Brief, format: ExportFormat): Promise<Exported> {
  const { briefText, templateFor } = await import('./jobs/format.ts')
  const file = fileOf(briefTitle(brief), format)
  if (format !== 'pdf') return { bytes: new TextEncoder().encode(briefText(brief, format)), warnings: [], ...file }
  const { pdf, report } = await parts.exporter.pdf(brief, templateFor(parts.catalog.list(), brief))
  return { bytes: new Uint8Array(pdf), warnings: report.warnings, ...file }
}

/** What a brief with this title is called as a file, and what kind of file that is. */
export function fileOf(title: string, format: ExportFormat): Pick<Exported, 'filename' | 'mediaType'> {
  return { filename: `${fileStem(title)}.${format}`, mediaType: MEDIA_TYPES[format] }
}

/** Windows keeps these names for devices, whatever the ending. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)$/i
const MAX_CHARACTERS = 120
/** File systems take 255 bytes of a name; an ending and a browser's "(1)" go on top. */
const MAX_BYTES = 240

/** A title as a file name that every system takes: no separators, no control characters, at most 120 characters and 240 bytes. */
export function fileStem(title: string): string {
  const stem = title
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\uFFFD<>:"/\\|?*]+/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .replace(/^[. ]+/, '')
  const short = shorten(stem).replace(/[. ]+$/, '')
  if (short === '') return 'brief'
  return DEVICE.test(short.split('.')[0] ?? '') ? `${short} brief` : short
}

/** Cut between characters, never within one. */
function shorten(text: string): string {
  let kept = ''
  let bytes = 0
  for (const character of Array.from(text).slice(0, MAX_CHARACTERS)) {
    bytes += Buffer.byteLength(character)
    if (bytes > MAX_BYTES) break
    kept += character
  }
  return kept
}

/** RFC 6266: a name in ASCII for old readers (without the signs they trip over), the whole one in UTF-8 for the others. */
export function contentDisposition(filename: string): string {
  const plain = filename.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll(/[^\x20-\x7e]|["\\/:*?<>|%]/g, '_')
  const encoded = encodeURIComponent(filename.toWellFormed()).replaceAll(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
