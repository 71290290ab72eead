/** Puts a document together: body and notes by the page filler, furniture around them, and the page numbers that are known only at the end. */
import type { Frame, Page, PageReference, TextFrame } from './frame.ts'
import type { Furniture } from './furniture.ts'
import type { Measure } from './measure.ts'
import { fillPages, type PageSetting } from './pages.ts'
import { setParagraph } from './paragraph.ts'
import type { FlowItem } from './strip.ts'

export type Paper = { width: number; height: number }

/** `bare` is how many leading pages (a cover) carry nothing but the marking. */
export function paginate(flow: readonly FlowItem[], parts: { paper: Paper; furniture: Furniture; notes: PageSetting['notes']; bare: number }, measure: Measure): Page[] {
  const filled = fillPages(flow, { body: parts.furniture.body, notes: parts.notes })
  const pageOf = anchorPages(filled)
  return filled.map((frames, index) => {
    const number = index + 1
    const around = index < parts.bare ? parts.furniture.marking() : parts.furniture.frames(number, filled.length)
    return { number, ...parts.paper, frames: [...around, ...frames.flatMap((frame) => (frame.kind === 'pageref' ? numbered(frame, pageOf, measure) : [frame]))] }
  })
}

/** The page each anchor stands on, counted from 1. */
function anchorPages(filled: readonly (readonly Frame[])[]): ReadonlyMap<string, number> {
  const pages = new Map<string, number>()
  filled.forEach((frames, index) => {
    for (const frame of frames) if (frame.kind === 'anchor' && !pages.has(frame.name)) pages.set(frame.name, index + 1)
  })
  return pages
}

/** The page number at the right edge and dots up to it. */
function numbered(reference: PageReference, pageOf: ReadonlyMap<string, number>, measure: Measure): TextFrame[] {
  const number = pageOf.get(reference.anchor)
  if (number === undefined) return []
  const { style, x, y, origin } = reference
  const set = (text: string, link: string | null) => setParagraph([{ kind: 'text', text, style: { ...style, link }, note: null }], Infinity, 'start', measure)[0]
  const figure = set(String(number), `#${reference.anchor}`)
  if (!figure) return []
  const dot = style.size * 0.5
  const from = Math.ceil((reference.leaderFrom + dot) / dot) * dot
  const count = Math.max(0, Math.floor((x - figure.width - dot - from) / dot))
  const point = measure.shape('.', style)[0]
  const dots: TextFrame[] = point && count > 0
    ? [{ kind: 'text', x: from, y, origin: { role: 'Artifact', block: origin.block }, runs: [{ ...plainRun(style), x: 0, width: count * dot, shaped: spread(point, count, (dot * 1000) / style.size) }] }]
    : []
  return [...dots, { kind: 'text', x: x - figure.width, y, runs: figure.runs, origin }]
}

function plainRun(style: PageReference['style']) {
  const { face, size, colour, rise, lang, strike } = style
  return { face, size, colour, rise, lang, strike, gap: 0, link: null }
}

/** Dots with an advance of their own, so that they stand under each other from line to line. */
function spread(point: TextFrame['runs'][number]['shaped'][number], count: number, advance: number) {
  const wide = { ...point, width: advance, glyphs: point.glyphs.map((glyph) => ({ ...glyph, advance })) }
  return Array.from({ length: count }, () => wide)
}
