/**
 * References to law: cases, statutes, bills, regulations, orders and treaties. They name no author and put the year last or in the number, so the
 * bibliographic reading does not fit them.
 */
import type { CslItem } from '#model/csl.ts'
import { datesIn, findDate } from '../metadata/dates.ts'

const CASE = /^(?<title>[\p{Lu}][^,;]{1,90}?\s+(?:v\.?|vs\.?|contra|c\.)\s+\p{Lu}[^,;]{1,110}?),\s*(?<number>[^()]{0,140}?)?\s*\((?:[^()]{0,60}?\s)?(?<year>(?:1[6-9]|20)\d{2})\)/u
const STATUTE_CITE = /\b\d{1,3}\s+(?:U\.?\s?S\.?\s?C\.?|C\.?\s?F\.?\s?R\.?)(?:A\.)?\s*(?:§+|[Ss]ec(?:tions?|\.)|[Pp]arts?)?\s*[\d(][\w.()–-]*|\bPub(?:lic|\.)\s?L(?:aw|\.)?\s*(?:No\.?\s*)?\d{2,3}[–-]\d{1,4}|\b\d{1,3}\s+Stat\.\s+\d+|\b\d{1,3}\s+Fed\.\s?Reg\.\s+[\d,]+|\b(?:H\.\s?R\.|S\.|H\.\s?J\.\s?Res\.|S\.\s?J\.\s?Res\.|H\.\s?Con\.\s?Res\.|H\.\s?Res\.|S\.\s?Res\.)\s?\d{1,5}(?=,|\s*\()|\b(?:Exec(?:utive|\.)\sOrder|E\.O\.|Proclamation)\s+(?:No\.\s*)?\d{3,5}|\b(?:Regulation|Directive|Decision)\s+\((?:EU|EC|EEC)\)\s*(?:No\.?\s*)?\d{1,4}\/\d{1,4}|\b(?:Directive|Decision)\s+\d{2,4}\/\d{1,4}\/(?:EU|EC|EEC)|\b\d{1,4}\s+U\.\s?N\.\s?T\.\s?S\.\s+\d+|\bT\.\s?I\.\s?A\.\s?S\.\s+(?:No\.\s*)?\d+|\b(?:A|S|E)\/(?:RES|HRC|CN\.\d+)\/\d+(?:\/\d+)*|\bDiario Oficial de la Federaci[oó]n\b/u
const TREATY = /\b(?:treaty|convention|covenant|protocol|agreement|charter|tratado|convenio|convenci[oó]n)\b/iu

/** A case or an act as a CSL item; null when the entry cites no law. Takes the entry without its address. */
export function readLegal(text: string): Pick<CslItem, 'type' | 'title' | 'number' | 'issued'> | null {
  const decided = CASE.exec(text)?.groups
  if (decided?.['title'] !== undefined && decided['year'] !== undefined) {
    const number = decided['number']?.replace(/[\s,;]+$/u, '') ?? ''
    return { type: 'legal_case', title: decided['title'], ...(number === '' ? {} : { number }), issued: { 'date-parts': [[Number(decided['year'])]] } }
  }
  const cite = STATUTE_CITE.exec(text)
  if (cite === null || /[“”"]/u.test(text.slice(0, cite.index)) || text.length > 400) return null
  const written = text.slice(0, cite.index).replace(/[\s,;:(–—-]+$/u, '')
  const signed = datesIn(written).at(-1)
  const atEnd = signed !== undefined && (/^[\s,;)]*$/u.test(written.slice(signed.end)) || (TREATY.test(written) && /^[\s,;)]*(?:\p{Lu}[\p{L}.]*[-–]\p{Lu}[\p{L}.]*)?$/u.test(written.slice(signed.end))))
  const before = atEnd ? written.slice(0, signed.start).replace(/[\s,;:(–—-]+$/u, '') : written
  const issued = issuedIn(text, cite.index + cite[0].length) ?? (atEnd ? signed.parts : null)
  const number = numberAt(text, cite)
  return { type: TREATY.test(before) && /U\.\s?N\.|T\.\s?I\.|\/RES\/|Stat\./u.test(cite[0]) && !/\bAct\b/u.test(before) ? 'treaty' : 'legislation', title: before.length >= 4 && /\p{L}{3}/u.test(before) ? before : number, number, ...(issued === null ? {} : { issued: { 'date-parts': [issued] } }) }
}

/** The citation with what follows it up to a bracket: "Pub. L. 116-113, 134 Stat. 11". */
function numberAt(text: string, cite: RegExpExecArray): string {
  const behind = /^[^()“”"]{0,80}?(?=\s*\((?:[^()]*\d{4})\)|(?<!\b(?:Stat|Fed|Reg|No))[.;]\s|[.;]?$)/u.exec(text.slice(cite.index + cite[0].length))?.[0] ?? ''
  return `${cite[0]}${/^[\s,]*[\d§A-Z]/u.test(behind) && !/\b(?:1[89]|20)\d{2}\b/u.test(behind) ? behind : ''}`.replace(/[\s,;]+$/u, '')
}

/** The date in brackets behind the citation, or the year that ends the entry. */
function issuedIn(text: string, from: number): number[] | null {
  const behind = text.slice(from)
  const bracket = /\((?<inside>[^()]*(?:1[6-9]|20)\d{2})\)/u.exec(behind)?.groups?.['inside']
  const written = bracket ?? behind
  const date = findDate(written)
  if (date !== null) return date.parts
  const year = /\b(?<year>(?:1[6-9]|20)\d{2})\s*\.?\s*$/u.exec(written)?.groups?.['year'] ?? /\bof\s+(?<year>(?:1[89]|20)\d{2})\b/u.exec(text)?.groups?.['year']
  return year === undefined ? null : [Number(year)]
}
