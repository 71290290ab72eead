/**
 * What stands on every page around the body: running head and foot, the marking at the very top and bottom, hairlines between.
 *
 * The texts come with U+E000 for the page's number and U+E001 for the number of pages; a line has up to three parts separated by tabs:
 * left, centre, right. Nothing runs over its neighbour or off the page: the marking goes on over several lines, a part without room is
 * shortened (never its page numbers), and `warnings` says so.
 */
import { baselineIn } from './flow.ts'
import type { Frame, Origin, RunStyle } from './frame.ts'
import type { Measure } from './measure.ts'
import { charactersOf, charactersThatFit, lineText, setParagraph } from './paragraph.ts'

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

/** Where the body may stand, the furniture's frames for one page (all of it, or the marking alone, for a cover), and what had no room. */
export type Furniture = {
  body: { x: number; y: number; width: number; height: number }
  frames(page: number, pages: number): Frame[]
  marking(): Frame[]
  warnings: readonly string[]
}

const EDGE = 26
const AIR = 12
const RULE_GAP = 4
/** Least air between two parts of a line. */
const PART_GAP = 14
/** The most of a page that a marking, a head or a foot takes, each. */
const MOST = 1 / 6
/** What a page's number is taken for when room is shared out. */
const DIGITS = '000'
const SIGNS = /([\ue000\ue001])/
/** No text of so many characters fits a line of any paper. */
const ENDLESS = 600
const ROUNDING = 0.01
const ORIGIN: Origin = { role: 'Artifact', block: null }

/** Left, centre and right; "" for none. */
type Parts = readonly [string, string, string]
type Line = { parts: Parts; style: RunStyle; leading: number; marking: boolean }
type PlacedLine = Line & { y: number }
type Area = { lines: PlacedLine[]; rule: number[]; edge: number }

export function setFurniture(setting: FurnitureSetting, measure: Measure): Furniture {
  const { paper, margins } = setting
  const x = margins.left
  const width = paper.width - margins.left - margins.right
  const warnings = new Set<string>()
  const warn = (sentence: string) => void warnings.add(sentence)
  const marks = markingLines(setting, width, measure, warn)
  const most = paper.height * MOST
  const head = placeHead([...marks, ...fitLines('head', setting.head, { width, most }, measure, warn)], setting)
  const foot = placeFoot([...fitLines('foot', setting.foot, { width, most }, measure, warn), ...marks], setting)
  const top = Math.max(margins.top, head.edge + AIR)
  const bottom = Math.min(paper.height - margins.bottom, foot.edge - AIR)
  const rules = [...head.rule, ...foot.rule].map((y): Frame => ({ kind: 'fill', x, y, width, height: setting.hairline.thickness, colour: setting.hairline.colour, origin: ORIGIN }))
  const lines = [...head.lines, ...foot.lines]
  const set = lines.map((line) => ({ line, frames: lineSetter(line, { x, width }, measure) }))
  return {
    body: { x, y: top, width, height: Math.max(bottom - top, 72) },
    frames: (page, pages) => [...rules, ...set.flatMap(({ frames }) => frames(page, pages))],
    marking: () => set.flatMap(({ line, frames }) => (line.marking ? frames(1, 1) : [])),
    warnings: [...warnings],
  }
}

/** The marking in as many lines as it needs; only one that would fill the page is cut. */
function markingLines({ marking, paper }: FurnitureSetting, width: number, measure: Measure, warn: (sentence: string) => void): Line[] {
  if (!marking) return []
  const { style, leading } = marking
  const texts = setParagraph([{ kind: 'text', text: marking.text, style, note: null }], width, 'start', measure).map((line) => lineText(line).trim())
  const most = Math.max(1, Math.floor((paper.height * MOST) / leading))
  if (texts.length > most) warn(`The marking “${beginning(marking.text)}” takes ${texts.length} lines; only the first ${most} print.`)
  return texts.slice(0, most).map((text) => ({ parts: ['', text, ''], style, leading, marking: true }))
}

function fitLines(name: 'head' | 'foot', asked: readonly FurnitureLine[], room: { width: number; most: number }, measure: Measure, warn: (sentence: string) => void): Line[] {
  let height = 0
  const lines = asked.filter((line) => (height += line.leading) <= room.most)
  if (lines.length < asked.length) warn(`The ${name} of the page has ${asked.length} lines; only the first ${lines.length} print.`)
  return lines.map(({ text, style, leading }) => {
    const [left = '', centre = '', right = ''] = text.split('\t').map((part) => part.trim())
    const parts: Parts = [left, centre, right]
    const rooms = shareRoom(parts, room.width, (part) => widthOf(part, style, measure))
    const fitted = parts.map((part, index) => shortened(part, rooms[index] ?? 0, style, measure))
    parts.forEach((part, index) => {
      if (part !== fitted[index]) warn(`“${beginning(part)}” is too long for the ${name} of the page and is shortened there.`)
    })
    return { parts: fitted as unknown as Parts, style, leading, marking: false }
  })
}

