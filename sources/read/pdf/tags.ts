/** The structure that a tagged PDF declares (ISO 32000-1, 14.8): which block a piece of marked content belongs to, and what that block is. */

/** `block` tells blocks of one page apart. `row` is the table row a cell stands in. */
export type Tag = { block: number; role: 'paragraph' | 'heading' | 'list' | 'cell' | 'note' | 'contents' | 'other'; level: number | null; row: number | null }

type Node = { role?: string; children?: readonly Node[]; type?: string; id?: string }

/** A tree deeper than this is no document's; what lies below counts to its last block. */
const DEEPEST = 100

/** Tag by id of the marked content; empty for an untagged page. */
export function tagsOf(tree: Node | null): ReadonlyMap<string, Tag> {
  const tags = new Map<string, Tag>()
  let blocks = 0
  let rows = 0
  const visit = (node: Node, tag: Tag, depth: number): void => {
    if (node.type === 'content' && node.id !== undefined) tags.set(node.id, tag)
    if (depth > DEEPEST) return
    const inside = under(node.role ?? '', tag)
    for (const child of node.children ?? []) visit(child, inside, depth + 1)
  }
  const under = (role: string, tag: Tag): Tag => {
    const heading = /^H(?<level>[1-6])?$/u.exec(role)
    if (heading) return { ...tag, block: ++blocks, role: 'heading', level: Number(heading.groups?.['level'] ?? 2) }
    if (role === 'Title') return { ...tag, block: ++blocks, role: 'heading', level: 1 }
    if (role === 'TR') return { ...tag, block: ++blocks, row: ++rows, role: 'cell' }
    if (role === 'TD' || role === 'TH') return { ...tag, block: ++blocks, role: 'cell', row: tag.row ?? ++rows }
    if (role === 'LI' || role === 'LBody') return tag.role === 'list' && role === 'LBody' ? tag : { ...tag, block: ++blocks, role: 'list' }
    if (role === 'TOCI') return { ...tag, block: ++blocks, role: 'contents' }
    if (role === 'Note' || role === 'FENote') return { ...tag, block: ++blocks, role: 'note' }
    if (role === 'P' || role === 'Caption' || role === 'BlockQuote') return ['list', 'note', 'contents', 'cell'].includes(tag.role) ? tag : { ...tag, block: ++blocks, role: 'paragraph' }
    return tag
  }
  if (tree !== null) visit(tree, { block: 0, role: 'other', level: null, row: null }, 0)
  return tags
}
