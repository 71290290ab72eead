/** What several statements of the library share. */
import { z } from 'zod'
import type { PersonName } from '../library.ts'

/** People inside a row. */
export const personName = z.object({ id: z.string(), name: z.string() }) satisfies z.ZodType<PersonName>

/** True of a fact that somebody has reviewed or said something about. What an import proposed, and what another carried along, is not: a new revision alone says nothing. */
export const TOUCHED = `(fact.status <> 'candidate' or coalesce(fact.claim, fact.note, fact.confidence, fact.shelf_life) is not null or exists (select 1 from fact_link where fact_link.fact_id = fact.id))`

/** Facts that lists show: all of the newest import, and of earlier ones those that somebody has looked at. */
export const LISTED = `(fact.snapshot_id = source.snapshot_id or ${TOUCHED})`

/** Hashes in one sketch. */
export const SKETCH = 64
