/** The worker thread that compares what a team's sources say. In: passages with what they state, as stored. Out: pairs and concerns, the most telling ones. */
import { parentPort } from 'node:worker_threads'
import { z } from 'zod'
import { cslItem } from '#model/csl.ts'
import { dateRecord, figureRecord, rankRecord } from '#model/extraction.ts'
import type { ConflictList, Statement } from '#model/library.ts'
import { findConflicts } from '#sources/conflicts.ts'
import type { StatedPassage } from '../store/library.ts'

export type CompareTask = { passages: readonly StatedPassage[]; /** True when the library holds more. */ capped: boolean }
export type CompareReply = { kind: 'answered'; answer: ConflictList } | { kind: 'failed'; message: string; stack: string }

/** What one answer holds at most: it goes over the wire as one piece. */
const MOST_CONFLICTS = 2_000
const MOST_CONCERNS = 1_000

function compare({ passages, capped }: CompareTask): ConflictList {
  const found = findConflicts(passages.flatMap(statementsOf))
  return {
    conflicts: found.conflicts.slice(0, MOST_CONFLICTS),
    concerns: found.concerns.slice(0, MOST_CONCERNS),
    capped: capped || found.capped || found.conflicts.length > MOST_CONFLICTS || found.concerns.length > MOST_CONCERNS,
  }
}

/** One for each figure, rank and date of a passage. */
function statementsOf({ passageId, source, csl, snapshotSha, quote, paragraph, figures, dates, ranks }: StatedPassage): Statement[] {
  const said = { source: { id: source, csl: cslItem.parse(JSON.parse(csl)), snapshotSha }, passageId, quote, paragraph, figure: null, rank: null, date: null }
  return [
    ...z.array(figureRecord).parse(JSON.parse(figures)).map((figure) => ({ ...said, figure })),
    ...z.array(rankRecord).parse(JSON.parse(ranks)).map((rank) => ({ ...said, rank })),
    ...z.array(dateRecord).parse(JSON.parse(dates)).map((date) => ({ ...said, date })),
  ]
}

function answer(task: CompareTask): CompareReply {
  try {
    return { kind: 'answered', answer: compare(task) }
  } catch (error) {
    return error instanceof Error ? { kind: 'failed', message: error.message, stack: error.stack ?? '' } : { kind: 'failed', message: String(error), stack: '' }
  }
}

parentPort?.on('message', (task: CompareTask) => parentPort?.postMessage(answer(task), []))
