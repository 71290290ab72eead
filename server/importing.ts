/** One file into the library of a team: what it became is a result, never an exception. The routes and the command line all come through here. */
import { createHash } from 'node:crypto'
import type { ImportResult } from '#model/api.ts'
import type { CslItem } from '#model/csl.ts'
import { uuidv7 } from '#model/random.ts'
import { Refusal } from '#model/refusal.ts'
import type { Ingested } from '#sources/ingest.ts'
import { importRecords } from './importing-records.ts'
import type { Parts } from './parts.ts'
import type { NewImport, StoredSource } from './store/library.ts'
import { carryFacts, earlierVersion, type NewText } from './versions.ts'

/**
 * `team` is an id. `actor` as in the audit, `actorName` as people read it. `csl` is metadata someone knows; it wins over what the file says.
 * `into` is the id of the source this is a new import of; without it, a file that is a new version of a source is recognised as one.
 */
export type FileToImport = { team: string; actor: string; actorName?: string; name: string; bytes: Uint8Array; csl?: CslItem; into?: string }

export type ImportParts = Pick<Parts, 'store' | 'ingester' | 'librarian' | 'now' | 'random' | 'log'>

type ReadText = Extract<Ingested, { outcome: 'text' }>

/** Reads, stores and audits. The same bytes again give the source that is already there, with a warning. Refusal `too-many` when too many files wait to be read: then nothing is said about the file. */
export async function importFile(parts: ImportParts, file: FileToImport): Promise<ImportResult> {
  if (file.bytes.length === 0) return nothing(file.name, 'refused', 'The file is empty.')
  const sha256 = createHash('sha256').update(file.bytes).digest('hex')
  const known = await parts.store.sourceByBytes(file.team, sha256)
  if (known) return alreadyThere(file, known, sha256)
  const records = await importRecords(parts, file)
  if (records) return records
  const ingested = await parts.ingester.ingest({ name: file.name, bytes: file.bytes, ...(file.csl ? { csl: file.csl } : {}) }, file.team)
  if (ingested.outcome !== 'text') return nothing(file.name, ingested.outcome, ingested.reason)
  try {
    return await store(parts, file, ingested)
  } catch (error) {
    // Someone else added the same bytes while we read them.
    const other = error instanceof Refusal && error.code === 'conflict' ? await parts.store.sourceByBytes(file.team, sha256) : null
    if (other) return alreadyThere(file, other, sha256)
    throw error
  }
}

async function store(parts: ImportParts, file: FileToImport, ingested: ReadText): Promise<ImportResult> {
  const { snapshot, csl } = ingested
  await parts.store.putBlob(file.bytes, snapshot.mediaType)
  const made: NewText = { file: file.name, title: csl.title, text: snapshot.text, passages: snapshot.passages }
  const earlier = file.into === undefined ? await earlierVersion(parts, file.team, made) : await parts.store.sourceRow(file.into)
  return earlier ? addVersion(parts, file, ingested, made, earlier) : addSource(parts, file, ingested)
}

async function addSource(parts: ImportParts, file: FileToImport, ingested: ReadText): Promise<ImportResult> {
  const at = parts.now()
  const id = uuidv7(at, parts.random)
  await parts.store.addSource({ ...importOf(parts, file, ingested), source: { id, csl: ingested.csl, reliability: null, note: null, file: file.name, importedAt: at } })
  await parts.store.audit({ at, actor: file.actor, action: 'add-source', object: id, detail: about(file, ingested) })
  return told(file, ingested, id, ingested.csl.title)
}

/** What the team knows about the source stays as it is; only its text is new. */
async function addVersion(parts: ImportParts, file: FileToImport, ingested: ReadText, made: NewText, earlier: StoredSource): Promise<ImportResult> {
  const at = parts.now()
  const { carried, places, lapsed, lapsedCount, unchecked } = await carryFacts(parts, earlier.id, made)
  await parts.store.addSnapshot(earlier.id, importOf(parts, file, ingested), places)
  await parts.store.carryFacts(earlier.id, carried, at)
  await parts.store.audit({ at, actor: file.actor, action: 'add-snapshot', object: earlier.id, detail: { ...about(file, ingested), carried: carried.length, lapsed: lapsedCount } })
  const result = told(file, ingested, earlier.id, earlier.csl.title)
  const warnings = [versionWarning(earlier), ...(lapsedCount > 0 ? [lapsedWarning(lapsedCount)] : []), ...(unchecked ? ['Whether its facts still stand in the new text could not be found out in time: look at each.'] : [])]
  return { ...result, warnings: [...warnings, ...result.warnings], ...(lapsedCount > 0 ? { lapsed: [...lapsed] } : {}) }
}

function versionWarning({ csl, snapshotSha, withdrawn }: StoredSource): string {
  if (snapshotSha === null) return `The library had "${csl.title}" as a record; this is now its text.`
  return `This is a new import of "${csl.title}", which the library has; the earlier text can still be read, and what changed can be looked at.${withdrawn ? ' The source is withdrawn.' : ''}`
}

function lapsedWarning(count: number): string {
  return count === 1 ? 'One fact of the earlier import no longer stands in it word for word; it stays with the earlier text.' : `${count} facts of the earlier import no longer stand in it word for word; they stay with the earlier text.`
}

function importOf(parts: ImportParts, file: FileToImport, { snapshot, voices, extraction }: ReadText): NewImport {
  const { passages, ...stored } = snapshot
  const at = parts.now()
  return {
    team: file.team,
    actor: file.actor,
    ...(file.actorName === undefined ? {} : { actorName: file.actorName }),
    snapshot: { id: uuidv7(at, parts.random), ...stored },
    passages: passages.map((passage, index) => ({ ...passage, voice: voices[index] ?? 'own' })),
    found: { extraction, newId: () => uuidv7(at, parts.random) },
  }
}

function about(file: FileToImport, { snapshot }: ReadText) {
  return { file: file.name, sha256: snapshot.sha256, passages: snapshot.passages.length }
}

function told(file: FileToImport, { snapshot, language, pages, warnings }: ReadText, source: string, title: string): ImportResult {
  return { file: file.name, outcome: 'text', source, snapshot: snapshot.sha256, title, language, pages, passages: snapshot.passages.length, warnings: [...warnings] }
}

function alreadyThere({ name, into }: FileToImport, source: StoredSource, sha256: string): ImportResult {
  const older = source.snapshotSha !== sha256 ? ' It is an earlier import of it; the newest stays the one that counts.' : ''
  const elsewhere = into !== undefined && into !== source.id ? ' That is another source than the one it was meant for.' : ''
  return {
    file: name,
    outcome: 'text',
    source: source.id,
    snapshot: sha256,
    title: source.csl.title,
    language: source.csl.language ?? null,
    pages: null,
    passages: source.passageCount,
    warnings: [`The library already has this file, as "${source.csl.title}"; nothing was added.${older}${elsewhere}`],
  }
}

export function nothing(file: string, outcome: ImportResult['outcome'], reason: string): ImportResult {
  return { file, outcome, reason, source: null, snapshot: null, title: null, language: null, pages: null, passages: 0, warnings: [] }
}
