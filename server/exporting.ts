/** A stored brief as a file: rebuilt from its log, then written as JSON, Markdown or PDF. The route and the command line both come through here. */
import type { ExportFormat } from '#model/api.ts'
import { type Brief, briefTitle, briefToJson } from '#model/brief.ts'
import { writeBriefMarkdown } from '#model/markdown/brief.ts'
import type { Template } from '#model/template.ts'
import type { Catalog } from '#templates/catalog.ts'
import type { Parts } from './parts.ts'
import { readBriefFromLog } from './sync/load.ts'

export type Exported = { bytes: Uint8Array<ArrayBuffer>; mediaType: string; filename: string; warnings: readonly string[] }

/** Rebuilds the brief from the log and writes it. Refusal `not-found`, or what the typesetter refuses. */
export async function exportDocument(parts: Pick<Parts, 'store' | 'catalog' | 'exporter' | 'log'>, doc: string, format: ExportFormat): Promise<Exported> {
  const brief = await readBriefFromLog(parts.store, doc, (seq, error) => parts.log.error({ doc, seq, err: error }, 'an update of the log cannot be applied; it is left out'))
  return exportBrief(parts, brief, format)
}

export async function exportBrief(parts: Pick<Parts, 'catalog' | 'exporter'>, brief: Brief, format: ExportFormat): Promise<Exported> {
  const filename = `${fileStem(briefTitle(brief))}.${format}`
  if (format === 'json') return { bytes: utf8(`${JSON.stringify(briefToJson(brief), null, 2)}\n`), mediaType: 'application/json', filename, warnings: [] }
  if (format === 'md') return { bytes: utf8(writeBriefMarkdown(brief)), mediaType: 'text/markdown; charset=UTF-8', filename, warnings: [] }
  const { pdf, report } = await parts.exporter.pdf(brief, templateOf(parts.catalog, brief))
  return { bytes: new Uint8Array(pdf), mediaType: 'application/pdf', filename, warnings: report.warnings }
}

/** The template a brief was made with, by its id (the shipped revision is the one we have); null for a blank brief. Refusal `not-found` for one that is not here. */
export function templateOf(catalog: Catalog, brief: Brief): Template | null {
  const id = brief.info.template?.split('@')[0]
  return id === undefined ? null : catalog.get(id)
}

/** A title as a file name that every system takes: no separators, no control characters, at most 120 characters. */
export function fileStem(title: string): string {
  const stem = title
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}<>:"/\\|?*]+/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .replace(/^\.+/, '')
  const short = Array.from(stem).slice(0, 120).join('').trim().replace(/\.+$/, '')
  return short === '' ? 'brief' : short
}

/** RFC 6266: a name in ASCII for old readers, the whole one in UTF-8 for the others. */
export function contentDisposition(filename: string): string {
  const plain = filename.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll(/[^\x20-\x7e]/g, '_').replaceAll(/["\\]/g, '_')
  const encoded = encodeURIComponent(filename).replaceAll(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}
