/** The address of a link: set, change or take away. Only addresses a brief may hold are accepted (`model/href.ts`). */
import { type FormEvent, useRef, useState } from 'react'
import { safeHref } from '#model/href.ts'
import { activeState } from '../commands/active.ts'
import { removeLink, setLink } from '../commands/link.ts'
import type { EditorHandle } from '../mount.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'

export function LinkDialog({ handle, onClose }: { handle: EditorHandle; onClose(): void }) {
  const current = activeState(handle.view.state).link
  const [address, setAddress] = useState(current ?? '')
  const [error, setError] = useState<string | undefined>(undefined)
  const input = useRef<HTMLInputElement>(null)

  const finish = (command: Parameters<EditorHandle['run']>[0]) => {
    onClose()
    handle.run(command)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const href = safeHref(withScheme(address))
    if (href === null) return setError('Enter a web address (https://…) or an e-mail address (mailto:…).')
    finish(setLink(href))
  }

  return (
    <Dialog open onClose={onClose} size="small" title={current === null ? 'Add a link' : 'Change the link'} firstFocus={input} lastFocus={() => handle.view.dom}>
      <form className="dialog-form" noValidate onSubmit={submit}>
        <div className="dialog-body form">
          <Field label="Address" error={error}>
            {(wiring) => <input {...wiring} ref={input} className="input" type="url" inputMode="url" placeholder="https://" value={address} onChange={(event) => setAddress(event.target.value)} />}
          </Field>
        </div>
        <footer className="dialog-foot">
          {current !== null && (
            <Button look="quiet" onClick={() => finish(removeLink)}>
              Remove the link
            </Button>
          )}
          <Button look="primary" type="submit">
            {current === null ? 'Add the link' : 'Change the link'}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}

/** "example.org" and "ana@example.org" as people type them. */
function withScheme(typed: string): string {
  const text = typed.trim()
  if (/^[a-z][a-z0-9+.-]*:/i.test(text) || text === '') return text
  return /^[^\s/@]+@[^\s/@]+$/.test(text) ? `mailto:${text}` : `https://${text}`
}
