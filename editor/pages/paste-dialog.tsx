/** Text from the clipboard becomes a source under the title a person gives it. */
import { type FormEvent, useState } from 'react'
import { Dialog, DialogFoot } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { count } from '../ui/words.ts'

const LONGEST_TITLE = 300

export function PasteDialog({ onPaste, onClose }: { onPaste(title: string, text: string): void; onClose(): void }) {
  const [title, setTitle] = useState('')
  const [text, setText] = useState('')
  const [asked, setAsked] = useState(false)
  const words = text.trim() === '' ? 0 : text.trim().split(/\s+/u).length
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (title.trim() !== '' && words > 0) onPaste(title.trim(), text)
  }
  return (
    <Dialog open onClose={onClose} size="large" title="Paste a text" description="It is kept word for word and cut into passages that can be cited.">
      <form className="dialog-form" onSubmit={submit}>
        <div className="dialog-body form">
          <Field label="Title" required error={asked && title.trim() === '' ? 'Give it a title, so that others find it.' : undefined}>
            {(wiring) => <input {...wiring} className="input" maxLength={LONGEST_TITLE} value={title} onChange={(event) => setTitle(event.target.value)} />}
          </Field>
          <Field label="Text" required help={words > 0 ? count(words, 'word') : undefined} error={asked && words === 0 ? 'There is no text yet.' : undefined}>
            {(wiring) => <textarea {...wiring} className="input paste-text" rows={12} value={text} onChange={(event) => setText(event.target.value)} />}
          </Field>
        </div>
        <DialogFoot action="Add to the library" onCancel={onClose} />
      </form>
    </Dialog>
  )
}
