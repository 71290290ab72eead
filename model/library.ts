/**
 * What a team keeps about its library beyond the texts: reviewed facts, conflicts between statements and how they were settled, where a fact is used,
 * and what a new import of a source changed. The shapes of these parts of the HTTP API.
 */
import { z } from 'zod'
import { cslItem, newCslItem } from './csl.ts'
import { dateRecord, extraction, FACT_KINDS, figureRecord, rankRecord } from './extraction.ts'
import { BLOCK_KINDS, passage, quoteSelector, source } from './source.ts'

export const FACT_STATUS = ['candidate', 'reviewed', 'disputed', 'superseded', 'retracted'] as const
/** GRADE's words; given by people, never computed. */
export const CONFIDENCE = ['high', 'moderate', 'low', 'very low'] as const

/** A fact of the library: proposed at import or made by a person from a passage. `rev` counts its changes. `shelfLife` is in days from `asOf`. */
export const libraryFact = z.object({
  id: z.string(),
  rev: z.number().int().min(1),
  source: z.object({ id: z.string(), csl: cslItem, snapshotSha: z.string(), withdrawn: z.boolean() }),
  passageId: z.string(),
  quote: quoteSelector,
  paragraph: z.number().int().min(1),
  page: z.number().int().min(1).nullable(),
  kind: z.enum(FACT_KINDS),
  voice: z.string(),
  claim: z.string(),
  figures: z.array(figureRecord),
  asOf: z.string().nullable(),
  shelfLife: z.number().int().min(1).nullable(),
  status: z.enum(FACT_STATUS),
  confidence: z.enum(CONFIDENCE).nullable(),
  note: z.string().nullable(),
  reviewedBy: z.object({ id: z.string(), name: z.string() }).nullable(),
  reviewedAt: z.number().int().nullable(),
  /** Ids of facts it replaces, and of facts it disagrees with. */
  supersedes: z.array(z.string()),
  conflictsWith: z.array(z.string()),
  /** In how many places of the team's briefs it stands. */
  uses: z.number().int(),
  /** True when a person has set aside the block its passage stands in. */
  setAside: z.boolean(),
  /** True when it stands on the newest import of its source. */
  current: z.boolean(),
})

/** `cursor` asks for what follows; null at the end. */
export const factPage = z.object({ facts: z.array(libraryFact), total: z.number().int(), counts: z.record(z.enum(FACT_STATUS), z.number().int()), cursor: z.string().nullable() })

export const factChange = z
  .object({
    rev: z.number().int().min(1),
    status: z.enum(FACT_STATUS),
    claim: z.string().trim().min(1).max(4000),
    confidence: z.enum(CONFIDENCE).nullable(),
    note: z.string().max(4000).nullable(),
    asOf: z.string().max(40).nullable(),
    shelfLife: z.number().int().min(1).max(36_500).nullable(),
    supersedes: z.array(z.string().max(64)).max(50),
    conflictsWith: z.array(z.string().max(64)).max(50),
  })
  .partial()
  .required({ rev: true })

/** One side of a pair of statements: the passage, its source, and the figure, rank or date in it that is compared. */
export const statement = z.object({
  source: z.object({ id: z.string(), csl: cslItem, snapshotSha: z.string() }),
  passageId: z.string(),
  quote: z.string(),
  paragraph: z.number().int(),
  figure: figureRecord.nullable(),
  rank: rankRecord.nullable(),
  date: dateRecord.nullable(),
})

export const RELATIONS = ['agree', 'agree_converted', 'rounding', 'compatible', 'time_explained', 'conflict', 'not_comparable'] as const
export const SETTLEMENTS = ['prefer-a', 'prefer-b', 'report-both', 'not-comparable'] as const

/** `key` is derived from both statements and stays the same from one run to the next. `settled` is a person's word, with the reason. */
export const conflict = z.object({
  key: z.string(),
  relation: z.enum(RELATIONS),
  reason: z.string(),
  a: statement,
  b: statement,
  settled: z.object({ as: z.enum(SETTLEMENTS), reason: z.string(), by: z.object({ id: z.string(), name: z.string() }), at: z.number().int() }).nullable(),
})

