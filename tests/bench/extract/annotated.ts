/** The annotated sentences of tests/fixtures/figures: text with what is marked in it. The format is described in the README beside them. */
import { readFileSync } from 'node:fs'

export type Kind = 'figures' | 'dates' | 'ranks'
/** `value` is a number for figures and ranks, ISO 8601 or EDTF for dates. Offsets are UTF-16 code units into the sentence. */
export type Mark = { kind: Kind; start: number; end: number; value: number | string; unit: string | null }
export type Sentence = { text: string; marks: Mark[] }

const MARK = /«(?<span>[^»=@#]+)(?<kind>[=@#])(?<value>[^»\s]+)(?:\s(?<unit>[^»]+))?»/gu
const KINDS: Readonly<Record<string, Kind>> = { '=': 'figures', '@': 'dates', '#': 'ranks' }

/** Throws a TypeError that names the line for a mark that cannot be read. */
export function readAnnotated(file: string): Sentence[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => (line === '' || line.startsWith('#') ? [] : [readLine(line, `${file}:${index + 1}`)]))
}

function readLine(line: string, place: string): Sentence {
  const marks: Mark[] = []
  let text = ''
  let at = 0
  for (const match of line.matchAll(MARK)) {
    const { span = '', kind = '=', value = '', unit = null } = match.groups ?? {}
    text += line.slice(at, match.index)
    marks.push({ kind: KINDS[kind] ?? 'figures', start: text.length, end: text.length + span.length, value: kind === '@' ? value : Number(value), unit })
    text += span
    at = match.index + match[0].length
  }
  text += line.slice(at)
  if (/[«»]/u.test(text)) throw new TypeError(`${place}: a mark cannot be read`)
  return { text, marks }
}
