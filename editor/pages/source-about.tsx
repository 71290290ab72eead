/** What is known of a source, and what a person can do about it: correct it, rate it, withdraw it. */
import { Archive, ArchiveRestore, Pencil } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { SourceDetail } from '#model/api.ts'
import { CSL_TYPES } from '#model/csl.ts'
import { sentenceFor } from '../api.ts'
import { SourceCard } from '../panels/source-card.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogFoot } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { useSession } from '../ui/session.tsx'
import { kindName } from '../ui/words.ts'
import { type CslForm, cslOf, formOf } from './csl-form.ts'
import { ReasonDialog } from './reason-dialog.tsx'

export type SourceAboutProps = { source: SourceDetail; canWrite: boolean; onChanged(): void }

export function SourceAbout({ source, canWrite, onChanged }: SourceAboutProps) {
  const { api } = useSession()
  const [open, setOpen] = useState<'edit' | 'withdraw' | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  const done = () => {
    setOpen(null)
    onChanged()
  }
  const restore = () => api.restore(source.id).then(onChanged, (error: unknown) => setFailed(sentenceFor(error)))
  return (
    <div className="about">
      <SourceCard source={source} />
      {failed !== null && <p role="alert">{failed}</p>}
      {canWrite && (
        <div className="about-tools">
          <Button onClick={() => setOpen('edit')}>
            <Pencil aria-hidden size={15} />
            Edit the record
          </Button>
          {source.withdrawn === null ? (
            <Button look="danger" onClick={() => setOpen('withdraw')}>
              <Archive aria-hidden size={15} />
              Withdraw
            </Button>
          ) : (
            <Button onClick={restore}>
              <ArchiveRestore aria-hidden size={15} />
              Restore
            </Button>
          )}
        </div>
      )}
      {open === 'edit' && <EditDialog source={source} onDone={done} onClose={() => setOpen(null)} />}
      {open === 'withdraw' && (
        <ReasonDialog
          title="Withdraw this source"
          description="It stays readable, but no search finds it, and every brief that leans on it shows so. It can be restored."
          label="Why should nobody lean on it?"
          action="Withdraw"
          danger
          onClose={() => setOpen(null)}
          onGive={async (reason) => {
            await api.withdraw(source.id, reason)
            done()
          }}
        />
      )}
    </div>
  )
}

const TEXTS: readonly { name: Exclude<keyof CslForm, 'type' | 'authors'>; label: string; help?: string }[] = [
  { name: 'title', label: 'Title' },
  { name: 'publisher', label: 'Publisher' },
  { name: 'container', label: 'Published in', help: 'The journal, newspaper, book or site.' },
  { name: 'issued', label: 'Date', help: 'As 2024, 2024-03 or 2024-03-14. Empty when the source is undated.' },
  { name: 'number', label: 'Number' },
  { name: 'url', label: 'Address' },
  { name: 'language', label: 'Language', help: 'A code such as en or es.' },
]

function EditDialog({ source, onDone, onClose }: { source: SourceDetail; onDone(): void; onClose(): void }) {
  const { api } = useSession()
  const [form, setForm] = useState(() => formOf(source.csl))
  const [reliability, setReliability] = useState(source.reliability ?? '')
  const [note, setNote] = useState(source.note ?? '')
  const [faults, setFaults] = useState<Partial<Record<keyof CslForm, string>>>({})
  const [failed, setFailed] = useState<string | null>(null)
  const change = (part: Partial<CslForm>) => setForm({ ...form, ...part })

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const read = cslOf(form, source.csl)
    setFaults(read.ok ? {} : read.faults)
    if (!read.ok) return
    try {
      await api.changeSource(source.id, { csl: read.csl, reliability: reliability.trim() === '' ? null : reliability.trim(), note: note.trim() === '' ? null : note.trim() })
      onDone()
    } catch (error) {
      setFailed(sentenceFor(error))
    }
  }

  return (
    <Dialog open onClose={onClose} title="The record of this source" description="Facts that briefs hold already keep what they were cited with.">
      <form className="dialog-form" onSubmit={submit}>
        <div className="dialog-body form">
          {failed !== null && (
            <div className="notice" data-kind="danger" role="alert">
              <p>{failed}</p>
            </div>
          )}
          <Field label="Kind">
            {(wiring) => (
              <select {...wiring} className="input" value={form.type} onChange={(event) => change({ type: CSL_TYPES.find((type) => type === event.target.value) ?? form.type })}>
                {CSL_TYPES.map((type) => (
                  <option key={type} value={type}>
                    {kindName(type)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label="Authors" help="One a line: Family, Given. An institution as it is called." error={faults.authors}>
            {(wiring) => <textarea {...wiring} className="input" rows={2} value={form.authors} onChange={(event) => change({ authors: event.target.value })} />}
          </Field>
          {TEXTS.map(({ name, label, help }) => (
            <Field key={name} label={label} help={help} error={faults[name]} required={name === 'title'}>
              {(wiring) => <input {...wiring} className="input" value={form[name]} onChange={(event) => change({ [name]: event.target.value })} />}
            </Field>
          ))}
          <Field label="Reliability" help="Your team's own word on it, shown wherever it is cited.">
            {(wiring) => <input {...wiring} className="input" maxLength={200} value={reliability} onChange={(event) => setReliability(event.target.value)} />}
          </Field>
          <Field label="Note">{(wiring) => <textarea {...wiring} className="input" rows={2} maxLength={4000} value={note} onChange={(event) => setNote(event.target.value)} />}</Field>
        </div>
        <DialogFoot action="Keep" onCancel={onClose} />
      </form>
    </Dialog>
  )
}
