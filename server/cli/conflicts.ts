/** `conflicts --library DIR`: statements of different sources that can be compared, and how they relate; the disagreements first. */
import { statSync } from 'node:fs'
import type { CslItem } from '#model/csl.ts'
import { readable } from '#model/fold.ts'
import type { Statement } from '#model/library.ts'
import { Refusal } from '#model/refusal.ts'
import type { Block, Passage } from '#model/source.ts'
import { type Found, findConflicts, statementsOf } from '#sources/conflicts.ts'
import { extractFrom } from '#sources/extract.ts'
import { readFolder } from '#sources/library.ts'
import { type Command, EXIT, type Io, quietConfig, readArguments } from './command.ts'
import { hasData, withStore } from './stored.ts'
import { firstTeam } from './team.ts'

const USAGE = 'conflicts [--library DIR] [--concerns] [--json]'

export const conflictsCommand: Command = {
  name: 'conflicts',
  usage: USAGE,
  does: 'compares what the sources of a library say; exit 1 when some disagree',
  run: async (args, io) => {
    const { values, positionals } = readArguments(args, { library: { type: 'string' }, concerns: { type: 'boolean' }, json: { type: 'boolean' } }, USAGE)
    const texts = await textsOf(values.library ?? positionals[0], io)
    const files = new Map(texts.map(({ id, file }) => [id, file]))
    const found = findConflicts(texts.flatMap(statementsIn))
    const side = ({ source, quote, figure, rank, date }: Statement) => ({ quote: readable(quote), file: files.get(source.id) ?? source.id, span: (figure ?? rank ?? date)?.span ?? null })
    for (const { relation, a, b, reason } of found.conflicts) {
      const pair = { relation, a: side(a), b: side(b), reason }
      io.out(values.json ? JSON.stringify(pair) : sentence(pair))
    }
    if (values.concerns) for (const { kind, reason, statement } of found.concerns) io.out(values.json ? JSON.stringify({ concern: kind, a: side(statement), reason }) : `${kind}: ${reason}\n  ${side(statement).file}: ${side(statement).quote}`)
    return finish(found, io)
  },
}

type Side = { quote: string; file: string }

function sentence({ relation, a, b, reason }: { relation: string; a: Side; b: Side; reason: string }): string {
  return `${relation}: ${reason}\n  ${a.file}: ${a.quote}\n  ${b.file}: ${b.quote}`
}

function finish({ conflicts, capped }: Found, io: Io): 0 | 1 {
  if (capped) io.err('The library holds more than was compared; compare a part of it to see the rest.')
  return conflicts.some(({ relation }) => relation === 'conflict') ? EXIT.findings : EXIT.done
}

/** A source with what its extraction is made from. */
type SourceText = { id: string; file: string; csl: CslItem; snapshotSha: string; text: string; blocks: readonly Block[]; passages: readonly Passage[]; voices: readonly string[] }

function statementsIn({ id, csl, snapshotSha, ...read }: SourceText): Statement[] {
  return statementsOf({ id, csl, snapshotSha }, read.passages, extractFrom({ ...read, csl, evidence: [] }))
}

/** A folder of files or a data directory; without one, the own data directory. */
async function textsOf(folder: string | undefined, io: Io): Promise<SourceText[]> {
  if (folder !== undefined && !(statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false)) throw new Refusal('not-found', `${folder} is not a folder.`)
  if (folder !== undefined && !hasData(folder)) return folderTexts(folder, io)
  const config = quietConfig(io)
  const dataDir = folder ?? config.dataDir
  return withStore({ ...config, dataDir }, async (store) => {
    const { id: team } = await firstTeam(store, dataDir)
    const texts: SourceText[] = []
    for (const { id } of await store.sources(team)) {
      const source = await store.source(id)
      if (source === null || source.snapshotSha === null || source.withdrawn !== null) continue
      texts.push({ id, file: source.file, csl: source.csl, snapshotSha: source.snapshotSha, text: source.text, blocks: source.blocks, passages: source.passages, voices: source.passages.map(() => 'own') })
    }
    return texts
  })
}

async function folderTexts(folder: string, io: Io): Promise<SourceText[]> {
  const { entries, refused } = await readFolder(folder, { now: Date.now() })
  for (const { file, reason } of refused) io.err(`${file} was not read: ${reason}`)
  return entries.map(({ source, snapshot, voices }) => ({ id: source.id, file: source.file, csl: source.csl, snapshotSha: snapshot.sha256, text: snapshot.text, blocks: snapshot.blocks, passages: snapshot.passages, voices }))
}
