/**
 * Whose words a Yjs client id carries. A client counts its changes under an id of its own; somebody else's change under the same id and count would make the next one of
 * its owner look like one that is known, and it would be lost without a word. So an id belongs to who first wrote under it, for good (the store keeps it), and one
 * that somebody shows their cursor under is theirs before they write.
 *
 * Others may carry what an owner wrote (a SyncStep2 holds everything its sender has), as long as the room knows it already. What it does not know, because a server
 * was killed between passing it on and saving it, is left out until its owner brings it: theirs alone is proof.
 */
import { SEED_CLIENT_ID } from '#model/ydoc.ts'

export type Authors = {
  /** Takes over what the store knows. */
  learn(known: readonly (readonly [client: number, person: string])[]): void
  /** The person who wrote under this id; null when nobody did, or nobody knows. */
  writerOf(client: number): string | null
  /** The ids among these that are not the person's to write under. */
  foreign(person: string, clients: Iterable<number>): ReadonlySet<number>
  /** From now on the unclaimed ids among these are the person's; returns them. `announcedOnly`: none but those under which the person shows a cursor. */
  claim(person: string, clients: Iterable<number>, announcedOnly: boolean): readonly number[]
}

/** The server's own id is nobody else's. */
const SERVER = 'server'

/** `shownBy` says who shows a cursor under an id. */
export function createAuthors(shownBy: (client: number) => string | null): Authors {
  const writers = new Map<number, string>([[SEED_CLIENT_ID, SERVER]])
  const ownerOf = (client: number) => writers.get(client) ?? shownBy(client)
  return {
    learn(known) {
      for (const [client, person] of known) writers.set(client, person)
    },
    writerOf: (client) => writers.get(client) ?? null,
    foreign: (person, clients) => new Set([...clients].filter((client) => (ownerOf(client) ?? person) !== person)),
    claim(person, clients, announcedOnly) {
      const claimed = [...new Set(clients)].filter((client) => !writers.has(client) && (!announcedOnly || shownBy(client) === person))
      for (const client of claimed) writers.set(client, person)
      return claimed
    },
  }
}
