/** Whether what was typed is safe. "Saved" is said only when the server has it on disk; the words come from the connection's own status. */
import { CircleAlert, CloudCheck, CloudOff, CloudUpload } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { SyncStatus } from '../sync/provider.ts'
import { Button } from '../ui/button.tsx'
import { statusLine } from './statusline.ts'

const ICONS = { connecting: CloudUpload, saved: CloudCheck, saving: CloudUpload, offline: CloudOff, refused: CircleAlert } as const

export function StatusLine({ status }: { status: SyncStatus }) {
  const Icon = ICONS[status.kind]
  return (
    <span className="status" data-kind={status.kind} data-unkept={status.unkept}>
      <Icon aria-hidden size={16} />
      <span className="status-words">{statusLine(status)}</span>
      <Announcement status={status} />
    </span>
  )
}

type Safety = { kind: SyncStatus['kind']; unkept: boolean }

/** Read aloud only when safety changes: every keystroke goes through "saving", and no one wants to hear that. */
function Announcement({ status }: { status: SyncStatus }) {
  const [words, setWords] = useState('')
  const last = useRef<Safety>({ kind: 'connecting', unkept: false })
  const announce = useEffectEvent((now: Safety) => {
    if (now.kind === 'saving' || now.kind === 'connecting' || (now.kind === last.current.kind && now.unkept === last.current.unkept)) return
    const troubled = last.current.kind === 'offline' || last.current.kind === 'refused'
    last.current = now
    if (now.kind === 'saved') setWords(troubled ? 'Connected again. Everything is saved.' : '')
    else setWords(statusLine(status))
  })
  const { kind } = status
  const unkept = status.unkept === true
  useEffect(() => announce({ kind, unkept }), [kind, unkept])
  return (
    <span className="unseen" role="status">
      {words}
    </span>
  )
}

/** Shown when the server, or this version of the page, will not go on. */
export function RefusedBanner({ status }: { status: SyncStatus }) {
  if (status.kind !== 'refused') return null
  return (
    <div className="banner" data-kind="danger" role="alert">
      <CircleAlert aria-hidden size={18} />
      <p>{status.reason ?? 'The server ended the connection to this brief.'}</p>
      <Button onClick={() => window.location.reload()}>Reload</Button>
    </div>
  )
}
