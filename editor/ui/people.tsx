/** A person on the screen: initials on a colour of our own palette, the same for everyone who sees them. */
import type { Presence } from '#model/protocol.ts'

export { presenceOf } from '#model/presence.ts'

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
