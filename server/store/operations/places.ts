/** Row numbers of passages: team n owns n * 2^36 + 1 and up, so that the full text of one team is one range of rows and a search reads no other team's. */
import { type Connection, integer } from '../connection.ts'

const PASSAGES_PER_TEAM = 2 ** 36
/** Above this a row number would no longer be a safe integer. */
const MAX_TEAM = 2 ** 17 - 1

/** The first row number of a team's passages, or null when there is no such team. */
export function firstSeq(connection: Connection, team: string): number | null {
  const row = connection.get('select num from team where id = ?', team)
  if (!row) return null
  const num = integer(row, 'num')
  if (num > MAX_TEAM) throw new RangeError(`Team number ${num} is above ${MAX_TEAM}`)
  return num * PASSAGES_PER_TEAM + 1
}

export function lastSeq(first: number): number {
  return first + PASSAGES_PER_TEAM - 2
}
