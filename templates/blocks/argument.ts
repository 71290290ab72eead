/**
 * A contested question: the question, the axis it turns on, and both sides beside each other. Points are numbered A1, A2 … and B1, B2 …,
 * so that one that answers another can say which.
 */
import type { Node } from 'prosemirror-model'
import { findAxis, poleLabel } from '#model/axis.ts'
import type { Box, Columns } from '../layout/box.ts'
import { type Look, restyle } from '../styles.ts'
import { labelOf, origin, stackBox, wordsBox } from './make.ts'
import { blockId, type BlockTypesetter, isBlank, type Setting, textAttribute } from './setting.ts'

export const argument: BlockTypesetter = (node, setting) => {
  const axisId = String(node.attrs['axisId'])
  const axis = findAxis(axisId, setting.axes)
  const question = textAttribute(node, 'question') ?? axis?.question ?? null
  const { look } = setting.styles
  const names = pointNames(node)
  const columns: Columns['columns'][number][] = []
  node.forEach((side) => columns.push(sideColumn(side, axisId, names, setting)))
  if (columns.length === 0 && question === null) return []
  const heads: Box[] = [
    ...(question === null ? [] : [wordsBox(origin('P', blockId(node)), question, { ...look.heading3, run: { ...look.heading3.run, size: 11 }, leading: 15 }, { before: 14, after: 2, keepNext: true })]),
    ...(axis ? [wordsBox(origin('P', blockId(node)), axis.poles.map((pole) => pole.label).join(' · '), look.small, { after: 8, before: question === null ? 14 : 0, keepNext: true })] : []),
  ]
  return [...heads, { kind: 'columns', origin: origin('Sect', blockId(node)), columns, gap: 26, rule: { thickness: 0.35, colour: setting.styles.hairline }, before: heads.length > 0 ? 0 : 14, after: 14 }]
}

function sideColumn(side: Node, axisId: string, names: ReadonlyMap<Node, string>, setting: Setting): Columns['columns'][number] {
  const label = poleLabel(axisId, String(side.attrs['pole']), setting.axes)
  const { look, ink, accent } = setting.styles
  const head: Look = { ...look.label, run: { ...restyle(look.label.run, { weight: 'bold' }), size: 9.5, colour: ink }, leading: 13, before: 0, after: 5 }
  const headBoxes = (text: string): Box[] => [
    { kind: 'rule', origin: origin('Artifact'), thickness: 1.5, colour: accent, width: null, before: 8, after: 4 },
    wordsBox(origin('P', blockId(side)), text, head, { keepNext: true }),
  ]
  const children: Box[] = []
  side.forEach((point) => children.push(setPoint(point, names, columnSetting(setting))))
  if (children.length === 0) {
    setting.warn(`The side “${label}” of a contested question has no points.`)
    children.push(wordsBox(origin('P', blockId(side)), setting.words.noPoints, { ...look.small, run: restyle(look.small.run, { italic: true }) }))
  }
  return { heads: headBoxes(label), repeated: headBoxes(`${label} (${setting.words.continued})`), children }
}

function columnSetting(setting: Setting): Setting {
  const { body } = setting
  return { ...setting, listDepth: 0, body: { ...body, run: { ...body.run, size: Math.min(body.run.size, 10) }, leading: Math.min(body.leading, 13.5), after: 4, align: 'start' } }
}

/** A1, A2 … for the first side, B1 … for the second, by node. */
function pointNames(argumentNode: Node): Map<Node, string> {
  const names = new Map<Node, string>()
  argumentNode.forEach((side, _, sideIndex) => {
    side.forEach((point, __, index) => names.set(point, `${String.fromCharCode(65 + (sideIndex % 26))}${index + 1}`))
  })
  return names
}

function setPoint(point: Node, names: ReadonlyMap<Node, string>, setting: Setting): Box {
  const { look, accent } = setting.styles
  const name = names.get(point) ?? ''
  const answered = textAttribute(point, 'answers')
  const target = answered === null ? undefined : [...names].find(([node]) => blockId(node) === answered)?.[1]
  const voice = textAttribute(point, 'voice') ?? 'own'
  const who = voice.startsWith('reported:') ? voice.slice('reported:'.length).trim() : ''
  const remark = { ...look.small, run: restyle(look.small.run, { italic: true }), leading: 11.5 }
  const children: Box[] = [
    ...(target ? [wordsBox(origin('P', blockId(point)), `${setting.words.answers} ${target}`, remark, { after: 1, keepNext: true })] : []),
    ...setting.blocks(point, setting),
    ...(who === '' ? [] : [wordsBox(origin('P', blockId(point)), setting.words.reported(who), remark, { after: 2 })]),
  ]
  const style = { ...restyle(look.label.run, { weight: 'semibold' }), size: 8.5, colour: accent }
  return stackBox(origin('LI', blockId(point)), children, { indent: 22, after: 7, label: labelOf(name, style, { align: 'start', width: 16 }) })
}

/** A side or point that stands alone (only a damaged document has one) prints as its content. */
export const loose: BlockTypesetter = (node, setting) => (isBlank(node) ? [] : setting.blocks(node, setting))