/** What one statement alone gives cause to look at: a figure only one source has, digits that claim more than their origin, a sum that does not come out. */
export const concern = z.object({ kind: z.enum(['single-source', 'false-precision', 'arithmetic']), reason: z.string(), statement })

export const conflictList = z.object({ conflicts: z.array(conflict), concerns: z.array(concern), /** True when the library holds more than were compared. */ capped: z.boolean() })
export const settlement = z.object({ as: z.enum(SETTLEMENTS), reason: z.string().trim().min(1, 'say why').max(2000) })

/** The fact a person makes of a passage; a passage that has a fact gives that one. */
export const newFact = z.object({ source: z.string().max(64), passageId: z.string().max(64) })

/** A place in a brief that leans on a source: the sentence around the fact or citation, and the block it stands in. */
export const use = z.object({
  document: z.object({ id: z.string(), title: z.string() }),
  block: z.string().nullable(),
  kind: z.enum(['fact', 'citation']),
  factId: z.string().nullable(),
  passageId: z.string().nullable(),
  sentence: z.string(),
  quote: z.string().nullable(),
})
export const useList = z.object({ uses: z.array(use), /** Briefs that could not be looked through. */ unread: z.array(z.object({ id: z.string(), title: z.string() })) })

/** What a person changes about a source. */
export const sourceChange = z.object({ csl: newCslItem, reliability: z.string().trim().max(200).nullable(), note: z.string().max(4000).nullable() }).partial()
export const withdrawal = z.object({ reason: z.string().trim().min(1, 'say why').max(2000) })
/** Null gives the block back to the rules. */
export const blockChange = z.object({ kind: z.enum(BLOCK_KINDS).nullable() })
export const pastedText = z.object({ title: z.string().trim().min(1).max(300).optional(), text: z.string().min(1), csl: newCslItem.optional() })

/** The imports of one source, newest first. */
export const snapshotSummary = z.object({ sha256: z.string(), mediaType: z.string(), importer: z.string(), passages: z.number().int(), at: z.number().int(), by: z.string() })
export const snapshotList = z.object({ snapshots: z.array(snapshotSummary) })

/** Two imports side by side, passage by passage; `parts` of a changed one tell kept from left out and put in. */
export const difference = z.discriminatedUnion('change', [
  z.object({ change: z.literal('added'), passage }),
  z.object({ change: z.literal('removed'), passage }),
  z.object({ change: z.literal('changed'), before: passage, after: passage, numbers: z.boolean(), parts: z.array(z.object({ text: z.string(), of: z.enum(['both', 'before', 'after']) })) }),
])
export const differenceList = z.object({ from: z.string(), to: z.string(), kept: z.number().int(), differences: z.array(difference) })

/** What was read out of a source, for its page: everything `extract` finds, and the facts the library keeps of it. */
export const sourceFindings = extraction.omit({ facts: true }).extend({ facts: z.array(libraryFact) })

/** Why nobody should lean on a source any more; null while it stands. */
export const withdrawn = z.object({ at: z.number().int(), by: z.object({ id: z.string(), name: z.string() }), reason: z.string() }).nullable()
/** As the library's list shows it. `snapshotSha` is null for a record without a text (imported from CSL-JSON, BibTeX or RIS). */
export const librarySource = source.extend({ snapshotSha: z.string().nullable(), passageCount: z.number().int(), snapshots: z.number().int(), facts: z.number().int(), withdrawn })

export const librarySources = z.object({ sources: z.array(librarySource) })

export type LibraryFact = z.infer<typeof libraryFact>
export type FactStatus = (typeof FACT_STATUS)[number]
export type FactChange = z.infer<typeof factChange>
export type FactPage = z.infer<typeof factPage>
export type Statement = z.infer<typeof statement>
export type Relation = (typeof RELATIONS)[number]
export type Conflict = z.infer<typeof conflict>
export type Concern = z.infer<typeof concern>
export type ConflictList = z.infer<typeof conflictList>
export type Use = z.infer<typeof use>
export type Difference = z.infer<typeof difference>
export type DifferenceList = z.infer<typeof differenceList>
export type SourceFindings = z.infer<typeof sourceFindings>
export type LibrarySource = z.infer<typeof librarySource>
export type SnapshotSummary = z.infer<typeof snapshotSummary>
export type SettledAs = (typeof SETTLEMENTS)[number]
