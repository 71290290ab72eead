/** As-of dates as intervals of days, so that two can be told apart. EDTF and ISO 8601: "2023", "2022-10/2023-09", "199X", "2021-23" (a season). */

/** ISO days, both included, compared as text. */
export type Interval = { start: string; end: string }

/** Seasons of EDTF (21 spring … 24 winter) by their first and last month, on the northern half of the earth. */
const SEASONS: Readonly<Record<string, readonly [string, string]>> = { '21': ['03', '05'], '22': ['06', '08'], '23': ['09', '11'], '24': ['12', '12'] }

/** Null for what is not a date or has no year. */
export function intervalOf(value: string): Interval | null {
  const [from = '', to = from] = value.split('/')
  const first = bounds(from)
  const last = bounds(to)
  return first === null || last === null ? null : { start: first.start, end: last.end }
}

function bounds(value: string): Interval | null {
  const match = /^(?<year>\d{2,4}X{0,2}|\d{4})(?:-(?<month>\d{2}))?(?:-(?<day>\d{2}))?/u.exec(value.replace(/[~?%]$/u, ''))
  const { year = '', month, day } = match?.groups ?? {}
  if (year.length !== 4) return null
  const [startYear, endYear] = [year.replaceAll('X', '0'), year.replaceAll('X', '9')]
  const [firstMonth, lastMonth] = month === undefined ? ['01', '12'] : (SEASONS[month] ?? [month, month])
  return { start: `${startYear}-${firstMonth}-${day ?? '01'}`, end: `${endYear}-${lastMonth}-${day ?? '31'}` }
}

export function areApart(a: Interval, b: Interval): boolean {
  return a.end < b.start || b.end < a.start
}

export function isWithin(a: Interval, b: Interval): boolean {
  return b.start <= a.start && a.end <= b.end
}

/** As a reader writes it: the year when it is one, else first and last day. */
export function shown({ start, end }: Interval): string {
  const [year] = start.split('-')
  if (start === end) return start
  if (start.slice(0, 7) === end.slice(0, 7)) return start.slice(0, 7)
  return end.startsWith(`${year}-`) && start.endsWith('-01-01') ? (year ?? start) : `${start} to ${end}`
}
