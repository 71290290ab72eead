/** What a Word paragraph's style makes of it: a heading and its level, an item of a list, a line of the table of contents. */
import { childNamed, childrenNamed, readXml, type XmlElement } from '../xml.ts'
import type { Numbering } from './numbering.ts'

/** `number` is the numbering of the paragraph and its depth in it; null for none. */
export type Looks = { level: number | null; list: boolean; contents: boolean; named: string; number: Numbered | null }

/** `id` "0" takes a numbering off. */
type Numbered = { id: string; depth: number }
export type Styles = { of(properties: XmlElement | null): Looks }

type Style = { name: string; basedOn: string | null; outline: number | null; numbered: Numbered | null }

/** Long chains of styles are cut here, and circles with them. */
const LONGEST_CHAIN = 20
const PLAIN: Looks = { level: null, list: false, contents: false, named: '', number: null }

export function readStyles(part: Uint8Array | null, numbering: Numbering): Styles {
  const styles = new Map<string, Style>()
  if (part !== null) for (const element of childrenNamed(readXml(part), 'w:style')) styles.set(element.attributes['w:styleId'] ?? '', styleOf(element))
  const known = new Map<string, Looks>()
  const looksOf = (id: string): Looks => {
    const found = known.get(id) ?? inherited(styles, id)
    known.set(id, found)
    return found
  }
  return {
    of(properties) {
      if (properties === null) return PLAIN
      const looks = looksOf(valueOf(properties, 'w:pStyle') ?? '')
      const outline = outlineOf(properties)
      const own = numberedBy(properties)
      // A paragraph may name a depth alone and leave the numbering to its style.
      const number = own === null ? looks.number : { id: own.id === '' ? (looks.number?.id ?? '0') : own.id, depth: own.depth }
      const isNumbered = number !== null && number.id !== '0' && numbering.has(number.id)
      const level = outline === null ? looks.level : outline < 6 ? outline + 1 : null
      return { ...looks, level, list: own === null && number === null ? looks.list : isNumbered && level === null, number: isNumbered ? number : null }
    },
  }
}

function styleOf(element: XmlElement): Style {
  const properties = childNamed(element, 'w:pPr')
  const numbered = properties && numberedBy(properties)
  return { name: valueOf(element, 'w:name') ?? '', basedOn: valueOf(element, 'w:basedOn'), outline: properties && outlineOf(properties), numbered }
}

function inherited(styles: ReadonlyMap<string, Style>, id: string): Looks {
  let level: number | null = null
  let list: boolean | null = null
  let number: Numbered | null = null
  let at: string | null = id
  const first = styles.get(id)?.name ?? id
  for (let step = 0; at !== null && step < LONGEST_CHAIN; step++) {
    const style: Style | undefined = styles.get(at)
    if (style === undefined) break
    const named = /^heading (?<level>[1-9])$/iu.exec(style.name)?.groups?.['level']
    level ??= named !== undefined ? Math.min(6, Number(named)) : /^title$/iu.test(style.name) ? 1 : /^subtitle$/iu.test(style.name) ? 2 : style.outline !== null && style.outline < 6 ? style.outline + 1 : null
    number ??= style.numbered
    list ??= style.numbered !== null ? style.numbered.id !== '0' : (/^list\b(?! (?:table|continue))/iu.test(style.name) ? true : null)
    at = style.basedOn
  }
  return { level, list: (list ?? false) && level === null, contents: /^(?:toc \d|table of figures)$/iu.test(first), named: first, number }
}

function valueOf(element: XmlElement, child: string): string | null {
  return childNamed(element, child)?.attributes['w:val'] ?? null
}

function outlineOf(properties: XmlElement): number | null {
  const value = valueOf(properties, 'w:outlineLvl')
  return value === null || !/^\d$/.test(value) ? null : Number(value)
}

function numberedBy(properties: XmlElement): Numbered | null {
  const numbering = childNamed(properties, 'w:numPr')
  return numbering && { id: valueOf(numbering, 'w:numId') ?? '', depth: Number(valueOf(numbering, 'w:ilvl') ?? 0) || 0 }
}
