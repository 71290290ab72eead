/**
 * Names at the head of a reference: persons in the orders style guides ask for (inverted with initials, inverted in full, as spoken), and institutions, which stay whole.
 */
import type { CslName } from '#model/csl.ts'

const PARTICLE = "(?:(?:de la|de los|de las|van der|van den|von der|de|del|della|di|da|dos|das|do|du|le|la|von|van|der|den|ter|ten|bin|ibn|al|el|al-|el-|st\\.)\\s+|d['’]|al-|el-)"
const WORD = "\\p{Lu}[\\p{L}\\p{M}'’]*(?:[-‐‑]\\p{L}[\\p{L}\\p{M}'’]*)*"
const FAMILY = `(?:${PARTICLE})*${WORD}(?:\\s+(?:${PARTICLE})*${WORD}){0,2}`
const INITIALS = '\\p{Lu}\\p{Ll}?\\.(?:[\\s\\u2010-]*\\p{Lu}\\p{Ll}?\\.)*'
const GIVEN = `(?:${WORD}|\\p{Lu}\\.)(?:[\\s-]+(?:${WORD}|\\p{Lu}\\.|de|del|la|y|e)){0,3}`
const SUFFIX = /,?\s+(?:Jr|Sr|II|III|IV)\b\.?/gu
const AND = /\s*[,;]?\s*(?:&|\b(?:and|y|e|et|und|with)\b)\s+/u
const FAMILY_ONE = new RegExp(`^${FAMILY}$`, 'u')
const INITIALS_ONE = new RegExp(`^${INITIALS}$`, 'u')
const GIVEN_ONE = new RegExp(`^${GIVEN}$`, 'u')
const VANCOUVER_ONE = new RegExp(`^(?<family>(?:${PARTICLE})*${WORD}(?:[ -]${WORD})?)\\s+(?<given>\\p{Lu}{1,3})$`, 'u')
const SPOKEN_ONE = new RegExp(`^(?:(?:Dr\\.?|Prof\\.?|Sir|President|Senator|Secretary|Ambassador|Governor)\\s+)?(?<given>(?:${WORD}|\\p{Lu}\\.)(?:[\\s-]+(?:${WORD}|\\p{Lu}\\.)){0,2})\\s+(?<family>(?:${PARTICLE})*${WORD})$`, 'u')

const MARKS = /\s*[([]?\b(?:eds?|editors?|hrsg|coords?|comps?|trans|dirs?)\b\.?[)\]]?\.?\s*$/iu
const ET_AL = /,?\s*(?:\bet\s+al\b|\by otros\b|\band others\b|\bu\.\s?a)\.?\s*$/iu

/** Words that only institutions, papers and governments carry in their names, in English and Spanish and their neighbours. */
export const INSTITUTION =
  /\b(?:academy|administration|agency|alliance|amnesty|assembly|association|authority|bank|board|border patrol|bureau|cent(?:re|er)|chamber|church|city|coalition|college|commission|commissioner|committee|community|company|conference|congress|consortium|corporation|corps|council|country|county|court|customs|department|directorate|division|editors?|editorial|embassy|federation|forum|foundation|fund|global|government|group|health|house|human rights|inc|independent|initiative|institute|institution|inter-american|international|investigations?|laborator(?:y|ies)|league|legislature|librar(?:y|ies)|ltd|llc|media|ministry|mission|museum|national|nations|network|news|observatory|ombudsman|office|organi[sz]ation|parliament|partnership|party|police|policy|press|programme|program|project|publications?|radio|refugees?|republic|research|reserve|reuters|school|secretariat|section|security|senate|service|services|society|staff|state|states|statistics|survey|task force|team|times|treasury|tribunal|trust|union|unit|united|universit(?:y|ies)|watch|women|world|agencia|asociaci[oó]n|banco|c[aá]mara|centro|colegio|comisi[oó]n|comit[eé]|consejo|congreso|corte|departamento|direcci[oó]n|ej[eé]rcito|fondo|fundaci[oó]n|gobierno|instituto|ministerio|naciones|oficina|organizaci[oó]n|observatorio|polic[ií]a|presidencia|redacci[oó]n|rep[uú]blica|secretar[ií]a|senado|servicio|sociedad|suprema|tribunal|unidad|uni[oó]n|universidad|bundes\w+|institut|ministerium|minist[eè]re|universit[äéa]t?[eé]?)\b/iu

const LONGEST = 400

/** `inverted` tells that the family name came first, as bibliographies sort; null when the words are no names. */
export type ReadNames = { names: CslName[]; inverted: boolean; etAl: boolean }

/** The persons named by the whole of `written`; null when it is anything else. */
export function readPersons(written: string): ReadNames | null {
  const etAl = ET_AL.test(written.replace(MARKS, ''))
  const text = written.replace(MARKS, '').replace(ET_AL, '').replace(/^[\s,;]+|[\s,;:]+$/gu, '').replace(/(?<=\p{Ll}{2})\.$/u, '')
  if (text === '' || text.length > LONGEST) return null
  const persons = inOrder(text)
  return persons === null ? null : { ...persons, etAl }
}

