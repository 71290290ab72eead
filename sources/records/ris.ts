/** RIS (Research Information Systems' tagged format): two letters, two blanks, a hyphen, a value; from TY to ER. */
import { address, dateOf, doi, type Entry, nameOf, present, words } from './entry.ts'

const KINDS: Readonly<Record<string, string>> = {
  ABST: 'article-journal', JOUR: 'article-journal', EJOUR: 'article-journal', MGZN: 'article-magazine', NEWS: 'article-newspaper', BOOK: 'book', EBOOK: 'book', EDBOOK: 'book', CHAP: 'chapter', ECHAP: 'chapter', CONF: 'article', CPAPER: 'article', DATA: 'dataset', RPRT: 'report', GOVDOC: 'report', GOV: 'report', THES: 'report', ELEC: 'webpage', WEB: 'webpage', BLOG: 'webpage',
  BILL: 'legislation', STAT: 'legislation', LEGAL: 'legislation', CASE: 'legal_case', HEAR: 'legal_case', GEN: 'document',
} // prettier-ignore
const TAG = /^(?<tag>[A-Z][A-Z0-9]) {1,2}- ?(?<value>.*)$/u

export function* risEntries(text: string): Generator<Entry> {
  let open: { line: number; fields: Map<string, string[]> } | null = null
  let last = ''
  for (const [index, written] of text.split('\n').entries()) {
    const { tag, value = '' } = TAG.exec(written.trimEnd())?.groups ?? {}
    if (tag === undefined) {
      // A long value goes on in the next line.
      const values = open?.fields.get(last)
      if (values && written.trim() !== '') values.push(`${values.pop() ?? ''} ${written.trim()}`)
    } else if (tag === 'TY') {
      if (open !== null) yield { ...entryOf(open), fault: 'it has no end (ER)' }
      open = { line: index + 1, fields: new Map([['TY', [value.trim()]]]) }
    } else if (open === null) {
      if (tag !== 'ER') yield { key: null, line: index + 1, fields: {}, fault: `"${tag}" stands outside of an entry` }
    } else if (tag === 'ER') {
      yield entryOf(open)
      open = null
    } else open.fields.set(tag, [...(open.fields.get(tag) ?? []), value.trim()])
    last = tag ?? last
  }
  if (open !== null) yield entryOf(open)
}

function entryOf({ line, fields }: { line: number; fields: ReadonlyMap<string, readonly string[]> }): Entry {
  const get = (...tags: string[]) => tags.map((tag) => fields.get(tag)?.find((value) => value !== '')).find((value) => value !== undefined)
  const kind = KINDS[get('TY') ?? ''] ?? 'document'
  const [first, last] = [get('SP'), get('EP')]
  return {
    key: words(get('ID')) ?? null,
    line,
    fields: present({
      type: kind,
      title: words(get('TI', 'T1', 'CT', 'BT')),
      author: [...(fields.get('AU') ?? []), ...(fields.get('A1') ?? [])].slice(0, 100).flatMap((name) => nameOf(name) ?? []),
      issued: dateOf(...dated(get('DA'), get('PY', 'Y1'))),
      accessed: dateOf(get('Y2')?.replace(/\/+$/u, '')),
      publisher: words(get('PB')),
      'container-title': words(get('JO', 'JF', 'T2', 'JA', 'J2')),
      number: kind === 'report' || kind === 'legislation' ? words(get('M1', 'IS', 'SN')) : undefined,
      volume: words(get('VL')),
      issue: kind === 'report' ? undefined : words(get('IS')),
      page: first === undefined ? undefined : words(last === undefined || last === first ? first : `${first}–${last}`),
      DOI: doi(get('DO')),
      URL: address(get('UR', 'L2', 'LK')),
      language: words(get('LA')),
      note: words(get('N1'), 4000),
    }),
  }
}

/** "2021/05/14/" or "2021///Spring": the longer of the two dates that a program writes. */
function dated(date: string | undefined, year: string | undefined): [unknown, unknown, unknown] {
  const [best = ''] = [date, year].filter((value) => value !== undefined && /^\d{4}/u.test(value))
  const [first, month, day] = best === '' ? [date ?? year] : best.split('/')
  return [first, month === '' ? undefined : month, day === '' ? undefined : day]
}
