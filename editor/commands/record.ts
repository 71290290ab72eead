/**
 * The brief's own record of a cited passage. It is written just before the text that points to it.
 *
 * The `facts` map is outside of undo on purpose: a colleague may already have used the same record elsewhere, and one that nothing points to does no harm.
 */
import type * as Y from 'yjs'
import type { SearchHit } from '#model/api.ts'
import { factFromPassage } from '#model/fact-from-passage.ts'
import type { FactRecord } from '#model/fact.ts'
import { type RandomBytes, shortId } from '#model/random.ts'
import { factsOf, readFacts } from '#model/ydoc.ts'

/** The record this brief keeps of the passage, written if it has none yet. A passage used twice shares one record. */
export function keepFact(hit: SearchHit, ydoc: Y.Doc, random: RandomBytes): FactRecord {
  const known = Object.values(readFacts(ydoc)).find((record) => record.passageId === hit.passage.id && record.snapshotSha === hit.source.snapshotSha)
  if (known) return known
  const record = factFromPassage({ passage: hit.passage, voice: hit.voice, source: hit.source }, shortId(random))
  ydoc.transact(() => factsOf(ydoc).set(record.id, record))
  return record
}
