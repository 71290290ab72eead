/** Sign-in links: hashed, single use, run out. One kind signs a person in, the other lets the first owner make an account. */
import type { Config } from '../config.ts'
import type { Parts } from '../parts.ts'
import { hashToken, newToken } from './token.ts'

/** Stands in a link's row where a person's id would: whoever has the link may make the owner's account. */
export const NEW_OWNER = 'new-owner'
const OWNER_PREFIX = 'owner_'
const HOUR = 3_600_000

type LinkParts = Pick<Parts, 'store' | 'now' | 'random'> & { config: Pick<Config, 'linkHours'> }

/** A link for this person. `origin` is what the address starts with ("http://127.0.0.1:4321"; empty for the path alone). */
export async function signInLink(parts: LinkParts, person: string, origin: string): Promise<string> {
  return makeLink(parts, person, newToken(parts.random), origin)
}

/** A link that opens the form for the first owner. It works as long as there is no account. */
export async function ownerLink(parts: LinkParts, origin: string): Promise<string> {
  return makeLink(parts, NEW_OWNER, newToken(parts.random, OWNER_PREFIX), origin)
}

/** Whether this is the address of the owner's form. It tells nothing of whether it can still be used. */
export function isOwnerToken(token: string): boolean {
  return token.startsWith(OWNER_PREFIX)
}

async function makeLink(parts: LinkParts, person: string, token: string, origin: string): Promise<string> {
  const createdAt = parts.now()
  await parts.store.createLink({ hash: hashToken(token), person, createdAt, expiresAt: createdAt + parts.config.linkHours * HOUR })
  return `${origin}/sign-in/link/${token}`
}
