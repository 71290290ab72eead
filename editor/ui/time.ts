/** Times as people say them. */

const STEPS: readonly { unit: Intl.RelativeTimeFormatUnit; ms: number }[] = [
  { unit: 'minute', ms: 60_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'day', ms: 86_400_000 },
]

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

/** "just now", "5 minutes ago", "yesterday", and after a week the date. Both in milliseconds since 1970. */
export function since(time: number, now: number): string {
  const ago = now - time
  if (ago < 60_000) return 'just now'
  if (ago >= 7 * 86_400_000) return dayOf(time)
  const step = STEPS.findLast(({ ms }) => ago >= ms)
  return step === undefined ? 'just now' : relative.format(-Math.floor(ago / step.ms), step.unit)
}

/** "22 November 2026". */
export function dayOf(time: number): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' }).format(time)
}

/** Date and time for tooltips and `datetime`-titled text. */
export function momentOf(time: number): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' }).format(time)
}
