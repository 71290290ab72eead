/** Addresses, DOIs and dates of access inside a reference, taken out of it so that what is left is prose. */
import type { CslDate } from '#model/csl.ts'
import { cleanUrl, trimUrl } from '#model/clean-url.ts'
import { findDate } from '../metadata/dates.ts'

const URL = /(?:https?:\/\/|www\.)[^\s<>"“”«»]+|(?<![\w@./-])(?:[a-z\d-]+\.){1,4}(?:gov|org|com|net|edu|int|info|eu|uk|mx|es|de|fr|ca|br|co|ar|cl)\/[^\s<>"“”«»]*/iu
const DOI = /(?:https?:\/\/(?:dx\.)?doi\.org\/|\bdoi:?\s*(?:https?:\/\/(?:dx\.)?doi\.org\/)?)?(?<doi>\b10\.\d{4,9}\/[^\s<>"“”]+)/iu
const LEAD = /(?:[[(]?\b(?:available (?:online )?(?:at|from|on)|(?:retrieved|accessed|downloaded)? ?(?:online )?from|online at|url|link|at|disponible en|recuperado de|en línea|disponible|obtenido de|consulté sur|abgerufen unter|verfügbar unter)\s*:?\s*|[<[(])$/iu
const ACCESS = /[[(]?\b(?:(?:date )?(?:last )?(?:accessed|retrieved|visited|viewed|consulted|checked)|access(?:ed)? date|web\.|consultad[oa]s?|recuperado|acceso|accedido|consulté|abgerufen|zugriff|acessado|ultimo accesso)(?:\s+(?:on|el|le|am|em|the|at))?:?\s*/iu
const ARCHIVED = /[.;,]?\s*\(?\barchived (?:from (?:the )?original|at|version)?\b.{0,120}?(?=[.;]?\s+(?:retrieved|accessed|consult)|$)/iu

export type Address = { rest: string; url: string | null; doi: string | null }

/** Takes the first address and the DOI out of the entry. An address that a line end cut was joined before (`joinAddress`). */
export function takeAddress(text: string): Address {
  const found = DOI.exec(text)
  const doi = found?.groups?.['doi'] === undefined ? null : trimUrl(found.groups['doi'])
  const link = URL.exec(text)
  const url = link === null ? null : trimUrl(link[0])
  let rest = text
  for (const match of [link === null ? null : { at: link.index, length: url?.length ?? 0 }, found === null ? null : { at: found.index, length: trimUrl(found[0]).length }].filter((one) => one !== null).toSorted((a, b) => b.at - a.at)) rest = cut(rest, match.at, match.at + match.length)
  const written = url === null ? (doi === null ? null : `https://doi.org/${doi}`) : cleanUrl(/^https?:/iu.test(url) ? url : `https://${url}`)
  return { rest: dropFurther(rest), url: written, doi }
}

/** A second address (an archive's copy, a permanent link) says nothing more about the source. */
function dropFurther(text: string): string {
  let rest = text
  for (let match = URL.exec(rest); match !== null; match = URL.exec(rest)) rest = cut(rest, match.index, match.index + trimUrl(match[0]).length)
  return rest
}

/** Without the stretch, its lead ("Available at:") and the brackets around it. */
function cut(text: string, start: number, end: number): string {
  const before = text.slice(0, start).replace(LEAD, '').replace(/[\s:–—-]+$/u, '')
  return `${before} ${text.slice(end).replace(/^[>)\]]+/u, '')}`.replace(/\s+/gu, ' ').replace(/\s+([.,;])/gu, '$1').trim()
}

export type Accessed = { rest: string; accessed: CslDate | null }

/** Takes the day on which the source was read out of the entry: it is not its date of issue. */
export function takeAccessed(text: string): Accessed {
  const plain = text.replace(ARCHIVED, '')
  const match = ACCESS.exec(plain)
  if (match === null) return { rest: plain, accessed: null }
  const behind = plain.slice(match.index + match[0].length)
  const date = findDate(behind)
  const year = /^\s*(?<year>(?:19|20)\d{2})\b/u.exec(behind)
  const near = date !== null && date.start <= 12 ? { parts: date.parts, end: date.end } : year?.groups ? { parts: [Number(year.groups['year'])], end: year[0].length } : null
  const rest = `${plain.slice(0, match.index)} ${near === null ? behind : behind.slice(near.end)}`.replace(/\s*,?\s*\bfrom\b\s*:?\s*$/iu, '').replace(/^\s*[.;,]\s*/u, '')
  return { rest: tidy(rest), accessed: near === null ? null : { 'date-parts': [near.parts] } }
}

function tidy(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(/[\s.,;]*[)\]](?=\s*[.;,]?\s*$)/u, (end) => (/[([]/u.test(text) ? end : '')).replace(/\s+([.,;])/gu, '$1').trim()
}

/** The lines of an entry joined to one; an address that the end of a line cut is put together again without a blank. */
export function joinLines(raw: string): string {
  return raw
    .replace(/<a\s+href=["']?[^\s>"']{0,2000}["']?\s*>|<\/?(?:a|em|i|b|strong|span|cite|sup)>/giu, '')
    .replace(/\u00AD\s*\n\s*/gu, '')
    .replace(/((?:https?:\/\/|www\.|\b10\.\d{4,9}\/)[^\s]*)[ \t]*\n[ \t]*([^\s]+)/giu, (whole, head: string, tail: string) => (goesOn(head, tail) ? `${head}${tail}` : whole))
    .replace(/(?<=\p{Ll}[-\u2010])[ \t]*\r?\n\s*(?=\p{Ll})/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
}

/** True when `tail` plainly belongs to the address: the break is at one of its signs, or what follows looks like a path and like no word. */
function goesOn(head: string, tail: string): boolean {
  if (/[.,;)\]>]$/u.test(head) && !/[./]$/u.test(head)) return false
  if (/^(?:https?:|www\.)/iu.test(tail)) return false
  if (/[/_=&?%#-]$/u.test(head)) return /^[\p{Ll}\d%~_?=&#./-]/u.test(tail) && !/^\p{Ll}+[.,]?$/u.test(tail.replace(/-.*/u, '')) ? true : /[-/?=_]/u.test(tail)
  return /^[\w%~.-]*(?:[/=_?&%]|[a-z\d]-[a-z\d])[\w%~./=&?#-]*[.,;)]?$/iu.test(tail) || /^[\w-]+\.(?:html?|pdf|aspx?|php)\b/iu.test(tail)
}
