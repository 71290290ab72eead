/** Lines near the top and the end of a text that say who wrote it and when: bylines in their many shapes, date lines, and both in one. */
import { INSTITUTION } from '../references/names.ts'
import { datesIn, findDate, type FoundDate } from './dates.ts'

export { findDate, type FoundDate } from './dates.ts'

const PUBLISHED =
  '(?:first |originally |date )?(?:published|posted|issued|released|dated?|publication date|date of publication|written|created|publicad[oa]|fecha(?: de publicaci[oó]n)?|ver[oö]ffentlicht|publi[eé]|pubblicato)'
const UPDATED = '(?:last |page last )?(?:updated|revised|modified|reviewed|[uú]ltima actualizaci[oó]n|actualizad[oa]|mis à jour|aktualisiert)'
/** What may stand before the date of a date line. */
const BEFORE = new Set(
  'first originally date published posted issued released dated publication of written created publicado publicada fecha de publicación publicacion veröffentlicht publié publie pubblicato last page updated revised modified reviewed última ultima actualización actualizacion actualizado actualizada mis à jour aktualisiert on el le am in as at the mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun sunday lunes martes miércoles miercoles jueves viernes sábado sabado domingo blog post article commentary report brief news story opinion press release'.split(
    ' ',
  ),
)
const UPDATED_AT = new RegExp(`^\\W*${UPDATED}`, 'iu')
const PUBLISHED_AT = new RegExp(`\\b${PUBLISHED}\\b`, 'iu')
function isBeforeDate(text: string): boolean {
  return text.length <= 90 && !/\d/u.test(text) && (text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? []).every((word) => BEFORE.has(word))
}

/** A time, a time zone, how long the reading takes, and how long ago the update was. */
const BEHIND =
  /^(?:[\s,|·•–—-]*(?:at\s+|a las\s+)?\d{1,2}[:.h]\d{2}(?::\d{2})?\s?(?:[ap]\.?\s?m\.?)?\s*(?:\(?[A-Z]{2,5}\)?)?)?(?:[\s,|·•–—-]*\d{1,3}[ -]min(?:ute)?s?(?: read)?)?[\s.,;]*$/iu
const ASIDE =
  /^(?:\d{1,3}[ -]min(?:ute)?s?(?: read)?|\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\.?)?(?:\s?[A-Z]{2,5})?|(?:senior |staff |special |political |contributing |guest |managing |associate |assistant )*(?:writer|reporter|correspondent|editor|columnist|contributor|analyst|fellow|researcher|professor|director)(?:,? .{1,40})?|opinion|analysis|commentary|updated.{0,40}|\d+ comments?|the associated press|reuters|afp|special to .{1,40})$/iu
