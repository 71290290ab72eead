/** A brief as text, and the template it is printed with: the same for the thread that exports stored briefs and for the command line. */
import { type Brief, briefToJson } from '#model/brief.ts'
import { writeBriefMarkdown } from '#model/markdown/brief.ts'
import { Refusal } from '#model/refusal.ts'
import type { Template } from '#model/template.ts'

/** The brief as JSON, indented, or as Markdown with directives. */
export function briefText(brief: Brief, format: 'json' | 'md'): string {
  return format === 'json' ? `${JSON.stringify(briefToJson(brief), null, 2)}\n` : writeBriefMarkdown(brief)
}

/** The template a brief was made with, by its id (the shipped revision is the one we have); null for a blank brief. Refusal `not-found` for one that is not here. */
export function templateFor(templates: readonly Template[], brief: Brief): Template | null {
  const id = brief.info.template?.split('@')[0]
  if (id === undefined) return null
  const template = templates.find(({ manifest }) => manifest.id === id)
  if (!template) throw new Refusal('not-found', `The brief was made with a template "${id}", which is not here. Known templates: ${templates.map(({ manifest }) => manifest.id).join(', ') || 'none'}.`)
  return template
}
