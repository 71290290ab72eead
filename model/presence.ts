/** How a person is shown to the others in a brief: the same name and colour for everyone who sees them, made by the server from the account. */
import type { Presence } from './protocol.ts'

/** Dark enough for white initials and for a caret on paper in both themes (≥ 4.5 : 1 on white). */
const PALETTE = ['#8a3b12', '#0b5f8a', '#5b3f9e', '#2f6b23', '#9c2a5b', '#6a5a00', '#1f6a6a', '#4b5563'] as const

/** The colour is a hash of the id. `id`: a person's, or `key:<id>`. */
export function presenceOf({ id, name }: { id: string; name: string }): Presence {
  let sum = 0
  for (const char of id) sum = (sum * 31 + char.charCodeAt(0)) % 1_000_003
  return { id, name, colour: PALETTE[sum % PALETTE.length] ?? PALETTE[0] }
}
