/** One file into the library of a team: what it became is a result, never an exception. The route and the command line both come through here. */
import { createHash } from 'node:crypto'
import type { ImportResult } from '#model/api.ts'
import type { CslItem } from '#model/csl.ts'
import { uuidv7 } from '#model/random.ts'
import { Refusal } from '#model/refusal.ts'
import type { Ingested } from '#sources/ingest.ts'
import type { Parts } from './parts.ts'
import type { StoredSource } from './store/store.ts'

/** `team` is an id. `actor` as in the audit. `csl` is metadata someone knows; it wins over what the file says. */
export type FileToImport = { team: string; actor: string; name: string; bytes: Uint8Array; csl?: CslItem }

type ImportParts = Pick<Parts, 'store' | 'ingester' | 'now' | 'random' | 'log'>

/** Reads, stores and audits. The same bytes again give the source that is already there, with a warning. Refusal `too-many` when too many files wait to be read: then nothing is said about the file. */
export async function importFile(parts: ImportParts, file: FileToImport): Promise<ImportResult> {
  if (file.bytes.length === 0) return nothing(file.name, 'refused', 'The file is empty.')
  const sha256 = createHash('sha256').update(file.bytes).digest('hex')
  const known = await parts.store.sourceByBytes(file.team, sha256)
  if (known) return alreadyThere(file.name, known)
  const ingested = await parts.ingester.ingest({ name: file.name, bytes: file.bytes, ...(file.csl ? { csl: file.csl } : {}) }, file.team)
  if (ingested.outcome !== 'text') return nothing(file.name, ingested.outcome, ingested.reason)
  try {
    return await store(parts, file, ingested)
  } catch (error) {
    // Someone else added the same bytes while we read them.
    const other = error instanceof Refusal && error.code === 'conflict' ? await parts.store.sourceByBytes(file.team, sha256) : null
    if (other) return alreadyThere(file.name, other)
    throw error
  }
}

async function store(parts: ImportParts, file: FileToImport, ingested: Extract<Ingested, { outcome: 'text' }>): Promise<ImportResult> {
  const { snapshot, csl, voices } = ingested
  const { passages, ...stored } = snapshot
  const at = parts.now()
  const id = uuidv7(at, parts.random)
  await parts.store.putBlob(file.bytes, snapshot.mediaType)
  await parts.store.addSource({
    source: { id, csl, reliability: null, note: null, file: file.name, importedAt: at },
    team: file.team,
    actor: file.actor,
    snapshot: { id: uuidv7(at, parts.random), ...stored },
    passages: passages.map((passage, index) => ({ ...passage, voice: voices[index] ?? 'own' })),
  })
  await parts.store.audit({ at, actor: file.actor, action: 'add-source', object: id, detail: { file: file.name, sha256: snapshot.sha256, passages: passages.length } })
  return {
    file: file.name,
    outcome: 'text',
    source: id,
    snapshot: snapshot.sha256,
    title: csl.title,
    language: ingested.language,
    pages: ingested.pages,
    passages: passages.length,
    warnings: [...ingested.warnings],
  }
}

function alreadyThere(file: string, source: StoredSource): ImportResult {
  return {
    file,
    outcome: 'text',
    source: source.id,
    snapshot: source.snapshotSha,
    title: source.csl.title,
    language: source.csl.language ?? null,
    pages: null,
    passages: source.passageCount,
    warnings: [`The library already has this file, as "${source.csl.title}"; nothing was added.`],
  }
}

function nothing(file: string, outcome: ImportResult['outcome'], reason: string): ImportResult {
  return { file, outcome, reason, source: null, snapshot: null, title: null, language: null, pages: null, passages: 0, warnings: [] }
}
