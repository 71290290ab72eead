/** A person on the screen: initials on a colour of our own palette, the same for everyone who sees them. */
import type { Presence } from '#model/protocol.ts'

/** Dark enough for white initials and for a caret on paper in both themes (≥ 4.5 : 1 on white). */
const PALETTE = ['#8a3b12', '#0b5f8a', '#5b3f9e', '#2f6b23', '#9c2a5b', '#6a5a00', '#1f6a6a', '#4b5563'] as const

export function presenceOf(person: { id: string; name: string }): Presence {
  let sum = 0
  for (const char of person.id) sum = (sum * 31 + char.charCodeAt(0)) % 1_000_003
  return { id: person.id, name: person.name, colour: PALETTE[sum % PALETTE.length] ?? PALETTE[0] }
}

/** "Ana Ruiz" → "AR". */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter((word) => word !== '')
  const [first, last] = [words[0], words.length > 1 ? words.at(-1) : undefined]
  return [first, last].map((word) => [...(word ?? '')][0] ?? '').join('').toUpperCase() || '?'
}

/** The initials are drawn by the style sheet: they are a picture of the name that stands beside them or labels them, not a text of their own. */
export function Avatar({ person, size = 'medium' }: { person: Presence; size?: 'small' | 'medium' }) {
  return (
    <span className="avatar" data-size={size} data-initials={initials(person.name)} style={{ backgroundColor: person.colour }} aria-hidden />
  )
}
