/**
 * The demo team: three people, the sample library and two sample briefs, so that someone who starts the product for the first time finds work in
 * progress. Made once, on an empty directory (`demo-work.ts`); its sign-in links are made anew at every start and are only ever printed.
 */
import type { Role } from '#model/api.ts'
import { signInLink } from './auth/link.ts'
import type { Parts } from './parts.ts'
import type { TeamRow } from './store/store.ts'

export const DEMO_SLUG = 'demo'

/** What each does in the journey of a brief, and the role that lets them. */
export const PEOPLE = [
  { part: 'drafter', name: 'Ana Reyes', email: 'ana@demo.invalid', role: 'editor' },
  { part: 'clearer', name: 'Ben Cole', email: 'ben@demo.invalid', role: 'editor' },
  { part: 'approver', name: 'Chief Dana Whitfield', email: 'dana@demo.invalid', role: 'owner' },
] as const satisfies readonly { part: string; name: string; email: string; role: Role }[]

/** What a directory holds of the demo: nothing of it, all of it, or the beginning of it (the process was ended while it was made). */
export type DemoState = 'absent' | 'unfinished' | 'present'

export const MADE = 'make-demo'

export async function demoState({ store }: Pick<Parts, 'store'>): Promise<DemoState> {
  const team = (await store.teams()).find(({ slug }) => slug === DEMO_SLUG)
  if (!team) return 'absent'
  return (await store.audits(team.id)).some(({ action }) => action === MADE) ? 'present' : 'unfinished'
}

/**
 * What stands in the way of a new demo: accounts, or a team whose library or briefs were begun; null when nothing does. A team that only has keys
 * does not stand in the way, so a key may be made before the first start.
 */
export async function workBegun({ store, accounts }: Pick<Parts, 'store' | 'accounts'>): Promise<'accounts' | TeamRow | null> {
  if ((await accounts.count()) > 0) return 'accounts'
  for (const team of await store.teams()) {
    if ((await store.sources(team.id)).length > 0 || (await store.documents([team.id])).length > 0) return team
  }
  return null
}

/** A fresh link for everyone of the demo team who is still there: the path behind the server's address. `role` is the part they play: drafter, clearer, approver. */
export async function demoLinks(parts: Parts): Promise<{ role: string; path: string }[]> {
  const links = []
  for (const { part, email } of PEOPLE) {
    const person = await parts.accounts.personByEmail(email)
    if (person) links.push({ role: part, path: await signInLink(parts, person.id, '') })
  }
  return links
}
