/** What a room keeps in mind of its brief's head: the schema version a writer must know, and how long the title has become. */
import { FIELD_LIMITS } from '#model/brief.ts'
import type { SyncLog } from './log.ts'
import type { Seen } from './seen.ts'

export type Head = {
  schema(): number
  /** Somebody looked inside. */
  saw(seen: Seen): void
  /** Characters were added to the title. */
  grew(characters: number): void
  /** Whether an update of so many bytes would make the title longer than a field may be. `textIn` tells how many characters it adds; it is asked only when they might be too many. */
  isOverfull(bytes: number, textIn: () => number): boolean
}

/** `known`: the newest schema version this server knows. */
export function createHead(doc: string, known: number, log: SyncLog): Head {
  let version = 1
  /** As long as it was when it was last looked at, and what was added since. */
  let length = 0
  return {
    schema: () => version,
    saw({ title, schema }) {
      length = title.length
      // No client of ours writes one above the server's own, but anybody can; it must not lock the others out.
      if (schema <= known) version = schema
      else log.warn({ doc, version: schema }, 'a brief claims a schema version that this server does not know; the claim is passed over')
    },
    grew(characters) {
      length += characters
    },
    isOverfull: (bytes, textIn) => length + bytes > FIELD_LIMITS.text && length + textIn() > FIELD_LIMITS.text,
  }
}
