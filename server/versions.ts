/** Whether a file is a new version of a source that the library has, and what becomes of that source's facts then. */
import { foldWords } from '#model/fold.ts'
import type { FactPlace } from './jobs/anchors.ts'
import { Refusal } from '#model/refusal.ts'
import type { Passage, PositionSelector } from '#model/source.ts'
import type { lapsedFact } from '#model/api.ts'
import type { z } from 'zod'
import type { Parts } from './parts.ts'
import type { CarriedFact, FactAnchor, Likeness, StoredSource } from './store/library.ts'
import { quoteAt } from './store/sharing.ts'

/** A new version shares at least half of its passages with the old one, and the old one at least a third with it: an excerpt of a long report is no new version of the report. */
const SHARE_OF_NEW = 1 / 2
const SHARE_OF_OLD = 1 / 3
/** Fewer passages in common prove nothing. */
const FEWEST_SHARED = 3
/** Under the same file name, titles or texts with this share of their words in common are versions of one thing. */
const ALIKE = 0.5
/** Code units of text looked at for that. */
const BEGINNING = 20_000
const MOST_LAPSED = 100

export type NewText = { file: string; title: string; text: string; passages: readonly Passage[] }

/** The source this text is a new version of; null when it is a source of its own. */
export async function earlierVersion({ store }: Pick<Parts, 'store'>, team: string, made: NewText): Promise<StoredSource | null> {
  const candidates = await store.likenesses(
    team,
    made,
    made.passages.map(({ quoteHash }) => quoteHash),
  )
  const most = candidates.filter((candidate) => sharesMost(candidate, made.passages.length)).toSorted((a, b) => b.shared - a.shared)[0]
  if (most) return most.source
  const record = candidates.find(({ source }) => source.snapshotSha === null && sameTitle(source.csl.title, made.title))
  if (record) return record.source
  for (const { source, sameFile } of candidates) {
    if (!sameFile || source.snapshotSha === null) continue
    // A title taken from the file's name says no more than the name does; then the words have to.
    if (!isNamedAfter(made.title, made.file) && wordsShared(source.csl.title, made.title) >= ALIKE) return source
    const old = await store.source(source.id)
    if (old && wordsShared(old.text.slice(0, BEGINNING), made.text.slice(0, BEGINNING)) >= ALIKE) return source
  }
  return null
}

function sharesMost({ shared, source }: Likeness, passages: number): boolean {
  return shared >= FEWEST_SHARED && shared >= passages * SHARE_OF_NEW && shared >= source.passageCount * SHARE_OF_OLD
}

function sameTitle(a: string, b: string): boolean {
  return foldWords(a) === foldWords(b)
}

function isNamedAfter(title: string, file: string): boolean {
  const stem = file.replace(/\.[^.]{1,10}$/, '')
  return foldWords(title) === foldWords(stem.replaceAll(/[_-]+/g, ' ')) || foldWords(title) === foldWords(stem)
}

/** Share of the words of both that both have. */
function wordsShared(a: string, b: string): number {
  const [ours, theirs] = [a, b].map((text) => new Set(foldWords(text).split(' ').filter((word) => word !== '')))
  if (!ours || !theirs || ours.size === 0 || theirs.size === 0) return 0
  const both = [...ours].filter((word) => theirs.has(word)).length
  return both / (ours.size + theirs.size - both)
}

export type LapsedFact = z.infer<typeof lapsedFact>

/** `carried` stand word for word in the new text, `lapsed` were looked at by somebody and don't. `unchecked` when the search took too long: then nothing is carried. */
export type Carrying = { carried: readonly CarriedFact[]; places: readonly PositionSelector[]; lapsed: readonly LapsedFact[]; lapsedCount: number; unchecked: boolean }

/** Looks for the facts on a source's newest snapshot in its new text. */
export async function carryFacts({ store, librarian, log }: Pick<Parts, 'store' | 'librarian' | 'log'>, source: string, made: NewText): Promise<Carrying> {
  const facts = await store.factAnchors(source)
  if (facts.length === 0) return { carried: [], places: [], lapsed: [], lapsedCount: 0, unchecked: false }
  let places: readonly FactPlace[]
  try {
    places = await librarian.ask('facts', { text: made.text, facts })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    log.warn({ err: error, source }, 'facts were not carried over to a new import')
    return { carried: [], places: [], lapsed: [], lapsedCount: 0, unchecked: true }
  }
  const carried: CarriedFact[] = []
  const lapsed: LapsedFact[] = []
  facts.forEach((fact, index) => {
    const place = places[index]
    const moved = place?.status === 'exact' ? movedTo(made, fact, place.position) : null
    if (moved) carried.push(moved)
    else if (fact.touched) lapsed.push(lapsedOf(fact, place))
  })
  return { carried, places: carried.map(({ position }) => position), lapsed: lapsed.slice(0, MOST_LAPSED), lapsedCount: lapsed.length, unchecked: false }
}

/** Null when no passage holds the place: the words stand in a block that is not read. */
function movedTo({ text, passages }: NewText, { id }: FactAnchor, position: PositionSelector): CarriedFact | null {
  const holding = passages[firstBehind(passages, position.start)]
  if (!holding || holding.position.start >= position.end) return null
  return { id, passage: holding.id, position, quote: quoteAt(text, position.start, position.end) }
}

/** Index of the first passage that ends behind `place`; they stand in order of the text, apart from each other. */
function firstBehind(passages: readonly Passage[], place: number): number {
  let [low, high] = [0, passages.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((passages[middle]?.position.end ?? Infinity) > place) high = middle
    else low = middle + 1
  }
  return low
}

function lapsedOf({ id, claim, status }: FactAnchor, place: FactPlace | undefined): LapsedFact {
  if (!place || place.status === 'exact') return { id, claim, status, anchor: 'missing', found: null }
  return { id, claim, status, anchor: place.status, found: place.found }
}
