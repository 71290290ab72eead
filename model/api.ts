/**
 * The shapes of the HTTP API, as decoders. The server validates with them and describes them in `/api/openapi.json`;
 * the editor takes their types.
 */
import { z } from 'zod'
import { axis } from './axis.ts'
import { fieldName, fieldValue } from './brief.ts'
import { cslItem } from './csl.ts'
import { FACT_STATUS, librarySource } from './library.ts'
import { IMPORT_OUTCOMES, block, passage } from './source.ts'
import { templateManifest } from './template.ts'

/** From the most rights to the least. Until suggestions and comments exist, suggester and commenter read. */
export const ROLES = ['owner', 'editor', 'suggester', 'commenter', 'reader'] as const
export const role = z.enum(ROLES)
export type Role = z.infer<typeof role>

export const team = z.object({ id: z.string(), slug: z.string(), name: z.string(), role })

/** Who is asking. `person` is null for an API key. */
export const sessionInfo = z.object({
  person: z.object({ id: z.string(), name: z.string(), email: z.string() }).nullable(),
  teams: z.array(team),
})

export const documentSummary = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.string(),
  template: z.string().nullable(),
  team: z.string(),
  role,
  /** Milliseconds since 1970 of creation and of the last durable change. */
  createdAt: z.number().int(),
  changedAt: z.number().int(),
})

/** `canWrite` is the server's word on this person's rights; the editor only shows it. */
export const documentDetail = documentSummary.extend({ canWrite: z.boolean(), schema: z.number().int() })

export const newDocument = z.object({
  title: z.string().trim().min(1, 'a brief needs a title').max(300),
  template: z.string().max(100).optional(),
  fields: z.record(fieldName, fieldValue).optional(),
  team: z.string().max(100).optional(),
})

export const created = z.object({ id: z.string() })
export const documentList = z.object({ documents: z.array(documentSummary) })

export const EXPORT_FORMATS = ['pdf', 'json', 'md'] as const
export const exportFormat = z.enum(EXPORT_FORMATS)
export type ExportFormat = z.infer<typeof exportFormat>

export const templateSummary = templateManifest.pick({ id: true, rev: true, kind: true, title: true, description: true, fields: true, paper: true }).strip()
/** One template with what its parts ask for: the summary, its slots and its page budget. */
export const templateDetail = templateSummary.extend({ slots: templateManifest.shape.slots, pages: templateManifest.shape.pages })
export const templateList = z.object({ templates: z.array(templateSummary) })
export const axisList = z.object({ axes: z.array(axis) })

/** A fact of an earlier import that is not found word for word in the new one; `found` is what stands in its place. At most a hundred are told. */
export const lapsedFact = z.object({ id: z.string(), claim: z.string(), status: z.enum(FACT_STATUS), anchor: z.enum(['changed', 'changed-number', 'missing', 'ambiguous']), found: z.string().nullable() })

/** What became of one file (also a line of `counterpoint import --json`). `source` and `snapshot` are null unless the outcome is `text`. */
export const importResult = z.object({
  file: z.string(),
  outcome: z.enum(IMPORT_OUTCOMES),
  reason: z.string().optional(),
  source: z.string().nullable(),
  snapshot: z.string().nullable(),
  title: z.string().nullable(),
  language: z.string().nullable(),
  pages: z.number().int().nullable(),
  passages: z.number().int(),
  warnings: z.array(z.string()),
  /** For a file of bibliographic records (CSL-JSON, BibTeX, RIS): how many became sources, how many were there already. */
  records: z.object({ added: z.number().int(), known: z.number().int(), sources: z.array(z.string()) }).optional(),
  /** For a new import of a source: facts whose words no longer stand in it as they were. They stay with the earlier import. */
  lapsed: z.array(lapsedFact).optional(),
})
export const importResults = z.object({ results: z.array(importResult) })

export const sourceSummary = librarySource
export const sourceList = z.object({ sources: z.array(sourceSummary) })

/**
 * A source to read: its text with blocks and passages. All offsets are UTF-16 into the whole text; `text` is the part of it that starts at `textStart`, which is
 * all of it unless the source is very long or a window was asked for. `from` is the first block given, `blockCount` how many there are. A record has no text.
 * `shown` is the snapshot read, `snapshotSha` the newest one.
 */
export const sourceDetail = sourceSummary.extend({
  mediaType: z.string(),
  shown: z.string().nullable(),
  text: z.string(),
  textStart: z.number().int(),
  from: z.number().int(),
  blockCount: z.number().int(),
  blocks: z.array(block),
  passages: z.array(passage),
})

/** A hit of the library search. `marks` are ranges of the quotation that matched, start inclusive, end exclusive. */
export const searchHit = z.object({
  passage,
  source: z.object({ id: z.string(), csl: cslItem, snapshotSha: z.string() }),
  /** `own` or `reported:NAME` as proposed at import. */
  voice: z.string(),
  marks: z.array(z.tuple([z.number().int(), z.number().int()])),
})

/** `capped` says that more passages matched than were ranked; `note` says in a sentence what the list leaves out, null when nothing. */
export const searchResults = z.object({ query: z.string(), hits: z.array(searchHit), capped: z.boolean(), note: z.string().nullable() })

/** RFC 9457. `code` is ours and stable; `errors` name the places in the input. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  instance: z.string(),
  code: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
})

export type Team = z.infer<typeof team>
export type SessionInfo = z.infer<typeof sessionInfo>
export type DocumentSummary = z.infer<typeof documentSummary>
export type DocumentDetail = z.infer<typeof documentDetail>
export type NewDocument = z.infer<typeof newDocument>
export type TemplateSummary = z.infer<typeof templateSummary>
export type TemplateDetail = z.infer<typeof templateDetail>
export type ImportResult = z.infer<typeof importResult>
export type SourceSummary = z.infer<typeof sourceSummary>
export type SourceDetail = z.infer<typeof sourceDetail>
export type SearchHit = z.infer<typeof searchHit>
export type SearchResults = z.infer<typeof searchResults>
export type Problem = z.infer<typeof problem>
