/**
 * What stands on every page around the body: running head and foot, the marking at the very top and bottom, hairlines between.
 *
 * The texts come with U+E000 for the page's number and U+E001 for the number of pages; a line has up to three parts separated by tabs:
 * left, centre, right.
 */
import type { Align } from './box.ts'
import { baselineIn } from './flow.ts'
import type { Frame, Origin, RunStyle } from './frame.ts'
import type { Measure } from './measure.ts'
import { setParagraph } from './paragraph.ts'

export const PAGE_NUMBER = '\ue000'
export const PAGE_COUNT = '\ue001'

export type FurnitureLine = { text: string; style: RunStyle; leading: number }

export type FurnitureSetting = {
  paper: { width: number; height: number }
  margins: { top: number; right: number; bottom: number; left: number }
  head: readonly FurnitureLine[]
  foot: readonly FurnitureLine[]
  /** Printed centred at the top and the bottom edge; null for none. */
  marking: FurnitureLine | null
  hairline: { thickness: number; colour: string }
}

/** Where the body may stand, and the furniture's frames for one page: all of it, or the marking alone (for a cover). */
export type Furniture = { body: { x: number; y: number; width: number; height: number }; frames(page: number, pages: number): Frame[]; marking(): Frame[] }

const EDGE = 26
const AIR = 12
const RULE_GAP = 4
const ORIGIN: Origin = { role: 'Artifact', block: null }
const PARTS: readonly Align[] = ['start', 'center', 'end']

type PlacedLine = FurnitureLine & { y: number }

export function setFurniture(setting: FurnitureSetting, measure: Measure): Furniture {
  const { paper, margins, marking } = setting
  const x = margins.left
  const width = paper.width - margins.left - margins.right
  const head = placeHead(setting)
  const foot = placeFoot(setting)
  const top = Math.max(margins.top, head.edge + AIR)
  const bottom = Math.min(paper.height - margins.bottom, foot.edge - AIR)
  const rules = [...head.rule, ...foot.rule].map((y): Frame => ({ kind: 'fill', x, y, width, height: setting.hairline.thickness, colour: setting.hairline.colour, origin: ORIGIN }))
  const lines = [...head.lines, ...foot.lines]
  const set = (all: readonly PlacedLine[], page: number, pages: number) => all.flatMap((line) => lineFrames(line, marking, { x, width, page, pages }, measure))
  return {
    body: { x, y: top, width, height: Math.max(bottom - top, 72) },
    frames: (page, pages) => [...rules, ...set(lines, page, pages)],
    marking: () => set(lines.filter((line) => line.text === marking?.text), 1, 1),
  }
}

function placeHead({ head, marking, margins }: FurnitureSetting): { lines: PlacedLine[]; rule: number[]; edge: number } {
  const lines: PlacedLine[] = []
  let y = Math.min(EDGE, margins.top / 2)
  if (marking) {
    lines.push({ ...marking, y })
    y += marking.leading
  }
  if (head.length === 0) return { lines, rule: [], edge: y }
  if (marking) y += RULE_GAP
  for (const line of head) {
    lines.push({ ...line, y })
    y += line.leading
  }
  return { lines, rule: [y + RULE_GAP], edge: y + RULE_GAP }
}

function placeFoot({ foot, marking, margins, paper }: FurnitureSetting): { lines: PlacedLine[]; rule: number[]; edge: number } {
  const lines: PlacedLine[] = []
  let y = paper.height - Math.min(EDGE, margins.bottom / 2)
  if (marking) {
    y -= marking.leading
    lines.push({ ...marking, y })
  }
  if (foot.length === 0) return { lines, rule: [], edge: y }
  if (marking) y -= RULE_GAP
  for (const line of [...foot].reverse()) {
    y -= line.leading
    lines.unshift({ ...line, y })
  }
  return { lines, rule: [y - RULE_GAP], edge: y - RULE_GAP }
}

type Place = { x: number; width: number; page: number; pages: number }

function lineFrames(line: PlacedLine, marking: FurnitureLine | null, place: Place, measure: Measure): Frame[] {
  const text = line.text.replaceAll(PAGE_NUMBER, String(place.page)).replaceAll(PAGE_COUNT, String(place.pages))
  const parts = text.split('\t').slice(0, 3)
  const aligned = marking?.text === line.text ? [null, text, null] : parts
  return aligned.flatMap((part, index): Frame[] => {
    if (part === null || part.trim() === '') return []
    const [first] = setParagraph([{ kind: 'text', text: part.trim(), style: line.style, note: null }], Infinity, 'start', measure)
    if (!first) return []
    const align = PARTS[index]
    const dx = align === 'end' ? place.width - first.width : align === 'center' ? (place.width - first.width) / 2 : 0
    return [{ kind: 'text', x: place.x + dx, y: line.y + baselineIn(line.leading, line.style.size), runs: first.runs, origin: ORIGIN }]
  })
}
