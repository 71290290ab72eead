/**
 * What one socket may show of itself to the others (an awareness state): who it is comes from the account, never from the client, and of the rest only the
 * places of a cursor pass. A colleague's editor hands those to Yjs as they are, so that a place of another shape would break it.
 */
import { presenceOf } from '#model/presence.ts'
import type { Presence } from '#model/protocol.ts'

/** Who a socket belongs to, as the others see them. `color` is the word stock editors look for. */
export type Shown = Presence & { color: string }

const LONGEST_NAME = 80
/** Names of the parts of a Y.Doc are short. */
const LONGEST_PART = 100

/** `id`: a person's, or `key:<id>`; `name`: of the person or of the key. */
export function shownOf(id: string, name: string): Shown {
  const presence = presenceOf({ id, name: [...name.trim()].slice(0, LONGEST_NAME).join('') })
  return { ...presence, color: presence.colour }
}

/** The state as the others get it. `state`: JSON text of an object. */
export function stateAs(shown: Shown, state: string): string {
  const given = JSON.parse(state) as Record<string, unknown>
  // y-prosemirror, y-codemirror and y-quill say "cursor", y-monaco says "selection".
  const places = ['cursor', 'selection'].flatMap((name) => (Object.hasOwn(given, name) ? [[name, placesOf(given[name])] as const] : []))
  return JSON.stringify({ user: shown, ...Object.fromEntries(places) })
}

type Place = { type: Id | null; tname: string | null; item: Id | null; assoc: number }
type Id = { client: number; clock: number }

function placesOf(value: unknown): { anchor: Place; head: Place } | null {
  const anchor = placeOf(partOf(value, 'anchor'))
  const head = placeOf(partOf(value, 'head'))
  return anchor && head ? { anchor, head } : null
}

/** A relative position of Yjs; one that says nothing would be thrown out by Yjs, and with it the reader's editor. */
function placeOf(value: unknown): Place | null {
  if (typeof value !== 'object' || value === null) return null
  const tname = partOf(value, 'tname')
  const assoc = partOf(value, 'assoc')
  const place = {
    type: idOf(partOf(value, 'type')),
    tname: typeof tname === 'string' && tname.length <= LONGEST_PART ? tname : null,
    item: idOf(partOf(value, 'item')),
    assoc: typeof assoc === 'number' && assoc < 0 ? -1 : 0,
  }
  return place.type || place.item || place.tname !== null ? place : null
}

function idOf(value: unknown): Id | null {
  const client = partOf(value, 'client')
  const clock = partOf(value, 'clock')
  return isCount(client) && isCount(clock) ? { client, clock } : null
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function partOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined
}
