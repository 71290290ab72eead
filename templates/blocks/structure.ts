/** What orders the document: the document itself, contents, rules, page breaks, and parts a newer version wrote. */
import type { Node } from 'prosemirror-model'
import { textSpan, origin, paragraphBox, stackBox, wordsBox } from './make.ts'
import { blockId, type BlockTypesetter, headingLevel, type Setting } from './setting.ts'
import { restyle } from '../styles.ts'

export const doc: BlockTypesetter = (node, setting) => setting.blocks(node, setting)

/** Headings of the first three levels with the pages they stand on; the numbers are filled in when all pages are known. */
export const contents: BlockTypesetter = (node, setting) => {
  const { look, accent, muted } = setting.styles
  const shown = setting.headings.filter((heading) => heading.level <= 3)
  if (shown.length === 0) return []
  const top = Math.min(...shown.map((heading) => heading.level))
  const entries = shown.map((heading) => {
    const first = heading.level === top
    const run = { ...restyle(look.label.run, { weight: first ? 'semibold' : 'regular' }), size: 9.5, colour: setting.styles.ink, link: `#${heading.anchor}` }
    const number = { ...restyle(run, { weight: 'regular' }), colour: muted, link: null, features: ['tnum'] }
    const line = paragraphBox(origin('TOCI', blockId(node)), [textSpan(heading.text, run)], look.label, { leading: 14, before: first ? 4 : 0, pageOf: { anchor: heading.anchor, style: number } })
    return stackBox(origin('TOCI', blockId(node)), [line], { indent: (heading.level - top) * 14 })
  })
  const title = wordsBox(origin('P', blockId(node)), setting.words.contents, { ...look.heading2, run: { ...look.heading2.run, colour: accent } }, { keepNext: true })
  return [
    ...(standsUnderHeading(node, setting) ? [] : [title]),
    stackBox(origin('TOC', blockId(node)), entries, { after: 16 }),
  ]
}

function standsUnderHeading(node: Node, setting: Setting): boolean {
  let above: Node | null = null
  let found = false
  setting.brief.body.forEach((child) => {
    if (child === node) found = above?.type.name === 'paragraph' && headingLevel(above) > 0
    above = child
  })
  return found
}

export const rule: BlockTypesetter = (node, setting) => [
  { kind: 'rule', origin: origin('Artifact', blockId(node)), thickness: 0.5, colour: setting.styles.hairline, width: null, before: 10, after: 10 },
]

export const pagebreak: BlockTypesetter = () => [{ kind: 'pagebreak' }]

export const unknownBlock: BlockTypesetter = (node, setting) => {
  setting.warn('A part was written by a newer version and prints as a closed box.')
  const { look, hairline } = setting.styles
  const words = stackBox(origin('P', blockId(node)), [wordsBox(origin('P', blockId(node)), setting.words.newer, look.small)], { indent: 10 })
  return [stackBox(origin('Div', blockId(node)), [words], { together: true, frame: { colour: hairline, thickness: 0.6 }, before: 8, after: 12 })]
}
