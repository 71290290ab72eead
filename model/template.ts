/**
 * The manifest of a template (`template.json`): what it asks for, how its pages look, which regions it owns.
 *
 * Lengths are points (1/72 inch). A manifest is data from outside: it is decoded here, with a JSON pointer for every fault.
 */
import { z } from 'zod'
import { fieldName } from './brief.ts'
import { decode } from './parse.ts'
import { Refusal } from './refusal.ts'

export const FIELD_TYPES = ['text', 'multiline', 'date', 'choice', 'list'] as const

/** One field of the form. `choices` belongs to `choice`; `columns` to a `list` whose entries are small records (without it they are texts). */
const field = z.strictObject({
  name: fieldName,
  type: z.enum(FIELD_TYPES),
  label: z.string().min(1).max(120),
  help: z.string().max(400).optional(),
  required: z.boolean().default(false),
  default: z.union([z.string().max(4000), z.array(z.string().max(4000)).max(100)]).optional(),
  choices: z.array(z.string().min(1).max(120)).min(1).max(60).optional(),
  columns: z.array(z.strictObject({ name: fieldName, label: z.string().min(1).max(120) })).min(1).max(8).optional(),
})

/** A region of the body. `help` is shown while it is empty and never printed. `words` is the budget the readers of this kind expect. */
const slot = z.strictObject({
  name: fieldName,
  label: z.string().min(1).max(120),
  help: z.string().max(600),
  required: z.boolean().default(false),
  words: z.number().int().min(1).max(20_000).optional(),
})

/** No defaults here: what a manifest does not say is the type scale's (templates/styles.ts), and a default would cover it. */
const textStyle = z.strictObject({
  font: z.enum(['serif', 'sans']),
  size: z.number().min(5).max(72),
  /** Line pitch, points. */
  leading: z.number().min(5).max(100),
  weight: z.enum(['regular', 'semibold', 'bold']),
  italic: z.boolean(),
  colour: z.string().regex(/^#[0-9a-f]{6}$/),
  spaceBefore: z.number().min(0).max(200),
  spaceAfter: z.number().min(0).max(200),
  align: z.enum(['start', 'justify', 'center', 'end']),
})

export const TEXT_STYLES = ['title', 'heading1', 'heading2', 'heading3', 'body', 'small', 'note', 'head', 'foot', 'marking', 'label'] as const

export const templateManifest = z.strictObject({
  format: z.literal('counterpoint-template/1'),
  id: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/),
  rev: z.number().int().min(1),
  kind: z.string().min(1).max(60),
  title: z.string().min(1).max(120),
  description: z.string().min(1).max(600),
  lang: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/),
  paper: z.enum(['letter', 'a4']),
  margins: z.strictObject({ top: z.number().min(18).max(288), right: z.number().min(18).max(288), bottom: z.number().min(18).max(288), left: z.number().min(18).max(288) }),
  accent: z.string().regex(/^#[0-9a-f]{6}$/),
  /** What differs from the standard type scale (templates/styles.ts). */
  styles: z.partialRecord(z.enum(TEXT_STYLES), textStyle.partial()).default({}),
  fields: z.array(field).max(60),
  slots: z.array(slot).max(40),
  /** How citations print. */
  citations: z.enum(['footnotes', 'endnotes']).default('footnotes'),
  /** Page budget the readers of this kind expect; null for none. */
  pages: z.number().int().min(1).max(200).nullable().default(null),
})

export type TemplateManifest = z.infer<typeof templateManifest>
export type TemplateField = TemplateManifest['fields'][number]
export type TemplateSlot = TemplateManifest['slots'][number]
export type TextStyle = z.infer<typeof textStyle>
export type TextStyleName = (typeof TEXT_STYLES)[number]

/** A template as it is used: the manifest and the text of its parts. `head`, `foot` and `cover` are Mustache for plain text; `body` is Markdown with directives. */
export type Template = { manifest: TemplateManifest; body: string; head: string; foot: string; cover: string | null; partials: Readonly<Record<string, string>> }

/** Fields every brief has without a template's saying so. */
export const BUILT_IN_FIELDS = ['title', 'subject', 'date', 'marking'] as const

/** Decodes a manifest; throws a Refusal `template-invalid` with a pointer for each fault (names that repeat included). */
export function parseManifest(value: unknown, file: string): TemplateManifest {
  const manifest = decode(templateManifest, value, file, 'template-invalid')
  for (const part of ['fields', 'slots'] as const) {
    const seen = new Set<string>()
    manifest[part].forEach(({ name }, index) => {
      if (seen.has(name)) throw fault(file, `/${part}/${index}/name`, `"${name}" is used twice`)
      seen.add(name)
    })
  }
  manifest.fields.forEach((entry, index) => {
    if ((entry.type === 'choice') !== (entry.choices !== undefined)) throw fault(file, `/fields/${index}/choices`, 'choices belong to a field of type "choice", and such a field needs them')
  })
  return manifest
}

function fault(file: string, pointer: string, detail: string): Refusal {
  return new Refusal('template-invalid', `${file} has a fault at "${pointer}": ${detail}`, [{ pointer: `${file}#${pointer}`, detail }])
}
