/** The editor's addresses: every route survives the way there and back, and nothing leads off the site. */
import { expect, test } from 'vitest'
import { formatRoute, ownPath, parseRoute, type Route } from '../../editor/route.ts'

const routes: readonly Route[] = [
  { page: 'home' },
  { page: 'sign-in', next: null },
  { page: 'sign-in', next: '/briefs/0190?x=1' },
  { page: 'brief', id: '01900000-0000-7000-8000-000000000000' },
  { page: 'library' },
  { page: 'facts', status: null, source: null },
  { page: 'facts', status: 'candidate', source: 's1' },
  { page: 'conflicts' },
  { page: 'source', id: 's1', passage: null },
  { page: 'source', id: 'a b/c', passage: 'p&=?#' },
]

for (const route of routes) {
  test(`${formatRoute(route)} leads back to the ${route.page} it was made from`, () => {
    expect(parseRoute(formatRoute(route))).toEqual(route)
  })
}

test('a trailing slash does not matter', () => {
  expect(parseRoute('/library/')).toEqual({ page: 'library' })
})

test('an unknown, too deep or badly encoded path is missing', () => {
  for (const path of ['/nowhere', '/briefs/a/b', '/sign-in/x', '/library/%E0%A4%A']) expect(parseRoute(path).page).toBe('missing')
})

test('a state of facts that does not exist shows all of them', () => {
  expect(parseRoute('/library/facts?status=toString')).toEqual({ page: 'facts', status: null, source: null })
})

test('an empty passage is no passage', () => {
  expect(parseRoute('/library/s1?passage=')).toEqual({ page: 'source', id: 's1', passage: null })
})

test('signing in never leads to another site', () => {
  for (const next of ['https://elsewhere.example', '//elsewhere.example/x', '/\\elsewhere.example', 'javascript:alert(1)', 'briefs/1', null]) expect(ownPath(next)).toBeNull()
  expect(ownPath('/briefs/1?team=a')).toBe('/briefs/1?team=a')
})
