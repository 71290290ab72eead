/** The worker thread of `librarian.ts`: one question about texts or briefs at a time, answered away from the thread that serves. Reads no disk and no database. */
import { parentPort } from 'node:worker_threads'
import type { CslItem } from '#model/csl.ts'
import type { Extraction } from '#model/extraction.ts'
import type { Block, Passage } from '#model/source.ts'
import { readBrief } from '#model/ydoc.ts'
import { comparePassages, type Compared } from '#sources/differences.ts'
import { type Records, readRecords } from '#sources/records.ts'
import { type BlockPlace, readStored, recutBlock } from '#sources/recut.ts'
import type { FactAnchor, NewUse } from '../store/library.ts'
import { ydocOf } from '../sync/replay.ts'
import { type FactPlace, findFacts } from './anchors.ts'
import { type PackedUpdates, unpackUpdates } from './packed.ts'
import { usesIn } from './uses.ts'

/** Name → what is asked and what is answered. */
export type Questions = {
  /** Where a stored brief leans on sources. */
  uses: { asked: { updates: PackedUpdates }; answer: NewUse[] }
  differences: { asked: { before: readonly Passage[]; after: readonly Passage[] }; answer: Compared }
  facts: { asked: { text: string; facts: readonly FactAnchor[] }; answer: FactPlace[] }
  records: { asked: { name: string; bytes: Uint8Array }; answer: Pick<Records, 'items' | 'warnings'> | null }
  extract: { asked: { text: string; blocks: readonly Block[]; passages: readonly Passage[]; snapshotSha: string; csl: CslItem }; answer: Extraction }
  recut: {
    asked: { text: string; block: Block; snapshotSha: string; csl: CslItem; place: BlockPlace }
    answer: { passages: Passage[]; voices: string[]; extraction: Extraction }
  }
}
export type Question = keyof Questions

export type LibraryTask = { [Name in Question]: { question: Name; asked: Questions[Name]['asked'] } }[Question]
export type LibraryReply = { kind: 'answered'; answer: unknown } | { kind: 'failed'; message: string; stack: string }

const ANSWERS: { [Name in Question]: (asked: Questions[Name]['asked']) => Questions[Name]['answer'] } = {
  uses: ({ updates }) => usesOfStored(updates),
  differences: ({ before, after }) => comparePassages(before, after),
  facts: ({ text, facts }) => findFacts(text, facts),
  records: ({ name, bytes }) => readRecords(name, bytes),
  extract: ({ text, blocks, passages, snapshotSha, csl }) => readStored(text, blocks, passages, snapshotSha, csl),
  recut: ({ text, block, snapshotSha, csl, place }) => recutBlock(text, block, snapshotSha, csl, place),
}

/** An update that cannot be applied is left out, as when the brief is opened; the export of the brief tells of it. */
function usesOfStored(updates: PackedUpdates): NewUse[] {
  const ydoc = ydocOf(unpackUpdates(updates))
  try {
    return usesIn(readBrief(ydoc))
  } finally {
    ydoc.destroy()
  }
}

function answer({ question, asked }: LibraryTask): LibraryReply {
  try {
    return { kind: 'answered', answer: (ANSWERS[question] as (asked: unknown) => unknown)(asked) }
  } catch (error) {
    return error instanceof Error ? { kind: 'failed', message: error.message, stack: error.stack ?? '' } : { kind: 'failed', message: String(error), stack: '' }
  }
}

parentPort?.on('message', (task: LibraryTask) => parentPort?.postMessage(answer(task), []))
