/**
 * HTML to text and blocks, with linkedom: a parsed tree, no window. Scripts never run, nothing is ever fetched, hidden elements are left out; links keep their words.
 * Navigation, forms and link-laden asides are kept as blocks marked as navigation.
 */
import { parseHTML } from 'linkedom'
import { IMPORT_LIMITS } from '../limits.ts'
import { type ReadBlock, type ReadOutcome, refused, textBuilder } from './reading.ts'
import { declaredInPage } from './page.ts'

/** As much of the DOM as we use; the room has no DOM types. */
export type DomNode = { nodeType: number; nodeName: string; textContent: string | null; firstChild: DomNode | null; nextSibling: DomNode | null; parentNode: DomNode | null }
export type DomElement = DomNode & { getAttribute(name: string): string | null; querySelector(selector: string): DomElement | null; querySelectorAll(selector: string): Iterable<DomElement> }

const ELEMENT = 1
const TEXT = 3
const LEFT_OUT = new Set('SCRIPT STYLE TEMPLATE NOSCRIPT SVG MATH CANVAS IFRAME OBJECT EMBED AUDIO VIDEO HEAD SELECT DATALIST TEXTAREA INPUT META LINK'.split(' '))
const BLOCKS = new Set('ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION CENTER DD DETAILS DIALOG DIR DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HGROUP HR HTML LEGEND LI MAIN MENU NAV OL P PRE SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL BUTTON'.split(' '))
const NAVIGATION_TOKEN = /^(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|share|sharing|social|related|newsletter|subscribe|cookies?|comments?|advert|advertisement|ad|ads|promo|toolbar|pagination|pager|skip-link)$/iu

/** The reading, or the reason why the page is not read. */
export function readHtml(source: string): ReadOutcome {
  if (deepestTags(source) > MOST_TAGS) return refused(`Elements are nested deeper than ${IMPORT_LIMITS.nesting} levels.`)
  const { document } = parseHTML(/<html[\s>]/iu.test(source.slice(0, 4000)) ? source : `<html><body>${source}</body></html>`) as unknown as { document: DomElement & { documentElement: DomElement } }
  const root = document.documentElement
  if (depthOf(root) > IMPORT_LIMITS.nesting) return refused(`Elements are nested deeper than ${IMPORT_LIMITS.nesting} levels.`)
  const builder = textBuilder()
  const walker = createWalker(builder)
  walker.walk(root, { role: 'paragraph', reason: 'a paragraph of the page' })
  walker.flush()
  return { text: builder.text(), blocks: builder.blocks(), declared: declaredInPage(document), mediaType: 'text/html', pages: [], pageCount: null, warnings: [] }
}

/** Tags open inside each other beyond which a page is not even parsed: that alone would take minutes. Well above the limit, since pages forget to close tags. */
const MOST_TAGS = 3000
const CLOSED_BY_OTHERS = new Set('area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot option optgroup colgroup rp rt !doctype'.split(' '))

function deepestTags(source: string): number {
  let depth = 0
  let deepest = 0
  for (const { 1: end = '', 2: name = '', 3: closed = '' } of source.matchAll(/<(\/?)([a-z][a-z0-9:-]{0,30})(?:"[^"]{0,5000}"|'[^']{0,5000}'|[^'"<>]){0,200}?(\/?)>/giu)) {
    if (closed !== '' || CLOSED_BY_OTHERS.has(name.toLowerCase())) continue
    depth = end === '' ? depth + 1 : Math.max(0, depth - 1)
    deepest = Math.max(deepest, depth)
  }
  return deepest
}

/** Walks without recursion, so that no depth can exhaust the stack. */
function depthOf(root: DomNode): number {
  let depth = 0
  let deepest = 0
  let node: DomNode | null = root
  while (node !== null) {
    if (node.firstChild !== null) {
      node = node.firstChild
      deepest = Math.max(deepest, ++depth)
      continue
    }
    while (node !== null && node !== root && node.nextSibling === null) {
      node = node.parentNode
      depth--
    }
    node = node === null || node === root ? null : node.nextSibling
  }
  return deepest
}

type Context = { role: ReadBlock['role']; reason: string; level?: number; pre?: boolean }

