/**
 * What a reader made of a file, in portions on their way between processes: each is small, and the next is sent when the last was taken. A long source then costs
 * the server many short moments between which it answers everyone else, and never one long one.
 */
import type { Extraction } from '#model/extraction.ts'
import type { Ingested } from '#sources/ingest.ts'

type Text = Extract<Ingested, { outcome: 'text' }>
type Snapshot = Text['snapshot']

/** The lists of an ingested source that grow with its length. */
type Lists = { blocks: Snapshot['blocks']; passages: Snapshot['passages']; voices: string[] } & Extraction
export type ListName = keyof Lists

export type Portion =
  | { kind: 'text'; text: string }
  | { kind: 'items'; list: ListName; items: readonly unknown[] }
  /** The last: everything else. Its lists and text are empty where they came in portions. */
  | { kind: 'ingested'; ingested: Ingested }

/** Code units of text in a portion, and roughly as many in its items. */
const PORTION = 48_000
/** An item's cost beside its words. */
const ITEM = 120

/** The portions of an ingested source, in the order they are sent. What is no text is one portion. */
export function* portionsOf(ingested: Ingested): Generator<Portion> {
  if (ingested.outcome !== 'text') {
    yield { kind: 'ingested', ingested }
    return
  }
  const { snapshot, voices, extraction } = ingested
  for (let at = 0; at < snapshot.text.length; at += PORTION) yield { kind: 'text', text: snapshot.text.slice(at, at + PORTION) }
  const lists: Lists = { blocks: snapshot.blocks, passages: snapshot.passages, voices: [...voices], ...extraction }
  for (const list of LIST_NAMES) for (const items of cut(lists[list])) yield { kind: 'items', list, items }
  yield { kind: 'ingested', ingested: { ...ingested, voices: [], extraction: emptyExtraction(), snapshot: { ...snapshot, text: '', blocks: [], passages: [] } } }
}

export const LIST_NAMES = ['blocks', 'passages', 'voices', 'figures', 'dates', 'ranks', 'facts', 'references', 'evidence'] as const satisfies readonly ListName[]

function emptyExtraction(): Extraction {
  return { figures: [], dates: [], ranks: [], facts: [], references: [], evidence: [] }
}

function* cut(items: readonly unknown[]): Generator<readonly unknown[]> {
  let from = 0
  let weight = 0
  for (let at = 0; at < items.length; at++) {
    weight += ITEM + wordsIn(items[at])
    if (weight < PORTION) continue
    yield items.slice(from, at + 1)
    from = at + 1
    weight = 0
  }
  if (from < items.length) yield items.slice(from)
}

/** Code units of the strings inside, two levels deep: where the words of our records are. */
function wordsIn(item: unknown, depth = 2): number {
  if (typeof item === 'string') return item.length
  if (depth === 0 || typeof item !== 'object' || item === null) return 0
  let words = 0
  for (const value of Object.values(item)) words += wordsIn(value, depth - 1)
  return words
}

/** Most that one answer may hold; a reader that sends more is ended. */
export const MOST_ANSWERED = { text: 40_000_000, items: 3_000_000 } as const

export type Gathered = {
  /** The whole, when this was the last portion; `too-much` when the answer goes beyond its bounds; null while more is to come. */
  take(portion: Portion): Ingested | 'too-much' | null
}

/** Puts portions together again. */
export function gather(): Gathered {
  const texts: string[] = []
  const lists: Record<ListName, unknown[]> = { blocks: [], passages: [], voices: [], figures: [], dates: [], ranks: [], facts: [], references: [], evidence: [] }
  let letters = 0
  let items = 0
  return {
    take(portion) {
      if (portion.kind === 'ingested') return whole(portion.ingested, texts, lists as unknown as Lists)
      if (portion.kind === 'text') {
        letters += portion.text.length
        texts.push(portion.text)
      } else {
        items += portion.items.length
        for (const item of portion.items) lists[portion.list].push(item)
      }
      return letters > MOST_ANSWERED.text || items > MOST_ANSWERED.items ? 'too-much' : null
    },
  }
}

function whole(last: Ingested, texts: readonly string[], lists: Lists): Ingested {
  if (last.outcome !== 'text' || (texts.length === 0 && last.snapshot.text !== '')) return last
  const { blocks, passages, voices, ...extraction } = lists
  return { ...last, voices, extraction, snapshot: { ...last.snapshot, text: texts.join(''), blocks, passages } }
}
