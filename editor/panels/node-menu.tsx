/** What can be done with a point of a contested question, or with the whole section. The button that asks for it stands in the text (`views/argument.ts`). */
import { ArrowDown, ArrowLeftRight, ArrowUp, Check, MessageSquareQuote, Trash2 } from 'lucide-react'
import type { Command } from 'prosemirror-state'
import { type FormEvent, useRef, useState } from 'react'
import { deleteArgument, deletePoint, movePoint, movePointAcross, setVoice } from '../commands/argument.ts'
import type { EditorHandle } from '../mount.ts'
import { Dialog, DialogFoot } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { AnchoredMenu, MenuItem, MenuLine } from '../ui/menu.tsx'
import { keyName } from '../ui/words.ts'
import type { NodeMenu } from '../views/view.ts'

const LONGEST_NAME = 120

export function NodeMenuAt({ handle, menu, onClose, onReport }: { handle: EditorHandle; menu: NodeMenu; onClose(): void; /** The name of who is reported is asked for in a dialog. */ onReport(): void }) {
  const goes = useRef<'button' | 'text' | 'dialog'>('button')
  const { state } = handle.view
  const at = menu.position()
  const act = (command: (at: number) => Command) => () => {
    goes.current = 'text'
    // Where it stands now: a colleague may have written above it while the menu was open.
    if (handle.view.editable) command(menu.position())(handle.view.state, handle.view.dispatch, handle.view)
  }
  const can = (command: (at: number) => Command) => command(at)(state)
  const item = { anchor: menu.anchor, onClose, lastFocus: () => (goes.current === 'text' ? handle.view.dom : goes.current === 'button' && menu.anchor) }
  if (menu.kind === 'argument') {
    return (
      <AnchoredMenu label="This section" {...item}>
        <MenuItem icon={<Trash2 size={16} />} danger onChoose={act(deleteArgument)}>
          Delete the section
        </MenuItem>
      </AnchoredMenu>
    )
  }
  const voice = String(state.doc.nodeAt(Math.max(at, 0))?.attrs['voice'] ?? 'own')
  const own = voice === 'own'
  const up = (pos: number) => movePoint('up', pos)
  const down = (pos: number) => movePoint('down', pos)
  return (
    <AnchoredMenu label="This point" {...item}>
      <MenuItem icon={own ? <Check size={16} /> : null} onChoose={act((pos) => setVoice('own', pos))}>
        In its own words
      </MenuItem>
      <MenuItem
        icon={own ? <MessageSquareQuote size={16} /> : <Check size={16} />}
        onChoose={() => {
          goes.current = 'dialog'
          onReport()
        }}
      >
        {own ? 'Reported by…' : `Reported by ${voice.slice('reported:'.length)}…`}
      </MenuItem>
      <MenuLine />
      <MenuItem icon={<ArrowUp size={16} />} keys={keyName('Alt-↑')} disabled={!can(up)} onChoose={act(up)}>
        Move up
      </MenuItem>
      <MenuItem icon={<ArrowDown size={16} />} keys={keyName('Alt-↓')} disabled={!can(down)} onChoose={act(down)}>
        Move down
      </MenuItem>
      <MenuItem icon={<ArrowLeftRight size={16} />} disabled={!can(movePointAcross)} onChoose={act(movePointAcross)}>
        Move to the other side
      </MenuItem>
      <MenuLine />
      <MenuItem icon={<Trash2 size={16} />} danger onChoose={act(deletePoint)}>
        Delete the point
      </MenuItem>
    </AnchoredMenu>
  )
}

/** Asks whose point it is. An empty name gives the point back to its side. */
export function VoiceDialog({ handle, menu, onClose }: { handle: EditorHandle; menu: NodeMenu; onClose(): void }) {
  const voice = String(handle.view.state.doc.nodeAt(Math.max(menu.position(), 0))?.attrs['voice'] ?? 'own')
  const [name, setName] = useState(voice.startsWith('reported:') ? voice.slice('reported:'.length) : '')
  const input = useRef<HTMLInputElement>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const who = name.replaceAll(/\s+/g, ' ').trim()
    onClose()
    handle.run(setVoice(who === '' ? 'own' : `reported:${who}`, menu.position()))
  }
  return (
    <Dialog open onClose={onClose} size="small" title="Who makes this point?" firstFocus={input} lastFocus={() => handle.view.dom}>
      <form className="dialog-form" onSubmit={submit}>
        <div className="dialog-body form">
          <Field label="Name" help="A person or an institution. The point then opens with “As … puts it”.">
            {(wiring) => <input {...wiring} ref={input} className="input" maxLength={LONGEST_NAME} value={name} onChange={(event) => setName(event.target.value)} />}
          </Field>
        </div>
        <DialogFoot action="Say who" onCancel={onClose} />
      </form>
    </Dialog>
  )
}
