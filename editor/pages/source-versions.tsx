/** The imports of one source: which there are, what the newest changed, and adding another. */
import { Upload } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Difference, SnapshotSummary } from '#model/library.ts'
import { sentenceFor } from '../api.ts'
import { Button } from '../ui/button.tsx'
import { useLoad } from '../ui/load.ts'
import { Failure, Waiting } from '../ui/notice.tsx'
import { useSession } from '../ui/session.tsx'
import { dayOf } from '../ui/time.ts'
import { count, formatName } from '../ui/words.ts'

export function SourceVersions({ id, canWrite, onChanged }: { id: string; canWrite: boolean; onChanged(): void }) {
  const { api } = useSession()
  const snapshots = useLoad(`snapshots of ${id}`, () => api.snapshots(id))
  if (snapshots.state === 'loading') return <Waiting what="Fetching the versions…" />
  if (snapshots.state === 'failed') return <Failure error={snapshots.error} retry={snapshots.reload} />
  const added = () => {
    snapshots.reload()
    onChanged()
  }
  const [newest, before] = snapshots.value
  return (
    <div className="versions">
      {canWrite && <AddVersion id={id} onAdded={added} />}
      <ol className="version-list">
        {snapshots.value.map((snapshot, index) => (
          <Version key={snapshot.sha256} snapshot={snapshot} newest={index === 0} />
        ))}
      </ol>
      {newest !== undefined && before !== undefined && <Differences key={newest.sha256} id={id} from={before.sha256} to={newest.sha256} />}
    </div>
  )
}

function AddVersion({ id, onAdded }: { id: string; onAdded(): void }) {
  const { api } = useSession()
  const picker = useRef<HTMLInputElement>(null)
  const [said, setSaid] = useState<{ words: string; failed: boolean } | null>(null)
  const add = async (file: File | undefined) => {
    if (file === undefined) return
    setSaid({ words: `Reading ${file.name}…`, failed: false })
    try {
      const { outcome, reason, warnings } = await api.importFile(file, id)
      setSaid({ words: outcome === 'text' ? warnings.join(' ') : (reason ?? 'The file could not be read.'), failed: outcome !== 'text' })
      if (outcome === 'text') onAdded()
    } catch (error) {
      setSaid({ words: sentenceFor(error), failed: true })
    }
  }
  return (
    <>
      <Button onClick={() => picker.current?.click()}>
        <Upload aria-hidden size={15} />
        Add a newer version
      </Button>
      <input
        ref={picker}
        className="unseen"
        type="file"
        tabIndex={-1}
        aria-label="The newer version of this source"
        onChange={(event) => {
          void add(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      {said !== null && said.words !== '' && (
        <p className="version-said" role={said.failed ? 'alert' : 'status'}>
          {said.words}
        </p>
      )}
    </>
  )
}

function Version({ snapshot, newest }: { snapshot: SnapshotSummary; newest: boolean }) {
  return (
    <li className="version">
      <strong>{dayOf(snapshot.at)}</strong>
      {newest && <span className="chip">newest</span>}
      <span>
        {count(snapshot.passages, 'passage')}, from {formatName(snapshot.mediaType)}
      </span>
      <code title={snapshot.sha256}>{snapshot.sha256.slice(0, 12)}</code>
    </li>
  )
}

function Differences({ id, from, to }: { id: string; from: string; to: string }) {
  const { api } = useSession()
  const found = useLoad(`differences of ${id} ${from} ${to}`, () => api.differences(id, from, to))
  if (found.state === 'loading') return <Waiting what="Comparing…" />
  if (found.state === 'failed') return <Failure error={found.error} retry={found.reload} />
  const { differences, kept } = found.value
  return (
    <section className="differences" aria-label="What the newest version changed">
      <h3>What changed</h3>
      <p className="uses-sum">
        {count(kept, 'passage')} unchanged, {differences.length} not
      </p>
      <ul>
        {differences.map((difference) => (
          <DifferenceLine key={difference.change === 'changed' ? `${difference.before.id} ${difference.after.id}` : difference.passage.id} difference={difference} />
        ))}
      </ul>
    </section>
  )
}

function DifferenceLine({ difference }: { difference: Difference }) {
  if (difference.change === 'added') {
    return (
      <li className="difference" data-change="added">
        <span className="chip">new</span> <ins>{difference.passage.quote.exact}</ins>
      </li>
    )
  }
  if (difference.change === 'removed') {
    return (
      <li className="difference" data-change="removed">
        <span className="chip">gone</span> <del>{difference.passage.quote.exact}</del>
      </li>
    )
  }
  return (
    <li className="difference" data-change="changed">
      <span className="chip" data-kind={difference.numbers ? 'danger' : undefined}>
        {difference.numbers ? 'a number changed' : 'reworded'}
      </span>{' '}
      {difference.parts.map(({ text, of }, index) => (of === 'both' ? <span key={`${index} ${text}`}>{text}</span> : of === 'before' ? <del key={`${index} ${text}`}>{text}</del> : <ins key={`${index} ${text}`}>{text}</ins>))}
    </li>
  )
}
