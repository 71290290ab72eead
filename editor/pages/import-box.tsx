/** Adding to the library: files dropped or chosen, several side by side, and text from the clipboard. Each has its own outcome and reason. */
import { CircleAlert, CircleCheck, ClipboardPaste, LoaderCircle, RotateCcw, Upload, X } from 'lucide-react'
import { type DragEvent, useRef, useState } from 'react'
import type { ImportOutcome } from '#model/source.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Link } from '../ui/navigation.tsx'
import { useSession } from '../ui/session.tsx'
import { count } from '../ui/words.ts'
import { type ImportEntry, useImportQueue } from './import-queue.ts'
import { PasteDialog } from './paste-dialog.tsx'

const ACCEPTED = '.pdf,.docx,.docm,.odt,.rtf,.txt,.md,.markdown,.html,.htm,.bib,.ris,.json,application/pdf,text/plain,text/markdown,text/html'

const OUTCOMES: Readonly<Record<ImportOutcome, string>> = {
  text: 'In the library',
  scanned: 'Not added: only pictures of pages, no text',
  'poor-ocr': 'Not added: the text was read too badly to cite',
  'needs-password': 'Not added: the file is locked with a password',
  refused: 'Not added',
}

export function ImportBox({ onImported }: { onImported(): void }) {
  const { api } = useSession()
  const { entries, add, dismiss, clearAdded } = useImportQueue(onImported)
  const [over, setOver] = useState(false)
  const [pasting, setPasting] = useState(false)
  const picker = useRef<HTMLInputElement>(null)

  const addFiles = (files: FileList | null) => add([...(files ?? [])].map((file) => ({ name: file.name, size: file.size, send: () => api.importFile(file) })))
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    addFiles(event.dataTransfer.files)
  }

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
          <span>PDF, Word, OpenDocument, RTF, HTML, Markdown, text; BibTeX, RIS or CSL records</span>
        </p>
        <div className="import-ways">
          <Button onClick={() => picker.current?.click()}>Choose files</Button>
          <Button look="quiet" onClick={() => setPasting(true)}>
            <ClipboardPaste aria-hidden size={15} />
            Paste text
          </Button>
        </div>
        <input
          ref={picker}
          className="unseen"
          type="file"
          multiple
          accept={ACCEPTED}
          tabIndex={-1}
          aria-label="Files to add to the library"
          onChange={(event) => {
            addFiles(event.target.files)
            event.target.value = ''
          }}
        />
      </div>
      <ImportProgress entries={entries} onClear={clearAdded} />
      {entries.length > 0 && (
        <ul className="import-entries">
          {entries.map((entry) => (
            <EntryLine key={entry.key} entry={entry} onDismiss={() => dismiss(entry.key)} />
          ))}
        </ul>
      )}
      {pasting && (
        <PasteDialog
          onClose={() => setPasting(false)}
          onPaste={(title, text) => {
            setPasting(false)
            add([{ name: title, size: text.length, send: () => api.pasteText(text, title) }])
          }}
        />
      )}
    </section>
  )
}

const isOver = ({ state }: ImportEntry) => state === 'done' || state === 'failed'
const isAdded = (entry: ImportEntry) => entry.state === 'done' && entry.result.outcome === 'text'

function ImportProgress({ entries, onClear }: { entries: readonly ImportEntry[]; onClear(): void }) {
  const finished = entries.filter(isOver).length
  const added = entries.filter(isAdded).length
  const busy = finished < entries.length
  const words = busy ? `${finished} of ${count(entries.length, 'file')} read…` : `${count(added, 'file')} added${added < finished ? `, ${finished - added} not` : ''}`
  return (
    <>
      {busy && <progress className="import-bar" value={finished} max={entries.length} aria-label="Files read" />}
      <div className="import-progress">
        <span role="status">{entries.length === 0 ? '' : words}</span>
        {!busy && added > 0 && (
          <Button look="quiet" onClick={onClear}>
            Clear
          </Button>
        )}
      </div>
    </>
  )
}

function EntryLine({ entry, onDismiss }: { entry: ImportEntry; onDismiss(): void }) {
  const state = isAdded(entry) ? 'added' : isOver(entry) ? 'refused' : entry.state
  return (
    <li className="import-entry" data-state={state}>
      {state === 'added' ? <CircleCheck aria-hidden size={17} /> : state === 'refused' ? <CircleAlert aria-hidden size={17} /> : <LoaderCircle aria-hidden size={17} className={state === 'reading' ? 'spin' : undefined} />}
      <div>
        <span className="import-name">{entry.name}</span>
        <span className="import-outcome">
          <Outcome entry={entry} />
        </span>
      </div>
      {entry.state === 'failed' && (
        <IconButton label={`Try ${entry.name} again`} onClick={entry.again}>
          <RotateCcw aria-hidden size={15} />
        </IconButton>
      )}
      {isOver(entry) && (
        <IconButton label={`Take ${entry.name} off this list`} onClick={onDismiss}>
          <X aria-hidden size={15} />
        </IconButton>
      )}
    </li>
  )
}

function recordsLine({ added, known }: { added: number; known: number }): string {
  return known === 0 ? count(added, 'record') : `${count(added, 'record')}, ${known} there already`
}

function Outcome({ entry }: { entry: ImportEntry }) {
  if (entry.state === 'waiting') return 'Waiting'
  if (entry.state === 'reading') return 'Reading…'
  if (entry.state === 'failed') return entry.reason
  const { outcome, reason, source, title, passages, records, lapsed = [], warnings } = entry.result
  if (outcome !== 'text') return reason === undefined ? OUTCOMES[outcome] : `${OUTCOMES[outcome]}. ${reason}`
  return (
    <>
      {OUTCOMES.text}: {records !== undefined ? recordsLine(records) : source === null ? title : <Link to={{ page: 'source', id: source, passage: null }}>{title ?? entry.name}</Link>}
      {passages > 0 && `, ${count(passages, 'passage')}`}
      {lapsed.length > 0 && <span className="import-warning">{count(lapsed.length, 'fact')} of the version before no longer stand in it word for word: {lapsed.slice(0, 3).map(({ claim }) => `“${claim}”`).join(', ')}</span>}
      {warnings.map((warning) => (
        <span key={warning} className="import-warning">
          {warning}
        </span>
      ))}
    </>
  )
}
