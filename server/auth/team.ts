/** Teams as the server makes them: the first one of a directory. */
import { uuidv7 } from '#model/random.ts'
import type { Parts } from '../parts.ts'
import type { TeamRow } from '../store/store.ts'

/** The only or first team of this directory; made (slug `team`) when there is none. */
export async function defaultTeam(parts: Pick<Parts, 'store' | 'now' | 'random'>): Promise<TeamRow> {
  const [first] = await parts.store.teams()
  return first ?? createTeam(parts, 'team', 'Our team')
}

export async function createTeam(parts: Pick<Parts, 'store' | 'now' | 'random'>, slug: string, name: string): Promise<TeamRow> {
  const createdAt = parts.now()
  const team = { id: uuidv7(createdAt, parts.random), slug, name, createdAt }
  await parts.store.createTeam(team)
  await parts.store.audit({ at: createdAt, actor: 'server', action: 'create-team', object: team.id, detail: { slug } })
  return team
}
