/** What stands beside the text: number tiles, pictures and charts. A picture whose bytes are not at hand prints as a box with its words. */
import type { Node } from 'prosemirror-model'
import type { Box, Stack } from '../layout/box.ts'
import { restyle } from '../styles.ts'
import { origin, paragraphBox, stackBox, textSpan, wordsBox } from './make.ts'
import { blockId, type BlockTypesetter, isBlank, type Setting, textAttribute } from './setting.ts'

export const keyfigures: BlockTypesetter = (node, setting) => {
  const tiles: Stack[] = []
  node.forEach((tile) => tiles.push(setTile(tile, setting)))
  return tiles.length === 0 ? [] : [{ kind: 'tiles', origin: origin('Div', blockId(node)), tiles, minimum: 96, gap: 8, before: 8, after: setting.body.after + 5 }]
}

/** A tile outside its row (only a damaged document has one) prints as one. */
export const keyfigure: BlockTypesetter = (node, setting) => [setTile(node, setting)]

function setTile(node: Node, setting: Setting): Stack {
  const { look, accent, tint, lang } = setting.styles
  const value: unknown = node.attrs['value']
  const previous: unknown = node.attrs['previous']
  const unit = textAttribute(node, 'unit')
  const figure = { ...restyle(look.title.run, { weight: 'semibold' }), size: 17, colour: accent, features: ['tnum'] }
  const shown = isBlank(node) ? (typeof value === 'number' ? [textSpan(quantity(value, unit, lang), figure)] : []) : setting.inline(node, setting, figure)
  const label = textAttribute(node, 'label')
  const children: Box[] = [
    ...(shown.length > 0 ? [paragraphBox(origin('P', blockId(node)), shown, { ...look.title, leading: 21, after: 2, align: 'start' as const })] : []),
    ...(label ? [wordsBox(origin('P', blockId(node)), label, { ...look.small, run: { ...look.small.run, colour: setting.styles.ink } })] : []),
    ...(typeof previous === 'number' ? [wordsBox(origin('P', blockId(node)), `${setting.words.was} ${quantity(previous, unit, lang)}`, look.small)] : []),
  ]
  return stackBox(origin('Div', blockId(node)), children, { backdrop: { fill: tint, bar: null, pad: { top: 8, right: 9, bottom: 8, left: 9 } } })
}

function quantity(value: number, unit: string | null, lang: string): string {
  const figure = new Intl.NumberFormat(lang, { maximumFractionDigits: 4 }).format(value)
  if (unit === null) return figure
  if (unit === '%') return `${figure}%`
  return unit.startsWith('{') ? figure : `${figure} ${unit.replaceAll(/[[\]]/g, '')}`
}

export const illustration: BlockTypesetter = (node, setting) => pictureBox(node, setting, setting.words.picture, textAttribute(node, 'credit'))

export const chart: BlockTypesetter = (node, setting) => pictureBox(node, setting, setting.words.chart, textAttribute(node, 'source'))

function pictureBox(node: Node, setting: Setting, missing: string, credit: string | null): Box[] {
  const alt = textAttribute(node, 'alt')
  const caption = textAttribute(node, 'caption')
  setting.warn(`${missing}${caption ?? alt ? `: “${caption ?? alt}”` : ''}.`)
  const { look, hairline, ink } = setting.styles
  const small = (text: string) => wordsBox(origin('P', blockId(node)), text, look.small, { after: 2 })
  const heading = caption ? [wordsBox(origin('Caption', blockId(node)), caption, { ...look.label, run: { ...look.label.run, size: 9.5, colour: ink } }, { before: 10, after: 4, keepNext: true })] : []
  const inside = stackBox(origin('Figure', blockId(node)), [small(missing), ...(alt ? [small(alt)] : [])], { indent: 10 })
  return [
    ...heading,
    stackBox(origin('Figure', blockId(node)), [inside], { together: true, frame: { colour: hairline, thickness: 0.6 }, before: caption ? 0 : 8, after: credit ? 3 : 12, keepNext: credit !== null }),
    ...(credit ? [wordsBox(origin('P', blockId(node)), `${setting.words.source}: ${credit}`, look.small, { after: 12 })] : []),
  ]
}
