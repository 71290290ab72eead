/** Tiles in rows: as many side by side as have room at their smallest width, all of a row equally high. */
import type { Tiles } from './box.ts'
import type { Frame } from './frame.ts'
import type { FlowSetting } from './setting.ts'
import { mergeStrips, type Strip } from './strip.ts'

export function tilesFlow(box: Tiles, setting: FlowSetting): Strip[] {
  const { tiles, gap } = box
  const most = Math.max(1, Math.floor((setting.width + gap) / (box.minimum + gap)))
  const perRow = Math.ceil(tiles.length / Math.ceil(tiles.length / most))
  const rows: Strip[] = []
  for (let from = 0; from < tiles.length; from += perRow) {
    const row = tiles.slice(from, from + perRow)
    const width = (setting.width - gap * (perRow - 1)) / perRow
    const columns = row.map((tile, index) => ({ x: index * (width + gap), strips: setting.strips([tile], { ...setting, width }) }))
    const set = evenRow(columns)
    // A tile of more than half a page is no tile any more: its text goes on below.
    if (set.height > setting.pageHeight / 2) rows.push(...setting.strips(row, setting))
    else rows.push(set)
  }
  return rows.map((row, index) => ({ ...row, before: index === 0 ? box.before : gap, after: index === rows.length - 1 ? box.after : 0 }))
}

/** A row whose tints all reach down to the foot of the highest tile. */
function evenRow(columns: readonly { x: number; strips: readonly Strip[] }[]): Strip {
  const row = mergeStrips(columns.map(({ x, strips }) => ({ x, strips: strips.map((item) => ({ ...item, tints: [] })) })))
  const tints = columns.flatMap(({ x, strips }) =>
    (strips[0]?.tints ?? []).map((tint): Frame => ({ kind: 'fill', x: x + tint.x, y: 0, width: tint.width, height: row.height, colour: tint.colour, origin: tint.origin })),
  )
  return { ...row, frames: [...tints, ...row.frames] }
}
