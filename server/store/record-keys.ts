/** When two bibliographic records are the same thing: the same DOI or address, or the same title, year and first author. */
import { type CslItem, issuedYear, nameKey } from '#model/csl.ts'
import { foldWords } from '#model/fold.ts'

/** Two records that have one of these in common are one. */
export function recordKeys({ DOI, URL: url, ...item }: CslItem): string[] {
  const [author] = item.author ?? []
  const titled = `title ${foldWords(item.title)} ${issuedYear(item) ?? ''} ${author ? foldWords(nameKey(author)) : ''}`
  return [...(DOI === undefined ? [] : [`doi ${DOI.toLowerCase()}`]), ...(url === undefined ? [] : [`url ${url.replace(/^https?:\/\/(?:www\.)?/i, '').replace(/\/$/, '')}`]), titled]
}
