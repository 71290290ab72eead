/** Adding files to the library, one after the other, each with its own outcome and reason. */
import { CircleAlert, CircleCheck, LoaderCircle, Upload, X } from 'lucide-react'
import { type DragEvent, useRef, useState } from 'react'
import type { ImportResult } from '#model/api.ts'
import type { ImportOutcome } from '#model/source.ts'
import { sentenceFor } from '../api.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Link } from '../ui/navigation.tsx'
import { useSession } from '../ui/session.tsx'
import { count } from '../ui/words.ts'

const ACCEPTED = '.txt,.md,.markdown,.html,.htm,text/plain,text/markdown,text/html'

type Entry = { key: number; name: string; size: number } & ({ state: 'waiting' } | { state: 'reading' } | { state: 'done'; result: ImportResult } | { state: 'failed'; reason: string })

const OUTCOMES: Readonly<Record<ImportOutcome, string>> = {
  text: 'In the library',
  scanned: 'Not added: only pictures of pages, no text',
  'poor-ocr': 'Not added: the text was read too badly to cite',
  'needs-password': 'Not added: the file is locked with a password',
  refused: 'Not added',
}

export function ImportBox({ onImported }: { onImported(): void }) {
  const { api } = useSession()
  const [entries, setEntries] = useState<readonly Entry[]>([])
  const [over, setOver] = useState(false)
  const picker = useRef<HTMLInputElement>(null)
  const nextKey = useRef(0)
  const queue = useRef(Promise.resolve())

  const read = async (key: number, file: File) => {
    const change = (entry: (before: Entry) => Entry) => setEntries((before) => before.map((old) => (old.key === key ? entry(old) : old)))
    change((old) => ({ ...old, state: 'reading' }))
    try {
      const result = await api.importFile(file)
      change(({ name, size }) => ({ key, name, size, state: 'done', result }))
      if (result.outcome === 'text') onImported()
    } catch (error) {
      change(({ name, size }) => ({ key, name, size, state: 'failed', reason: sentenceFor(error) }))
    }
  }

  const add = (files: FileList | null) => {
    for (const file of files ?? []) {
      const key = nextKey.current++
      setEntries((before) => [...before, { key, name: file.name, size: file.size, state: 'waiting' }])
      queue.current = queue.current.then(() => read(key, file))
    }
  }

  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    add(event.dataTransfer.files)
  }

  const finished = entries.filter(({ state }) => state === 'done' || state === 'failed').length
  return (
    <section
      className="import"
      aria-label="Add sources"
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={(event) => event.currentTarget.contains(event.relatedTarget as Node | null) || setOver(false)}
      onDrop={drop}
    >
      <div className="import-drop">
        <Upload aria-hidden size={24} />
        <p>
          <strong>Drop files here</strong>
          <span>Text, Markdown or HTML</span>
        </p>
        <Button onClick={() => picker.current?.click()}>Choose files</Button>
        <input
          ref={picker}
          className="unseen"
          type="file"
          multiple
          accept={ACCEPTED}
          tabIndex={-1}
          aria-label="Files to add to the library"
          onChange={(event) => {
            add(event.target.files)
            event.target.value = ''
          }}
        />
      </div>
      <p className="import-progress" role="status">
        {entries.length === 0 ? '' : finished < entries.length ? `Reading file ${finished + 1} of ${entries.length}…` : `${count(finished, 'file')} read`}
      </p>
      {entries.length > 0 && (
        <ul className="import-entries">
          {entries.map((entry) => (
            <ImportEntry key={entry.key} entry={entry} onDismiss={() => setEntries((before) => before.filter(({ key }) => key !== entry.key))} />
          ))}
        </ul>
      )}
    </section>
  )
}

function ImportEntry({ entry, onDismiss }: { entry: Entry; onDismiss(): void }) {
  const added = entry.state === 'done' && entry.result.outcome === 'text'
  const over = entry.state === 'done' || entry.state === 'failed'
  return (
    <li className="import-entry" data-state={added ? 'added' : over ? 'refused' : entry.state}>
      {added ? <CircleCheck aria-hidden size={17} /> : over ? <CircleAlert aria-hidden size={17} /> : <LoaderCircle aria-hidden size={17} className={entry.state === 'reading' ? 'spin' : undefined} />}
      <div>
        <span className="import-name">{entry.name}</span>
        <span className="import-outcome">
          <Outcome entry={entry} />
        </span>
      </div>
      {over && (
        <IconButton label={`Take ${entry.name} off this list`} onClick={onDismiss}>
          <X aria-hidden size={15} />
        </IconButton>
      )}
    </li>
  )
}

function Outcome({ entry }: { entry: Entry }) {
  if (entry.state === 'waiting') return 'Waiting'
  if (entry.state === 'reading') return 'Reading…'
  if (entry.state === 'failed') return entry.reason
  const { outcome, reason, source, title, passages, warnings } = entry.result
  if (outcome !== 'text') return reason === undefined ? OUTCOMES[outcome] : `${OUTCOMES[outcome]}. ${reason}`
  return (
    <>
      {OUTCOMES.text}: {source === null ? title : <Link to={{ page: 'source', id: source, passage: null }}>{title ?? entry.name}</Link>}, {count(passages, 'passage')}
      {warnings.map((warning) => (
        <span key={warning} className="import-warning">
          {warning}
        </span>
      ))}
    </>
  )
}
