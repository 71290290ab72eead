/** A template's body as a document: Mustache filled with opaque signs, Markdown parsed, signs replaced by text. So no value is ever read as Markdown. */
import type { FieldValue } from '#model/brief.ts'
import { type ReadMarkdown, readMarkdown } from '#model/markdown/read.ts'
import { hasValueSign, valueSign } from '#model/markdown/reading.ts'
import { Refusal } from '#model/refusal.ts'
import type { Template, TemplateManifest } from '#model/template.ts'
import { faultAt, fillParts, namesOf, parsePart } from './fill.ts'

/** Throws a Refusal `template-invalid` with the place in the template's files. */
export function readBody(template: Template, fields: Readonly<Record<string, FieldValue>>): ReadMarkdown {
  const { manifest, body, partials } = template
  const file = `${manifest.id}/body.md`
  for (const [name, text] of [[file, body], ...Object.entries(partials)] as const) {
    if (hasValueSign(text)) throw faultAt({ file: name, text, offset: 0 }, 'holds characters U+F8F0 or U+F8F1, which stand for values')
  }
  const values: string[] = []
  const write = (words: string) => valueSign(values.push(words) - 1)
  const { text, placeOf } = fillParts(parsePart(body, file, namesOf(manifest), partials), fields, { lang: manifest.lang, write })
  return readMarkdown(text, { code: 'template-invalid', file, values, placeOf })
}

/**
 * Checks a body with nothing filled and with everything filled: it parses, it names known fields, and it holds each slot of the manifest
 * once. A slot inside a section would come and go with a value, so it is refused too.
 */
export function checkBody(template: Template): void {
  const { manifest } = template
  const names = namesOf(manifest)
  for (const fields of [{}, everyField(manifest)]) {
    const { slots, fields: shown } = readBody(template, fields)
    for (const { name, ...place } of shown) if (!names.has(name)) throw fault(place, `there is no field "${name}"; known are ${[...names.keys()].join(', ')}`)
    const declared = new Set(manifest.slots.map((slot) => slot.name))
    const seen = new Set<string>()
    for (const { name, ...place } of slots) {
      if (!declared.has(name)) throw fault(place, `the manifest has no slot "${name}"; it has ${[...declared].join(', ') || 'none'}`)
      if (seen.has(name)) throw fault(place, `the slot "${name}" is there twice`)
      seen.add(name)
    }
    const missing = [...declared].find((name) => !seen.has(name))
    if (missing !== undefined) throw fault({ file: `${manifest.id}/body.md`, line: 1, column: 1 }, `the slot "${missing}" of the manifest is missing, or stands inside a section`)
  }
}

function everyField(manifest: TemplateManifest): Record<string, FieldValue> {
  const values: [string, FieldValue][] = manifest.fields.map(({ name, type, columns }) => {
    if (type !== 'list') return [name, 'x']
    return [name, [columns ? Object.fromEntries(columns.map((column) => [column.name, 'x'])) : 'x']]
  })
  return { title: 'x', subject: 'x', date: '2026-01-01', marking: 'x', ...Object.fromEntries(values) }
}

function fault(place: { file: string; line: number; column: number }, detail: string): Refusal {
  const pointer = `${place.file}:${place.line}:${place.column}`
  return new Refusal('template-invalid', `${pointer} ${detail}`, [{ pointer, detail }])
}
