/** The words of a Word paragraph: runs, links and fields in order, tracked changes settled, notes and text boxes taken aside. */
import { childNamed, type XmlElement } from '../xml.ts'

/** What was met on the way: counted for the warnings; `boxes` wait to be written behind their paragraph. */
export type Seen = { insertions: number; deletions: number; comments: Set<string>; hidden: number; chunks: number; boxes: XmlElement[] }

export type Inline = {
  /** The words of a paragraph. */
  words(paragraph: XmlElement): string
  /** The words of a table cell or a note: its paragraphs as lines. */
  cell(element: XmlElement): string
}

const LEFT_OUT = new Set(['w:pPr', 'w:rPr', 'w:instrText', 'w:delText', 'w:delInstrText', 'w:footnoteRef', 'w:endnoteRef', 'w:annotationRef', 'w:separator', 'w:continuationSeparator', 'w:rt', 'w:sdtPr', 'w:tcPr', 'w:sectPr', 'w:fldData', 'w:objectEmbed'])
const TEXT = new Set(['w:t', 'm:t'])
const SPACES: Readonly<Record<string, string>> = { 'w:tab': '\t', 'w:ptab': '\t', 'w:br': '\n', 'w:cr': '\n', 'w:noBreakHyphen': '\u2011', 'w:softHyphen': '' }
/** Symbol fonts keep their signs in the private use area; these few carry meaning in a text. */
const SYMBOLS: Readonly<Record<string, string>> = { F0B7: '•', F0A7: '▪', F0A8: '□', F0FE: '☑', F0FC: '✓', F0E0: '→', F0B0: '°', F0B1: '±', F0B3: '≥', F0A3: '≤', F0B9: '≠', F06D: 'μ' }

export function createInline(seen: Seen): Inline {
  const read = (element: XmlElement): string => element.children.map((child) => (typeof child === 'string' ? '' : one(child))).join('')

  const one = (element: XmlElement): string => {
    const { name } = element
    if (TEXT.has(name)) return element.children.filter((child) => typeof child === 'string').join('')
    if (LEFT_OUT.has(name)) return ''
    const space = SPACES[name]
    if (space !== undefined) return space
    return (SPECIAL[name] ?? read)(element)
  }

  const SPECIAL: Readonly<Record<string, (element: XmlElement) => string>> = {
    'w:r': (run) => (isHidden(run) ? hide(run) : read(run)),
    'w:ins': (change) => count('insertions', change, read(change)),
    'w:moveTo': (change) => count('insertions', change, read(change)),
    'w:del': (change) => leaveOut(change),
    'w:moveFrom': (change) => leaveOut(change),
    'w:commentReference': (mark) => {
      seen.comments.add(mark.attributes['w:id'] ?? '')
      return ''
    },
    // The note itself is read behind the text.
    'w:footnoteReference': () => '',
    'w:endnoteReference': () => '',
    'w:sym': (sign) => SYMBOLS[(sign.attributes['w:char'] ?? '').toUpperCase()] ?? '',
    'mc:AlternateContent': (choice) => read({ ...choice, children: [childNamed(choice, 'mc:Choice') ?? childNamed(choice, 'mc:Fallback') ?? ''] }),
    'w:txbxContent': (box) => {
      seen.boxes.push(box)
      return ''
    },
  }

  function count(kind: 'insertions', change: XmlElement, words: string): string {
    if (words !== '' || change.children.length > 0) seen[kind]++
    return words
  }

  function leaveOut(change: XmlElement): string {
    if (change.children.length > 0) seen.deletions++
    return ''
  }

  function hide(run: XmlElement): string {
    if (read(run).trim() !== '') seen.hidden++
    return ''
  }

  const lines = (element: XmlElement): string[] => element.children.flatMap((child) => (typeof child === 'string' ? [] : child.name === 'w:p' ? [read(child)] : LEFT_OUT.has(child.name) ? [] : lines(child)))
  return {
    words: read,
    cell: (element) =>
      lines(element)
        .map((line) => line.replace(/\s+/gu, ' ').trim())
        .filter((line) => line !== '')
        .join('\n'),
  }
}

function isHidden(run: XmlElement): boolean {
  const properties = childNamed(run, 'w:rPr')
  const vanish = properties && childNamed(properties, 'w:vanish')
  return vanish !== null && vanish !== undefined && !/^(?:0|false|off)$/u.test(vanish.attributes['w:val'] ?? '')
}
