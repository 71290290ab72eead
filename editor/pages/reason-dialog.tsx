/** Asks for the reason of a step that others will want to understand later. */
import { type FormEvent, useState } from 'react'
import { sentenceFor } from '../api.ts'
import { Dialog, DialogFoot } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'

export type ReasonDialogProps = { title: string; description: string; label: string; action: string; danger?: boolean; onGive(reason: string): Promise<void>; onClose(): void }

export function ReasonDialog({ title, description, label, action, danger = false, onGive, onClose }: ReasonDialogProps) {
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const [failed, setFailed] = useState<string | null>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (reason.trim() === '') return
    onGive(reason.trim()).catch((error: unknown) => setFailed(sentenceFor(error)))
  }
  return (
    <Dialog open onClose={onClose} size="small" title={title} description={description}>
      <form className="dialog-form" onSubmit={submit}>
        <div className="dialog-body form">
          {failed !== null && (
            <div className="notice" data-kind="danger" role="alert">
              <p>{failed}</p>
            </div>
          )}
          <Field label={label} required error={asked && reason.trim() === '' ? 'A sentence is enough.' : undefined}>
            {(wiring) => <textarea {...wiring} className="input" rows={3} maxLength={2000} value={reason} onChange={(event) => setReason(event.target.value)} />}
          </Field>
        </div>
        <DialogFoot action={action} danger={danger} onCancel={onClose} />
      </form>
    </Dialog>
  )
}
