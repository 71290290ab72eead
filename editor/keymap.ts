/** Keys of the editor. Each calls a command; nothing is done here that the toolbar could not do. */
import { baseKeymap, chainCommands, createParagraphNear, exitCode, liftEmptyBlock, splitBlock } from 'prosemirror-commands'
import { undoInputRule } from 'prosemirror-inputrules'
import { keydownHandler } from 'prosemirror-keymap'
import { type Command, NodeSelection, Plugin } from 'prosemirror-state'
import type { RandomBytes } from '#model/random.ts'
import { schema } from '#model/schema.ts'
import { addPointFromEmptyLine, movePoint } from './commands/argument.ts'
import { firstTarget } from './commands/citation.ts'
import { deleteBackAtEdge, deleteForwardAtEdge, leaveBox, splitAroundBox, stepLeft, stepRight } from './commands/edges.ts'
import { insertFootnote } from './commands/footnote.ts'
import { backspaceInList, enterInList, liftItem, listDepth, sinkItem, toggleList } from './commands/list.ts'
import { deleteSelectedTable, nextCellOrRow, previousCell } from './commands/table.ts'
import { backspaceInHeading, insertHardBreak, insertPagebreak, setParagraphLevel, toggleCode, toggleEm, toggleQuote, toggleStrong } from './commands/text.ts'
import { redo, undo } from './sync/binding.ts'

/** What only the shell can do: open its panels. */
export type Asking = { onAskFact(): void; onAskArgument(): void; onAskLink(): void; onOpenCitation(target: { sourceId: string; passageId?: string }): void }

/** A command that asks the shell; it applies wherever the editor may be written in. */
const ask = (open: () => void): Command => (_state, dispatch) => {
  if (dispatch) open()
  return true
}

/** In a list Tab never leaves the editor, even where an item can go no deeper. */
const stayInList: Command = (state) => listDepth(state) !== null

export function keyBindings({ onAskFact, onAskArgument, onAskLink, onOpenCitation }: Asking, random: RandomBytes): Record<string, Command> {
  return {
    ...baseKeymap,
    Enter: chainCommands(openSelectedCitation(onOpenCitation), slashEnter('/fact', onAskFact), slashEnter('/procon', onAskArgument), splitAroundBox, enterInList, addPointFromEmptyLine(random), createParagraphNear, liftEmptyBlock, splitBlock),
    'Shift-Enter': chainCommands(exitCode, insertHardBreak),
    'Mod-Enter': insertPagebreak,
    Backspace: chainCommands(undoInputRule, deleteBackAtEdge, deleteSelectedTable, backspaceInHeading, backspaceInList, baseKeymap['Backspace']!),
    'Mod-Backspace': chainCommands(deleteBackAtEdge, baseKeymap['Mod-Backspace']!),
    Delete: chainCommands(deleteForwardAtEdge, deleteSelectedTable, baseKeymap['Delete']!),
    ArrowLeft: stepLeft,
    ArrowRight: stepRight,
    Escape: leaveBox,
    Tab: chainCommands(nextCellOrRow, sinkItem, stayInList),
    'Shift-Tab': chainCommands(previousCell, liftItem, stayInList),
    'Mod-b': toggleStrong,
    'Mod-i': toggleEm,
    'Mod-`': toggleCode,
    'Mod-k': ask(onAskLink),
    'Mod-Alt-0': setParagraphLevel(0),
    'Mod-Alt-1': setParagraphLevel(1),
    'Mod-Alt-2': setParagraphLevel(2),
    'Mod-Alt-3': setParagraphLevel(3),
    'Mod-Shift-7': toggleList('ordered'),
    'Mod-Shift-8': toggleList('bullet'),
    'Mod-Shift-9': toggleQuote,
    'Mod-Alt-f': insertFootnote,
    'Mod-Shift-f': ask(onAskFact),
    'Mod-Shift-p': ask(onAskArgument),
    'Alt-Enter': openPointMenu,
    'Alt-ArrowUp': movePoint('up'),
    'Alt-ArrowDown': movePoint('down'),
    'Mod-z': undo,
    'Mod-y': redo,
    'Mod-Shift-z': redo,
  }
}

/** Enter behind a slash word takes the word away and asks. */
function slashEnter(word: string, open: () => void): Command {
  return (state, dispatch) => {
    const { $from, empty } = state.selection
    if (!empty || !$from.parent.isTextblock) return false
    const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - word.length - 1), $from.parentOffset, undefined, ' ')
    if (before.trimStart() !== word) return false
    if (dispatch) {
      dispatch(state.tr.delete($from.pos - word.length, $from.pos))
      open()
    }
    return true
  }
}

/** Enter on a selected citation opens its source; it never replaces it. */
function openSelectedCitation(open: Asking['onOpenCitation']): Command {
  return ({ selection }, dispatch) => {
    if (!(selection instanceof NodeSelection) || selection.node.type !== schema.nodes.citation) return false
    const target = firstTarget(selection.node)
    if (dispatch && target) open(target)
    return true
  }
}

/** Opens the menu of the point the caret is in: its button, as a click would. */
const openPointMenu: Command = ({ selection: { $from } }, dispatch, view) => {
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type !== schema.nodes.point) continue
    const dom = view?.nodeDOM($from.before(depth))
    if (dispatch && dom instanceof HTMLElement) dom.querySelector<HTMLButtonElement>(':scope > .node-menu')?.click()
    return true
  }
  return false
}

export function keymapPlugin(asking: Asking, random: RandomBytes): Plugin {
  return new Plugin({ props: { handleKeyDown: keydownHandler(keyBindings(asking, random)) } })
}
