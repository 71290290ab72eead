/**
 * XML parts of office files, with bounds: no document type is read, no entity but the five of XML is known, nothing is ever fetched. The part is walked as a
 * stream; only one paragraph or table at a time is held as a tree.
 */
import { SaxesParser } from 'saxes'
import { IMPORT_LIMITS } from '../limits.ts'

/** `name` is the element's local name behind the prefix its namespace is known by here ("w:p"), whatever prefix the file gave it; attribute names likewise. */
export type XmlElement = { name: string; attributes: Readonly<Record<string, string>>; children: (XmlElement | string)[] }

/** The sentence for the person who added the file. */
export class XmlFault extends Error {
  override readonly name = 'XmlFault'
}

/** Namespace → prefix. Strict and transitional Office Open XML say the same with two sets of names. */
const PREFIXES: Readonly<Record<string, string>> = {
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main': 'w',
  'http://purl.oclc.org/ooxml/wordprocessingml/main': 'w',
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships': 'r',
  'http://purl.oclc.org/ooxml/officeDocument/relationships': 'r',
  'http://schemas.openxmlformats.org/package/2006/relationships': 'rel',
  'http://schemas.openxmlformats.org/officeDocument/2006/math': 'm',
  'http://purl.oclc.org/ooxml/officeDocument/math': 'm',
  'http://schemas.openxmlformats.org/markup-compatibility/2006': 'mc',
  'http://schemas.openxmlformats.org/drawingml/2006/main': 'a',
  'http://schemas.openxmlformats.org/package/2006/metadata/core-properties': 'cp',
  'http://schemas.openxmlformats.org/package/2006/content-types': 'ct',
  'http://purl.org/dc/elements/1.1/': 'dc',
  'http://purl.org/dc/terms/': 'dcterms',
  'urn:oasis:names:tc:opendocument:xmlns:office:1.0': 'office',
  'urn:oasis:names:tc:opendocument:xmlns:text:1.0': 'text',
  'urn:oasis:names:tc:opendocument:xmlns:table:1.0': 'table',
  'urn:oasis:names:tc:opendocument:xmlns:drawing:1.0': 'draw',
  'urn:oasis:names:tc:opendocument:xmlns:style:1.0': 'style',
  'urn:oasis:names:tc:opendocument:xmlns:meta:1.0': 'meta',
  'urn:oasis:names:tc:opendocument:xmlns:manifest:1.0': 'manifest',
  'urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0': 'fo',
  'http://www.w3.org/1999/xlink': 'xlink',
  'http://www.w3.org/XML/1998/namespace': 'xml',
}

/**
 * Walks a part. Elements for which `descend` is true are passed through, each of their other children is handed to `take` as a tree, in order.
 * Throws an XmlFault where the part is no XML or goes beyond the bounds.
 */
export function walkXml(bytes: Uint8Array, descend: (name: string) => boolean, take: (element: XmlElement) => void): void {
  const parser = new SaxesParser({ xmlns: false, position: false })
  const known = new Map<string, string>([['xml', 'xml']])
  const open: XmlElement[] = []
  let depth = 0
  let elements = 0
  let held = 0
  parser.on('error', () => {
    throw new XmlFault('A part of the file is no proper XML: the file is damaged, or it names things that it does not explain.')
  })
  parser.on('doctype', () => {
    throw new XmlFault('A part of the file brings a document type of its own, with which outside files could be pulled in. Office programs never write one; save the document again.')
  })
  parser.on('opentag', (tag) => {
    if (++elements > IMPORT_LIMITS.elements) throw new XmlFault(`A part of the file has more than ${IMPORT_LIMITS.elements.toLocaleString('en-US')} elements.`)
    if (++depth > IMPORT_LIMITS.nesting) throw new XmlFault(`Elements of the file are nested deeper than ${IMPORT_LIMITS.nesting} levels.`)
    const written = tag.attributes as Readonly<Record<string, string>>
    for (const name in written) if (name.startsWith('xmlns')) learn(known, name, written[name] ?? '')
    const name = canonical(known, tag.name, '')
    if (open.length === 0 && descend(name)) return
    if (++held > IMPORT_LIMITS.elementsAtOnce) throw new XmlFault(`One paragraph or table of the file has more than ${IMPORT_LIMITS.elementsAtOnce.toLocaleString('en-US')} elements.`)
    const attributes: Record<string, string> = {}
    for (const attribute in written) if (!attribute.startsWith('xmlns')) attributes[attribute.includes(':') ? canonical(known, attribute, null) : attribute] = written[attribute] ?? ''
    const element: XmlElement = { name, attributes, children: [] }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('closetag', () => {
    depth--
    const element = open.pop()
    if (element === undefined || open.length > 0) return
    held = 0
    take(element)
  })
  const words = (text: string) => open.at(-1)?.children.push(text)
  parser.on('text', words)
  parser.on('cdata', words)
  const source = decodeXml(bytes)
  for (let at = 0; at < source.length; at += 65_536) parser.write(source.slice(at, at + 65_536))
  parser.close()
}

/** The root element of a small part as one tree. */
export function readXml(bytes: Uint8Array): XmlElement {
  let root: XmlElement | null = null
  walkXml(bytes, () => false, (element) => void (root = element))
  if (root === null) throw new XmlFault('A part of the file is empty.')
  return root
}

function learn(known: Map<string, string>, attribute: string, uri: string): void {
  const prefix = attribute === 'xmlns' ? '' : attribute.slice(6)
  known.set(prefix, PREFIXES[uri] ?? prefix)
}

/** `bare` is the prefix of names without one: elements have the default namespace, attributes none. */
function canonical(known: ReadonlyMap<string, string>, name: string, bare: string | null): string {
  const colon = name.indexOf(':')
  const prefix = colon < 0 ? bare : name.slice(0, colon)
  const local = colon < 0 ? name : name.slice(colon + 1)
  if (prefix === null) return local
  const found = known.get(prefix) ?? prefix
  return found === '' ? local : `${found}:${local}`
}

function decodeXml(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  if (bytes[0] === 0x3c && bytes[1] === 0) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0 && bytes[1] === 0x3c) return new TextDecoder('utf-16be').decode(bytes)
  const named = /^[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})["']/u.exec(new TextDecoder('latin1').decode(bytes.subarray(0, 256)))?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(named).decode(bytes)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return new TextDecoder().decode(bytes)
  }
}

/** The element's children that are elements of that name. */
export function childrenNamed(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child): child is XmlElement => typeof child !== 'string' && child.name === name)
}

export function childNamed(element: XmlElement, name: string): XmlElement | null {
  for (const child of element.children) if (typeof child !== 'string' && child.name === name) return child
  return null
}

/** All words inside, as they stand. */
export function wordsIn(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : wordsIn(child))).join('')
}
