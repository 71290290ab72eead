/** What a Word paragraph's style makes of it: a heading and its level, an item of a list, a line of the table of contents. */
import { childNamed, childrenNamed, readXml, type XmlElement } from '../xml.ts'

export type Looks = { level: number | null; list: boolean; contents: boolean; named: string }
export type Styles = { of(properties: XmlElement | null): Looks }

type Style = { name: string; basedOn: string | null; outline: number | null; numbered: boolean | null }

/** Long chains of styles are cut here, and circles with them. */
const LONGEST_CHAIN = 20
const PLAIN: Looks = { level: null, list: false, contents: false, named: '' }

/** Numbering definitions whose levels carry a sign or number; ids of "no numbering" are not in it. */
export function readNumbering(part: Uint8Array | null): ReadonlySet<string> {
  const root = part === null ? null : readXml(part)
  return new Set(root === null ? [] : childrenNamed(root, 'w:num').map((definition) => definition.attributes['w:numId'] ?? ''))
}

export function readStyles(part: Uint8Array | null, numbering: ReadonlySet<string>): Styles {
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
      const numbered = numberedBy(properties)
      const level = outline === null ? looks.level : outline < 6 ? outline + 1 : null
      return { ...looks, level, list: numbered === null ? looks.list : numbered !== '0' && (numbering.size === 0 || numbering.has(numbered)) }
    },
  }
}

function styleOf(element: XmlElement): Style {
  const properties = childNamed(element, 'w:pPr')
  const numbered = properties && numberedBy(properties)
  return { name: valueOf(element, 'w:name') ?? '', basedOn: valueOf(element, 'w:basedOn'), outline: properties && outlineOf(properties), numbered: numbered === null ? null : numbered !== '0' }
}

function inherited(styles: ReadonlyMap<string, Style>, id: string): Looks {
  let level: number | null = null
  let list: boolean | null = null
  let at: string | null = id
  const first = styles.get(id)?.name ?? id
  for (let step = 0; at !== null && step < LONGEST_CHAIN; step++) {
    const style: Style | undefined = styles.get(at)
    if (style === undefined) break
    const named = /^heading (?<level>[1-9])$/iu.exec(style.name)?.groups?.['level']
    level ??= named !== undefined ? Math.min(6, Number(named)) : /^title$/iu.test(style.name) ? 1 : /^subtitle$/iu.test(style.name) ? 2 : style.outline !== null && style.outline < 6 ? style.outline + 1 : null
    list ??= style.numbered ?? (/^list\b(?! (?:table|continue))/iu.test(style.name) ? true : null)
    at = style.basedOn
  }
  return { level, list: (list ?? false) && level === null, contents: /^(?:toc \d|table of figures)$/iu.test(first), named: first }
}

function valueOf(element: XmlElement, child: string): string | null {
  return childNamed(element, child)?.attributes['w:val'] ?? null
}

function outlineOf(properties: XmlElement): number | null {
  const value = valueOf(properties, 'w:outlineLvl')
  return value === null || !/^\d$/.test(value) ? null : Number(value)
}

/** The numbering a paragraph names; "0" takes it off. */
function numberedBy(properties: XmlElement): string | null {
  const numbering = childNamed(properties, 'w:numPr')
  return numbering && valueOf(numbering, 'w:numId')
}
