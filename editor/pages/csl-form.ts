/** The fields of a bibliographic item as a person types them, and back. Pure. */
import { type CslDate, type CslItem, type CslName, cslItem } from '#model/csl.ts'

/** One line an author ("Family, Given", or an institution as it is called), the date as year, year-month, year-month-day or in words. */
export type CslForm = { type: CslItem['type']; title: string; authors: string; publisher: string; container: string; issued: string; url: string; number: string; language: string }

export function formOf(csl: CslItem): CslForm {
  return {
    type: csl.type,
    title: csl.title,
    authors: (csl.author ?? []).map(nameLine).join('\n'),
    publisher: csl.publisher ?? '',
    container: csl['container-title'] ?? '',
    issued: csl.issued ? dateText(csl.issued) : '',
    url: csl.URL ?? '',
    number: csl.number ?? '',
    language: csl.language ?? '',
  }
}

/** What is not in the form stays as it was, and so does what nobody changed, also where the form's way of writing it would be read otherwise. `faults` has a sentence for each field that can't be taken. */
export function cslOf(form: CslForm, before: CslItem): { ok: true; csl: CslItem } | { ok: false; faults: Partial<Record<keyof CslForm, string>> } {
  const known = new Map((before.author ?? []).map((name) => [nameLine(name), name]))
  const author = form.authors.split('\n').map((line) => line.trim()).filter((line) => line !== '').map((line) => known.get(line) ?? nameOf(line))
  const given = {
    ...before,
    type: form.type,
    title: form.title.trim(),
    author: author.length === 0 ? undefined : author,
    publisher: orNothing(form.publisher),
    'container-title': orNothing(form.container),
    issued: issuedOf(form.issued.trim(), before.issued),
    URL: orNothing(form.url),
    number: orNothing(form.number),
    language: orNothing(form.language),
  }
  const read = cslItem.safeParse(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)))
  if (read.success) return { ok: true, csl: read.data }
  const faults: Partial<Record<keyof CslForm, string>> = {}
  for (const { path } of read.error.issues) {
    const [field, sentence] = FAULTS[String(path[0])] ?? ['title', 'This can’t be kept as it is.']
    faults[field] = sentence
  }
  return { ok: false, faults }
}

const FAULTS: Readonly<Record<string, readonly [keyof CslForm, string]>> = {
  title: ['title', 'A source needs a title of at most 500 characters.'],
  author: ['authors', 'At most 100 authors, each of at most 500 characters.'],
  publisher: ['publisher', 'At most 500 characters.'],
  'container-title': ['container', 'At most 500 characters.'],
  issued: ['issued', 'Write a date as 2024, 2024-03 or 2024-03-14, or in words.'],
  URL: ['url', 'Write the whole address, beginning with https:// or http://.'],
  number: ['number', 'At most 500 characters.'],
  language: ['language', 'A code such as en or es.'],
}

function orNothing(text: string): string | undefined {
  return text.trim() === '' ? undefined : text.trim()
}

function nameLine(name: CslName): string {
  if ('literal' in name) return name.literal
  return name.given === undefined ? `${name.family},` : `${name.family}, ${name.given}`
}

function nameOf(line: string): CslName {
  const comma = line.indexOf(',')
  if (comma <= 0) return { literal: line }
  const given = line.slice(comma + 1).trim()
  return given === '' ? { family: line.slice(0, comma).trim() } : { family: line.slice(0, comma).trim(), given }
}

function issuedOf(text: string, before: CslDate | undefined): CslDate | undefined {
  if (text === '') return undefined
  return before !== undefined && text === dateText(before) ? before : dateOf(text)
}

function dateText(date: CslDate): string {
  if ('literal' in date) return date.literal
  return date['date-parts'].map((parts) => parts.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join('-')).join('/')
}

function dateOf(text: string): CslDate {
  const days = text.split('/').map((day) => /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?$/.exec(day.trim()))
  if (days.length > 2 || days.some((day) => day === null)) return { literal: text }
  return { 'date-parts': days.map((day) => (day ?? []).slice(1).filter((part) => part !== undefined).map(Number)) }
}
