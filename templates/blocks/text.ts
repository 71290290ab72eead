/** Running text: paragraphs and headings, lists, quotations, and the atoms and marks of a line. */
import type { Mark, Node } from 'prosemirror-model'
import { safeHref } from '#model/href.ts'
import type { Box, Span } from '../layout/box.ts'
import type { Role, RunStyle } from '../layout/frame.ts'
import { type Look, restyle } from '../styles.ts'
import { displayField } from './dates.ts'
import { code, emphasised, inLanguage, linked, lowered, raised, strong, struck } from './look.ts'
import { labelOf, origin, paragraphBox, stackBox, textSpan } from './make.ts'
import { blockId, type BlockTypesetter, headingLevel, type InlineTypesetter, type Setting, textAttribute } from './setting.ts'

/** Items after this many are numbered in figures on every floor. */
const MOST_LETTERED = 999
const HEADING_LOOKS = ['heading1', 'heading2', 'heading3', 'heading3', 'heading3', 'heading3'] as const

export const paragraph: BlockTypesetter = (node, setting) => {
  if (setting.hidden.has(node)) return []
  const level = headingLevel(node)
  const look = level === 0 ? setting.body : headingLook(setting, level)
  const style = inLanguage(look.run, textAttribute(node, 'lang'))
  const spans = setting.inline(node, setting, style)
  if (spans.length === 0) return level === 0 ? [] : []
  const align = textAttribute(node, 'align')
  const heading = level === 0 ? undefined : setting.headings.find((candidate) => candidate.node === node)
  return [
    paragraphBox(origin(level === 0 ? 'P' : (`H${level}` as Role), blockId(node)), spans, look, {
      ...(align === 'center' || align === 'end' || align === 'start' ? { align } : {}),
      keepNext: level > 0,
      anchor: heading ? { name: heading.anchor, outline: { level, title: heading.text } } : null,
    }),
  ]
}

function headingLook(setting: Setting, level: number): Look {
  return setting.styles.look[HEADING_LOOKS[level - 1] ?? 'heading3']
}

/** The spans of a parent's inline content: text in the style its marks ask for, atoms through their typesetters. */
export function inlineSpans(parent: Node, setting: Setting, style: RunStyle, setAtom: InlineTypesetter): Span[] {
  const spans: Span[] = []
  parent.forEach((child) => {
    const marked = child.marks.reduce((run, mark) => markStyle(run, mark, setting), style)
    if (child.isText) spans.push(textSpan(child.text ?? '', marked))
    else spans.push(...stickNotes(spans, setAtom(child, setting, marked)))
  })
  return spans
}

/** A note mark right after another is set off from it, so that ¹ and ² don't read as twelve. */
function stickNotes(before: readonly Span[], spans: readonly Span[]): readonly Span[] {
  const last = before.at(-1)
  const first = spans[0]
  if (last?.kind !== 'text' || first?.kind !== 'text' || !last.note || !first.note) return spans
  return [textSpan(',\u202f', { ...first.style, link: null }), ...spans]
}

function markStyle(run: RunStyle, mark: Mark, setting: Setting): RunStyle {
  switch (mark.type.name) {
    case 'strong':
      return strong(run)
    case 'em':
      return emphasised(run)
    case 'code':
      return code(run)
    case 'sub':
      return lowered(run)
    case 'sup':
      return raised(run)
    case 'link': {
      const link = safeHref(String(mark.attrs['href']))
      return link === null ? run : linked(run, link, setting.styles.accent)
    }
    case 'lang':
      return inLanguage(run, String(mark.attrs['lang']))
    case 'deletion':
      return struck(run)
    default:
      return run
  }
}

