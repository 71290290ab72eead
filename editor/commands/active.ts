/** What the toolbar needs to know of the place the caret is in. */
import type { MarkType } from 'prosemirror-model'
import type { EditorState } from 'prosemirror-state'
import type { ListKind } from '#model/nodes/text.ts'
import { schema } from '#model/schema.ts'
import { canRedo, canUndo } from '../sync/binding.ts'
import { linkAt } from './link.ts'
import type { ParagraphLevel } from './text.ts'

/** `level` is null when the selection holds several levels or none; `link` is the address of the link the caret is in. */
export type ActiveState = {
  level: ParagraphLevel | null
  strong: boolean
  em: boolean
  code: boolean
  sub: boolean
  sup: boolean
  link: string | null
  list: ListKind | null
  inQuote: boolean
  inTable: boolean
  inArgument: boolean
  inFact: boolean
  inFootnote: boolean
  canUndo: boolean
  canRedo: boolean
}

export function activeState(state: EditorState): ActiveState {
  const around = ancestorNames(state)
  return {
    level: commonLevel(state),
    strong: markActive(state, schema.marks.strong),
    em: markActive(state, schema.marks.em),
    code: markActive(state, schema.marks.code),
    sub: markActive(state, schema.marks.sub),
    sup: markActive(state, schema.marks.sup),
    link: (linkAt(state)?.mark.attrs['href'] as string | undefined) ?? null,
    list: innermostList(state),
    inQuote: around.has('quote'),
    inTable: around.has('table'),
    inArgument: around.has('argument'),
    inFact: around.has('fact'),
    inFootnote: around.has('footnote'),
    canUndo: canUndo(state),
    canRedo: canRedo(state),
  }
}

function markActive(state: EditorState, type: MarkType): boolean {
  const { from, to, empty, $from } = state.selection
  return empty ? type.isInSet(state.storedMarks ?? $from.marks()) !== undefined : state.doc.rangeHasMark(from, to, type)
}

function ancestorNames({ selection: { $from } }: EditorState): Set<string> {
  return new Set(Array.from({ length: $from.depth + 1 }, (_, depth) => $from.node(depth).type.name))
}

function innermostList({ selection: { $from } }: EditorState): ListKind | null {
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type === schema.nodes.list) return $from.node(depth).attrs['kind'] as ListKind
  }
  return null
}

function commonLevel(state: EditorState): ParagraphLevel | null {
  const levels = new Set<ParagraphLevel>()
  for (const { $from, $to } of state.selection.ranges) {
    state.doc.nodesBetween($from.pos, $to.pos, (node) => {
      if (node.type === schema.nodes.paragraph) levels.add(node.attrs['level'] as ParagraphLevel)
      return !node.isTextblock
    })
  }
  const [level] = levels
  return levels.size === 1 && level !== undefined ? level : null
}
