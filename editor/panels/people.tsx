/** Who else has the brief open. */
import type { Presence } from '#model/protocol.ts'
import { Hint } from '../ui/button.tsx'
import { Avatar } from '../ui/people.tsx'

const SHOWN = 4

export function PeopleHere({ people }: { people: readonly Presence[] }) {
  if (people.length === 0) return null
  const shown = people.length > SHOWN ? people.slice(0, SHOWN - 1) : people
  const rest = people.slice(shown.length)
  return (
    <ul className="people-here" aria-label="Also here">
      {shown.map((person) => (
        <li key={person.id}>
          <Hint label={person.name}>
            <span className="person" role="img" aria-label={person.name}>
              <Avatar person={person} size="small" />
            </span>
          </Hint>
        </li>
      ))}
      {rest.length > 0 && (
        <li>
          <Hint label={rest.map(({ name }) => name).join(', ')}>
            <span className="person person-rest" role="img" aria-label={`and ${rest.map(({ name }) => name).join(', ')}`}>
              +{rest.length}
            </span>
          </Hint>
        </li>
      )}
    </ul>
  )
}