export const list: BlockTypesetter = (node, setting) => {
  const kind = String(node.attrs['kind'])
  const start = Math.trunc(Number(node.attrs['start'])) || 1
  const { styles } = setting
  const body: Look = { ...setting.body, after: Math.min(setting.body.after, 3.5) }
  const inner: Setting = { ...setting, body, listDepth: setting.listDepth + 1 }
  const indent = kind === 'bullet' ? 16 : 24
  const items: Box[] = []
  node.forEach((item, _, index) => {
    const text = kind === 'bullet' ? bullet(setting.listDepth) : `${ordinal(kind, setting, start + index)}`
    const style = kind === 'bullet' ? { ...body.run, colour: styles.accent } : { ...body.run, features: [...body.run.features] }
    items.push(
      stackBox(origin('LI', blockId(item)), setting.blocks(item, inner), {
        indent,
        after: 3.5,
        label: labelOf(text, style, kind === 'bullet' ? { align: 'start', width: 10, gap: 6 } : { width: 18, gap: 6 }),
      }),
    )
  })
  return items.length === 0 ? [] : [stackBox(origin('L', blockId(node)), items, { after: setting.listDepth === 0 ? setting.body.after : 0 })]
}

function bullet(depth: number): string {
  return depth % 2 === 0 ? '•' : '–'
}

/** 1., a., i. by depth; the running paragraph numbers of a cabinet paper go through the document, their sub-items are lettered. */
function ordinal(kind: string, setting: Setting, count: number): string {
  if (kind === 'numbered' && setting.listDepth === 0) return `${++setting.counters.paragraph}.`
  const depth = setting.listDepth % 3
  // Far counts would be as long as a line in letters.
  return `${depth === 0 || count < 1 || count > MOST_LETTERED ? count : depth === 1 ? letters(count) : roman(count)}.`
}

export function letters(count: number): string {
  let text = ''
  for (let rest = count; rest > 0; rest = Math.floor((rest - 1) / 26)) text = String.fromCharCode(97 + ((rest - 1) % 26)) + text
  return text
}

const ROMAN: readonly [number, string][] = [[1000, 'm'], [900, 'cm'], [500, 'd'], [400, 'cd'], [100, 'c'], [90, 'xc'], [50, 'l'], [40, 'xl'], [10, 'x'], [9, 'ix'], [5, 'v'], [4, 'iv'], [1, 'i']]

export function roman(count: number): string {
  let rest = count
  return ROMAN.map(([value, sign]) => {
    const times = Math.floor(rest / value)
    rest -= times * value
    return sign.repeat(times)
  }).join('')
}

/** A list item outside a list (a schema this loose allows it in a damaged document) prints as its content. */
export const item: BlockTypesetter = (node, setting) => setting.blocks(node, setting)

export const quote: BlockTypesetter = (node, setting) => {
  const { styles, body } = setting
  const look: Look = { ...body, run: { ...body.run, size: body.run.size * 0.96 }, after: Math.min(body.after, 5) }
  const children = setting.blocks(node, { ...setting, body: look })
  if (children.length === 0) return []
  const backdrop = { fill: null, bar: { colour: styles.accent, width: 1.5 }, pad: { top: 1, right: 12, bottom: 1, left: 13 } }
  return [stackBox(origin('BlockQuote', blockId(node)), children, { indent: 6, backdrop, before: body.after, after: body.after + 2 })]
}

/** The note's mark; the note itself travels with it to the foot of the page. */
export const noteMark: InlineTypesetter = (node, setting, style) => {
  const found = setting.note(node)
  if (!found) return []
  const plain = restyle(style, { italic: false, weight: 'regular' })
  const mark: RunStyle = { ...plain, size: style.size * 0.66, rise: style.rise + style.size * 0.35, colour: setting.styles.accent, link: `#note-${found.number}`, strike: false }
  return [{ kind: 'text', text: String(found.number), style: mark, note: found.note }]
}

/** A fact prints its words; whether they still say what the source says is not the page's business. */
export const fact: InlineTypesetter = (node, setting, style) => setting.inline(node, setting, style)

export const field: InlineTypesetter = (node, setting, style) => {
  const text = displayField(setting.brief, String(node.attrs['name']), setting.styles.lang)
  return text.split('\n').flatMap((line, index): Span[] => (index === 0 ? [] : [{ kind: 'break' } as Span]).concat(line === '' ? [] : [textSpan(line, style)]))
}

export const hardBreak: InlineTypesetter = () => [{ kind: 'break' }]

export const mention: InlineTypesetter = (node, _, style) => [textSpan(String(node.attrs['person']), style)]

export const unknownInline: InlineTypesetter = (_, setting, style) => {
  setting.warn('A word or two were written by a newer version and print as a mark that says so.')
  return [textSpan(setting.words.newerInline, { ...style, colour: setting.styles.muted })]
}
