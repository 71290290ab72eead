/** What a page says when there is nothing yet, when it waits, and when something failed. */
import { CircleAlert, LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'
import { sentenceFor } from '../api.ts'
import { Button } from './button.tsx'

export function Waiting({ what }: { what: string }) {
  return (
    <p className="waiting" role="status">
      <LoaderCircle aria-hidden className="spin" size={18} />
      {what}
    </p>
  )
}

export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  return (
    <div className="notice" data-kind="danger" role="alert">
      <CircleAlert aria-hidden size={18} />
      <p>{sentenceFor(error)}</p>
      {retry && <Button onClick={retry}>Try again</Button>}
    </div>
  )
}

export function Empty({ icon, title, children }: { icon: ReactNode; title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <span className="empty-icon" aria-hidden>
        {icon}
      </span>
      <h2>{title}</h2>
      {children}
    </div>
  )
}
