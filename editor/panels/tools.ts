/** What the toolbar offers, as a table: the bar and its overflow menu show the same entries. */
import {
  Asterisk,
  Bold,
  Code,
  Italic,
  Link,
  List,
  ListOrdered,
  type LucideIcon,
  Minus,
  Quote,
  Redo2,
  Scale,
  SeparatorHorizontal,
  Subscript,
  Superscript,
  TextQuote,
  Undo2,
  Unlink,
} from 'lucide-react'
import type { Command } from 'prosemirror-state'
import type { ActiveState } from '../commands/active.ts'
import { releaseFact } from '../commands/fact.ts'
import { insertFootnote } from '../commands/footnote.ts'
import { toggleList } from '../commands/list.ts'
import { insertPagebreak, insertRule, toggleCode, toggleEm, toggleQuote, toggleStrong, toggleSub, toggleSup } from '../commands/text.ts'
import { redo, undo } from '../sync/binding.ts'

/** What the page, not the text, has to do. */
export type Ask = 'fact' | 'argument' | 'link'

export type Tool = {
  id: string
  label: string
  icon: LucideIcon
  keys?: string
  /** Words beside the icon where there is room. */
  word?: string
  does: { command: Command } | { ask: Ask }
  /** Present for tools that are on or off at the caret. */
  pressed?(active: ActiveState): boolean
}

/** The bar drops the groups of the highest `rank` first when it gets narrow. */
export type ToolGroup = { id: string; name: string; rank: number; tools: readonly Tool[] }

/** In the order of the bar. */
export const TOOL_GROUPS: readonly ToolGroup[] = [
  {
    id: 'history',
    name: 'Undo and redo',
    rank: 4,
    tools: [
      { id: 'undo', label: 'Undo my last change', icon: Undo2, keys: 'Mod-Z', does: { command: undo } },
      { id: 'redo', label: 'Redo', icon: Redo2, keys: 'Mod-Shift-Z', does: { command: redo } },
    ],
  },
  {
    id: 'emphasis',
    name: 'Style',
    rank: 1,
    tools: [
      { id: 'strong', label: 'Bold', icon: Bold, keys: 'Mod-B', does: { command: toggleStrong }, pressed: ({ strong }) => strong },
      { id: 'em', label: 'Italic', icon: Italic, keys: 'Mod-I', does: { command: toggleEm }, pressed: ({ em }) => em },
    ],
  },
  {
    id: 'evidence',
    name: 'Evidence',
    rank: 2,
    tools: [
      { id: 'fact', label: 'Insert a fact from the library', icon: Quote, keys: 'Mod-Shift-F', word: 'Fact', does: { ask: 'fact' } },
      { id: 'argument', label: 'Insert pro and con', icon: Scale, word: 'Pro and con', does: { ask: 'argument' } },
    ],
  },
  {
    id: 'blocks',
    name: 'Lists and tables',
    rank: 3,
    tools: [
      { id: 'bullet', label: 'Bulleted list', icon: List, keys: 'Mod-Shift-8', does: { command: toggleList('bullet') }, pressed: ({ list }) => list === 'bullet' },
      { id: 'ordered', label: 'Numbered list', icon: ListOrdered, keys: 'Mod-Shift-7', does: { command: toggleList('ordered') }, pressed: ({ list }) => list === 'ordered' },
      { id: 'quote', label: 'Quotation', icon: TextQuote, keys: 'Mod-Shift-9', does: { command: toggleQuote }, pressed: ({ inQuote }) => inQuote },
    ],
  },
  {
    id: 'references',
    name: 'Links and notes',
    rank: 5,
    tools: [
      { id: 'link', label: 'Link', icon: Link, keys: 'Mod-K', does: { ask: 'link' }, pressed: ({ link }) => link !== null },
      { id: 'release', label: 'Release the fact: its words become plain text', icon: Unlink, does: { command: releaseFact } },
      { id: 'footnote', label: 'Footnote', icon: Asterisk, does: { command: insertFootnote }, pressed: ({ inFootnote }) => inFootnote },
    ],
  },
  {
    id: 'script',
    name: 'Small marks',
    rank: 6,
    tools: [
      { id: 'sub', label: 'Subscript', icon: Subscript, does: { command: toggleSub }, pressed: ({ sub }) => sub },
      { id: 'sup', label: 'Superscript', icon: Superscript, does: { command: toggleSup }, pressed: ({ sup }) => sup },
      { id: 'code', label: 'Code', icon: Code, keys: 'Mod-E', does: { command: toggleCode }, pressed: ({ code }) => code },
    ],
  },
  {
    id: 'breaks',
    name: 'Breaks',
    rank: 7,
    tools: [
      { id: 'rule', label: 'Line across the page', icon: Minus, does: { command: insertRule } },
      { id: 'pagebreak', label: 'Page break', icon: SeparatorHorizontal, does: { command: insertPagebreak } },
    ],
  },
]
