/**
 * Boxes → strips for a measure of a given width. Says which strips stay together; where pages end is for `pages.ts`.
 */
import type { Box, Columns, Note, Paragraph, Rule, Stack } from './box.ts'
import { columnsFlow } from './columns.ts'
import type { Frame, RunStyle, TextFrame } from './frame.ts'
import type { Measure } from './measure.ts'
import { type Line, setParagraph } from './paragraph.ts'
import type { FlowSetting } from './setting.ts'
import { type FlowItem, gapBetween, mergeStrips, moveStrip, type NoteStrips, type Parallel, strip, type Strip, type Tint } from './strip.ts'
import { tableFlow } from './table.ts'
import { tilesFlow } from './tiles.ts'

/** The narrowest measure that text is moved in to, points. */
const NARROWEST = 60
/** The largest share of a page that is held together. */
const LARGEST = 0.6

/** A setting for a document: `pageHeight` is what a page's body holds. */
export function flowSetting(measure: Measure, width: number, pageHeight: number): FlowSetting {
  let tints = 0
  return { measure, width, noteWidth: width, pageHeight, narrow: false, tintId: () => ++tints, strips: flowStrips }
}

export function flow(boxes: readonly Box[], setting: FlowSetting): FlowItem[] {
  const items: FlowItem[] = []
  let breakNext = false
  for (const box of boxes) {
    if (box.kind === 'pagebreak') {
      breakNext = !setting.narrow
      continue
    }
    const made = flowBox(box, setting)
    const first = made[0]
    if (breakNext && first) {
      items.push(strip({ height: 0, pageBreak: true, keepNext: true }))
      breakNext = false
    }
    items.push(...made)
  }
  return items
}

/** As `flow`, for places where nothing may stand side by side over a page end. */
export function flowStrips(boxes: readonly Box[], setting: FlowSetting): Strip[] {
  return flow(boxes, { ...setting, narrow: true }).flatMap((item) => (item.kind === 'strip' ? [item] : oneAfterTheOther(item)))
}

function oneAfterTheOther(item: Parallel): Strip[] {
  const strips = item.columns.flatMap((column) => column.strips.map((part) => moveStrip(part, column.x)))
  return strips.map((part, index) => ({ ...part, before: index === 0 ? item.before : part.before }))
}

function flowBox(box: Exclude<Box, { kind: 'pagebreak' }>, setting: FlowSetting): FlowItem[] {
  switch (box.kind) {
    case 'paragraph':
      return paragraphStrips(box, setting)
    case 'stack':
      return stackFlow(box, setting)
    case 'table':
      return tableFlow(box, setting)
    case 'columns':
      return setting.narrow ? sequence(box, setting) : columnsFlow(box, setting)
    case 'tiles':
      return tilesFlow(box, setting)
    case 'rule':
      return [ruleStrip(box, setting)]
  }
}

function sequence(box: Columns, setting: FlowSetting): FlowItem[] {
  return box.columns.flatMap((column) => flow([...column.heads, ...column.children], setting))
}

function ruleStrip(box: Rule, setting: FlowSetting): Strip {
  const frame: Frame = { kind: 'fill', x: 0, y: 0, width: box.width ?? setting.width, height: box.thickness, colour: box.colour, origin: { role: 'Artifact', block: box.origin.block } }
  return strip({ height: box.thickness, before: box.before, after: box.after, frames: [frame] })
}

/** From the top of a line to its baseline: the capitals stand in the middle of the line's pitch. */
export function baselineIn(leading: number, size: number): number {
  return leading / 2 + size * 0.33
}

export function paragraphStrips(box: Paragraph, setting: FlowSetting): Strip[] {
  const reserved = box.pageOf ? box.pageOf.style.size * 2.6 : 0
  const lines = setParagraph(box.spans, setting.width - reserved, box.align, setting.measure)
  const size = box.spans.find((span) => span.kind === 'text')?.style.size ?? box.leading * 0.72
  const baseline = baselineIn(box.leading, size)
  return lines.map((line, index) => {
    const first = index === 0
    const last = index === lines.length - 1
    return strip({
      height: box.leading,
      before: first ? box.before : 0,
      after: last ? box.after : 0,
      frames: lineFrames(box, line, baseline, { first, last, width: setting.width }),
      notes: line.notes.flatMap((note) => noteStrips(note, setting)),
      keepNext: last ? box.keepNext : box.keepNext || first || index === lines.length - 2,
      baseline,
    })
  })
}

function lineFrames(box: Paragraph, line: Line, baseline: number, place: { first: boolean; last: boolean; width: number }): Frame[] {
  const frames: Frame[] = []
  if (place.first && box.anchor) frames.push({ kind: 'anchor', x: 0, y: 0, name: box.anchor.name, outline: box.anchor.outline, origin: box.origin })
  for (const note of line.notes) frames.push({ kind: 'anchor', x: 0, y: 0, name: note.mark, outline: null, origin: box.origin })
  if (line.runs.length > 0) frames.push({ kind: 'text', x: 0, y: baseline, runs: line.runs, origin: box.origin })
  if (place.last && box.pageOf) {
    frames.push({ kind: 'pageref', x: place.width, y: baseline, anchor: box.pageOf.anchor, style: box.pageOf.style, leaderFrom: line.width, origin: box.origin })
  }
  return frames
}

