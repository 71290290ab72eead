/** The API client: the team it asks for, and every kind of answer a server, a proxy or no server can give. */
import { expect, test } from 'vitest'
import { ApiProblem, createApi, isAborted, sentenceFor, Unreachable } from '../../editor/api.ts'

type Call = { url: string; init: RequestInit }

function answering(status: number, body: unknown): { api: ReturnType<typeof createApi>; calls: Call[] } {
  const calls: Call[] = []
  const fetcher: typeof fetch = async (input, init) => {
    calls.push({ url: String(input), init: init ?? {} })
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status })
  }
  return { api: createApi(fetcher, () => 'policy'), calls }
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail('it should have been refused'),
    (error: unknown) => error,
  )
}

test('asks for the team in use and encodes what was typed', async () => {
  const { api, calls } = answering(200, { query: 'a&b', hits: [], capped: false, note: null })
  await api.search('a&b', 20, { narrowed: { publisher: 'R&D Press' } })
  expect(calls[0]?.url).toBe('/api/library/search?q=a%26b&limit=20&publisher=R%26D+Press&team=policy')
})

test('leaves the team to the server when none is chosen', async () => {
  const urls: string[] = []
  const api = createApi(async (input) => {
    urls.push(String(input))
    return new Response('{"documents":[]}')
  }, () => null)
  expect(await api.documents()).toEqual([])
  expect(urls).toEqual(['/api/documents'])
})

test('makes a brief in the team in use', async () => {
  const { api, calls } = answering(201, { id: 'd1' })
  expect(await api.createDocument({ title: 'Trade' })).toBe('d1')
  expect(JSON.parse(String(calls[0]?.init.body))).toEqual({ title: 'Trade', team: 'policy' })
})

test('a problem of the server keeps its code, its sentence and its places', async () => {
  const { api } = answering(422, {
    type: 'about:blank',
    title: 'The input does not have the expected shape',
    status: 422,
    detail: 'The field "to" is needed.',
    instance: '/api/documents',
    code: 'invalid-input',
    errors: [{ pointer: '/fields/to', detail: 'needed' }],
  })
  const error = await failure(api.createDocument({ title: 'x' }))
  expect(error).toBeInstanceOf(ApiProblem)
  expect(error).toMatchObject({ code: 'invalid-input', status: 422, message: 'The field "to" is needed.', faults: [{ pointer: '/fields/to', detail: 'needed' }] })
})

test('a wrong password is said plainly', async () => {
  const { api } = answering(401, { code: 'INVALID_EMAIL_OR_PASSWORD', message: 'Invalid email or password' })
  expect(await failure(api.signIn('ana@example.org', 'no'))).toMatchObject({ code: 'wrong-credentials', message: 'The e-mail address or the password is not right.' })
})

test('too many attempts are their own sentence, whoever answers', async () => {
  expect(await failure(answering(429, '').api.signIn('a@example.org', 'x'))).toMatchObject({ code: 'too-many' })
})

test('a server that is not there is Unreachable, not a problem', async () => {
  const api = createApi(() => Promise.reject(new TypeError('Failed to fetch')), () => null)
  const error = await failure(api.session())
  expect(error).toBeInstanceOf(Unreachable)
  expect(sentenceFor(error)).toMatch(/does not answer/)
})

test('a request that was called off stays an abort', async () => {
  const api = createApi(() => Promise.reject(new DOMException('stopped', 'AbortError')), () => null)
  expect(isAborted(await failure(api.search('x', 5)))).toBe(true)
})

test("a proxy's error page is a server that is not ready", async () => {
  expect(await failure(answering(502, '<h1>Bad gateway</h1>').api.session())).toMatchObject({ code: 'not-ready' })
})

test('an answer of another shape is refused before it is used', async () => {
  expect(await failure(answering(200, { documents: [{ id: 1 }] }).api.documents())).toMatchObject({ code: 'unexpected-answer' })
  expect(await failure(answering(200, 'not json').api.documents())).toMatchObject({ code: 'unexpected-answer' })
})
