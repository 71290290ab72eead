/**
 * What a source says about itself, as a CSL item: title, authors, publisher, date, language, each with the place it was read from and the rule that read it.
 * Nothing is invented: without a span there is no date ("undated" stays undated; neither the year of a copyright line nor that of the file is one), and the file's
 * name is only the last resort for a title.
 */
import { type CslItem, type CslName, cslItem } from '#model/csl.ts'
import type { MetadataEvidence } from '#model/extraction.ts'
import { readable } from '#model/fold.ts'
import type { Block, PositionSelector } from '#model/source.ts'
import { findDate, isoDate } from './metadata/dates.ts'
import { detectLanguage } from './metadata/language.ts'
import { type AboutBlock, type Found, namedAuthors, namedDate, namedPublisher, namedTitle } from './metadata/named.ts'
import { INSTITUTION, readPersons } from './references/names.ts'
import type { Reading } from './read/reading.ts'

/** `span` is where the value stands in the stored text; null when the file declares it outside its text (front matter, meta elements). */
export type Suggested<T> = { value: T; span: PositionSelector | null; rule: string }

export type Metadata = {
  title: Suggested<string> | null
  authors: readonly Suggested<string>[]
  publisher: Suggested<string> | null
  /** ISO 8601, to the day, month or year. */
  issued: Suggested<string> | null
  url: string | null
  language: string | null
  languageRule: string
}

export function suggestMetadata(reading: Pick<Reading, 'text' | 'declared'>, blocks: readonly Block[]): Metadata {
  const { text, declared } = reading
  const about = blocks.map((block): AboutBlock => ({ ...block, text: readable(text.slice(block.start, Math.min(block.end, block.start + 1000))) }))
  const publisher = namedPublisher(about)
  const title = declare(declared.title) ?? place(text, namedTitle(about, publisher?.value ?? null))
  return {
    title,
    authors: declared.authors.length > 0 ? declared.authors.flatMap(declaredNames).map((value) => ({ value, span: null, rule: 'metadata:declared' })) : namedAuthors(about, title?.value ?? null).flatMap((found) => place(text, found) ?? []),
    publisher: declare(declared.publisher) ?? place(text, publisher),
    issued: declaredDate(declared.issued) ?? place(text, namedDate(about)),
    url: declared.url,
    language: declared.language ?? detectLanguage(text),
    languageRule: declared.language === null ? 'metadata:small-words' : 'metadata:declared',
  }
}

/** The evidence for each suggestion, for the record of what was read. */
export function metadataEvidence({ title, authors, publisher, issued, url, language, languageRule }: Metadata): MetadataEvidence[] {
  const one = (field: MetadataEvidence['field'], found: Suggested<string> | null): MetadataEvidence[] => (found === null ? [] : [{ field, start: found.span?.start ?? null, end: found.span?.end ?? null, rule: found.rule }])
  return [
    ...one('title', title),
    ...authors.flatMap((author) => one('author', author)),
    ...one('publisher', publisher),
    ...one('issued', issued),
    ...(url === null ? [] : one('URL', { value: url, span: null, rule: 'metadata:declared' })),
    ...(language === null ? [] : one('language', { value: language, span: null, rule: languageRule })),
  ]
}

function declare(value: string | null): Suggested<string> | null {
  return value === null || value.trim() === '' ? null : { value, span: null, rule: 'metadata:declared' }
}

/** One field may name several: "Ana Ruiz, Tom Hall and Blanca Ortega". Anything but whole names stays as it is. */
function declaredNames(written: string): string[] {
  const parts = written.split(/\s*;\s*|\s*,\s*(?:and\s+|&\s*)?|\s+(?:and|&)\s+/u).filter((part) => part !== '')
  const whole = parts.length > 1 && !INSTITUTION.test(written) && parts.every((part) => /^\p{Lu}[\p{L}\p{M}.'’-]+(?:\s+[\p{L}\p{M}.'’-]+)+$/u.test(part))
  return whole ? parts : [written]
}

/** A value read from a block, with the words it stands on; the whole block where they are broken over lines. */
function place(text: string, found: Found | null): Suggested<string> | null {
  if (found === null) return null
  const { block, written, value, rule } = found
  const at = text.indexOf(written, block.start)
  const span = at >= 0 && at + written.length <= block.end ? { start: at, end: at + written.length } : { start: block.start, end: block.end }
  return { value, span, rule: `metadata:${rule}` }
}

function declaredDate(value: string | null): Suggested<string> | null {
  if (value === null) return null
  const parts = findDate(value)?.parts ?? (/^(?:1[5-9]|20)\d{2}$/.test(value.trim()) ? [Number(value)] : null)
  return parts === null ? null : { value: isoDate(parts), span: null, rule: 'metadata:declared' }
}

/** "Ana de la Cruz" → family "de la Cruz"; a name with a word for an institution stays whole. */
export function personName(name: string): CslName {
  const written = name.trim().slice(0, 300)
  const comma = /^(?<family>[^,]+),\s*(?<given>[^,]+)$/u.exec(written)?.groups
  if (comma?.['family'] !== undefined && comma['given'] !== undefined && !INSTITUTION.test(written)) return { family: comma['family'].trim(), given: comma['given'].trim() }
  if (INSTITUTION.test(written) || written.split(',').length > 2) return { literal: written }
  const parts = /^(?<given>.+?)\s+(?<family>(?:(?:de|del|la|las|los|von|van|der|den|bin|al|da|di|dos|le)\s+)*\S+)$/u.exec(written)?.groups
  const known = readPersons(written)?.names[0]
  if (parts?.['family'] === undefined || parts['given'] === undefined) return known ?? { literal: written }
  return { family: parts['family'], given: parts['given'] }
}

/** The CSL item of a file: what is known already wins over what was read, field by field. */
export function toCsl(metadata: Metadata, file: string, mediaType: string, known: CslItem | undefined): CslItem {
  const issued = metadata.issued?.value.split('-').map(Number)
  const title = (metadata.title?.value ?? fileStem(file)).slice(0, 500)
  const read = cslItem.parse({
    type: mediaType === 'text/html' ? 'webpage' : 'document',
    title: title.trim() === '' ? 'Untitled' : title,
    ...(metadata.authors.length > 0 ? { author: metadata.authors.slice(0, 100).map((author) => personName(author.value)) } : {}),
    ...(issued ? { issued: { 'date-parts': [issued] } } : {}),
    ...(metadata.publisher ? { publisher: metadata.publisher.value.slice(0, 500) } : {}),
    ...(metadata.url !== null && cslItem.shape.URL.safeParse(metadata.url).success ? { URL: metadata.url } : {}),
    ...(metadata.language === null ? {} : { language: metadata.language }),
  })
  return known === undefined ? read : { ...read, ...known }
}

function fileStem(file: string): string {
  const name = file.split(/[\\/]/u).at(-1) ?? file
  return name.replace(/\.[A-Za-z0-9]{1,8}$/u, '').replace(/[_]+/gu, ' ').trim()
}
