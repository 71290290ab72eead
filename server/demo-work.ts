/** Makes the demo team's work. Loaded for that alone: it takes the readers of sources and the writers of templates, which a server needs at no other start. */
import { sampleSources } from '#sources/samples.ts'
import { instantiate, parseData, resolveData } from '#templates/instantiate.ts'
import { createTeam } from './auth/team.ts'
import { DEMO_SLUG, MADE, PEOPLE } from './demo.ts'
import { importFile } from './importing.ts'
import { libraryLookup } from './lookup.ts'
import type { Parts } from './parts.ts'
import { createBrief } from './routes/documents.ts'
import type { TeamRow } from './store/store.ts'

const TEMPLATES = ['policy-memo', 'options-paper'] as const

/** Makes team, people, library and briefs, or what is still missing of them. */
export async function makeDemo(parts: Parts): Promise<void> {
  const team = (await parts.store.teams()).find(({ slug }) => slug === DEMO_SLUG) ?? (await createTeam(parts, DEMO_SLUG, 'Demo team'))
  for (const { name, email, role } of PEOPLE) {
    const person = (await parts.accounts.personByEmail(email)) ?? (await parts.accounts.createPerson({ name, email }))
    await parts.store.setMember(team.id, person.id, role)
  }
  await addSamples(parts, team)
  const there = (await parts.store.documents([team.id])).map(({ template }) => template?.split('@')[0])
  for (const id of TEMPLATES) if (!there.includes(id)) await addBrief(parts, team, id)
  await parts.store.audit({ at: parts.now(), actor: 'server', action: MADE, object: team.id })
}

async function addSamples(parts: Parts, team: TeamRow): Promise<void> {
  for (const { file, bytes, csl } of await sampleSources()) {
    const { outcome, reason } = await importFile(parts, { team: team.id, actor: 'server', name: file, bytes, csl })
    if (outcome !== 'text') throw new TypeError(`the sample source ${file} was not read: ${outcome}, ${reason ?? 'no reason'}`)
  }
}

/** The template's own sample, filled with facts found in the sample library. */
async function addBrief(parts: Parts, team: TeamRow, id: string): Promise<void> {
  const template = parts.catalog.get(id)
  const { answers } = await resolveData(parseData(parts.catalog.sample(id)), libraryLookup(parts, team.id))
  await createBrief(parts, { team: team.id, actor: 'server', brief: instantiate(template, answers, parts.random) })
}
