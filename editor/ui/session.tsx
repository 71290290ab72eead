/** Who is signed in, in which team, and the API that acts for them. */
import { createContext, use } from 'react'
import type { SessionInfo, Team } from '#model/api.ts'
import type { Api } from '../api.ts'

export type Person = NonNullable<SessionInfo['person']>

export type Session = {
  api: Api
  person: Person
  teams: readonly Team[]
  /** The team in use; null when this person is in none. */
  team: Team | null
  chooseTeam(slug: string): void
  signOut(): Promise<void>
}

export const SessionContext = createContext<Session | null>(null)

export function useSession(): Session {
  const session = use(SessionContext)
  if (session === null) throw new TypeError('useSession stands outside a signed-in page')
  return session
}

const TEAM_KEY = 'counterpoint.team'

/** The team chosen on this device, or null. Only a convenience: the server decides who may see what. */
export function rememberedTeam(): string | null {
  return window.localStorage.getItem(TEAM_KEY)
}

export function rememberTeam(slug: string): void {
  window.localStorage.setItem(TEAM_KEY, slug)
}

/** Writing is shown only to those the server would let write. */
export function mayWrite(team: Team | null): boolean {
  return team?.role === 'owner' || team?.role === 'editor'
}
