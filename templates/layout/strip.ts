/**
 * The vertical list: boxes become strips, slices of a column that are never cut, and the page filler stacks them.
 *
 * A strip's frames are placed from its own top-left corner. What must stay together is said by `keepNext`; a group is a run of strips
 * joined by it.
 */
import { type Frame, type Origin, shift } from './frame.ts'

/** A note as strips; the first carries the anchor. */
export type NoteStrips = { order: number; strips: readonly Strip[] }

/** A tint or bar behind consecutive strips that name the same `id`; it runs through the space between them. */
export type Tint = { id: number; x: number; width: number; colour: string; origin: Origin }

export type Strip = {
  kind: 'strip'
  height: number
  before: number
  after: number
  frames: readonly Frame[]
  notes: readonly NoteStrips[]
  tints: readonly Tint[]
  keepNext: boolean
  /** From the top of the strip to its first baseline, or null without text. */
  baseline: number | null
  pageBreak: boolean
  /** What is set again on top of a page that starts with this strip. */
  repeat: readonly Strip[]
}

/** Columns beside each other: each is filled on its own, and all go on together on the next page. */
export type Parallel = {
  kind: 'parallel'
  /** `again` is set on top of the column where it goes on, on a new page. */
  columns: readonly { x: number; strips: readonly Strip[]; again: readonly Strip[] }[]
  rules: readonly { x: number; thickness: number; colour: string; origin: Origin }[]
  before: number
  after: number
  repeat: readonly Strip[]
}

export type FlowItem = Strip | Parallel

export function strip(part: Partial<Strip> & { height: number }): Strip {
  return { kind: 'strip', before: 0, after: 0, frames: [], notes: [], tints: [], keepNext: false, baseline: null, pageBreak: false, repeat: [], ...part }
}

/** The space between two strips that follow each other. */
export function gapBetween(above: { after: number }, below: { before: number }): number {
  return Math.max(above.after, below.before)
}

/** The height of strips set one below the other, without the space around them. */
export function stackHeight(strips: readonly { height: number; before: number; after: number }[]): number {
  return strips.reduce((sum, item, index) => {
    const above = strips[index - 1]
    return sum + item.height + (above ? gapBetween(above, item) : 0)
  }, 0)
}

/** Moves a strip's content right and down; its height grows by `dy`. */
export function moveStrip(item: Strip, dx: number, dy = 0): Strip {
  if (dx === 0 && dy === 0) return item
  return {
    ...item,
    height: item.height + dy,
    frames: item.frames.map((frame) => shift(frame, dx, dy)),
    tints: item.tints.map((tint) => ({ ...tint, x: tint.x + dx })),
    baseline: item.baseline === null ? null : item.baseline + dy,
    repeat: item.repeat.map((head) => moveStrip(head, dx)),
  }
}

/** Strips side by side as one strip that is never cut; its height is the highest column's, its tints become frames. */
export function mergeStrips(columns: readonly { x: number; y?: number; strips: readonly Strip[] }[]): Strip {
  const frames: Frame[] = []
  const notes: NoteStrips[] = []
  let height = 0
  let baseline: number | null = null
  for (const column of columns) {
    let y = column.y ?? 0
    column.strips.forEach((item, index) => {
      const above = column.strips[index - 1]
      const gap = above ? gapBetween(above, item) : 0
      for (const tint of item.tints) {
        const through = above?.tints.some((other) => other.id === tint.id) ? gap : 0
        frames.push({ kind: 'fill', x: tint.x + column.x, y: y + gap - through, width: tint.width, height: item.height + through, colour: tint.colour, origin: tint.origin })
      }
      y += gap
      frames.push(...item.frames.map((frame) => shift(frame, column.x, y)))
      notes.push(...item.notes)
      if (item.baseline !== null) baseline ??= y + item.baseline
      y += item.height
    })
    height = Math.max(height, y)
  }
  return strip({ height, frames, notes, baseline })
}