function beginning(text: string): string {
  const characters = charactersOf(text.slice(0, 200).replaceAll(/[\ue000\ue001]/g, '#'))
  return characters.length <= 40 ? characters.join('') : `${characters.slice(0, 40).join('').trimEnd()}…`
}

/** How wide each part may be. Page numbers come first, then the centre; what two parts must share they share evenly. */
function shareRoom(parts: Parts, width: number, natural: (part: string) => number): readonly [number, number, number] {
  const [left, centre, right] = parts.map(natural) as [number, number, number]
  const firm = (index: 0 | 2) => (SIGNS.test(parts[index]) ? Math.min(index === 0 ? left : right, width / 2) : 0)
  if (centre > 0) {
    const beside = Math.max(firm(0), firm(2), Math.min(Math.max(left, right), width / 4))
    const middle = Math.min(centre, beside === 0 ? width : width - 2 * (beside + PART_GAP))
    const side = (width - middle) / 2 - PART_GAP
    return [side, middle, side]
  }
  if (left === 0 || right === 0) return [width, 0, width]
  const both = width - PART_GAP
  const leftRoom = Math.max(both - Math.max(firm(2), Math.min(right, both / 2)), firm(0))
  const taken = Math.min(left, leftRoom)
  return [taken, 0, both - taken]
}

function widthOf(text: string, style: RunStyle, measure: Measure): number {
  return text.length > ENDLESS ? Infinity : measure.width(text.replaceAll(PAGE_NUMBER, DIGITS).replaceAll(PAGE_COUNT, DIGITS), style)
}

/** The part in `room` points: its longest stretch without a page number ends in "…" if it must. */
function shortened(part: string, room: number, style: RunStyle, measure: Measure): string {
  const width = (text: string) => widthOf(text, style, measure)
  if (width(part) <= room + ROUNDING) return part
  const pieces = part.split(SIGNS)
  const longest = pieces.reduce((best, piece, index) => (piece.length > (pieces[best]?.length ?? 0) ? index : best), 0)
  const rest = pieces.reduce((sum, piece, index) => (index === longest ? sum : sum + width(piece)), width('…'))
  const characters = charactersOf((pieces[longest] ?? '').slice(0, ENDLESS))
  const kept = characters.slice(0, charactersThatFit(characters, 0, style, room - rest, measure)).join('').trimEnd()
  return pieces.with(longest, kept === '' ? '' : `${kept}…`).join('')
}

function placeHead(lines: readonly Line[], { margins }: FurnitureSetting): Area {
  const { placed, end } = stacked(lines, Math.min(EDGE, margins.top / 2))
  if (lines.every((line) => line.marking)) return { lines: placed, rule: [], edge: end }
  return { lines: placed, rule: [end + RULE_GAP], edge: end + RULE_GAP }
}

function placeFoot(lines: readonly Line[], { margins, paper }: FurnitureSetting): Area {
  const top = paper.height - Math.min(EDGE, margins.bottom / 2) - stacked(lines, 0).end
  const { placed } = stacked(lines, top)
  if (lines.every((line) => line.marking)) return { lines: placed, rule: [], edge: top }
  return { lines: placed, rule: [top - RULE_GAP], edge: top - RULE_GAP }
}

/** The lines below each other from `top` on, with air between the marking and the others. */
function stacked(lines: readonly Line[], top: number): { placed: PlacedLine[]; end: number } {
  let y = top
  const placed = lines.map((line, index): PlacedLine => {
    const above = lines[index - 1]
    if (above && above.marking !== line.marking) y += RULE_GAP
    y += line.leading
    return { ...line, y: y - line.leading }
  })
  return { placed, end: y }
}

/** Sets the parts of a line; those without a page number once for all pages. */
function lineSetter(line: PlacedLine, place: { x: number; width: number }, measure: Measure): (page: number, pages: number) => Frame[] {
  const parts = line.parts.flatMap((part, index): ((page: number, pages: number) => Frame[])[] => {
    if (part === '') return []
    if (SIGNS.test(part)) return [(page, pages) => partFrames(line, part.replaceAll(PAGE_NUMBER, String(page)).replaceAll(PAGE_COUNT, String(pages)), index, place, measure)]
    const frames = partFrames(line, part, index, place, measure)
    return [() => frames]
  })
  return (page, pages) => parts.flatMap((part) => part(page, pages))
}

function partFrames(line: PlacedLine, text: string, index: number, place: { x: number; width: number }, measure: Measure): Frame[] {
  const [first] = setParagraph([{ kind: 'text', text, style: line.style, note: null }], Infinity, 'start', measure)
  if (!first) return []
  const dx = ((place.width - first.width) * index) / 2
  return [{ kind: 'text', x: place.x + dx, y: line.y + baselineIn(line.leading, line.style.size), runs: first.runs, origin: ORIGIN }]
}
