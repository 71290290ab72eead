/** The tools over the page. One tab stop, arrows inside; what has no room goes into the menu at its end. */
import { Toolbar as Base } from '@base-ui/react/toolbar'
import { Tooltip } from '@base-ui/react/tooltip'
import { Check, ChevronDown, Ellipsis, Table2 } from 'lucide-react'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { activeState, type ActiveState } from '../commands/active.ts'
import { addColumn, addRow, deleteColumn, deleteRow, deleteTable, insertTable, mergeCells, splitCell, toggleHeaderRow } from '../commands/table.ts'
import { type ParagraphLevel, setParagraphLevel } from '../commands/text.ts'
import type { EditorHandle } from '../mount.ts'
import { Menu, MenuGroup, MenuItem, MenuLine } from '../ui/menu.tsx'
import { keyName } from '../ui/words.ts'
import { useChanges } from './hooks.ts'
import { type Ask, type Tool, TOOL_GROUPS, type ToolGroup } from './tools.ts'

type Command = Parameters<EditorHandle['run']>[0]

export function Toolbar({ handle, onAsk }: { handle: EditorHandle; onAsk(ask: Ask): void }) {
  useChanges(handle)
  const bar = useRef<HTMLDivElement>(null)
  const room = useRoom(bar)
  const active = activeState(handle.view.state)
  const shown = TOOL_GROUPS.filter(({ rank }) => rank <= room)
  const hidden = TOOL_GROUPS.filter(({ rank }) => rank > room)
  const use = (tool: Tool) => ('ask' in tool.does ? onAsk(tool.does.ask) : void handle.run(tool.does.command))
  const usable = (tool: Tool) => 'ask' in tool.does || tool.does.command(handle.view.state)

  return (
    <Base.Root ref={bar} className="toolbar" aria-label="Formatting and inserting">
      {shown.map((group) => (
        <Base.Group key={group.id} className="tool-group" aria-label={group.name}>
          {group.id === 'emphasis' && <StyleMenu handle={handle} level={active.level} />}
          {group.tools.map((tool) => (
            <ToolButton key={tool.id} tool={tool} active={active} disabled={!usable(tool)} onUse={() => use(tool)} />
          ))}
          {group.id === 'blocks' && <TableMenu handle={handle} inTable={active.inTable} />}
        </Base.Group>
      ))}
      {hidden.length > 0 && <MoreMenu handle={handle} groups={hidden} active={active} usable={usable} onAsk={onAsk} />}
    </Base.Root>
  )
}

