/** Axes of a contested question: the question, two poles, and the words by which a passage leans to one. Data, so that a team can have its own. */
import { z } from 'zod'
import enforcementHumanitarian from './axes/enforcement-humanitarian.json' with { type: 'json' }
import sovereigntyIntegration from './axes/sovereignty-integration.json' with { type: 'json' }

/** `weight` 1 (weak) to 3 (strong); `role` marks words for people who hold the view ("critics of"), which flip with their object. */
const cue = z.object({ text: z.string().min(1).max(80), weight: z.union([z.literal(1), z.literal(2), z.literal(3)]), role: z.string().max(40).optional() })

const pole = z.object({ id: z.string().regex(/^[a-z][a-z-]{0,39}$/), label: z.string().min(1).max(80), definition: z.string().min(1).max(600), cues: z.array(cue).max(200) })

export const axis = z.object({
  id: z.string().regex(/^[a-z][a-z-]{0,79}$/),
  question: z.string().min(1).max(300),
  poles: z.tuple([pole, pole]),
  thresholds: z.object({ /** Smallest tolerated min/max ratio of the two sides, 0–1. */ ratio: z.number().min(0).max(1), /** Fewest sources a side may rest on. */ sources: z.number().int().min(0) }),
})

export type Axis = z.infer<typeof axis>

/** The axes that ship. Parsed at load: a broken file is a bug that shows at once. */
export const SHIPPED_AXES: readonly Axis[] = [axis.parse(sovereigntyIntegration), axis.parse(enforcementHumanitarian)]

export function findAxis(id: string, axes: readonly Axis[] = SHIPPED_AXES): Axis | undefined {
  return axes.find((candidate) => candidate.id === id)
}

/** The label a side shows; the pole's id when the axis is not known here (a team's own axis that was deleted). */
export function poleLabel(axisId: string, poleId: string, axes: readonly Axis[] = SHIPPED_AXES): string {
  return findAxis(axisId, axes)?.poles.find((candidate) => candidate.id === poleId)?.label ?? poleId
}
