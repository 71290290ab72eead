/** Which team a command means. */
import { Refusal } from '#model/refusal.ts'
import { defaultTeam } from '../auth/team.ts'
import type { Parts } from '../parts.ts'
import type { Store, TeamRow } from '../store/store.ts'
import type { Io } from './command.ts'

/** For commands that write: the team with this slug; without one the only or first team. When there is none it is made, and stderr says so. */
export async function teamFor(parts: Parts, slug: string | undefined, io: Io): Promise<TeamRow> {
  const teams = await parts.store.teams()
  if (slug === undefined) {
    const team = await defaultTeam(parts)
    if (teams.length === 0) io.err(`There was no team in ${parts.config.dataDir}; "${team.slug}" was made.`)
    return team
  }
  const team = teams.find((candidate) => candidate.slug === slug)
  if (!team) throw new Refusal('not-found', `There is no team "${slug}". Teams here: ${teams.map((candidate) => candidate.slug).join(', ') || 'none yet'}.`)
  return team
}

/** For commands that read: the only or first team; none is made. */
export async function firstTeam(store: Pick<Store, 'teams'>, folder: string): Promise<TeamRow> {
  const [team] = await store.teams()
  if (!team) throw new Refusal('not-found', `There is no team in ${folder}, and so no library: import files into it first.`)
  return team
}