function ToolButton({ tool, active, disabled, onUse }: { tool: Tool; active: ActiveState; disabled: boolean; onUse(): void }) {
  const Icon = tool.icon
  const pressed = tool.pressed?.(active)
  return (
    <Tooltip.Root>
      <Tooltip.Trigger
        render={
          <Base.Button
            className="tool"
            aria-label={tool.label}
            {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
            disabled={disabled}
            // The text keeps its selection while a tool is clicked.
            onMouseDown={(event) => event.preventDefault()}
            onClick={onUse}
          />
        }
      >
        <Icon aria-hidden size={17} />
        {tool.word !== undefined && <span className="tool-word">{tool.word}</span>}
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Positioner className="positioner" sideOffset={6}>
          <Tooltip.Popup className="tooltip">
            {tool.label}
            {tool.keys !== undefined && <kbd>{keyName(tool.keys)}</kbd>}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}

/** Changes the text and leaves the focus alone: an open menu that loses it first would not give it back. */
function apply({ view }: EditorHandle, command: Command): void {
  if (view.editable) command(view.state, view.dispatch, view)
}

type TextMenu = { choose(act: () => void, after?: 'text' | 'elsewhere'): () => void; onOpen(): void; lastFocus(): HTMLElement | null | false }

/** Menus give the focus back to the text when something was done to it, leave it alone when a dialog or panel took it, and else return it to their trigger. */
function useTextMenu(handle: EditorHandle): TextMenu {
  const goes = useRef<'trigger' | 'text' | 'elsewhere'>('trigger')
  return {
    choose:
      (act, after = 'text') =>
      () => {
        goes.current = after
        act()
      },
    onOpen: () => {
      goes.current = 'trigger'
    },
    lastFocus: () => (goes.current === 'text' ? handle.view.dom : goes.current === 'trigger' && null),
  }
}

const STYLES: readonly { level: ParagraphLevel; name: string; keys: string }[] = [
  { level: 0, name: 'Body text', keys: 'Mod-Alt-0' },
  { level: 1, name: 'Heading 1', keys: 'Mod-Alt-1' },
  { level: 2, name: 'Heading 2', keys: 'Mod-Alt-2' },
  { level: 3, name: 'Heading 3', keys: 'Mod-Alt-3' },
]

function StyleMenu({ handle, level }: { handle: EditorHandle; level: ParagraphLevel | null }) {
  const { choose, onOpen, lastFocus } = useTextMenu(handle)
  const current = STYLES.find((style) => style.level === level)?.name ?? (level === null ? 'Mixed' : `Heading ${level}`)
  return (
    <Menu
      onOpen={onOpen}
      lastFocus={lastFocus}
      trigger={
        <Base.Button className="tool tool-style" aria-label={`Paragraph style: ${current}`}>
          <span>{current}</span>
          <ChevronDown aria-hidden size={14} />
        </Base.Button>
      }
    >
      {STYLES.map((style) => (
        <MenuItem key={style.level} icon={style.level === level ? <Check size={16} /> : null} keys={keyName(style.keys)} onChoose={choose(() => apply(handle, setParagraphLevel(style.level)))}>
          <span className="style-sample" data-level={style.level}>
            {style.name}
          </span>
        </MenuItem>
      ))}
    </Menu>
  )
}

const TABLE_COMMANDS: readonly (readonly { name: string; command: Command }[])[] = [
  [
    { name: 'Row above', command: addRow('before') },
    { name: 'Row below', command: addRow('after') },
    { name: 'Column before', command: addColumn('before') },
    { name: 'Column after', command: addColumn('after') },
  ],
  [
    { name: 'Merge cells', command: mergeCells },
    { name: 'Split cell', command: splitCell },
    { name: 'Header row on or off', command: toggleHeaderRow },
  ],
  [
    { name: 'Delete row', command: deleteRow },
    { name: 'Delete column', command: deleteColumn },
    { name: 'Delete table', command: deleteTable },
  ],
]

const TABLE_SIZES = [
  [3, 2],
  [3, 3],
  [4, 4],
  [6, 5],
] as const

function TableItems({ handle, inTable, choose }: { handle: EditorHandle; inTable: boolean; choose(act: () => void): () => void }) {
  if (!inTable) {
    return (
      <MenuGroup label="Insert a table">
        {TABLE_SIZES.map(([rows, columns]) => (
          <MenuItem key={`${rows} ${columns}`} disabled={!insertTable(rows, columns)(handle.view.state)} onChoose={choose(() => apply(handle, insertTable(rows, columns)))}>
            {rows} rows, {columns} columns
          </MenuItem>
        ))}
      </MenuGroup>
    )
  }
  return TABLE_COMMANDS.map((part, index) => (
    <div key={part[0]?.name} role="none">
      {index > 0 && <MenuLine />}
      {part.map(({ name, command }) => (
        <MenuItem key={name} danger={name.startsWith('Delete')} disabled={!command(handle.view.state)} onChoose={choose(() => apply(handle, command))}>
          {name}
        </MenuItem>
      ))}
    </div>
  ))
}

function TableMenu({ handle, inTable }: { handle: EditorHandle; inTable: boolean }) {
  const { choose, onOpen, lastFocus } = useTextMenu(handle)
  return (
    <Menu
      onOpen={onOpen}
      lastFocus={lastFocus}
      trigger={
        <Base.Button className="tool" aria-label={inTable ? 'Rows and columns of this table' : 'Insert a table'} title="Table" data-on={inTable || undefined}>
          <Table2 aria-hidden size={17} />
          <ChevronDown aria-hidden size={12} />
        </Base.Button>
      }
    >
      <TableItems handle={handle} inTable={inTable} choose={choose} />
    </Menu>
  )
}

type MoreProps = { handle: EditorHandle; groups: readonly ToolGroup[]; active: ActiveState; usable(tool: Tool): boolean; onAsk(ask: Ask): void }

function MoreMenu({ handle, groups, active, usable, onAsk }: MoreProps) {
  const { choose, onOpen, lastFocus } = useTextMenu(handle)
  const actOn = (tool: Tool) => {
    const { does } = tool
    return 'ask' in does ? choose(() => onAsk(does.ask), 'elsewhere') : choose(() => apply(handle, does.command))
  }
  return (
    <Menu
      align="end"
      onOpen={onOpen}
      lastFocus={lastFocus}
      trigger={
        <Base.Button className="tool" aria-label="More tools" title="More tools">
          <Ellipsis aria-hidden size={18} />
        </Base.Button>
      }
    >
      {groups.map((group, index) => (
        <div key={group.id} role="none">
          {index > 0 && <MenuLine />}
          {group.tools.map((tool) => {
            const Icon = tool.icon
            return (
              <MenuItem key={tool.id} icon={tool.pressed?.(active) ? <Check size={16} /> : <Icon size={16} />} {...(tool.keys === undefined ? {} : { keys: keyName(tool.keys) })} disabled={!usable(tool)} onChoose={actOn(tool)}>
                {tool.label}
              </MenuItem>
            )
          })}
          {group.id === 'blocks' && (
            <>
              <MenuLine />
              <TableItems handle={handle} inTable={active.inTable} choose={choose} />
            </>
          )}
        </div>
      ))}
    </Menu>
  )
}

/** The highest rank of the groups that fit into the bar, measured as it is: the control's size follows the pointer (44 px for fingers). */
function useRoom(bar: RefObject<HTMLDivElement | null>): number {
  const [room, setRoom] = useState(Infinity)
  useEffect(() => {
    const element = bar.current
    if (element === null) return undefined
    const measure = () => setRoom(rankThatFits(element.clientWidth - 2 * EDGE, window.matchMedia('(pointer: coarse)').matches ? 44 : 36))
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [bar])
  return room
}

/** Widths in CSS pixels, as toolbar.css draws them. */
const STYLE = { wide: 132, narrow: 104 }
const WORDS = { wide: 130, narrow: 0 }
const GAP = 14
const EDGE = 12

function rankThatFits(width: number, control: number): number {
  const size = width < 736 ? 'narrow' : 'wide'
  const widthOf = (group: ToolGroup): number => {
    const extra = { emphasis: STYLE[size], evidence: WORDS[size], blocks: control + 2 }[group.id] ?? 0
    return group.tools.length * (control + 2) + extra + GAP
  }
  const ordered = [...TOOL_GROUPS].sort((a, b) => a.rank - b.rank)
  if (ordered.reduce((sum, group) => sum + widthOf(group), 0) <= width) return Infinity
  let used = control + 2
  let rank = 0
  for (const group of ordered) {
    used += widthOf(group)
    if (used > width) break
    rank = group.rank
  }
  return Math.max(1, rank)
}
