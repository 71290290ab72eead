/**
 * The addresses of the editor: a route from a URL and back. Pure; `ui/navigation.tsx` holds the browser's history.
 */
import { FACT_STATUS, type FactStatus } from '#model/library.ts'

export type Route =
  | { page: 'home' }
  /** `next` is where to go after signing in: a path of this site, or null for home. */
  | { page: 'sign-in'; next: string | null }
  | { page: 'brief'; id: string }
  | { page: 'library' }
  /** The facts to review; `status` and `source` narrow them down, null for all. */
  | { page: 'facts'; status: FactStatus | null; source: string | null }
  | { page: 'conflicts' }
  /** `passage` is the id of the passage to show, or null for the top. */
  | { page: 'source'; id: string; passage: string | null }
  | { page: 'missing'; path: string }

/** The route of a path with its query ("/library/x?passage=y"). Anything unknown is `missing`, never an error. */
export function parseRoute(address: string): Route {
  const url = new URL(address, 'http://local.invalid')
  const missing: Route = { page: 'missing', path: url.pathname }
  const steps = pathSteps(url.pathname)
  if (steps === null) return missing
  const [first, second, ...rest] = steps
  if (rest.length > 0) return missing
  if (first === undefined) return { page: 'home' }
  if (first === 'sign-in' && second === undefined) return { page: 'sign-in', next: ownPath(url.searchParams.get('next')) }
  if (first === 'briefs') return second === undefined ? { page: 'home' } : { page: 'brief', id: second }
  return first === 'library' ? libraryRoute(second, url.searchParams) : missing
}

/** The ids of sources are long; the two words that name pages of the library are none. */
function libraryRoute(step: string | undefined, query: URLSearchParams): Route {
  if (step === undefined) return { page: 'library' }
  if (step === 'conflicts') return { page: 'conflicts' }
  if (step === 'facts') return { page: 'facts', status: FACT_STATUS.find((status) => status === query.get('status')) ?? null, source: query.get('source') || null }
  return { page: 'source', id: step, passage: query.get('passage') || null }
}

export function formatRoute(route: Route): string {
  switch (route.page) {
    case 'home':
      return '/'
    case 'sign-in':
      return route.next === null ? '/sign-in' : `/sign-in?next=${encodeURIComponent(route.next)}`
    case 'brief':
      return `/briefs/${encodeURIComponent(route.id)}`
    case 'library':
      return '/library'
    case 'facts':
      return withQuery('/library/facts', { status: route.status, source: route.source })
    case 'conflicts':
      return '/library/conflicts'
    case 'source':
      return `/library/${encodeURIComponent(route.id)}${route.passage === null ? '' : `?passage=${encodeURIComponent(route.passage)}`}`
    case 'missing':
      return route.path
  }
}

function withQuery(path: string, query: Readonly<Record<string, string | null>>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== null)
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`
}

/** Where to go after signing in: only a path of this site, so that a link can't send anyone elsewhere. */
export function ownPath(raw: string | null): string | null {
  if (raw === null || !raw.startsWith('/') || raw.length > 2000) return null
  const url = new URL(raw, 'http://local.invalid')
  return url.origin === 'http://local.invalid' ? url.pathname + url.search : null
}

function pathSteps(pathname: string): string[] | null {
  try {
    return pathname.split('/').filter((step) => step !== '').map(decodeURIComponent)
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}