/** The list is cut at its commas first and each part looked at by itself: no order of names can make this slow. */
function inOrder(text: string): { names: CslName[]; inverted: boolean } | null {
  const people = text.replace(SUFFIX, '')
  const groups = people.split(/\s*;\s*(?:and\s+|&\s*|y\s+)?/u)
  if (groups.length > 1) {
    const each = groups.map((group) => commaInverted(group) ?? spoken(group))
    return each.every((name) => name !== null) ? { names: each, inverted: true } : null
  }
  const parts = people.split(AND).flatMap((part) => part.split(/\s*,\s*/u)).filter((part) => part !== '')
  return initialed(parts) ?? (INSTITUTION.test(people) ? null : (invertedFirst(parts) ?? invertedEach(parts) ?? vancouver(parts) ?? allSpoken(parts)))
}

/** "Ruiz, A. M., de la Cruz, T." */
function initialed(parts: readonly string[]): { names: CslName[]; inverted: boolean } | null {
  if (parts.length < 2 || parts.length % 2 === 1) return null
  const names: CslName[] = []
  for (let index = 0; index < parts.length; index += 2) {
    const [family = '', given = ''] = [parts[index], parts[index + 1]]
    if (!FAMILY_ONE.test(family) || !INITIALS_ONE.test(given)) return null
    names.push({ family, given })
  }
  return { names, inverted: true }
}

/** "Hall, Tom, Ana Ruiz": the first turned round, the others as spoken. */
function invertedFirst(parts: readonly string[]): { names: CslName[]; inverted: boolean } | null {
  const [family, given, ...rest] = parts
  if (family === undefined || given === undefined || !FAMILY_ONE.test(family) || !GIVEN_ONE.test(given)) return null
  const others = rest.map(spoken)
  const turned = !/\s/u.test(given) || /^\p{Lu}\p{Ll}+\s\p{Lu}\.|^\p{Lu}\.|^\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}+)?$/u.test(given)
  return turned && !(family.includes(' ') && SPOKEN_ONE.test(given) && SPOKEN_ONE.test(family) && !/\p{Lu}\.$/u.test(given)) && others.every((name) => name !== null) ? { names: [{ family, given }, ...others], inverted: true } : null
}

/** "Hall, Tom, Ruiz, Ana": each turned round. */
function invertedEach(parts: readonly string[]): { names: CslName[]; inverted: boolean } | null {
  if (parts.length < 4 || parts.length % 2 === 1) return null
  const names: CslName[] = []
  for (let index = 0; index < parts.length; index += 2) {
    const [family = '', given = ''] = [parts[index], parts[index + 1]]
    if (/\s/u.test(family.replace(new RegExp(`^(?:${PARTICLE})+`, 'u'), '')) || !FAMILY_ONE.test(family) || !GIVEN_ONE.test(given)) return null
    names.push({ family, given })
  }
  return { names, inverted: true }
}

function vancouver(parts: readonly string[]): { names: CslName[]; inverted: boolean } | null {
  const names = parts.map((part) => named(VANCOUVER_ONE.exec(part)))
  return names.every((name) => name !== null) ? { names, inverted: true } : null
}

function allSpoken(parts: readonly string[]): { names: CslName[]; inverted: boolean } | null {
  const names = parts.map(spoken)
  return names.length > 0 && names.every((name) => name !== null) ? { names, inverted: false } : null
}

function spoken(written: string): CslName | null {
  // A paper's article: "The Economist", "El Financiero".
  if (/^(?:The|El|La|Los|Las|Le|Les|Der|Die|Das|Il|Author|Staff)\s/u.test(written.trim())) return null
  return named(SPOKEN_ONE.exec(written.trim()))
}

function commaInverted(written: string): CslName | null {
  const [family = '', given = '', ...more] = written.split(/\s*,\s*/u)
  return more.length === 0 && FAMILY_ONE.test(family) && (GIVEN_ONE.test(given) || INITIALS_ONE.test(given)) ? { family, given } : null
}

function named(match: RegExpExecArray | null): CslName | null {
  const { family, given } = match?.groups ?? {}
  return family === undefined || given === undefined ? null : { family, given }
}

/** True for words that could name an institution: capitals throughout, or a word that only institutions carry; no sentence. */
export function looksInstitutional(written: string): boolean {
  const text = written.replace(/\s*\([^)]{1,30}\)/gu, '').replace(/[.,;:]+$/u, '').trim()
  const words = text.split(/\s+/u)
  if (text === '' || text.length > 160 || words.length > 16 || !/^[\p{Lu}\p{N}]/u.test(text)) return false
  const small = words.filter((word) => /^\p{Ll}/u.test(word) && !/^(?:of|the|and|for|on|in|to|de|del|la|las|los|el|y|para|e|da|do|dos|das|du|des|et|pour|für|und|der|at|von|di)$/u.test(word)).length
  return small === 0 && (INSTITUTION.test(text) || /^\p{Lu}{2,12}$/u.test(text) || /^(?:\p{Lu}\.){2,6}(?:\s|$)/u.test(text))
}

/** Institutions as one name each; those with an "and" inside stay whole. */
export function readInstitutions(written: string): CslName[] {
  return written
    .replace(/[.,;:\s]+$/u, (end) => (/(?:\p{Lu}\.){2,}$/u.test(written.trimEnd()) ? '.' : end.replace(/./gsu, '')))
    .split(/\s*;\s*/u)
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((literal) => ({ literal: literal.slice(0, 300) }))
}
