/**
 * The Markdown we speak: CommonMark, GFM tables and footnotes, generic directives. One parser and one printer, set up once.
 *
 * Raw HTML and indented code are not part of it: what looks like a tag is text. Bounds are checked before parsing, because a parser's time
 * and stack grow faster than its input on hostile text.
 */
import remarkDirective from 'remark-directive'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkStringify from 'remark-stringify'
import { type Processor, unified } from 'unified'

/** An mdast node, as loosely as untrusted text deserves. */
export type Mdast = {
  type: string
  children?: Mdast[]
  value?: string
  name?: string
  attributes?: Record<string, string | null | undefined> | null
  url?: string
  alt?: string | null
  depth?: number
  ordered?: boolean | null
  start?: number | null
  checked?: boolean | null
  spread?: boolean | null
  align?: (string | null)[]
  lang?: string | null
  identifier?: string
  label?: string | null
  data?: { directiveLabel?: boolean }
  position?: { start: { line: number; column: number; offset?: number }; end: { line: number; column: number; offset?: number } }
}

export type Place = { line: number; column: number }

/** UTF-16 code units of one Markdown text. */
export const MAX_TEXT = 2_000_000
/** Deepest nesting of blocks, as in the brief's own decoder. */
export const MAX_DEPTH = 60
/** Most marks of emphasis, links, code and attributes between two blank lines; more makes the parser's time grow with their square. */
const MAX_MARKERS = 6_000
const CONTAINER_MARKERS = new RegExp(`^(?:[ \\t]*(?:>|(?:[-+*]|\\d{1,9}[.)])(?=[ \\t]))){${MAX_DEPTH + 1}}`)
const MARKERS = /[*_~`[\]{]/g
/** Opens a fenced block at the margin, where no list or quotation can end it early. What stands in it is not parsed, so it is not counted. */
const FENCE = /^(?<fence>`{3,}(?=[^`]*$)|~{3,})/
const CLOSES = /^ {0,3}(?<fence>`{3,}|~{3,})[ \t]*$/
const ENDS_DIRECTIVE = /^\s*:{3,}\s*$/

/** What the printer calls a handler with, as much of it as ours use. */
type PrintState = { enter(construct: string): () => void; containerPhrasing(node: unknown, info: unknown): string }

/**
 * Two kinds of mdast node of our own. `lineBreak` is a line break where the line may not end; with its brackets it stays apart from whatever
 * follows. `phrasing` is the text in a block directive's square brackets: mdast-util-directive 3.2 does not escape emphasis there without it.
 */
const handlers = {
  lineBreak: () => ':br[]',
  phrasing(node: unknown, _parent: unknown, state: PrintState, info: unknown): string {
    const exit = state.enter('phrasing')
    const text = state.containerPhrasing(node, info)
    exit()
    return text
  },
}

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm, { singleTilde: false })
  .use(remarkDirective)
  .use(remarkStringify, { bullet: '-', rule: '-', emphasis: '*', fences: true, listItemIndent: 'one', resourceLink: true, handlers: handlers as object })
  .use(narrow)

/** Takes out raw HTML and indented code, and the late search for web addresses, which would link what was escaped. */
function narrow(this: Processor): void {
  const data = this.data() as { micromarkExtensions?: unknown[]; fromMarkdownExtensions?: unknown[] }
  data.micromarkExtensions?.push({ disable: { null: ['htmlFlow', 'htmlText', 'codeIndented'] } })
  const extensions = (data.fromMarkdownExtensions ?? []).flat() as Record<string, unknown>[]
  data.fromMarkdownExtensions = extensions.map((extension) => ({ ...extension, transforms: [] }))
}

/** Where and why a text may not be parsed; null when it may. */
export function boundsOf(text: string): (Place & { detail: string }) | null {
  if (text.length > MAX_TEXT) return { line: 1, column: 1, detail: `is ${text.length} characters long; at most ${MAX_TEXT} are read` }
  let markers = 0
  let fence = ''
  for (const [index, line] of text.split('\n').entries()) {
    if (fence !== '') {
      if (CLOSES.exec(line)?.groups?.['fence']?.startsWith(fence) || ENDS_DIRECTIVE.test(line)) fence = ''
      continue
    }
    fence = FENCE.exec(line)?.groups?.['fence'] ?? ''
    if (CONTAINER_MARKERS.test(line)) return { line: index + 1, column: 1, detail: `nested deeper than ${MAX_DEPTH} levels` }
    markers = line.trim() === '' ? 0 : markers + (line.match(MARKERS)?.length ?? 0)
    if (markers > MAX_MARKERS) return { line: index + 1, column: 1, detail: `more than ${MAX_MARKERS} marks (* _ ~ \` [ ] {) without a blank line` }
  }
  return null
}

/** Call `boundsOf` first. */
export function parseMdast(text: string): Mdast {
  return processor.parse(text) as Mdast
}

export function printMdast(root: Mdast): string {
  return processor.stringify(root as Parameters<typeof processor.stringify>[0])
}
