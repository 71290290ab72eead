/** What is known of a source besides its text. Nothing is guessed: what no one said is not listed, and an undated source says so. */
import { ExternalLink } from 'lucide-react'
import type { ReactNode } from 'react'
import type { SourceSummary } from '#model/api.ts'
import { safeHref } from '#model/href.ts'
import { dateLine, issuedLine } from '../ui/source-label.ts'
import { dayOf } from '../ui/time.ts'
import { count, kindName } from '../ui/words.ts'

export function SourceCard({ source }: { source: SourceSummary }) {
  const { csl } = source
  const href = csl.URL === undefined ? null : safeHref(csl.URL)
  const names = (csl.author ?? []).map((name) => ('literal' in name ? name.literal : [name.given, name.family].filter(Boolean).join(' ')))
  return (
    <dl className="source-card">
      <Row label={names.length > 1 ? 'Authors' : 'Author'}>{names.length === 0 ? 'unsigned' : names.join(', ')}</Row>
      <Row label="Publisher">{csl.publisher ?? csl['container-title']}</Row>
      <Row label="Date">{issuedLine(csl)}</Row>
      <Row label="Kind">{kindName(csl.type)}</Row>
      <Row label="Number">{csl.number}</Row>
      <Row label="Address">
        {href !== null && (
          <a href={href} target="_blank" rel="noopener noreferrer">
            {new URL(href).hostname}
            <ExternalLink aria-hidden size={13} />
            <span className="unseen"> (opens in a new tab)</span>
          </a>
        )}
      </Row>
      <Row label="Read on">{csl.accessed && dateLine(csl.accessed)}</Row>
      <Row label="Language">{csl.language}</Row>
      <Row label="Reliability">{source.reliability}</Row>
      <Row label="Note">{source.note ?? csl.note}</Row>
      <Row label="In the library">
        since {dayOf(source.importedAt)}, from {source.file}
      </Row>
      <Row label="Passages">{source.snapshotSha === null ? 'none: a record without a text' : count(source.passageCount, 'passage')}</Row>
      <Row label="Snapshot">{source.snapshotSha !== null && <code title={source.snapshotSha}>{source.snapshotSha.slice(0, 12)}</code>}</Row>
    </dl>
  )
}

/** Nothing at all when there is nothing to say. */
function Row({ label, children }: { label: string; children?: ReactNode }) {
  if (children === undefined || children === null || children === false) return null
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
