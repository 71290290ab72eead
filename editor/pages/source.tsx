/** One source to read, at the passage the address names. */
import { ArrowLeft } from 'lucide-react'
import { useMemo, useState } from 'react'
import { isBoilerplate } from '#model/source.ts'
import { SourceCard } from '../panels/source-card.tsx'
import { SourceText } from '../panels/source-text.tsx'
import { useLoad } from '../ui/load.ts'
import { Link, useNavigation } from '../ui/navigation.tsx'
import { Failure, Waiting } from '../ui/notice.tsx'
import { useSession } from '../ui/session.tsx'
import { Shell } from '../ui/shell.tsx'
import { authorLine, issuedLine } from '../ui/source-label.ts'
import { Switch } from '../ui/switch.tsx'
import { count } from '../ui/words.ts'

export function SourcePage({ id, passage }: { id: string; passage: string | null }) {
  const { api } = useSession()
  const { go } = useNavigation()
  const source = useLoad(`source ${id}`, () => api.source(id))
  const [showBoilerplate, setShowBoilerplate] = useState(false)
  const spot = useMemo(() => (passage === null ? null : { passageId: passage }), [passage])
  const setAside = source.state === 'ready' ? source.value.blocks.filter(({ kind }) => isBoilerplate(kind)).length : 0

  return (
    <Shell title={source.state === 'ready' ? source.value.csl.title : 'Source'}>
      <Link to={{ page: 'library' }} className="back">
        <ArrowLeft aria-hidden size={16} />
        Library
      </Link>
      {source.state === 'loading' && <Waiting what="Opening the source…" />}
      {source.state === 'failed' && <Failure error={source.error} retry={source.reload} />}
      {source.state === 'ready' && (
        <div className="reader">
          <article className="reader-sheet" lang={source.value.csl.language}>
            <header className="reader-head">
              <h1>{source.value.csl.title}</h1>
              <p>
                {authorLine(source.value.csl)} · {issuedLine(source.value.csl)}
              </p>
            </header>
            <SourceText title={source.value.csl.title} headings="h2" source={source.value} target={spot} showBoilerplate={showBoilerplate} onPick={(picked) => go({ page: 'source', id, passage: picked.id }, { replace: true })} />
          </article>
          <aside className="reader-side" aria-label="About this source">
            {setAside > 0 && <Switch label={`Show ${count(setAside, 'part')} set aside`} checked={showBoilerplate} onChange={setShowBoilerplate} />}
            <SourceCard source={source.value} />
          </aside>
        </div>
      )}
    </Shell>
  )
}
