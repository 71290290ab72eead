/** `key create`, `key list`, `key revoke` and `link`: ways in for programs and for people. */
import { ROLES, type Role } from '#model/api.ts'
import { uuidv7 } from '#model/random.ts'
import { Refusal } from '#model/refusal.ts'
import { signInLink } from '../auth/link.ts'
import { hashToken, newToken } from '../auth/token.ts'
import { publicOrigin } from '../config.ts'
import { badUsage, type Command, EXIT, onlyWord, quietConfig, readArguments, withParts } from './command.ts'
import { requireData, withStore } from './stored.ts'
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
      io.err(`A key for team "${team.slug}" with the role ${role}, id ${key.id}. It is shown once; send it as "Authorization: Bearer <key>".`)
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

const LIST_USAGE = 'key list [--json]'

export const keyList: Command = {
  name: 'key list',
  usage: LIST_USAGE,
  does: 'prints the API keys that work, a line each: id, team, role, day made, name; never the secret',
  run: async (args, io) => {
    const { values, positionals } = readArguments(args, { json: { type: 'boolean' } }, LIST_USAGE)
    if (positionals.length > 0) throw badUsage(`"${positionals[0]}" is not expected here.`, LIST_USAGE)
    const keys = (await withStore(quietConfig(io), (store) => store.keys())).filter(({ revokedAt }) => revokedAt === null)
    for (const { id, teamSlug: team, role, createdAt, name } of keys) {
      const made = new Date(createdAt).toISOString()
      io.out(values.json ? JSON.stringify({ id, team, role, createdAt: made, name }) : [id, team, role, made.slice(0, 'YYYY-MM-DD'.length), name].join('  '))
    }
    if (keys.length === 0) io.err('There are no API keys.')
    return EXIT.done
  },
}

const REVOKE_USAGE = 'key revoke ID'

export const keyRevoke: Command = {
  name: 'key revoke',
  usage: REVOKE_USAGE,
  does: 'takes an API key back: it opens nothing any more, and a running server closes what it has open within half a minute',
  run: async (args, io) => {
    const { positionals } = readArguments(args, {}, REVOKE_USAGE)
    const id = onlyWord(positionals, 'id of a key', REVOKE_USAGE)
    requireData(quietConfig(io).dataDir)
    await withParts(io, async (parts) => {
      const key = await parts.store.keyById(id)
      const at = parts.now()
      if (!key || !(await parts.store.revokeKey(id, at))) throw new Refusal('not-found', `There is no key with the id "${id}" that works. "key list" shows them.`)
      await parts.store.audit({ at, actor: 'server', action: 'revoke-key', object: id, detail: { name: key.name, team: key.teamSlug } })
      io.err(`The key "${key.name}" of team "${key.teamSlug}" opens nothing any more.`)
    })
    return EXIT.done
  },
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
