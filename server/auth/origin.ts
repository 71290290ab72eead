/**
 * Where a request may come from. Two attacks are meant: another site that makes a signed-in browser write (cross-site requests), and another
 * site whose name suddenly points at this machine (DNS rebinding).
 */
import { type Config, isLoopback } from '../config.ts'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

export function isSafeMethod(method: string): boolean {
  return SAFE_METHODS.has(method.toUpperCase())
}

/** Whether the server answers to this `Host`: the name of PUBLIC_URL, the address it listens on, or a loopback name. Ports don't matter: they don't change what a name points at. */
export function isTrustedHost(host: string, config: Pick<Config, 'publicUrl' | 'host'>): boolean {
  const name = hostName(host)
  if (name === null) return false
  return isLoopback(name) || name === config.publicUrl?.hostname || (name === hostName(config.host) && !isWildcard(config.host))
}

function hostName(host: string): string | null {
  const url = `http://${host.includes(':') && !host.startsWith('[') && host.split(':').length > 2 ? `[${host}]` : host}`
  return URL.canParse(url) ? new URL(url).hostname : null
}

function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::' || host === '[::]'
}

/**
 * Whether an unsafe request or a socket with a cookie comes from our own pages. A browser's word "same-origin" settles it: no page can write that
 * header, and it also holds for a form under `no-referrer` (whose origin is "null") and behind a development server. Else the page's origin decides;
 * a request that names none and carries no fetch metadata did not come from a page.
 */
export function isTrustedOrigin(headers: Headers, host: string, config: Pick<Config, 'publicUrl'>): boolean {
  const origin = headers.get('origin')
  const site = headers.get('sec-fetch-site')
  if (site === 'same-origin') return true
  if (origin === null) return site === null
  if (!URL.canParse(origin)) return false
  const url = new URL(origin)
  // Under the public name only the public scheme counts: a page that came over plain HTTP may be anyone's.
  return url.hostname === config.publicUrl?.hostname ? url.origin === config.publicUrl.origin : url.host === host.toLowerCase()
}
