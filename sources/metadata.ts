/**
 * What a source says about itself, as a CSL item: title, authors, publisher, date, language, each with the place it was read from. Nothing is invented:
 * without a span there is no date ("undated" stays undated), and the file's name is only the last resort for a title.
 */
import { type CslItem, type CslName, cslItem } from '#model/csl.ts'
import { readable } from '#model/fold.ts'
import type { Block, PositionSelector } from '#model/source.ts'
import { bioName } from './boilerplate.ts'
import { detectLanguage } from './metadata/language.ts'
import { bylineNames, findDate, isDateLine } from './metadata/lines.ts'
import type { Reading } from './read/reading.ts'

/** `span` is where the value stands in the stored text; null when the file declares it outside its text (front matter, meta elements). */
export type Suggested<T> = { value: T; span: PositionSelector | null }

export type Metadata = {
  title: Suggested<string> | null
  authors: readonly Suggested<string>[]
  publisher: Suggested<string> | null
  /** ISO 8601, to the day, month or year. */
  issued: Suggested<string> | null
  url: string | null
  language: string | null
}

/** How many blocks count as "near the top". */
const TOP = 8
const EDITORIAL_POLICY = /\breflect\s+(?:the\s+)?(?:(?:views|opinions|position|policy)\s+of\s+)?(?<name>\p{Lu}[\p{L}&.’' -]{1,60}?)['’]s?\s+(?:editorial|official|own)\b/u

export function suggestMetadata(reading: Reading, blocks: readonly Block[]): Metadata {
  const { text, declared } = reading
  const top = blocks.filter((block) => !block.kind.startsWith('boilerplate:')).slice(0, TOP)
  return {
    title: declare(declared.title) ?? headingTitle(text, top),
    authors: declared.authors.length > 0 ? declared.authors.map((value) => ({ value, span: null })) : namedAuthors(text, blocks, top),
    publisher: declare(declared.publisher) ?? namedPublisher(text, blocks),
    issued: declaredDate(declared.issued) ?? dateLine(text, top),
    url: declared.url,
    language: declared.language ?? detectLanguage(text),
  }
}

function declare(value: string | null): Suggested<string> | null {
  return value === null ? null : { value, span: null }
}

function declaredDate(value: string | null): Suggested<string> | null {
  if (value === null) return null
  const parts = findDate(value)?.parts ?? (/^(?:1[5-9]|20)\d{2}$/.test(value.trim()) ? [Number(value)] : null)
  return parts === null ? null : { value: isoDate(parts), span: null }
}

function headingTitle(text: string, top: readonly Block[]): Suggested<string> | null {
  const heading = top.find((block) => block.kind === 'heading' && block.decidedBy !== 'rule:byline')
  return heading === undefined ? null : { value: readable(text.slice(heading.start, heading.end)), span: { start: heading.start, end: heading.end } }
}

function namedAuthors(text: string, blocks: readonly Block[], top: readonly Block[]): Suggested<string>[] {
  const located = (name: string, block: Block): Suggested<string> => {
    const start = text.indexOf(name, block.start)
    return { value: name, span: start < 0 || start >= block.end ? { start: block.start, end: block.end } : { start, end: start + name.length } }
  }
  const bylines = top.flatMap((block) => bylineNames(readable(text.slice(block.start, block.end))).map((name) => located(name, block)))
  if (bylines.length > 0) return bylines
  return blocks
    .filter((block) => block.kind === 'boilerplate:bio')
    .flatMap((block) => {
      const content = readable(text.slice(block.start, block.end))
      const name = bioName({ text: content, words: content.split(' ').length })
      return name === null ? [] : [located(name, block)]
    })
}

function namedPublisher(text: string, blocks: readonly Block[]): Suggested<string> | null {
  for (const { kind, start, end } of blocks) {
    const name = kind === 'boilerplate:disclaimer' ? EDITORIAL_POLICY.exec(text.slice(start, end))?.groups?.['name'] : undefined
    if (name !== undefined) return { value: name, span: { start: text.indexOf(name, start), end: text.indexOf(name, start) + name.length } }
  }
  return null
}

function dateLine(text: string, top: readonly Block[]): Suggested<string> | null {
  for (const { start, end } of top) {
    const content = text.slice(start, end)
    const date = isDateLine(readable(content)) ? findDate(content) : null
    if (date) return { value: isoDate(date.parts), span: { start: start + date.start, end: start + date.end } }
  }
  return null
}

function isoDate(parts: readonly number[]): string {
  return parts.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0')).join('-')
}

const INSTITUTION = /\b(?:agency|association|bank|bureau|centre|center|coalition|commission|committee|corporation|council|department|directorate|editors?|embassy|foundation|fund|government|group|initiative|institute|laboratory|library|ministry|network|office|organi[sz]ation|press|programme|program|project|secretariat|section|service|society|staff|team|university)\b/iu

/** "Ana de la Cruz" → family "de la Cruz"; a name with a word for an institution stays whole. */
export function personName(name: string): CslName {
  const written = name.trim().slice(0, 300)
  const comma = /^(?<family>[^,]+),\s*(?<given>[^,]+)$/u.exec(written)?.groups
  if (comma?.['family'] !== undefined && comma['given'] !== undefined) return { family: comma['family'].trim(), given: comma['given'].trim() }
  const parts = /^(?<given>.+?)\s+(?<family>(?:(?:de|del|la|von|van|der|den|bin|al|da|di|dos)\s+)*\S+)$/u.exec(written)?.groups
  if (INSTITUTION.test(written) || parts?.['family'] === undefined || parts['given'] === undefined) return { literal: written }
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
