/**
 * Sign-in links. Opening one shows a page with a button; only the button spends it, so that a mail program that looks at links does no harm.
 * The owner's link asks for name, e-mail and password instead.
 */
import type { Context } from 'hono'
import { z } from 'zod'
import { faultsOf } from '#model/parse.ts'
import { type Fault, Refusal } from '#model/refusal.ts'
import { MAX_PASSWORD, MIN_PASSWORD } from '../auth/accounts.ts'
import { isOwnerToken, NEW_OWNER } from '../auth/link.ts'
import { defaultTeam } from '../auth/team.ts'
import { hashToken } from '../auth/token.ts'
import type { Parts } from '../parts.ts'
import { statusOf } from '../problem.ts'
import type { App, Env } from './context.ts'
import { escapeHtml, page, wantsPage } from './page.ts'

const PATH = '/sign-in/link/:token{[A-Za-z0-9_-]{20,200}}'

const ownerForm = z.object({
  name: z.string().trim().min(1, 'your name, as others shall see it').max(200),
  email: z.email('an e-mail address').max(320),
  password: z.string().min(MIN_PASSWORD, `at least ${MIN_PASSWORD} characters`).max(MAX_PASSWORD, `at most ${MAX_PASSWORD} characters`),
})

export function signInRoutes(app: App, parts: Parts): void {
  app.get(PATH, async (c) => {
    if (!isOwnerToken(c.req.param('token'))) return c.html(buttonPage())
    return (await parts.accounts.count()) === 0 ? c.html(ownerPage([])) : spentPage(c)
  })

  app.post(PATH, async (c) => {
    const token = c.req.param('token')
    try {
      const person = isOwnerToken(token) ? await makeOwner(c, parts, token) : await spend(parts, token)
      if (person === null) return spentPage(c)
      for (const cookie of await parts.accounts.openSession(person)) c.header('Set-Cookie', cookie, { append: true })
      await parts.store.audit({ at: parts.now(), actor: person, action: 'sign-in', object: person, detail: { by: 'link' } })
      return c.redirect('/', 303)
    } catch (error) {
      if (!(error instanceof Refusal) || !wantsPage(c)) throw error
      return c.html(ownerPage(error.faults.length > 0 ? error.faults : [{ pointer: '', detail: error.message }]), statusOf(error.code))
    }
  })
}

/** The person the link stands for; null when it is spent, has run out or stands for no one any more. */
async function spend(parts: Parts, token: string): Promise<string | null> {
  const id = await parts.store.consumeLink(hashToken(token), parts.now())
  return id === null || id === NEW_OWNER ? null : ((await parts.accounts.person(id))?.id ?? null)
}

/** Reads the form before the link is spent, so that a short password costs nothing. The first account makes every owner's link worthless, however many were printed. */
async function makeOwner(c: Context<Env>, parts: Parts, token: string): Promise<string | null> {
  const form = ownerForm.safeParse(await c.req.parseBody())
  if (!form.success) throw new Refusal('invalid-input', 'The form is not complete.', faultsOf(form.error))
  return parts.accounts.whileEmpty(async () => {
    if ((await parts.store.consumeLink(hashToken(token), parts.now())) !== NEW_OWNER) return null
    const person = await parts.accounts.createPerson(form.data)
    const team = await defaultTeam(parts)
    await parts.store.setMember(team.id, person.id, 'owner')
    await parts.store.audit({ at: parts.now(), actor: person.id, action: 'set-member', object: team.id, detail: { person: person.id, role: 'owner' } })
    return person.id
  })
}

function spentPage(c: Context<Env>): Response | Promise<Response> {
  const refusal = new Refusal('link-spent', 'This sign-in link was used already or has run out. Ask for a new one, or sign in with your password.')
  if (!wantsPage(c)) throw refusal
  return c.html(page('Link used', `<h1>This link cannot be used any more</h1><p>${escapeHtml(refusal.message)}</p><p><a href="/sign-in">To the sign-in page</a></p>`), statusOf(refusal.code))
}

function buttonPage(): string {
  return page('Sign in', '<h1>Sign in to Counterpoint</h1><p class="quiet">This link works once. The button uses it and signs you in on this browser.</p><form method="post"><button type="submit" autofocus>Sign in</button></form>')
}

function ownerPage(faults: readonly Fault[]): string {
  const said = faults.map(({ pointer, detail }) => `<p class="fault" role="alert">${escapeHtml(`${pointer.slice(1)}${pointer ? ': ' : ''}${detail}`)}</p>`).join('')
  return page(
    'Create the owner',
    `<h1>Create the owner’s account</h1><p class="quiet">The owner adds the others. This link works once.</p>${said}
<form method="post">
<label>Name <input name="name" autocomplete="name" required maxlength="200"></label>
<label>E-mail <input name="email" type="email" autocomplete="username" required maxlength="320"></label>
<label>Password, at least ${MIN_PASSWORD} characters <input name="password" type="password" autocomplete="new-password" required minlength="${MIN_PASSWORD}" maxlength="${MAX_PASSWORD}"></label>
<button type="submit">Create account and sign in</button>
</form>`,
  )
}
