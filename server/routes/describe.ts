/** The words all routes share in the API document: answers with problems, and the parameters that come again and again. */
import { z } from '@hono/zod-openapi'
import { problem } from '#model/api.ts'
import { PROBLEM_JSON } from '../problem.ts'

const problemAnswer = (description: string) => ({ description, content: { [PROBLEM_JSON]: { schema: problem } } })

const PROBLEMS = {
  400: problemAnswer('The request could not be read'),
  401: problemAnswer('Not signed in'),
  403: problemAnswer('The role does not allow it, or the request came from another site'),
  404: problemAnswer('Nothing here, or not yours to see'),
  409: problemAnswer('Clashes with what is there'),
  413: problemAnswer('Larger than the limit'),
  422: problemAnswer('Not the expected shape; `errors` names each place'),
  429: problemAnswer('Too many at a time, or in a short time'),
  500: problemAnswer('A fault on our side, with its id'),
  503: problemAnswer('Not ready'),
} as const

/** The problem answers a route may give, by status. */
export function problems<const S extends readonly (keyof typeof PROBLEMS)[]>(...statuses: S): { [K in S[number]]: (typeof PROBLEMS)[K] } {
  return Object.fromEntries(statuses.map((status) => [status, PROBLEMS[status]])) as { [K in S[number]]: (typeof PROBLEMS)[K] }
}

export function jsonAnswer<S extends z.ZodType>(description: string, schema: S) {
  return { description, content: { 'application/json': { schema } } }
}

export const idParam = z.object({ id: z.string().max(64).openapi({ param: { name: 'id', in: 'path' }, description: 'A UUID' }) })

export const teamQuery = z.object({
  team: z.string().max(100).optional().openapi({ param: { name: 'team', in: 'query' }, description: 'The slug of a team; the first of the caller when left out' }),
})

/** A session cookie or an API key. */
export const SIGNED_IN: Record<string, string[]>[] = [{ session: [] }, { key: [] }]
