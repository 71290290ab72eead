/** What a source refers to: each entry of its reference section as a candidate for the library. */
import { Bookmark, CircleCheck, ExternalLink } from 'lucide-react'
import { useState } from 'react'
import type { Reference } from '#model/extraction.ts'
import { safeHref } from '#model/href.ts'
import { sentenceFor } from '../api.ts'
import { Button } from '../ui/button.tsx'
import { useSession } from '../ui/session.tsx'
import { authorLine, issuedLine } from '../ui/source-label.ts'

export function SourceReferences({ references, canWrite }: { references: readonly Reference[]; canWrite: boolean }) {
  if (references.length === 0) return <p className="uses-sum">It has no list of references, or none that could be read.</p>
  return (
    <ol className="references">
      {references.map((reference) => (
        <ReferenceLine key={reference.start} reference={reference} canWrite={canWrite} />
      ))}
    </ol>
  )
}

function ReferenceLine({ reference: { csl }, canWrite }: { reference: Reference; canWrite: boolean }) {
  const { api } = useSession()
  const [state, setState] = useState<'open' | 'adding' | 'added' | { failed: string }>('open')
  const href = csl.URL === undefined ? null : safeHref(csl.URL)
  const add = async () => {
    setState('adding')
    try {
      const record = new File([JSON.stringify([{ id: csl.title.slice(0, 60), ...csl }])], 'reference.json', { type: 'application/vnd.citationstyles.csl+json' })
      const { outcome, reason } = await api.importFile(record)
      setState(outcome === 'text' ? 'added' : { failed: reason ?? 'The record was not taken.' })
    } catch (error) {
      setState({ failed: sentenceFor(error) })
    }
  }
  return (
    <li className="reference">
      <span className="reference-title">{csl.title}</span>
      <span className="reference-facts">
        {authorLine(csl)}, {issuedLine(csl)}
        {href !== null && (
          <a href={href} target="_blank" rel="noopener noreferrer">
            {new URL(href).hostname}
            <ExternalLink aria-hidden size={12} />
            <span className="unseen"> (opens in a new tab)</span>
          </a>
        )}
      </span>
      {canWrite && state === 'added' && (
        <span className="reference-added">
          <CircleCheck aria-hidden size={14} /> In the library, as a record without a text
        </span>
      )}
      {canWrite && state !== 'added' && (
        <Button look="quiet" disabled={state === 'adding'} onClick={add} aria-label={`Keep “${csl.title}” as a record`}>
          <Bookmark aria-hidden size={14} />
          Keep as a record
        </Button>
      )}
      {typeof state === 'object' && <span role="alert">{state.failed}</span>}
    </li>
  )
}