/** "Fact sheet", "Press release no. 118", "Statistical bulletin 44/2023": what a paper is, not what it is called. */
const LABEL =
  /^(?:(?:press|news|media) (?:release|statement|advisory)|for immediate release|(?:policy |issue |research |data |statistical |working |discussion |briefing |background |white )?(?:brief|paper|bulletin|fact ?sheet|memo(?:randum)?|backgrounder|note|report|explainer|insight|snapshot|newsletter)|comunicado(?: de prensa)?|bolet[ií]n(?: de prensa)?|opinion|analysis|commentary|editorial|feature|op-ed|working paper|embargoed.{0,40}|confidential|draft)(?:\s?(?:series|no\.?|number|n[uú]m\.?|nº|#|vol\.?)?\s?[\d/.-]*)?$/iu
const MASTHEAD = /\b(?:vol(?:ume|\.)|issue|no\.|n[uú]m\.)\s?\d+/iu

const SMALL = '(?:de la|de las|de los|del|de|la|von|van der|van|der|den|y|al|bin|ibn|da|dos|di|le|el)'
const WORD = "\\p{Lu}[\\p{L}\\p{M}'’.]*(?:[-‐]\\p{L}[\\p{L}\\p{M}'’.]*)*"
const PERSON = `${WORD}(?:\\s+(?:${SMALL}\\s+)*${WORD}){1,4}`
const PERSON_ONE = new RegExp(`^(?:the\\s+)?${PERSON}$`, 'u')
const OPENING =
  /^(?:(?:(?:written|words|text|story|reporting|posted|reported|contributed|analysis|opinion|commentary|published|submitted|compiled|prepared|interview|a guest post)\s+)*by|authors?|written|texto|autor(?:a|es|as)?|reported|por|par|von|byline)\b\s?[:–—-]?\s*/iu
const DEGREE = /,?\s*\b(?:Ph\.?\s?D|M\.?\s?A|M\.?\s?Sc|B\.?\s?A|J\.?\s?D|M\.?\s?D|M\.?\s?P\.?\s?[HPA]|Dr\.?\s?rer|LL\.?\s?[MB]|Esq|CFA|RN|DPhil|EdD|MBA)\b\.?/gu
const TITLE = /^(?:Maj|Capt|Lt|Sgt|Rev|Fr|Sr|Br|Dr|Prof|Professor|Mr|Ms|Mrs|Mx|Sen|Rep|Gov|Amb|Ambassador|Gen|Col|Lic|Ing|Mtr[ao])\.?\s+/u
const MARKS =
  /(?<=\p{L})[\d*†‡§¹²³⁰-⁹]+(?:,[\d*†‡§¹²³⁰-⁹]+)*|\s*[([]?(?:orcid:?\s?)?(?:https?:\/\/orcid\.org\/)?\d{4}-\d{4}-\d{4}-\d{3}[\dX][)\]]?|\s*[([<]?[\w.+-]+@[\w.-]+\.\w+[)\]>]?|\s*\(?@\w{2,30}\)?/giu
/** Words of headings, mastheads and places: two of them with capitals are no person. */
const NO_NAME =
  /(?<![\p{L}\p{M}])(?:a|about|abstract|act|affairs|agreement|an|and|analysis|annual|appendix|article|avenue|background|best|bill|blue|border|bridge|brief|briefing|bulletin|business|by|case|challenges|chapter|city|climate|conclusions?|contents|crisis|crossings?|daily|data|day|economic|edition|energy|executive|facts?|figures?|find\w*|first|for|free|from|further|future|get|global|great|here|high|history|home|how|immediate|immigration|in|introduction|is|issues?|journal|key|law|learn|lessons|letter|life|main|map|market|meridian|methods?|migration|monthly|more|most|my|new|news|next|north|northern|note|notes|of|on|opinion|our|outlook|overview|page|paper|part|peace|people|points?|policy|politics|power|press|problem|program|public|quarter\w*|questions?|read|recommendations?|region\w*|release|report|results?|review|rio|river|road|section|security|series|sheet|south|southern|special|state|statement|states|story|street|strategy|study|summary|table|terms|the|time|to|top|trade|treaty|two|united|update|valley|view|war|water|week|weekly|welcome|what|when|where|who|why|with|work|world|year|your)(?![\p{L}\p{M}])/iu

export type AboutLine = { names: string[]; date: FoundDate | null; updated: boolean }

/** What a line says of author and date, or null when it says anything else. `explicit` lines open with "By" or "Published". */
export function readAboutLine(text: string): (AboutLine & { explicit: boolean }) | null {
  if (text.length > 200 || text.length < 4) return null
  const parts = splitParts(text)
  const read = parts.map(readPart)
  if (!read.some((part) => part.names.length > 0 || part.date !== null)) return null
  const strange = read.filter((part) => part.strange)
  const dated = read.find((part) => part.date !== null)
  const opened = read.some((part) => part.explicit && part.names.length > 0)
  if (
    strange.length > 0 &&
    !((dated !== undefined || opened) && strange.length < parts.length && strange.every(({ words }) => words <= 7) && parts.length <= 4)
  )
    return null
  const offset = dated === undefined ? 0 : dated.at
  return {
    names: read.flatMap((part) => part.names),
    date: dated?.date ? { parts: dated.date.parts, start: dated.date.start + offset, end: dated.date.end + offset } : null,
    updated: read.some((part) => part.updated) && !PUBLISHED_AT.test(text),
    explicit: read.some((part) => part.explicit),
  }
}

type Part = { text: string; at: number }
type ReadPart = { names: string[]; date: FoundDate | null; at: number; updated: boolean; explicit: boolean; strange: boolean; words: number }

/** The line at its dividers; a date that a comma or "by" joins to a byline is parted too. */
function splitParts(text: string): Part[] {
  const parts: Part[] = []
  const separators =
    /\s*[|•·]\s*|\s+[–—-]\s+|\s+\/\s+|,?\s+(?=(?:[Ww]ritten |[Pp]osted )?[Bb]y\s+\p{Lu})|\s+\(?(?=\b(?:[Uu]pdated|[Pp]ublished|[Ll]ast updated)\b)|\s+on\s+(?=(?:\p{Lu}\p{Ll}+\.?\s\d{1,2},|\d{1,2}\s\p{L}+\s\d{4}))/gu
  let from = 0
  for (const match of text.matchAll(separators)) {
    if (match.index > from) parts.push({ text: text.slice(from, match.index), at: from })
    from = match.index + match[0].length
  }
  if (from < text.length) parts.push({ text: text.slice(from), at: from })
  return parts.filter((part) => part.text.trim() !== '')
}

function readPart({ text, at }: Part): ReadPart {
  const words = text.trim().split(/\s+/u).length
  const nothing = { names: [], date: null, at, updated: false, explicit: false, strange: false, words }
  const date = findDate(text)
  if (date !== null) {
    const before = text.slice(0, date.start)
    const explicit = PUBLISHED_AT.test(before) || UPDATED_AT.test(before)
    if (isBeforeDate(before) && BEHIND.test(text.slice(date.end))) return { ...nothing, date, updated: UPDATED_AT.test(before), explicit }
    if (MASTHEAD.test(text)) return { ...nothing, date, explicit: true }
    const others = datesIn(text).slice(1)
    if (isBeforeDate(before) && others.length === 1 && words <= 16) return { ...nothing, date, updated: false, explicit }
    const placed = /^(?:\p{Lu}[\p{L}.]+(?:[ ,]+(?:de |del |la |el )?\p{Lu}[\p{L}.]+){0,4}),\s*(?:a\s)?$/u.test(before) && BEHIND.test(text.slice(date.end))
    if (placed) return { ...nothing, date }
    return { ...nothing, strange: true }
  }
  const masthead = /\((?<year>(?:19|20)\d{2})\)|,\s(?<plain>(?:19|20)\d{2})\s*$/u.exec(text)
  if (masthead !== null && MASTHEAD.test(text))
    return {
      ...nothing,
      date: { parts: [Number(masthead.groups?.['year'] ?? masthead.groups?.['plain'])], start: masthead.index + 1, end: masthead.index + masthead[0].length },
      explicit: true,
    }
  const names = namesOpened(text)
  if (names.length > 0) return { ...nothing, names, explicit: true }
  const affiliated = affiliatedNames(text)
  if (affiliated.length > 0) return { ...nothing, names: affiliated, explicit: true }
  const bare = bareNames(text)
  if (bare.length > 0) return { ...nothing, names: bare }
  return { ...nothing, strange: !ASIDE.test(text.trim()) && !LABEL.test(text.trim()) && !isBeforeDate(text) }
}

/** "Written by", "Authors:" alone on a line: the names follow on the next. */
export function opensByline(text: string): boolean {
  return text.length <= 20 && /^(?:(?:written|posted|reported) )?by:?$|^authors?:?$|^autor(?:a|es)?:?$/iu.test(text.trim())
}

/** "Department of Government, Lisgar College, ana@lisgar.example": where an author works. */
export function isAffiliation(text: string): boolean {
  return (
    text.length <= 160 &&
    !/[!?]|\.$/u.test(text) &&
    /\b(?:universit\w+|department|school of|college|institut\w*|facult\w+|universidad|colegio|professor|director|fellow|bureau of|centre?r? for)\b/iu.test(text)
  )
}

/** "By Ana Ruiz and Tom Hall" → the names; none when the line is no byline. */
export function bylineNames(text: string): string[] {
  const line = readAboutLine(text)
  return line !== null && line.explicit ? line.names : []
}

/** Names of a byline or a line of names; what judges of notes on authors compare with. */
export function namesInLine(text: string): string[] {
  return readAboutLine(text)?.names ?? []
}

export function isByline(text: string): boolean {
  return bylineNames(text).length > 0
}

/** True for a line that is a date and nothing else but "Published", a time or a reading time. */
export function isDateLine(text: string): boolean {
  const line = text.length <= 120 ? readAboutLine(text) : null
  return line !== null && line.date !== null
}

/** True for a line that only names author or date, or says what kind of paper this is. */
export function isAboutLine(text: string): boolean {
  const line = readAboutLine(text)
  return isLabel(text) || (line !== null && (line.date !== null || line.explicit))
}

export function isLabel(text: string): boolean {
  return text.length <= 80 && LABEL.test(text.trim())
}

function namesOpened(text: string): string[] {
  const opening = OPENING.exec(text)
  if (opening === null || opening[0].length === text.length) return []
  const written = text.slice(opening[0].length).replace(/^the\s+(?=\p{Lu})/u, '')
  const institution = written.replace(/[\s.,;]+$/u, '')
  if (INSTITUTION.test(institution) && !/,|;/u.test(institution) && /^\p{Lu}/u.test(institution) && institution.length <= 90 && !personsOnly(institution))
    return institution.split(' ').length <= 9 && !/\p{Ll}\s\p{Ll}{3,}\s\p{Ll}/u.test(institution) ? [institution] : []
  return listed(written)
}

function personsOnly(text: string): boolean {
  return listedStrict(text).length > 0
}

/** Names before the first thing that is none: a role, an affiliation, a place. */
function listed(written: string): string[] {
  const names: string[] = []
  for (const part of nameParts(written)) {
    if (PERSON_ONE.test(part) && part.split(/\s+/u).length <= 6 && (!INSTITUTION.test(part) || names.length === 0)) names.push(readableName(part))
    else break
  }
  return names
}

function listedStrict(written: string): string[] {
  const parts = nameParts(written)
  return parts.length > 0 && parts.every((part) => PERSON_ONE.test(part) && !INSTITUTION.test(part)) ? parts.map(readableName) : []
}

function nameParts(written: string): string[] {
  return written
    .replace(MARKS, '')
    .replace(DEGREE, '')
    .replace(/\s*\([^)]*\)/gu, '')
    .split(/\s*[,;&/]\s*(?:(?:and|y|e|und|et)\s+)?|\s+(?:and|y|e|und|et|with|for)\s+/u)
    .map((part) =>
      part
        .trim()
        .replace(TITLE, '')
        .replace(/(?<=\p{Ll}{2})\.$/u, ''),
    )
    .filter((part) => part !== '')
}

/** "Ingrid Halvorsen, Department of Political Science, University of Bergen": a person with an affiliation. */
function affiliatedNames(text: string): string[] {
  const parts = /^(?<name>[^,;]{4,60}),\s+(?<rest>.{6,160})$/u.exec(text.replace(MARKS, '').replace(DEGREE, ','))?.groups
  const [name, rest] = [parts?.['name']?.replace(TITLE, '').trim(), parts?.['rest']]
  const affiliation =
    rest !== undefined &&
    !/[.!?]\s|\.$/u.test(rest) &&
    /\b(?:universit\w+|department|school|college|institut\w*|cent(?:er|re)|ministry|academy|laborator\w+|facult\w+|universidad|colegio|fellow|professor|director|bureau|council|foundation|bank|\p{L}+ (?:writer|reporter|correspondent|columnist|editor))\b/iu.test(
      rest,
    )
  return name !== undefined && affiliation && PERSON_ONE.test(name) && !INSTITUTION.test(name) && !NO_NAME.test(name) ? [readableName(name)] : []
}

/** A line of names and nothing else. Two capitalized words may be many things; words of headings and places are none. */
function bareNames(text: string): string[] {
  if (text.length > 120 || /[.!?:;]$/u.test(text.trim()) || NO_NAME.test(text.replace(/\s(?:and|y|e|with)\s/gu, ', '))) return []
  return listedStrict(text.replace(/^[–—-]\s*/u, '')).filter((name) => name.split(' ').length <= 5)
}

/** Names in capitals throughout are read as names. */
function readableName(name: string): string {
  return /\p{Ll}/u.test(name) ? name : name.replace(/\p{L}+/gu, (word) => (word.length <= 1 ? word : `${word.slice(0, 1)}${word.slice(1).toLowerCase()}`))
}
