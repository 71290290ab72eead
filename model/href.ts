/** Which link targets a brief may hold. Everything else (scripts, data, local files) is refused, wherever the link came from. */

const ALLOWED_SCHEMES = new Set(['http:', 'https:', 'mailto:'])
const MAX_HREF_LENGTH = 2048

/** The link as it may be stored and followed, or null when its scheme is not allowed, it is relative, or it is longer than 2,048 characters. */
export function safeHref(raw: string): string | null {
  const trimmed = raw.trim()
  if (trimmed.length === 0 || trimmed.length > MAX_HREF_LENGTH) return null
  const scheme = /^([a-z][a-z0-9+.-]*:)/i.exec(trimmed)?.[1]?.toLowerCase()
  return scheme !== undefined && ALLOWED_SCHEMES.has(scheme) ? trimmed : null
}
