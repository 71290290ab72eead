/** Where things may be put: inline nodes in a textblock, never inside a fact or footnote; blocks below the block the caret is in. */
import type { Node, NodeType, ResolvedPos } from 'prosemirror-model'
import type { EditorState, Transaction } from 'prosemirror-state'
import { schema } from '#model/schema.ts'

/** The place itself in a textblock, the place behind the fact or footnote it is in, or null where no text can stand. */
export function outsideInline($pos: ResolvedPos): number | null {
  if ($pos.parent.isTextblock) return $pos.pos
  return $pos.parent.inlineContent && $pos.depth > 1 && $pos.node(-1).isTextblock ? $pos.after() : null
}

/** `at` is where the block begins; `needsLine` says that nothing one can write in follows it. */
export type BlockPlace = { at: number; needsLine: boolean }

/**
 * Below the innermost block whose parent `takes` blocks of this kind; above it when it is an empty paragraph, which then stays to be written in.
 * With a whole block selected, below that. Null when nothing around the selection takes one.
 */
export function placeForBlock({ selection }: EditorState, takes: (parent: NodeType) => boolean): BlockPlace | null {
  const { $from, $to } = selection
  for (let depth = $from.depth; depth > 0; depth--) {
    const block = $from.node(depth)
    const parent = $from.node(depth - 1)
    if (!block.isBlock || !takes(parent.type)) continue
    if (block.isTextblock && block.content.size === 0) return { at: $from.before(depth), needsLine: false }
    return { at: $from.after(depth), needsLine: !parent.maybeChild($from.index(depth - 1) + 1)?.isTextblock }
  }
  return takes($to.parent.type) && !$to.parent.inlineContent ? { at: $to.pos, needsLine: !$to.nodeAfter?.isTextblock } : null
}

/** Does this parent take a block of the type, by the schema? */
export function takes(type: NodeType): (parent: NodeType) => boolean {
  return (parent) => parent.contentMatch.matchType(type) !== null
}

/** Puts the block there, with a line to write on behind it where there is none. */
export function putBlock(tr: Transaction, { at, needsLine }: BlockPlace, block: Node): Transaction {
  return tr.insert(at, needsLine ? [block, schema.nodes.paragraph.create()] : [block])
}
