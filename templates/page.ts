/** Head, foot and cover of a brief's pages as text. Where they stand and how they look is the typesetter's. */
import { type Brief, briefTitle, type FieldValue } from '#model/brief.ts'
import type { Template } from '#model/template.ts'
import { fillParts, namesOf, parsePart } from './fill.ts'

/** Signs for the number of the page and of all pages, which only the typesetter knows. */
export const PAGE_SIGN = '\uE000'
export const PAGES_SIGN = '\uE001'

const SIGNS = /[\uE000\uE001]/g
const PAGE_NAMES = ['page', 'pages']

/**
 * Lines are separated by "\n"; a line has up to three parts separated by tabs: left, centre, right. `PAGE_SIGN` and `PAGES_SIGN` stand for
 * the numbers; a value that holds those characters loses them, and line ends and tabs in a value become spaces.
 */
export function fillPage(template: Template, brief: Brief): { head: string; foot: string; cover: string | null } {
  const { manifest, partials } = template
  const title = briefTitle(brief)
  const { subject } = brief.fields
  const named = { ...brief.fields, title, subject: subject === undefined || subject === '' ? title : subject }
  const cleaned = Object.fromEntries(Object.entries(named).map(([name, value]) => [name, clean(value)]))
  const fields: Record<string, FieldValue> = { ...cleaned, page: PAGE_SIGN, pages: PAGES_SIGN }
  const fill = (text: string, file: string) => {
    const parts = parsePart(text, `${manifest.id}/${file}.mustache`, namesOf(manifest, PAGE_NAMES), partials)
    return fillParts(parts, fields, { lang: manifest.lang }).text.replace(/\n+$/, '')
  }
  return { head: fill(template.head, 'head'), foot: fill(template.foot, 'foot'), cover: template.cover === null ? null : fill(template.cover, 'cover') }
}

/** Checks that heads, feet and covers parse and name known fields. Throws a Refusal `template-invalid` with file, line and column. */
export function checkPage(template: Template): void {
  const names = namesOf(template.manifest, PAGE_NAMES)
  for (const part of ['head', 'foot', 'cover'] as const) parsePart(template[part] ?? '', `${template.manifest.id}/${part}.mustache`, names, template.partials)
}

/** The text in one line and one part, without the page's signs: what a head or foot may hold. */
export function oneLine(text: string): string {
  return text.replaceAll(SIGNS, '').replaceAll(/\s+/g, ' ')
}

function clean(value: FieldValue): FieldValue {
  if (typeof value === 'string') return oneLine(value)
  if (!Array.isArray(value)) return value
  return value.map((entry) => (typeof entry === 'string' ? String(clean(entry)) : Object.fromEntries(Object.entries(entry).map(([name, text]) => [name, String(clean(text))]))))
}
