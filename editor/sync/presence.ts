/** Who else has the brief open. What others send about themselves is input from outside: it is checked and bounded here. */
import type { Awareness } from 'y-protocols/awareness'
import type { Presence } from '#model/protocol.ts'

const COLOUR = /^(?:#[0-9a-f]{6}|(?:rgb|hsl|oklch)\([\d.%,\s/]{1,60}\))$/i
const NEUTRAL = '#6b6b6b'

/** The presence in an awareness state, or null when it names no one. A colour we can't use becomes a neutral one. */
export function readPresence(state: unknown): Presence | null {
  const user = typeof state === 'object' && state !== null && 'user' in state ? state.user : null
  if (typeof user !== 'object' || user === null) return null
  const { id, name, colour } = user as Record<string, unknown>
  if (typeof name !== 'string' || name.trim() === '') return null
  return {
    id: typeof id === 'string' ? id.slice(0, 100) : name.slice(0, 100),
    name: name.trim().slice(0, 80),
    colour: typeof colour === 'string' && COLOUR.test(colour) ? colour : NEUTRAL,
  }
}

/** Everyone but oneself, one entry a person however many windows they have open, by name. */
export function readPeople(awareness: Awareness, self: Presence): Presence[] {
  const people = new Map<string, Presence>()
  for (const state of awareness.getStates().values()) {
    const person = readPresence(state)
    if (person && person.id !== self.id) people.set(person.id, person)
  }
  return [...people.values()].sort((a, b) => a.name.localeCompare(b.name))
}
