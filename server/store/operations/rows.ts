/** What several statements of the library share. */
import { z } from 'zod'
import type { PersonName } from '../library.ts'

/** People inside a row. */
export const personName = z.object({ id: z.string(), name: z.string() }) satisfies z.ZodType<PersonName>

/** Facts that lists show: all of the newest import, and of earlier ones those that somebody has looked at. */
export const LISTED = `(fact.snapshot_id = source.snapshot_id or fact.status <> 'candidate')`

/** Hashes in one sketch. */
export const SKETCH = 64
