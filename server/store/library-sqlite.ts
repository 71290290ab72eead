/** The library's part of the embedded store: which thread does what, and long imports in chunks, between which appends go first. */
import type { Channel } from './channel.ts'
import type { LibraryStore, NewImport } from './library.ts'
import type { ImportHead, Target } from './operations/imports.ts'
import { SKETCH } from './operations/rows.ts'
import { shareOut } from './sharing.ts'
import { Refusal } from '#model/refusal.ts'
import type { PositionSelector, Source } from '#model/source.ts'
import type { Reads, Writes } from './worker.ts'

/** Rows of an import in one transaction: what an append waits for at most. */
const CHUNK_ROWS = 200
/** Passages take their full text and what they state with them. */
const CHUNK_PASSAGES = 200

type Writer = Pick<Channel<Writes>, 'call'>

export function sqliteLibrary(writing: Writer, reader: Pick<Channel<Reads>, 'call'>, now: () => number): LibraryStore {
  const writer = inTurns(writing)
  return {
    addSource: (made) => writeImport(writer, { sourceId: made.source.id, source: made.source, made, begunAt: now() }),
    addSnapshot: (source, made, carried = []) => writeImport(writer, { sourceId: source, source: null, made, begunAt: now() }, carried),
    async addRecords(records) {
      for (const chunk of chunks(records)) await writer.call('addRecords', chunk)
    },
    knownRecords: (team, records) => reader.call('knownRecords', team, records),
    sources: (team) => reader.call('sources', team),
    sourceRow: (id) => reader.call('sourceRow', id),
    source: (id, sha256) => reader.call('source', id, sha256),
    sourceWindow: (id, part) => reader.call('sourceWindow', id, part),
    sourceByBytes: (team, sha256) => reader.call('sourceByBytes', team, sha256),
    // The two words alone: whoever asks may hold the whole text, and what goes to another thread is copied while everyone waits.
    likenesses: (team, { file, title }, hashes) => reader.call('likenesses', team, { file, title }, sketchOf(hashes), new Set(hashes).size),
    snapshots: (source) => reader.call('snapshots', source),
    changeSource: (id, change, by, at) => writer.call('changeSource', id, change, by, at),
    withdrawSource: (id, reason, by, at) => writer.call('withdrawSource', id, reason, by, at),

    findings: (source, sha256) => reader.call('findings', source, sha256),
    snapshotToRead: () => reader.call('snapshotToRead'),
    async addFindings({ team, source, snapshot }, text, passages, found) {
      if (!(await writer.call('claimFindings', snapshot)) || !found) return
      const target: Target = { team, source, snapshot }
      const sharing = shareOut(text, found)
      const voiced = passages.map((passage) => ({ ...passage, voice: 'own' }))
      for (const chunk of chunks(voiced)) {
        const shared = sharing.next(chunk).flatMap(({ passage, found: share }) => (share ? [{ passageId: passage.id, found: share }] : []))
        if (shared.length > 0) await writer.call('addFindings', target, shared)
      }
      for (const [index, chunk] of chunks(sharing.loose()).entries()) await writer.call('addLoose', snapshot, index * CHUNK_ROWS, chunk)
    },
    markBlock: (mark) => writer.call('markBlock', mark),
    async recutBlock({ team, source, snapshotSha, text, block, passages, found }) {
      const snapshot = await reader.call('snapshotId', source, snapshotSha)
      if (snapshot === null) throw new Refusal('not-found', 'This source was never imported from a file with that sha256.')
      const target: Target = { team, source, snapshot }
      const kept = passages.map(({ id }) => id)
      while (await writer.call('settlePassages', snapshot, block, kept, CHUNK_ROWS));
      const sharing = shareOut(text, found)
      for (const chunk of chunks(passages, CHUNK_PASSAGES)) await writer.call('addCut', target, sharing.next(chunk))
      await writer.call('countPassages', target)
    },

    facts: (query) => reader.call('facts', query),
    fact: (id) => reader.call('fact', id),
    addFact: (fact) => writer.call('addFact', fact),
    changeFact: (write) => writer.call('changeFact', write),
    factAnchors: (source) => reader.call('factAnchors', source),
    async carryFacts(source, facts, at) {
      for (const chunk of chunks(facts)) await writer.call('carryFacts', source, chunk, at)
    },

    libraryRev: (team) => reader.call('libraryRev', team),
    statedPassages: (team, before, limit) => reader.call('statedPassages', team, before, limit),
    statedBeside: (team, source, limit) => reader.call('statedBeside', team, source, limit),
    settlements: (team) => reader.call('settlements', team),
    settle: (team, key, word, by, at) => writer.call('settle', team, key, word, by, at),

    documentsToLook: (team) => reader.call('documentsToLook', team),
    putUses: (doc, head, uses) => writer.call('putUses', doc, head, uses),
    usesOfSource: (source) => reader.call('usesOfSource', source),
    usesOfFact: (fact) => reader.call('usesOfFact', fact),
  }
}

async function writeImport(writer: Writer, { sourceId, source, made, begunAt }: { sourceId: string; source: Source | null; made: NewImport; begunAt: number }, carried: readonly PositionSelector[] = []): Promise<void> {
  const { team, actor, actorName, found, passages } = made
  const { blocks, ...snapshot } = made.snapshot
  const head: ImportHead = { team, actor, by: { id: actor, name: actorName ?? actor }, source, sourceId, snapshot, passageCount: passages.length, extracted: found !== undefined, begunAt }
  const target: Target = { team, source: sourceId, snapshot: snapshot.id }
  const sharing = shareOut(snapshot.text, found, carried)
  await writer.call('beginImport', head)
  try {
    for (const [index, chunk] of chunks(blocks).entries()) await writer.call('addBlocks', snapshot.id, index * CHUNK_ROWS, chunk)
    for (const [index, chunk] of chunks(passages, CHUNK_PASSAGES).entries()) await writer.call('addPassages', target, index * CHUNK_PASSAGES, sharing.next(chunk))
    for (const [index, chunk] of chunks(sharing.loose()).entries()) await writer.call('addLoose', snapshot.id, index * CHUNK_ROWS, chunk)
    await writer.call('finishImport', target, sketchOf(passages.map(({ quoteHash }) => quoteHash)))
  } catch (error) {
    await writer.call('abandonImport', snapshot.id)
    throw error
  }
}

function chunks<T>(items: readonly T[], rows = CHUNK_ROWS): T[][] {
  return Array.from({ length: Math.ceil(items.length / rows) }, (_, index) => items.slice(index * rows, (index + 1) * rows))
}

/** At most one of the library's writes is with the writer at a time, so that an append waits for one chunk however many imports run. */
function inTurns(writer: Writer): Writer {
  let last: Promise<unknown> = Promise.resolve()
  return {
    call(name, ...args) {
      const turn = last.then(() => writer.call(name, ...args))
      last = turn.catch(() => undefined)
      return turn
    },
  }
}

/** The smallest hashes of a text's quotations: a bottom-k sketch. */
function sketchOf(hashes: readonly string[]): string[] {
  const smallest: string[] = []
  for (const hash of hashes) {
    const short = hash.slice(0, 16)
    const last = smallest.at(-1)
    if ((smallest.length === SKETCH && last !== undefined && short >= last) || smallest.includes(short)) continue
    const at = smallest.findIndex((known) => known > short)
    smallest.splice(at === -1 ? smallest.length : at, 0, short)
    if (smallest.length > SKETCH) smallest.pop()
  }
  return smallest
}
