/**
 * What goes through the clipboard. Pasted HTML is parsed by the schema and by nothing else; a fact or citation carries the records it rests on, so that it keeps
 * its source in another brief. One that arrives without its record becomes plain words: a brief never shows a tie that leads nowhere.
 */
import { DOMSerializer, Fragment, type Node, Slice } from 'prosemirror-model'
import { Plugin } from 'prosemirror-state'
import type * as Y from 'yjs'
import { citationItems } from '#model/cite.ts'
import { type FactRecord, factRecord } from '#model/fact.ts'
import type { CitationItem } from '#model/nodes/citation.ts'
import { schema } from '#model/schema.ts'
import { factsOf, readFacts } from '#model/ydoc.ts'

/** Holds the JSON list of fact records on a copied fact or citation. */
const RECORDS = 'data-records'
const MOST_RECORDS = 500

export function pastePlugin(ydoc: Y.Doc): Plugin {
  /** The records the clipboard brought; read from its HTML just before its slice is made. */
  let carried: ReadonlyMap<string, FactRecord> = new Map()
  return new Plugin({
    props: {
      clipboardSerializer: carryingSerializer(() => readFacts(ydoc)),
      transformPastedHTML(html) {
        const page = new DOMParser().parseFromString(html, 'text/html')
        carried = carriedRecords([...page.querySelectorAll(`[${RECORDS}]`)].map((node) => node.getAttribute(RECORDS) ?? ''))
        return unwrapped(page) ? page.body.innerHTML : html
      },
      transformPasted(slice, view) {
        const settled = settleFacts(slice, readFacts(ydoc), carried)
        carried = new Map()
        if (view.editable) ydoc.transact(() => settled.needed.forEach((record) => factsOf(ydoc).set(record.id, record)))
        return settled.slice
      },
    },
  })
}

/** Google Docs wraps everything in a <b> that is not bold. True when something was taken out. */
function unwrapped(page: Document): boolean {
  const wrappers = [...page.querySelectorAll('b')].filter((node) => node.id.startsWith('docs-internal-guid') || node.style.fontWeight === 'normal')
  for (const wrapper of wrappers) wrapper.replaceWith(...wrapper.childNodes)
  return wrappers.length > 0
}

/** Serializes as the schema says, with its records on every fact and citation. */
function carryingSerializer(records: () => Readonly<Record<string, FactRecord>>): DOMSerializer {
  const { nodes, marks } = DOMSerializer.fromSchema(schema)
  const carrying = (name: 'fact' | 'citation') => (node: Node) => {
    const spec = nodes[name]!(node) as [string, Record<string, unknown>, ...unknown[]]
    const [tag, attrs, ...rest] = spec
    return [tag, { ...attrs, [RECORDS]: JSON.stringify(recordsFor(node, records())) }, ...rest] as const
  }
  return new DOMSerializer({ ...nodes, fact: carrying('fact'), citation: carrying('citation') }, marks)
}

/** The records a fact or citation rests on. */
export function recordsFor(node: Node, facts: Readonly<Record<string, FactRecord>>): FactRecord[] {
  if (node.type === schema.nodes.fact) return Object.values(facts).filter(({ id }) => id === node.attrs['factId'])
  return citationItems(node).flatMap(({ sourceId, passageId }) => {
    const ofSource = Object.values(facts).filter((record) => record.sourceId === sourceId)
    return ofSource.filter((record) => record.passageId === passageId).slice(0, 1).concat(ofSource).slice(0, 1)
  })
}

/** Decodes what the clipboard says; anything that is not a record is left out. */
export function carriedRecords(attributes: readonly string[]): Map<string, FactRecord> {
  const records = new Map<string, FactRecord>()
  for (const attribute of attributes.slice(0, MOST_RECORDS)) {
    for (const value of parsedList(attribute)) {
      const record = factRecord.safeParse(value).data
      if (record) records.set(record.id, record)
    }
  }
  return records
}

function isOf({ sourceId, passageId }: FactRecord, item: CitationItem): boolean {
  return sourceId === item.sourceId && passageId === item.passageId
}

function parsedList(json: string): unknown[] {
  try {
    const value: unknown = JSON.parse(json)
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}

/**
 * The slice with every fact and citation resolved: those the brief has a record for stay, those that carry one stay and name it in `needed`,
 * the others become plain words (a fact) or go (a citation's item).
 */
export function settleFacts(slice: Slice, known: Readonly<Record<string, FactRecord>>, carried: ReadonlyMap<string, FactRecord>): { slice: Slice; needed: FactRecord[] } {
  const needed = new Map<string, FactRecord>()
  const here = Object.values(known)
  // An id that is taken here stays with the record it names.
  const brought = [...carried.values()].filter(({ id }) => !Object.hasOwn(known, id))
  const settleFact = (node: Node): Node | Fragment => {
    const id = String(node.attrs['factId'])
    const record = carried.get(id)
    if (!Object.hasOwn(known, id)) {
      if (!record) return node.content
      needed.set(id, record)
    }
    return node
  }
  const settleCitation = (node: Node): Node | Fragment => {
    const items = citationItems(node).filter((item) => {
      // The note names the paragraph and who is quoted from the record of its own passage; another passage of the source only names the source.
      if (here.some((record) => isOf(record, item))) return true
      const record = brought.find((candidate) => isOf(candidate, item))
      const ofSource = (candidate: FactRecord) => candidate.sourceId === item.sourceId
      if (record === undefined && here.some(ofSource)) return true
      const needs = record ?? brought.find(ofSource)
      if (needs) needed.set(needs.id, needs)
      return needs !== undefined
    })
    return items.length === 0 ? Fragment.empty : node.type.create({ ...node.attrs, items }, null, node.marks)
  }
  const settle = (fragment: Fragment): Fragment => {
    let out = Fragment.empty
    fragment.forEach((node) => {
      const next = node.type === schema.nodes.fact ? settleFact(node) : node.type === schema.nodes.citation ? settleCitation(node) : node.copy(settle(node.content))
      out = out.append(next instanceof Fragment ? next : Fragment.from(next))
    })
    return out
  }
  const content = settle(slice.content)
  // A fact at the slice's edge may have been open; plain words are not.
  const most = Slice.maxOpen(content)
  return { slice: new Slice(content, Math.min(slice.openStart, most.openStart), Math.min(slice.openEnd, most.openEnd)), needed: [...needed.values()] }
}
