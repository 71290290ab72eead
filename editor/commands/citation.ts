/** Citations: one cluster of cited passages in a line. Two in a row become one cluster, as a reader expects one note. */
import type { Node } from 'prosemirror-model'
import { type Command, TextSelection, type Transaction } from 'prosemirror-state'
import type * as Y from 'yjs'
import type { SearchHit } from '#model/api.ts'
import { citationItems } from '#model/cite.ts'
import type { CitationItem } from '#model/nodes/citation.ts'
import { type RandomBytes, shortId } from '#model/random.ts'
import { schema } from '#model/schema.ts'
import { ownUndoStep } from '../sync/binding.ts'
import { outsideInline } from './place.ts'
import { keepFact } from './record.ts'

/** What the note needs to find the passage again: the source, the passage and its paragraph as the locator. */
export function citationItem(hit: SearchHit): CitationItem {
  return { sourceId: hit.source.id, passageId: hit.passage.id, locator: `¶ ${hit.passage.paragraph}` }
}

export function citationNode(items: readonly CitationItem[], random: RandomBytes): Node {
  return schema.nodes.citation.create({ cid: shortId(random), items })
}

/** Cites a passage behind the selection without taking its words. The brief gets its own record of it, so that the note can name the source offline. */
export function insertCitation(hit: SearchHit, ydoc: Y.Doc, random: RandomBytes): Command {
  return ownUndoStep((state, dispatch) => {
    const at = outsideInline(state.selection.$to)
    if (at === null) return false
    if (dispatch) {
      keepFact(hit, ydoc, random)
      dispatch(putCitation(state.tr, at, citationItem(hit), random).scrollIntoView())
    }
    return true
  })
}

/** Adds the item to the cluster that ends at `at`, or inserts a new cluster there; the caret lands behind it. */
function putCitation(tr: Transaction, at: number, item: CitationItem, random: RandomBytes): Transaction {
  const before = tr.doc.resolve(at).nodeBefore
  if (before?.type !== schema.nodes.citation) {
    tr.insert(at, citationNode([item], random))
    return tr.setSelection(TextSelection.create(tr.doc, at + 1))
  }
  const items = before.attrs['items'] as readonly CitationItem[]
  if (!items.some(({ passageId, sourceId }) => passageId === item.passageId && sourceId === item.sourceId)) {
    tr.setNodeAttribute(at - before.nodeSize, 'items', [...items, item])
  }
  return tr.setSelection(TextSelection.create(tr.doc, at))
}

/** Where a click on a citation leads: its first item that names a source; null when none does. */
export function firstTarget(node: Node): { sourceId: string; passageId?: string } | null {
  const first = citationItems(node)[0]
  if (!first) return null
  return { sourceId: first.sourceId, ...(first.passageId === undefined ? {} : { passageId: first.passageId }) }
}
