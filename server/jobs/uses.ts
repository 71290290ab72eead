/** Where a brief leans on sources: every fact and every citation in its body, with the block and the sentence it stands in. Pure over the brief. */
import type { Node } from 'prosemirror-model'
import type { Brief } from '#model/brief.ts'
import { readCitationItems } from '#model/nodes/citation.ts'
import { sentences } from '#model/sentences.ts'
import type { NewUse } from '../store/library.ts'

/** Bounds of what one brief puts into the index. */
const MOST_USES = 5_000
const LONGEST_SENTENCE = 1_000

type Found = { at: number; use: Omit<NewUse, 'block' | 'sentence'> }

/** In the order of the body. A fact whose record is not in the brief is told without its source. */
export function usesIn(brief: Brief): NewUse[] {
  const uses: NewUse[] = []
  const visit = (node: Node, block: string | null) => {
    if (uses.length >= MOST_USES) return
    const own = ownId(node) ?? block
    if (node.inlineContent || node.isAtom) uses.push(...usesInLine(brief, node, own))
    else node.forEach((child) => visit(child, own))
  }
  visit(brief.body, null)
  return uses.slice(0, MOST_USES)
}

function ownId(node: Node): string | null {
  const id: unknown = node.attrs['id']
  return typeof id === 'string' && id !== '' ? id : null
}

/** One run of text with what stands in it. A note is a text of its own: its words are not part of the sentence it hangs on. */
function usesInLine(brief: Brief, node: Node, block: string | null): NewUse[] {
  let text = ''
  const found: Found[] = []
  const notes: NewUse[] = []
  const gather = (inline: Node) => {
    if (inline.isText) text += inline.text ?? ''
    else if (inline.type.name === 'footnote') notes.push(...usesInLine(brief, inline, block))
    else {
      found.push(...usesOf(brief, inline).map((use) => ({ at: text.length, use })))
      inline.forEach(gather)
    }
  }
  // A key figure is itself the place of a fact.
  found.push(...usesOf(brief, node).map((use) => ({ at: 0, use })))
  node.forEach(gather)
  return [...found.map(({ at, use }) => ({ ...use, block, sentence: sentenceAt(text, at) })), ...notes]
}

function usesOf(brief: Brief, node: Node): Found['use'][] {
  const factId: unknown = node.attrs['factId']
  if (typeof factId === 'string' && factId !== '') {
    const record = Object.hasOwn(brief.facts, factId) ? brief.facts[factId] : undefined
    return [{ kind: 'fact', factId, sourceId: record?.sourceId ?? null, passageId: record?.passageId ?? null, quote: record?.quote.exact ?? null }]
  }
  if (node.type.name !== 'citation') return []
  return readCitationItems(node.attrs['items']).map(({ sourceId, passageId }) => ({ kind: 'citation', factId: null, sourceId, passageId: passageId ?? null, quote: quoteOf(brief, sourceId, passageId) }))
}

/** A citation says which passage it means; its words are known when a fact of the brief rests on the same one. */
function quoteOf(brief: Brief, sourceId: string, passageId: string | undefined): string | null {
  const record = Object.values(brief.facts).find((fact) => fact.sourceId === sourceId && fact.passageId === passageId)
  return record?.quote.exact ?? null
}

/** The sentence that holds the place; at the end of the text the last one. */
function sentenceAt(text: string, at: number): string {
  const found = sentences(text)
  const holding = found.find(({ end }) => at <= end) ?? found.at(-1)
  const sentence = holding ? text.slice(holding.start, holding.end) : ''
  return sentence.length > LONGEST_SENTENCE ? `${sentence.slice(0, LONGEST_SENTENCE)}…` : sentence
}
