/** Parallel columns: heads above, then each column's strips with a cursor of its own (the cursors are `pages.ts`'s). */
import type { Columns } from './box.ts'
import type { FlowSetting } from './setting.ts'
import { type FlowItem, mergeStrips, type Strip } from './strip.ts'

export function columnsFlow(box: Columns, setting: FlowSetting): FlowItem[] {
  const count = Math.max(box.columns.length, 1)
  const width = (setting.width - box.gap * (count - 1)) / count
  const inner = { ...setting, width }
  const x = (index: number) => index * (width + box.gap)
  const titled = box.columns.map((column, index) => ({ x: x(index), strips: setting.strips(column.heads, inner) }))
  const heads: Strip[] = titled.some((column) => column.strips.length > 0) ? [{ ...mergeStrips(titled), keepNext: true, before: box.before, after: 6 }] : []
  return [
    ...heads,
    {
      kind: 'parallel',
      columns: box.columns.map((column, index) => ({ x: x(index), strips: setting.strips(column.children, inner), again: setting.strips(column.repeated, inner).map((head, at, all) => (at === all.length - 1 ? { ...head, after: 6 } : head)) })),
      rules: box.rule ? box.columns.slice(1).map((_, index) => ({ x: x(index + 1) - box.gap / 2, thickness: box.rule?.thickness ?? 0, colour: box.rule?.colour ?? '#000000', origin: { role: 'Artifact', block: box.origin.block } })) : [],
      before: heads.length > 0 ? 0 : box.before,
      after: box.after,
      repeat: [],
    },
  ]
}
