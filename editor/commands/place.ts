/** Where inline nodes may be put: in a textblock, never inside a fact or a footnote, which hold text only. */
import type { ResolvedPos } from 'prosemirror-model'

/** The place itself in a textblock, the place behind the fact or footnote it is in, or null where no text can stand. */
export function outsideInline($pos: ResolvedPos): number | null {
  if ($pos.parent.isTextblock) return $pos.pos
  return $pos.parent.inlineContent && $pos.depth > 1 && $pos.node(-1).isTextblock ? $pos.after() : null
}
