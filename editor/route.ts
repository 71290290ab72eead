/**
 * The addresses of the editor: a route from a URL and back. Pure; `ui/navigation.tsx` holds the browser's history.
 */

export type Route =
  | { page: 'home' }
  /** `next` is where to go after signing in: a path of this site, or null for home. */
  | { page: 'sign-in'; next: string | null }
  | { page: 'brief'; id: string }
  | { page: 'library' }
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
  if (first === 'library') return second === undefined ? { page: 'library' } : { page: 'source', id: second, passage: url.searchParams.get('passage') || null }
  return missing
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
    case 'source':
      return `/library/${encodeURIComponent(route.id)}${route.passage === null ? '' : `?passage=${encodeURIComponent(route.passage)}`}`
    case 'missing':
      return route.path
  }
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
