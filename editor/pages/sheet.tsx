/** The paper: the one place where ProseMirror is mounted. React never renders inside it. */
import '../style/document.css'
import { TextSelection } from 'prosemirror-state'
import { useEffectEvent, useLayoutEffect, useRef } from 'react'
import type { Axis } from '#model/axis.ts'
import type { TemplateSlot } from '#model/template.ts'
import { type EditorHandle, mountEditor } from '../mount.ts'
import type { SourceTarget } from '../panels/source-panel.tsx'
import type { Ask } from '../panels/tools.ts'
import type { BriefConnection } from '../sync/provider.ts'

export type SheetProps = {
  connection: BriefConnection
  canWrite: boolean
  axes: readonly Axis[]
  slots: readonly TemplateSlot[]
  /** Told when the editor stands, and with null when it is taken down. */
  onHandle(handle: EditorHandle | null): void
  onOpenCitation(target: SourceTarget): void
  onAsk(ask: Ask): void
}

export function Sheet({ connection, canWrite, axes, slots, onHandle, onOpenCitation, onAsk }: SheetProps) {
  const place = useRef<HTMLDivElement>(null)
  // The page's own functions may change with each render; the editor is mounted once.
  const told = useEffectEvent(onHandle)
  const openCitation = useEffectEvent(onOpenCitation)
  const ask = useEffectEvent(onAsk)
  // A layout effect, so that the editor is gone before the connection it listens to is closed.
  useLayoutEffect(() => {
    if (place.current === null) return undefined
    const handle = mountEditor({
      place: place.current,
      connection,
      canWrite,
      axes,
      slotHelp: Object.fromEntries(slots.map(({ name, label, help }) => [name, { label, help }])),
      onOpenCitation: (target) => openCitation(target),
      onAskFact: () => ask('fact'),
      onAskArgument: () => ask('argument'),
      onAskLink: () => ask('link'),
    })
    if (canWrite) startInText(handle)
    told(handle)
    return () => {
      told(null)
      handle.destroy()
    }
  }, [connection, canWrite, axes, slots])
  return <div className="sheet" ref={place} />
}

/** Puts the caret where writing starts (the first slot, else the first body text), so that a fact inserted before any click does not land in a heading. */
function startInText({ view }: EditorHandle): void {
  let start: number | null = null
  let text: number | null = null
  view.state.doc.descendants((node, pos) => {
    if (start !== null) return false
    if (node.type.name === 'slot' && !node.attrs['locked'] && node.childCount > 0) start = pos + 1
    if (node.type.name === 'paragraph' && node.attrs['level'] === 0) text ??= pos + 1
    return true
  })
  const at = start ?? text
  if (at !== null) view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(at))))
}
