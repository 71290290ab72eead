/** What a mark does to the look of a run: the same in running text and in notes. */
import type { RunStyle } from '../layout/frame.ts'
import { restyle } from '../styles.ts'

/** Emphasis inside emphasis stands upright again. */
export const emphasised = (run: RunStyle): RunStyle => restyle(run, { italic: !run.face.endsWith('italic') })
export const strong = (run: RunStyle): RunStyle => restyle(run, { weight: 'bold' })
export const code = (run: RunStyle): RunStyle => ({ ...restyle(run, { family: 'sans' }), size: run.size * 0.92 })
export const lowered = (run: RunStyle): RunStyle => ({ ...run, size: run.size * 0.68, rise: run.rise - run.size * 0.14 })
export const raised = (run: RunStyle): RunStyle => ({ ...run, size: run.size * 0.68, rise: run.rise + run.size * 0.33 })
export const struck = (run: RunStyle): RunStyle => ({ ...run, strike: true })
export const inLanguage = (run: RunStyle, lang: string | null): RunStyle => (lang ? { ...run, lang } : run)
export const linked = (run: RunStyle, link: string, colour: string): RunStyle => ({ ...run, link, colour })
