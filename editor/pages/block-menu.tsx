/** A person's word over the rules: this part is text of the source, or it is not. */
import { Check, MoreHorizontal, Undo2 } from 'lucide-react'
import { type Block, type BlockKind, BLOCK_KINDS, isBoilerplate } from '#model/source.ts'
import { Menu, MenuGroup, MenuItem, MenuLine } from '../ui/menu.tsx'
import { kindName } from '../ui/words.ts'

/** "boilerplate:fundraising" → "Fundraising". */
export function blockName(kind: BlockKind): string {
  return isBoilerplate(kind) ? kindName(kind.slice('boilerplate:'.length)) : kind === 'body' ? 'Text of the source' : kindName(kind)
}

export function BlockMenu({ block, onMark }: { block: Block; onMark(kind: BlockKind | null): void }) {
  const overruled = !block.decidedBy.startsWith('rule:')
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className="block-tool" aria-label={`This part: ${blockName(block.kind)}. Say what it is`} title={`${blockName(block.kind)}: ${block.reason}`}>
          <MoreHorizontal aria-hidden size={15} />
        </button>
      }
    >
      <div className="block-why">
        <strong>{blockName(block.kind)}</strong>
        <span>{block.reason}</span>
      </div>
      <MenuLine />
      <MenuItem icon={block.kind === 'body' ? <Check size={15} /> : null} onChoose={() => onMark('body')}>
        It is text of the source
      </MenuItem>
      <MenuGroup label="Set it aside as">
        {BLOCK_KINDS.filter(isBoilerplate).map((kind) => (
          <MenuItem key={kind} icon={kind === block.kind ? <Check size={15} /> : null} onChoose={() => onMark(kind)}>
            {blockName(kind)}
          </MenuItem>
        ))}
      </MenuGroup>
      {overruled && (
        <>
          <MenuLine />
          <MenuItem icon={<Undo2 size={15} />} onChoose={() => onMark(null)}>
            Leave it to the rules
          </MenuItem>
        </>
      )}
    </Menu>
  )
}
