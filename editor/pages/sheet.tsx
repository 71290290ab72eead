/** The paper: the one place where ProseMirror is mounted. React never renders inside it. */
import '../style/document.css'
import { useEffectEvent, useLayoutEffect, useRef } from 'react'
import type { Axis } from '#model/axis.ts'
import type { TemplateSlot } from '#model/template.ts'
import { type EditorHandle, mountEditor } from '../mount.ts'
import type { SourceTarget } from '../panels/source-panel.tsx'
import type { Ask } from '../panels/tools.ts'
import type { BriefConnection } from '../sync/provider.ts'
import type { NodeMenu } from '../views/view.ts'

export type SheetProps = {
  connection: BriefConnection
  canWrite: boolean
  axes: readonly Axis[]
  slots: readonly TemplateSlot[]
  /** Told when the editor stands, and with null when it is taken down. */
  onHandle(handle: EditorHandle | null): void
  onOpenCitation(target: SourceTarget): void
  onAsk(ask: Ask): void
  onAskMenu(menu: NodeMenu): void
}

export function Sheet({ connection, canWrite, axes, slots, onHandle, onOpenCitation, onAsk, onAskMenu }: SheetProps) {
  const place = useRef<HTMLDivElement>(null)
  // The page's own functions may change with each render; the editor is mounted once.
  const told = useEffectEvent(onHandle)
  const openCitation = useEffectEvent(onOpenCitation)
  const ask = useEffectEvent(onAsk)
  const askMenu = useEffectEvent(onAskMenu)
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
      onAskMenu: (menu) => askMenu(menu),
    })
    told(handle)
    return () => {
      told(null)
      handle.destroy()
    }
  }, [connection, canWrite, axes, slots])
  return <div className="sheet" ref={place} />
}
