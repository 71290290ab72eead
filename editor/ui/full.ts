/** What a form says when a field holds all it can: the browser takes no more letters, and a person should know why. */
import { FIELD_LIMITS, type FieldValue } from '#model/brief.ts'
import { count } from './words.ts'

/** Undefined while there is room. */
export function fullMessage(value: FieldValue | undefined): string | undefined {
  const isFull = (text: string) => text.length >= FIELD_LIMITS.text
  const texts = typeof value === 'string' ? [value] : Array.isArray(value) ? value.flatMap((entry) => (typeof entry === 'string' ? [entry] : Object.values(entry))) : []
  if (texts.some(isFull)) return `A field holds up to ${count(FIELD_LIMITS.text, 'character')}. What goes beyond belongs into the text of the brief.`
  if (Array.isArray(value) && value.length >= FIELD_LIMITS.entries) return `A list holds up to ${count(FIELD_LIMITS.entries, 'entry', 'entries')}.`
  return undefined
}
