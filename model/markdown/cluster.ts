/** The items of a citation in Markdown: one as attributes of `:cite`, several as `:item` in its square brackets. */
import type { CitationItem } from '../nodes/citation.ts'
import { type Mdast } from './mdast.ts'
import { attributesOf, type Reading, refuse } from './reading.ts'

/** Attributes of an item. `suppress-author` is a flag. */
export const ITEM_ATTRIBUTES = ['source', 'passage', 'locator', 'prefix', 'suffix', 'suppress-author'] as const

const NAMES = { source: 'sourceId', passage: 'passageId', locator: 'locator', prefix: 'prefix', suffix: 'suffix' } as const

export function itemAttributes(item: CitationItem): Record<string, string> {
  const out: Record<string, string> = {}
  for (const [name, key] of Object.entries(NAMES)) {
    const value = item[key as keyof CitationItem]
    if (typeof value === 'string') out[name] = value
  }
  if (item.suppressAuthor === true) out['suppress-author'] = ''
  return out
}

/** The items of a `:cite` directive in order. */
export function readItems(reading: Reading, node: Mdast): CitationItem[] {
  const own = attributesOf(reading, node)
  const inside = (node.children ?? []).filter((child) => child.type !== 'text' || child.value?.trim() !== '')
  const items = inside.map((child) => {
    if (child.type !== 'textDirective' || child.name !== 'item') throw refuse(reading, child, 'the square brackets of "cite" hold :item{source=…} only')
    const attributes = attributesOf(reading, child)
    const stranger = Object.keys(attributes).find((name) => !(ITEM_ATTRIBUTES as readonly string[]).includes(name))
    if (stranger !== undefined) throw refuse(reading, child, `"item" has no attribute "${stranger}"; it knows ${ITEM_ATTRIBUTES.join(', ')}`)
    return readItem(reading, child, attributes)
  })
  return own['source'] === undefined ? items : [readItem(reading, node, own), ...items]
}

function readItem(reading: Reading, node: Mdast, attributes: Readonly<Record<string, string>>): CitationItem {
  const { source } = attributes
  if (source === undefined) throw refuse(reading, node, `"${node.name}" needs source=`)
  const entries = Object.entries(NAMES).flatMap(([name, key]) => (attributes[name] === undefined ? [] : [[key, attributes[name]]]))
  return { ...(Object.fromEntries(entries) as CitationItem), ...(attributes['suppress-author'] === undefined ? {} : { suppressAuthor: true }) }
}
