/** `key create` and `link`: ways in for programs and for people. */
import { ROLES, type Role } from '#model/api.ts'
import { uuidv7 } from '#model/random.ts'
import { Refusal } from '#model/refusal.ts'
import { signInLink } from '../auth/link.ts'
import { hashToken, newToken } from '../auth/token.ts'
import { publicOrigin } from '../config.ts'
import { badUsage, type Command, EXIT, onlyWord, quietConfig, readArguments, withParts } from './command.ts'
import { requireData } from './stored.ts'
import { teamFor } from './team.ts'

const KEY_USAGE = 'key create [--name NAME] [--role owner|editor|suggester|commenter|reader] [--team SLUG]'

export const keyCreate: Command = {
  name: 'key create',
  usage: KEY_USAGE,
  does: 'prints a new API key (the last word on stdout); only its hash is stored',
  run: async (args, io) => {
    const { values, positionals } = readArguments(args, { name: { type: 'string' }, role: { type: 'string' }, team: { type: 'string' } }, KEY_USAGE)
    if (positionals.length > 0) throw badUsage(`"${positionals[0]}" is not expected here.`, KEY_USAGE)
    const role = readRole(values.role ?? 'editor')
    await withParts(io, async (parts) => {
      const team = await teamFor(parts, values.team, io)
      const at = parts.now()
      const secret = newToken(parts.random, 'cp_')
      const key = { id: uuidv7(at, parts.random), team: team.id, name: values.name ?? 'command line', role, hash: hashToken(secret), createdAt: at }
      await parts.store.createKey(key)
      await parts.store.audit({ at, actor: 'server', action: 'create-key', object: key.id, detail: { name: key.name, role, team: team.slug } })
      io.err(`A key for team "${team.slug}" with the role ${role}. It is shown once; send it as "Authorization: Bearer <key>".`)
      io.out(secret)
    })
    return EXIT.done
  },
}

function readRole(given: string): Role {
  const role = ROLES.find((candidate) => candidate === given)
  if (!role) throw badUsage(`"${given}" is not a role.`, KEY_USAGE)
  return role
}

const LINK_USAGE = 'link EMAIL'

export const link: Command = {
  name: 'link',
  usage: LINK_USAGE,
  does: 'prints a sign-in link for a member (single use); also the way back when a password is lost',
  run: async (args, io) => {
    const { positionals } = readArguments(args, {}, LINK_USAGE)
    const email = onlyWord(positionals, 'e-mail address', LINK_USAGE)
    requireData(quietConfig(io).dataDir)
    await withParts(io, async (parts) => {
      const person = await parts.accounts.personByEmail(email)
      if (!person) throw new Refusal('not-found', `Nobody here has the e-mail address "${email}".`)
      await parts.store.audit({ at: parts.now(), actor: 'server', action: 'create-link', object: person.id })
      io.out(await signInLink(parts, person.id, publicOrigin(parts.config)))
    })
    return EXIT.done
  },
}
