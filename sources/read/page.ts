/** What a page says about itself in its head and its byline: Open Graph, Dublin Core, citation and article meta elements, `<time>`, `<title>`, `lang`. */
import type { DomElement } from './html.ts'
import type { Declared } from './reading.ts'

const LONGEST = 500

export function declaredInPage(document: DomElement): Declared {
  const meta = metaElements(document)
  const get = (...names: string[]) => names.map((name) => meta.get(name)?.[0]).find((value) => value !== undefined) ?? null
  const site = get('og:site_name', 'application-name', 'dc.publisher', 'dcterms.publisher', 'citation_publisher', 'publisher')
  return {
    title: get('citation_title', 'og:title', 'dc.title', 'dcterms.title') ?? textOf(document.querySelector('h1')) ?? pageTitle(document, site),
    authors: authorsOf(document, meta),
    publisher: site,
    issued: get('article:published_time', 'citation_publication_date', 'citation_date', 'dc.date', 'dcterms.issued', 'dcterms.date', 'date', 'datepublished')?.slice(0, 40).replace(/^(\d{4})\/(\d{2})\/(\d{2})/u, '$1-$2-$3') ?? timeOf(document),
    url: document.querySelector('link[rel="canonical"]')?.getAttribute('href') ?? get('og:url'),
    created: null,
    language: /^[a-z]{2,3}(?:-[A-Za-z]{2,4})?$/.exec((document.querySelector('html')?.getAttribute('lang') ?? '').trim())?.[0] ?? null,
  }
}

function metaElements(document: DomElement): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const element of document.querySelectorAll('meta')) {
    const name = (element.getAttribute('name') ?? element.getAttribute('property') ?? element.getAttribute('itemprop'))?.toLowerCase()
    const content = element.getAttribute('content')?.replace(/\s+/gu, ' ').trim().slice(0, LONGEST)
    if (name !== undefined && content !== undefined && content !== '') found.set(name, [...(found.get(name) ?? []), content])
  }
  return found
}

function textOf(element: DomElement | null): string | null {
  const text = element?.textContent?.replace(/\s+/gu, ' ').trim().slice(0, LONGEST) ?? ''
  return text === '' ? null : text
}

/** `<title>` without the site's name at its end. */
function pageTitle(document: DomElement, site: string | null): string | null {
  const title = textOf(document.querySelector('title'))
  if (title === null || site === null) return title
  const parts = title.split(/\s+[|–—·-]\s+/u)
  return parts.length > 1 && parts.at(-1)?.toLowerCase() === site.toLowerCase() ? parts.slice(0, -1).join(' – ') : title
}

function authorsOf(document: DomElement, meta: ReadonlyMap<string, readonly string[]>): string[] {
  const named = meta.get('citation_author') ?? meta.get('author') ?? meta.get('dc.creator') ?? meta.get('article:author') ?? []
  const written = named.filter((name) => !/^https?:/iu.test(name))
  if (written.length > 0) return written.flatMap((name) => name.split(/\s*(?:;|\band\b)\s*/u)).filter((name) => name !== '')
  const byline = textOf(document.querySelector('[rel="author"], [itemprop="author"], .byline, .author'))?.replace(/^by\s+/iu, '') ?? ''
  return byline.length > 0 && byline.length <= 80 && !/[.!?]\s/u.test(byline) ? byline.split(/\s*(?:,|\band\b|&)\s*/u).filter((name) => name !== '') : []
}

function timeOf(document: DomElement): string | null {
  return document.querySelector('time[datetime][pubdate], time[itemprop="datePublished"], article header time[datetime], article > time[datetime], .byline time[datetime]')?.getAttribute('datetime')?.slice(0, 40) ?? null
}
