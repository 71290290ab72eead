/** A field's value as the page shows it: days written out in the template's language. */
import { type Brief, briefTitle } from '#model/brief.ts'
import { fieldText, ownValue, readDay } from '#model/field.ts'

/** The field's text in `lang` (BCP 47); "" when nobody filled it. `subject` falls back to the title, as the contract says. */
export function displayField(brief: Brief, name: string, lang: string): string {
  const value = ownValue(brief.fields, name)
  if (name === 'subject' && (value === undefined || value === '')) return briefTitle(brief)
  if (name === 'title') return briefTitle(brief)
  return typeof value === 'string' ? dayInWords(value, lang) : fieldText(value, lang)
}

/** An ISO 8601 day in words; any other text as it is. */
export function dayInWords(text: string, lang: string): string {
  const day = readDay(text)
  if (!day || lang.toLowerCase().startsWith('en')) return fieldText(text, lang)
  const [year, month, date] = day
  return new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(year, month - 1, date)))
}