function createWalker(builder: ReturnType<typeof textBuilder>): { walk(node: DomNode, context: Context): void; flush(): void } {
  let inline = ''
  let open: Context = { role: 'paragraph', reason: 'a paragraph of the page' }
  const flush = () => {
    builder.add(open.role, inline, open.reason, open.level)
    inline = ''
  }
  const walk = (node: DomNode, context: Context): void => {
    for (let child = node.firstChild; child !== null; child = child.nextSibling) {
      if (child.nodeType === TEXT) inline += context.pre === true ? (child.textContent ?? '') : (child.textContent ?? '').replace(/\s+/gu, ' ')
      else if (child.nodeType === ELEMENT) enter(child as DomElement, context)
    }
  }
  const enter = (element: DomElement, context: Context): void => {
    const name = element.nodeName.toUpperCase()
    if (LEFT_OUT.has(name) || isHidden(element) || isNoteMark(element, name)) return
    if (name === 'BR') inline += '\n'
    else if (name === 'TR') {
      flush()
      addRow(builder, element, context)
      open = context
    } else if (BLOCKS.has(name)) {
      flush()
      open = contextOf(element, name, context)
      walk(element, open)
      flush()
      open = context
    } else walk(element, context)
  }
  return { walk, flush }
}

function addRow(builder: ReturnType<typeof textBuilder>, row: DomElement, context: Context): void {
  const head = row.querySelector('td') === null
  const role = context.role === 'navigation' ? context.role : head ? 'heading' : 'row'
  builder.add(role, cells(row), role === 'navigation' ? context.reason : head ? 'the head of a table' : 'a row of a table', role === 'heading' ? 6 : undefined)
}

function cells(row: DomElement): string {
  const written: string[] = []
  for (let cell = row.firstChild; cell !== null; cell = cell.nextSibling) if (cell.nodeType === ELEMENT) written.push(visibleText(cell as DomElement).replace(/\s+/gu, ' ').trim())
  return written.filter((content) => content !== '').join(' | ')
}

/** The words of an element without scripts and hidden parts. */
function visibleText(element: DomElement): string {
  let text = ''
  for (let child = element.firstChild; child !== null; child = child.nextSibling) {
    if (child.nodeType === TEXT) text += child.textContent ?? ''
    else if (child.nodeType === ELEMENT && !LEFT_OUT.has(child.nodeName.toUpperCase()) && !isHidden(child as DomElement)) text += ` ${visibleText(child as DomElement)} `
  }
  return text
}

/** The raised number of a footnote: left in, it would be glued to the word or figure before it. */
function isNoteMark(element: DomElement, name: string): boolean {
  return name === 'SUP' && /^\s*\[?(?:\d{1,3}|[*†‡])\]?\s*$/u.test(element.textContent ?? '') && (element.querySelector('a') !== null || /^fn|note|ref/iu.test(`${element.getAttribute('id') ?? ''}${element.getAttribute('class') ?? ''}`))
}

function isHidden(element: DomElement): boolean {
  return element.getAttribute('hidden') !== null || element.getAttribute('aria-hidden') === 'true' || /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/iu.test(element.getAttribute('style') ?? '')
}

function contextOf(element: DomElement, name: string, parent: Context): Context {
  if (parent.role === 'navigation') return parent
  const reason = navigationReason(element, name)
  if (reason !== null) return { role: 'navigation', reason }
  if (/^H[1-6]$/.test(name)) return { role: 'heading', reason: `an <${name.toLowerCase()}> element`, level: Number(name[1]) }
  if (name === 'LI' || name === 'DD' || name === 'DT') return { role: 'list', reason: 'an item of a list' }
  if (name === 'PRE') return { ...parent, pre: true }
  return parent.role === 'heading' ? { role: 'paragraph', reason: 'a paragraph of the page' } : parent
}

/** Why an element is navigation and not article; null when it may be article. What has sentences of its own is left to the judgement of the text. */
function navigationReason(element: DomElement, name: string): string | null {
  const role = element.getAttribute('role') ?? ''
  if (name === 'NAV' || /^(?:navigation|search|menu|menubar)$/u.test(role)) return 'inside the page\'s navigation'
  if (name === 'BUTTON') return 'the label of a button'
  const form = name === 'FORM' || name === 'FIELDSET'
  const side = name === 'HEADER' || name === 'FOOTER' || name === 'ASIDE' || /^(?:banner|contentinfo|complementary)$/u.test(role)
  const tokens = `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`.split(/\s+/u)
  const named = tokens.some((token) => NAVIGATION_TOKEN.test(token))
  if (!form && !side && !named) return null
  return isMostlyLinks(element) || (form && !hasSentence(element)) ? `a ${form ? 'form' : named ? 'part of the page named as navigation' : `<${name.toLowerCase()}>`} made of links or labels` : null
}

function isMostlyLinks(element: DomElement): boolean {
  const all = visibleText(element).replace(/\s+/gu, '').length
  let linked = 0
  for (const link of element.querySelectorAll('a')) linked += (link.textContent ?? '').replace(/\s+/gu, '').length
  return all === 0 || (linked / all > 0.6 && element.querySelector('h1') === null)
}

function hasSentence(element: DomElement): boolean {
  return /\p{Ll}[\p{L}\s,]{20,}[.!?]/u.test(visibleText(element))
}
