/** Whether what was typed is safe. "Saved" is said only when the server has it on disk; the words come from the connection's own status. */
import { CircleAlert, CloudCheck, CloudOff, CloudUpload } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { SyncStatus } from '../sync/provider.ts'
import { Button } from '../ui/button.tsx'
import { count } from '../ui/words.ts'

export function statusLine({ kind, waiting }: SyncStatus): string {
  switch (kind) {
    case 'connecting':
      return 'Connecting…'
    case 'saved':
      return 'Saved'
    case 'saving':
      return 'Saving…'
    case 'offline':
      return waiting === 0 ? 'Offline: what you write waits on this device' : `Offline: ${count(waiting, 'change')} waiting on this device`
    case 'refused':
      return waiting === 0 ? 'Not connected' : `Not saved: ${count(waiting, 'change')}`
  }
}

const ICONS = { connecting: CloudUpload, saved: CloudCheck, saving: CloudUpload, offline: CloudOff, refused: CircleAlert } as const

export function StatusLine({ status }: { status: SyncStatus }) {
  const Icon = ICONS[status.kind]
  return (
    <span className="status" data-kind={status.kind}>
      <Icon aria-hidden size={16} />
      <span className="status-words">{statusLine(status)}</span>
      <Announcement status={status} />
    </span>
  )
}

/** Read aloud only when safety changes: every keystroke goes through "saving", and no one wants to hear that. */
function Announcement({ status }: { status: SyncStatus }) {
  const [words, setWords] = useState('')
  const lastKind = useRef<SyncStatus['kind']>('connecting')
  const announce = useEffectEvent((kind: SyncStatus['kind']) => {
    if (kind === 'saving' || kind === 'connecting' || kind === lastKind.current) return
    const troubled = lastKind.current === 'offline' || lastKind.current === 'refused'
    lastKind.current = kind
    if (kind === 'saved') setWords(troubled ? 'Connected again. Everything is saved.' : '')
    else setWords(statusLine(status))
  })
  const { kind } = status
  useEffect(() => announce(kind), [kind])
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
