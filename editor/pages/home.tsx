/** The team's briefs, newest change first, and the way to a new one. */
import { FilePlus2, Files } from 'lucide-react'
import { useState } from 'react'
import type { DocumentSummary } from '#model/api.ts'
import { Button } from '../ui/button.tsx'
import { useLoad } from '../ui/load.ts'
import { Link } from '../ui/navigation.tsx'
import { Empty, Failure, Waiting } from '../ui/notice.tsx'
import { mayWrite, useSession } from '../ui/session.tsx'
import { Shell } from '../ui/shell.tsx'
import { momentOf, since } from '../ui/time.ts'
import { kindName } from '../ui/words.ts'
import { NewBriefDialog } from './new-brief.tsx'

export function HomePage() {
  const { api, team } = useSession()
  const documents = useLoad(`documents of ${team?.slug ?? 'no team'}`, () => api.documents())
  const [making, setMaking] = useState(false)
  const canMake = mayWrite(team)

  return (
    <Shell title="Briefs">
      <div className="page-head">
        <div>
          <h1>Briefs</h1>
          {team !== null && <p className="page-lead">{team.name}</p>}
        </div>
        {canMake && (
          <Button look="primary" onClick={() => setMaking(true)}>
            <FilePlus2 aria-hidden size={18} />
            New brief
          </Button>
        )}
      </div>
      {documents.state === 'loading' && <Waiting what="Looking for the team's briefs…" />}
      {documents.state === 'failed' && <Failure error={documents.error} retry={documents.reload} />}
      {documents.state === 'ready' &&
        (documents.value.length === 0 ? (
          <Empty icon={<Files size={28} />} title="No briefs yet">
            <p>{canMake ? 'Start from a template: it brings the form, the headings and what each part asks for.' : 'When someone in your team writes one, it appears here.'}</p>
            {canMake && (
              <Button look="primary" onClick={() => setMaking(true)}>
                Write the first brief
              </Button>
            )}
          </Empty>
        ) : (
          <BriefList documents={documents.value} />
        ))}
      {making && <NewBriefDialog onClose={() => setMaking(false)} />}
    </Shell>
  )
}

function BriefList({ documents }: { documents: readonly DocumentSummary[] }) {
  const [now] = useState(() => Date.now())
  return (
    <ul className="brief-list">
      {documents.map((entry) => (
        <li key={entry.id}>
          <Link to={{ page: 'brief', id: entry.id }} className="brief-entry">
            <span className="brief-entry-title">{entry.title.trim() === '' ? 'Untitled brief' : entry.title}</span>
            <span className="brief-entry-facts">
              <span>{kindName(entry.kind)}</span>
              <time dateTime={new Date(entry.changedAt).toISOString()} title={momentOf(entry.changedAt)}>
                changed {since(entry.changedAt, now)}
              </time>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
