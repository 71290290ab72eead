/**
 * Patterns over Latin script. A class of all the world's letters has some six hundred ranges, and a grammar of two hundred patterns full of them takes the
 * engine most of a second to compile before the first figure is read; Latin letters have a dozen. The words of our grammars are English, so nothing is lost:
 * letters of other scripts end a word as a blank does.
 */

/** Contents of a character class. */
export const LATIN: Readonly<Record<string, string>> = {
  L: 'A-Za-zªµºÀ-ÖØ-öø-\u024FḀ-ỿ',
  Lu: 'A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĖĘĚĞĠĢĦĪĮİĶĹĻĽŁŃŅŇŊŌŐŒŔŖŘŚŞŠŢŤŪŮŰŲŸŹŻŽȘȚ',
  Ll: 'a-zß-öø-ÿāăąćĉċčďđēėęěğġģħīįıķĺļľłńņňŋōőœŕŗřśşšţťūůűųźżžșț',
  M: '\u0300-\u036F',
  N: '0-9²³¹¼-¾',
}

/** The pattern with \p{L}, \p{Lu}, \p{Ll}, \p{M} and \p{N} narrowed to Latin script; other properties stay. */
export function latin(pattern: RegExp): RegExp {
  return new RegExp(latinSource(pattern.source), pattern.flags)
}

/** The same for the source of a pattern. */
export function latinSource(source: string): string {
  let inClass = false
  return source.replace(/\\p\{(?<name>Lu|Ll|L|M|N)\}|\\[\s\S]|[[\]]/gu, (token: string, ...rest) => {
    const name = (rest.at(-1) as { name?: string }).name
    if (token === '[') inClass = true
    if (token === ']') inClass = false
    const letters = name === undefined ? undefined : LATIN[name]
    return letters === undefined ? token : inClass ? letters : `[${letters}]`
  })
}
