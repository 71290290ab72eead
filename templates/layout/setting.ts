/** What every box is set with on its way to strips. */
import type { Box } from './box.ts'
import type { Measure } from './measure.ts'
import type { Strip } from './strip.ts'

/**
 * `width` is the measure and `noteWidth` that of notes; `pageHeight` what the body of a page holds.
 * `narrow`: nothing here may go on side by side over a page end (cells, columns, list items).
 * `strips` sets boxes inside others (`flow.ts` in a value, so that the kinds of box need not import it back).
 */
export type FlowSetting = {
  measure: Measure
  width: number
  noteWidth: number
  pageHeight: number
  narrow: boolean
  tintId: () => number
  strips: (boxes: readonly Box[], setting: FlowSetting) => Strip[]
}