function noteStrips(note: Note, setting: FlowSetting): NoteStrips[] {
  if (!note.box) return []
  return [{ order: note.order, strips: flowStrips([note.box], { ...setting, width: setting.noteWidth }) }]
}

function stackFlow(asked: Stack, setting: FlowSetting): FlowItem[] {
  const pad = asked.backdrop?.pad ?? { top: 0, right: 0, bottom: 0, left: 0 }
  // Deep nesting stops moving in before there is no measure left.
  const box = { ...asked, indent: Math.min(asked.indent, Math.max(0, setting.width - NARROWEST - pad.left - pad.right)) }
  const dx = box.indent + pad.left
  const width = Math.max(setting.width - dx - pad.right, 20)
  const inner = flow(box.children, { ...setting, width, narrow: setting.narrow || dx > 0 || box.backdrop !== null || box.together })
  let items = inner.map((item) => moveItem(item, dx))
  if (box.label) items = withLabel(items, box, setting.measure)
  if (box.backdrop) items = tinted(items, box, setting)
  if (box.together) items = together(items, box, setting)
  return spaced(items, box)
}

function moveItem(item: FlowItem, dx: number): FlowItem {
  if (item.kind === 'strip') return moveStrip(item, dx)
  return {
    ...item,
    columns: item.columns.map((column) => ({ ...column, x: column.x + dx })),
    rules: item.rules.map((rule) => ({ ...rule, x: rule.x + dx })),
    repeat: item.repeat.map((head) => moveStrip(head, dx)),
  }
}

/** Sets the label on the first line; on a line of its own when the stack has no text to hang it before. */
function withLabel(items: FlowItem[], box: Stack, measure: Measure): FlowItem[] {
  const { label } = box
  if (!label) return items
  const [line] = setParagraph(label.spans, Infinity, 'start', measure)
  if (!line) return items
  const size = labelSize(label.spans)
  const x = box.indent - label.gap - (label.align === 'end' ? line.width : label.width)
  const place = (baseline: number): TextFrame => ({ kind: 'text', x, y: baseline, runs: line.runs, origin: label.origin })
  const first = items[0]
  if (first?.kind === 'strip' && first.baseline !== null) {
    return [{ ...first, frames: [...first.frames.filter(isAnchor), place(first.baseline), ...first.frames.filter((frame) => !isAnchor(frame))] }, ...items.slice(1)]
  }
  const leading = size * 1.36
  const baseline = baselineIn(leading, size)
  return [strip({ height: leading, frames: [place(baseline)], baseline, keepNext: items.length > 0 }), ...items]
}

const isAnchor = (frame: Frame) => frame.kind === 'anchor'

function labelSize(spans: readonly { kind: string; style?: RunStyle }[]): number {
  return spans.find((span) => span.kind === 'text')?.style?.size ?? 11
}

/** Tint and bar behind every strip, with air above the first and below the last. */
function tinted(items: FlowItem[], box: Stack, setting: FlowSetting): FlowItem[] {
  const { backdrop } = box
  if (!backdrop) return items
  const strips = items.flatMap((item) => (item.kind === 'strip' ? [item] : oneAfterTheOther(item)))
  const origin = { role: 'Artifact', block: box.origin.block } as const
  const tints: Tint[] = []
  if (backdrop.fill) tints.push({ id: setting.tintId(), x: box.indent, width: setting.width - box.indent, colour: backdrop.fill, origin })
  if (backdrop.bar) tints.push({ id: setting.tintId(), x: box.indent, width: backdrop.bar.width, colour: backdrop.bar.colour, origin })
  return strips.map((item, index) => {
    const top = index === 0 ? backdrop.pad.top : 0
    const bottom = index === strips.length - 1 ? backdrop.pad.bottom : 0
    const moved = moveStrip(item, 0, top)
    return { ...moved, height: moved.height + bottom, tints: [...tints, ...moved.tints] }
  })
}

/** One strip of the whole stack, framed if it asks for that; left as it is when it would not fit well on one page. */
function together(items: FlowItem[], box: Stack, setting: FlowSetting): FlowItem[] {
  const strips = items.flatMap((item) => (item.kind === 'strip' ? [item] : oneAfterTheOther(item)))
  const pad = box.frame ? 8 : 0
  const merged = mergeStrips([{ x: 0, y: pad, strips }])
  if (merged.height > setting.pageHeight * LARGEST) return items
  if (!box.frame) return [merged]
  const height = merged.height + pad
  const frame: Frame = { kind: 'box', x: box.indent, y: 0, width: setting.width - box.indent, height, thickness: box.frame.thickness, colour: box.frame.colour, origin: { role: 'Artifact', block: box.origin.block } }
  return [{ ...merged, height, frames: [frame, ...merged.frames] }]
}

function spaced(items: FlowItem[], box: Stack): FlowItem[] {
  const last = items.length - 1
  return items.map((item, index) => {
    const before = index === 0 ? gapBetween({ after: box.before }, item) : item.before
    const after = index === last ? gapBetween(item, { before: box.after }) : item.after
    const keep = item.kind === 'strip' && index === last ? { keepNext: item.keepNext || box.keepNext } : {}
    return { ...item, before, after, ...keep }
  })
}
