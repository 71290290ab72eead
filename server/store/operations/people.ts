/** The statements of people and rights: teams, members, keys, sign-in links, and the record of what was done. Secrets arrive hashed. */
import type { Role } from '#model/api.ts'
import { Refusal } from '#model/refusal.ts'
import { type Connection, integer, isForeignKeyFault, isUniqueFault, type Row, text } from '../connection.ts'
import type { AuditEntry, KeyRow, KeySummary, LinkRow, Membership, TeamRow } from '../store.ts'

export const peopleWrites = {
  createTeam(connection: Connection, team: TeamRow): void {
    try {
      connection.run('insert into team (id, slug, name, created_at) values (?, ?, ?, ?)', team.id, team.slug, team.name, team.createdAt)
    } catch (error) {
      if (isUniqueFault(error)) throw new Refusal('conflict', `There is a team "${team.slug}" already.`)
      throw error
    }
  },

  setMember(connection: Connection, team: string, person: string, role: Role): void {
    refuseUnknownTeam(team, () => connection.run('insert into member (team_id, person, role) values (?, ?, ?) on conflict (team_id, person) do update set role = excluded.role', team, person, role))
  },

  removeMember(connection: Connection, team: string, person: string): void {
    connection.run('delete from member where team_id = ? and person = ?', team, person)
  },

  createKey(connection: Connection, key: KeyRow): void {
    refuseUnknownTeam(key.team, () => connection.run('insert into api_key (id, team_id, name, role, hash, created_at) values (?, ?, ?, ?, ?, ?)', key.id, key.team, key.name, key.role, key.hash, key.createdAt))
  },

  revokeKey(connection: Connection, id: string, at: number): boolean {
    return connection.run('update api_key set revoked_at = ? where id = ? and revoked_at is null', at, id) > 0
  },

  createLink(connection: Connection, link: LinkRow): void {
    connection.run('insert into sign_in_link (hash, person, created_at, expires_at) values (?, ?, ?, ?)', link.hash, link.person, link.createdAt, link.expiresAt)
  },

  /** One statement, so that of two who hold the same link only one gets in. */
  consumeLink(connection: Connection, hash: string, now: number): string | null {
    const row = connection.get('update sign_in_link set consumed_at = ?2 where hash = ?1 and consumed_at is null and expires_at > ?2 returning person', hash, now)
    return row ? text(row, 'person') : null
  },

  audit(connection: Connection, entry: AuditEntry): void {
    connection.run(
      'insert into audit (at, actor, action, object, detail) values (?, ?, ?, ?, ?)',
      entry.at,
      entry.actor,
      entry.action,
      entry.object,
      entry.detail === undefined ? null : JSON.stringify(entry.detail),
    )
  },
}

export const peopleReads = {
  teams(connection: Connection): TeamRow[] {
    return connection.all('select id, slug, name, created_at from team order by num').map(readTeam)
  },

  memberships(connection: Connection, person: string): Membership[] {
    return connection
      .all('select team.id, team.slug, team.name, team.created_at, member.role from member join team on team.id = member.team_id where member.person = ? order by team.num', person)
      .map((row) => ({ team: readTeam(row), role: readRole(row) }))
  },

  key(connection: Connection, hash: string): (KeyRow & { teamRow: TeamRow }) | null {
    const row = connection.get(
      `select team.id, team.slug, team.name, team.created_at,
        api_key.id as key_id, api_key.name as key_name, api_key.role, api_key.hash, api_key.created_at as key_created_at
      from api_key join team on team.id = api_key.team_id where api_key.hash = ? and api_key.revoked_at is null`,
      hash,
    )
    if (!row) return null
    const teamRow = readTeam(row)
    return { id: text(row, 'key_id'), team: teamRow.id, name: text(row, 'key_name'), role: readRole(row), hash: text(row, 'hash'), createdAt: integer(row, 'key_created_at'), teamRow }
  },

  keys: (connection: Connection): KeySummary[] => connection.all(`${KEYS} order by api_key.created_at, api_key.id`).map(readKey),

  keyById(connection: Connection, id: string): KeySummary | null {
    const row = connection.get(`${KEYS} where api_key.id = ? and api_key.revoked_at is null`, id)
    return row ? readKey(row) : null
  },

  /** What was done to this object, oldest first. */
  audits(connection: Connection, object: string): AuditEntry[] {
    return connection.all('select at, actor, action, object, detail from audit where object = ? order by id', object).map((row) => ({
      at: integer(row, 'at'),
      actor: text(row, 'actor'),
      action: text(row, 'action'),
      object: text(row, 'object'),
      ...(row['detail'] === null ? {} : { detail: JSON.parse(text(row, 'detail')) as unknown }),
    }))
  },
}

const KEYS = 'select api_key.id, api_key.team_id, api_key.name, api_key.role, api_key.created_at, api_key.revoked_at, team.slug from api_key join team on team.id = api_key.team_id'

function readKey(row: Row): KeySummary {
  return {
    id: text(row, 'id'),
    team: text(row, 'team_id'),
    teamSlug: text(row, 'slug'),
    name: text(row, 'name'),
    role: readRole(row),
    createdAt: integer(row, 'created_at'),
    revokedAt: row['revoked_at'] === null ? null : integer(row, 'revoked_at'),
  }
}

function refuseUnknownTeam(team: string, work: () => void): void {
  try {
    work()
  } catch (error) {
    if (isForeignKeyFault(error)) throw new Refusal('not-found', `There is no team ${team}.`)
    if (isUniqueFault(error)) throw new Refusal('conflict', `This is in team ${team} already.`)
    throw error
  }
}

/** Spelled out so that the thread need not load every shape of the API for five words; the compiler keeps it complete. */
const ROLES: Readonly<Record<Role, true>> = { owner: true, editor: true, suggester: true, commenter: true, reader: true }

function readRole(row: Row): Role {
  const value = text(row, 'role')
  if (!Object.hasOwn(ROLES, value)) throw new TypeError(`The column "role" holds "${value}", which is no role; the database was changed from outside or is damaged.`)
  return value as Role
}

function readTeam(row: Row): TeamRow {
  return { id: text(row, 'id'), slug: text(row, 'slug'), name: text(row, 'name'), createdAt: integer(row, 'created_at') }
}
