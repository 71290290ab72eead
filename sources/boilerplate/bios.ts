/**
 * Notes on authors. A paragraph that introduces a person is one only before or behind the article, and when it fits: the person is named in the byline, or there is no byline
 * and nobody in the article is called so. A paragraph about a person of the article ("Carlos Peña is a hydrologist at the same institute") must stay.
 */
import type { Judged, Verdict } from './judged.ts'

const NAME_WORD = "\\p{Lu}[\\p{L}\\p{M}'’-]+"
const NAME = `${NAME_WORD}(?:\\s+(?:\\p{Lu}\\.|(?:de|la|las|los|del|von|van|der|den|y|e|bin|al|da|dos)|${NAME_WORD})){1,5}`
const VERB =
  '(?:is|was|are|were|studies|studied|works|worked|writes|teaches|taught|serves|served|holds|covers|leads|directs|researches|lives|reports|edits|specializes|specialises|focuses|joined|received|earned|graduated|currently|has|es|fue|son|escribe|trabaja|dirige|estudia|estudió|enseña|cubre|vive|imparte|cursa|ha|hosts|co-hosts|produces|manages|runs|advises|chairs|practices|represents|founded|co-founded|heads|oversees|lectures|contributes|blogs)'
const BIO = new RegExp(
  `^(?:(?:About the (?:authors?|writers?|contributors?)|Sobre (?:el autor|la autora|los autores)|Authors?)\\s?[:–—-]?\\s*)?(?<name>(?:(?:Dr|Prof|Mr|Ms|Mrs|Amb|Gen|Col|Sen|Maj|Capt|Lt|Sgt|Rev|Fr|Sr|Br)\\.?\\s+|Professor\\s+|Ambassador\\s+)?${NAME})\\s*(?:\\([^)]{0,40}\\)\\s*)?(?:,[^,]{1,90},\\s*)?\\s*${VERB}\\b`,
  'u',
)
const ABOUT =
  /^(?:(?:about the (?:authors?|writers?|contributors?)|sobre (?:el autor|la autora|los autores))\s?[:–—-]?\s*\S|the (?:author|writer|co-?author)s? (?:is|are|was|has|have|holds?|teaches|works?|serves?|lives?)\b|(?:el autor|la autora|los autores) (?:es|son)\b)/iu
const ABOUT_HEADING =
  /^(?:about the (?:authors?|writers?|contributors?)|(?:the )?authors?|contributors?|(?:your |our |the )?hosts?|meet the (?:authors?|hosts?|team)|author profiles?|notes? on (?:the )?(?:authors?|contributors?)|author (?:bio(?:graphy)?|information|note)s?|author affiliations|sobre (?:el autor|la autora|los autores)|acerca del? (?:autor|la autora))\s?:?$/iu
const ROLE =
  /\b(?:students?|candidate|professors?|lecturer|fellow|researcher|research(?:es)?|analyst|scholar|journalist|reporter|correspondent|columnist|editor|writer|writes|author|co-author|host|producer|lawyer|partner|contributor|contributing|studies|degree|Ph\.?D|M\.?A\.|J\.?D\.|institute|university|college|school of|think tank|expertise|interests include|graduate|alumn\w+|director|program|retired|nurse|officer|instructor|engineer|teaches|consultant|attorney|economist|historian|former|periodista|escritora?|profesora?|investigadora?|maestr[ao]|doctora?|licenciad[ao]|universidad|colegio|columnista|académic[ao]|politólog[ao]|economista|autora?)\b/giu
const PHRASE =
  /\b(?:based in|lives in|vive en|(?:work|writing|articles|essays|reporting) (?:has|have) (?:appeared|been published)|is the author of|writes (?:about|on|for)|escribe (?:sobre|en)|covers \p{L}+|reach (?:him|her|them|\p{Lu}\p{L}+) at|can be reached|follow (?:him|her|them|\p{Lu}\p{L}+)|on twitter|@\w{3,}|previously (?:worked|served|was)|views (?:are|expressed are) (?:his|her|their) own|(?:his|her|their) (?:research|work|writing|latest book|most recent book|book))\b|@[\w.]{3,}/iu
/** Words that tie a person to the story told before. */
const ANAPHORA =
  /\b(?:the same|that (?:day|year|bridge|town)|(?:her|his|their) (?:former|first|old|own) (?:student|teacher|colleague|boss|employer)|who also|too|also one of|another of|told|said|says|recalls|remembers)\b/iu
const MOST_WORDS = 150

/** The name a note on an author opens with, without title; null when the block is none. */
export function bioName({ text, words }: Pick<Judged, 'text' | 'words'>): string | null {
  const name = words <= MOST_WORDS ? BIO.exec(text)?.groups?.['name'] : undefined
  return name !== undefined && (rolesIn(text) >= 2 || PHRASE.test(text)) ? plainName(name) : null
}

function openingName(text: string): string | null {
  const name = BIO.exec(text)?.groups?.['name']
  return name === undefined ? null : plainName(name)
}

function plainName(name: string): string {
  return name.replace(/^(?:(?:Dr|Prof|Mr|Ms|Mrs|Amb|Gen|Col|Sen|Maj|Capt|Lt|Sgt|Rev|Fr|Sr|Br)\.?|Professor|Ambassador)\s+/u, '')
}

function rolesIn(text: string): number {
  return new Set((text.match(ROLE) ?? []).map((role) => role.toLowerCase())).size
}

/** `authors` are the names of the byline; `discussed` tells whether a family name stands in the article. */
export function judgeBio({ block, text, words }: Judged, authors: readonly string[], headed: boolean, discussed: (family: string) => boolean): Verdict | null {
  if (words > MOST_WORDS || words < 5 || block.role === 'reference' || block.role === 'row' || block.role === 'heading') return null
  const bio = (who: string): Verdict => ({ kind: 'boilerplate:bio', reason: `introduces ${who}`, rule: 'bio' })
  if (ABOUT.test(text)) return bio('the author')
  const name = openingName(text)
  if (name === null) return null
  const roles = rolesIn(text)
  const phrase = PHRASE.test(text)
  if (headed && (roles >= 1 || phrase)) return bio(`an author, ${name}`)
  const family = familyOf(name)
  if (authors.some((author) => familyOf(author) === family)) return roles >= 1 || phrase ? bio(`an author, ${name}`) : null
  if (discussed(family) || ANAPHORA.test(text)) return null
  const needed = authors.length > 0 ? 3 : 2
  return roles + (phrase ? 1 : 0) >= needed ? bio(`an author, ${name}`) : null
}

export function isBioHeading(text: string): boolean {
  return ABOUT_HEADING.test(text)
}

function familyOf(name: string): string {
  return (name.trim().split(/\s+/u).at(-1) ?? name).toLowerCase()
}
