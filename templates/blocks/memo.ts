/** The parts a memo form owns: slots, recommendations with their lines to sign, the table of clearances. */
import type { Brief } from '#model/brief.ts'
import { ownValue } from '#model/field.ts'
import type { Box, Stack } from '../layout/box.ts'
import { restyle } from '../styles.ts'
import { dayInWords } from './dates.ts'
import { labelOf, origin, stackBox, wordsBox } from './make.ts'
import { blockId, type BlockTypesetter, isBlank, type Setting, textAttribute } from './setting.ts'

/** A slot prints what stands in it. An empty one prints nothing; one that must not be empty is said in the report. */
export const slot: BlockTypesetter = (node, setting) => {
  if (!isBlank(node)) return setting.blocks(node, setting)
  const name = String(node.attrs['name'])
  const declared = setting.manifest.slots.find((each) => each.name === name)
  if (declared?.required) setting.warn(`The part “${declared.label}” is required and empty.`)
  return []
}

/** An empty recommendation asks for nothing, so it prints no lines to sign; the report says so. */
export const recommendation: BlockTypesetter = (node, setting) => {
  if (isBlank(node)) {
    setting.warn('A recommendation is empty and does not print: no decision is asked for there.')
    return []
  }
  const { look, muted, ink } = setting.styles
  const several = countRecommendations(setting) > 1
  const number = ++setting.counters.recommendation
  const by = textAttribute(node, 'by')
  const opposes: unknown = node.attrs['opposes']
  const against = Array.isArray(opposes) ? opposes.filter((name): name is string => typeof name === 'string') : []
  const remarks = [
    ...(by ? [setting.words.decisionBy(dayInWords(by, setting.styles.lang))] : []),
    ...(against.length > 0 ? [`${setting.words.opposedBy}: ${against.join(', ')}`] : []),
  ]
  const decided = textAttribute(node, 'decision')
  const text: Box[] = [...setting.blocks(node, setting), ...(remarks.length > 0 ? [wordsBox(origin('P', blockId(node)), remarks.join(' · '), look.small, { after: 2 })] : [])]
  const body = several ? [stackBox(origin('LI', blockId(node)), text, { indent: 24, label: labelOf(`${number}.`, { ...setting.body.run, colour: ink }) })] : text
  const answer: Box[] = decided
    ? [wordsBox(origin('P', blockId(node)), `${setting.words.decision}: ${decided}`, { ...look.label, run: { ...look.label.run, colour: ink } }, { before: 4 })]
    : [signatureLines(setting, muted, several ? 24 : 0)]
  return [stackBox(origin('Sect', blockId(node)), [...body, ...answer], { before: 6, after: 14, together: true })]
}

function countRecommendations(setting: Setting): number {
  let count = 0
  setting.brief.body.descendants((node) => {
    if (node.type.name === 'recommendation' && !isBlank(node)) count++
    return node.isBlock && !node.isTextblock
  })
  return count
}

/** Four lines to write on, with what each is for below. */
function signatureLines(setting: Setting, colour: string, indent: number): Stack {
  const { words } = setting
  const { look } = setting.styles
  const tile = (text: string): Stack =>
    stackBox(origin('Div'), [
      { kind: 'rule', origin: origin('Artifact'), thickness: 0.6, colour, width: null, before: 0, after: 2 },
      wordsBox(origin('P'), text, { ...look.label, run: restyle(look.label.run, { weight: 'regular' }) }, { leading: 11 }),
    ])
  const tiles = [words.approve, words.disapprove, words.discuss, words.date].map(tile)
  return stackBox(origin('Div'), [{ kind: 'tiles', origin: origin('Div'), tiles, minimum: 84, gap: 14, before: 0, after: 0 }], { indent, before: 26 })
}

type Clearance = string | Readonly<Record<string, string>>

/** Who cleared the brief, as its field `cleared` says. */
export function cleared(brief: Brief): readonly Clearance[] {
  const value = ownValue(brief.fields, 'cleared')
  return Array.isArray(value) ? value : []
}

/** First form: what the field `cleared` says, as a small table under its own labels. */
export const clearances: BlockTypesetter = (node, setting) => {
  const entries = cleared(setting.brief)
  if (entries.length === 0) return []
  const declared = setting.manifest.fields.find((field) => field.name === 'cleared')?.columns
  const names = declared?.map((column) => column.name) ?? [...new Set(entries.flatMap((entry) => (typeof entry === 'string' ? [] : Object.keys(entry))))]
  const { look, ink, hairline } = setting.styles
  const cellLook = { ...look.small, run: { ...look.small.run, size: 9, colour: ink }, leading: 12.5 }
  const cell = (text: string, head: boolean) => ({
    origin: origin(head ? 'TH' : 'TD', blockId(node)),
    children: [wordsBox(origin('P'), dayInWords(text, setting.styles.lang), head ? { ...cellLook, run: restyle(cellLook.run, { weight: 'semibold' }) } : cellLook)],
    colspan: 1,
    rowspan: 1,
  })
  const heads = (declared ?? []).map((column) => cell(column.label, true))
  const rows = entries.map((entry) => (typeof entry === 'string' ? [cell(entry, false)] : names.map((name) => cell(ownValue(entry, name) ?? '', false))))
  return [
    {
      kind: 'table',
      origin: origin('Table', blockId(node)),
      rows: [...(heads.length > 0 ? [{ origin: origin('TR'), cells: heads, head: true }] : []), ...rows.map((cells) => ({ origin: origin('TR'), cells, head: false }))],
      shares: null,
      spread: 'even',
      look: { ink, top: 0.6, bottom: 0.6, headRule: 0.4, rowRule: { thickness: 0.3, colour: hairline }, headFill: null, padX: 6, padY: 3, flush: true },
      before: 8,
      after: 12,
      keepNext: false,
    },
  ]
}
