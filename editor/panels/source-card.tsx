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
  const rows: readonly (readonly [string, ReactNode])[] = [
    [names.length > 1 ? 'Authors' : 'Author', names.length === 0 ? 'unsigned' : names.join(', ')],
    ['Publisher', csl.publisher ?? csl['container-title'] ?? null],
    ['Date', issuedLine(csl)],
    ['Kind', kindName(csl.type)],
    ['Number', csl.number ?? null],
    [
      'Address',
      href === null ? null : (
        <a href={href} target="_blank" rel="noopener noreferrer">
          {new URL(href).hostname}
          <ExternalLink aria-hidden size={13} />
          <span className="unseen"> (opens in a new tab)</span>
        </a>
      ),
    ],
    ['Read on', csl.accessed ? dateLine(csl.accessed) : null],
    ['Language', csl.language ?? null],
    ['Reliability', source.reliability],
    ['Note', source.note ?? csl.note ?? null],
    ['In the library', `since ${dayOf(source.importedAt)}, from ${source.file}`],
    ['Passages', count(source.passageCount, 'passage')],
    ['Snapshot', <code key="sha" title={source.snapshotSha}>{source.snapshotSha.slice(0, 12)}</code>],
  ]
  return (
    <dl className="source-card">
      {rows.map(([label, value]) =>
        value === null ? null : (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  )
}
