/**
 * Who may do what: the roles as a table, who is asking, and what of it they may touch. Nothing is decided anywhere else, and never in the browser.
 *
 * What belongs to another team does not exist for a stranger: the answer is `not-found`, so that nothing leaks.
 */
import type { Role, Team } from '#model/api.ts'
import { Refusal } from '#model/refusal.ts'
import type { StoredFact, StoredSource } from '../store/library.ts'
import type { DocumentRow, Store } from '../store/store.ts'
import type { Accounts, Person } from './accounts.ts'
import { hashToken } from './token.ts'

export const ACTIONS = ['read-brief', 'create-brief', 'write-brief', 'delete-brief', 'export-brief', 'read-library', 'add-source', 'edit-library', 'manage-team'] as const
export type Action = (typeof ACTIONS)[number]

const READING: readonly Action[] = ['read-brief', 'export-brief', 'read-library']
const WRITING: readonly Action[] = [...READING, 'create-brief', 'write-brief', 'delete-brief', 'add-source', 'edit-library']

/** Until suggestions and comments exist, suggester and commenter read. */
const RIGHTS = {
  owner: [...WRITING, 'manage-team'],
  editor: WRITING,
  suggester: READING,
  commenter: READING,
  reader: READING,
} as const satisfies Record<Role, readonly Action[]>

export function may(role: Role, action: Action): boolean {
  return (RIGHTS[role] as readonly Action[]).includes(action)
}

/** Who is asking. `id` is what the log and the audit write: a person's id, or `key:<id>`; `name` is what others see. `person` is null for an API key. `teams` are in the order the person joined them. */
export type Actor = { id: string; name: string; person: Person | null; teams: readonly Team[] }

export type Access = {
  /** From `Authorization: Bearer <key>`, else from the session cookie; null for a stranger. A key that is not known is a stranger, whatever cookie came along. */
  actorOf(headers: Headers): Promise<Actor | null>
  /** The same person or key with the teams it has now; null when it has none left, or was taken back. */
  refresh(actor: Actor): Promise<Actor | null>
  /** The brief and the role on it. Refusal `not-found` for a stranger, `forbidden` when the role does not allow the action. */
  brief(actor: Actor, id: string, action: Action): Promise<{ row: DocumentRow; team: Team }>
  /** The same for a source and for a fact of the library. */
  source(actor: Actor, id: string, action: Action): Promise<StoredSource>
  fact(actor: Actor, id: string, action: Action): Promise<StoredFact>
  /** The team a request means: by slug or id, else the first. */
  team(actor: Actor, wanted: string | undefined, action: Action): Team
}

/** What the id of an actor begins with that is a key. */
const KEY = 'key:'

const BEARER = /^Bearer ([A-Za-z0-9_-]{20,200})$/i

/** The secret of an API key that came along, known or not; null when the header is missing or says something else. */
export function bearerOf(headers: Headers): string | null {
  return BEARER.exec(headers.get('authorization') ?? '')?.[1] ?? null
}

export function createAccess(store: Store, accounts: Accounts): Access {
  return {
    async actorOf(headers) {
      if (headers.has('authorization')) return keyActor(store, bearerOf(headers))
      const person = await accounts.personOf(headers)
      return person && personActor(store, person)
    },

    async refresh(actor) {
      if (!actor.person) return (await store.keyById(actor.id.slice(KEY.length))) ? actor : null
      const fresh = await personActor(store, actor.person)
      return fresh.teams.length > 0 ? fresh : null
    },

    async brief(actor, id, action) {
      const row = await store.document(id)
      const team = row && actor.teams.find((candidate) => candidate.id === row.team)
      if (!row || !team) throw new Refusal('not-found', 'There is no such brief, or it is not yours to see.')
      permit(team, action)
      return { row, team }
    },

    async source(actor, id, action) {
      const source = await store.sourceRow(id)
      const team = source && actor.teams.find((candidate) => candidate.id === source.team)
      if (!source || !team) throw new Refusal('not-found', 'There is no such source, or it is not yours to see.')
      permit(team, action)
      return source
    },

    async fact(actor, id, action) {
      const fact = await store.fact(id)
      const team = fact && actor.teams.find((candidate) => candidate.id === fact.team)
      if (!fact || !team) throw new Refusal('not-found', 'There is no such fact, or it is not yours to see.')
      permit(team, action)
      return fact
    },

    team(actor, wanted, action) {
      const team = wanted === undefined ? actor.teams[0] : actor.teams.find((candidate) => candidate.slug === wanted || candidate.id === wanted)
      if (!team) throw new Refusal('not-found', wanted === undefined ? 'You are in no team yet. Ask an owner to add you.' : `There is no team "${wanted}", or it is not yours to see.`)
      permit(team, action)
      return team
    },
  }
}

function permit(team: Team, action: Action): void {
  if (!may(team.role, action)) throw new Refusal('forbidden', `A ${team.role} of "${team.name}" may not do this (${action}). Ask an owner or editor of the team.`)
}

async function keyActor(store: Store, secret: string | null): Promise<Actor | null> {
  const key = secret === null ? null : await store.key(hashToken(secret))
  if (!key) return null
  return { id: `${KEY}${key.id}`, name: key.name, person: null, teams: [{ id: key.teamRow.id, slug: key.teamRow.slug, name: key.teamRow.name, role: key.role }] }
}

async function personActor(store: Store, person: Person): Promise<Actor> {
  const memberships = await store.memberships(person.id)
  return { id: person.id, name: person.name, person, teams: memberships.map(({ team, role }) => ({ id: team.id, slug: team.slug, name: team.name, role })) }
}
