/** The source behind a citation, open at the passage that was quoted; any other passage of it can be put into the text from here. */
import { BookOpen, ExternalLink, Quote } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { SearchHit, SourceDetail } from '#model/api.ts'
import type { FactRecord } from '#model/fact.ts'
import { isBoilerplate, type Passage } from '#model/source.ts'
import { ApiProblem, type Api, sentenceFor } from '../api.ts'
import { formatRoute } from '../route.ts'
import { Button } from '../ui/button.tsx'
import { Empty, Failure, Waiting } from '../ui/notice.tsx'
import { authorLine, issuedLine } from '../ui/source-label.ts'
import { Switch } from '../ui/switch.tsx'
import { SourceText } from './source-text.tsx'
import { useSource } from './use-source.ts'

export type SourceTarget = { sourceId: string; passageId?: string }

export type SourcePanelProps = {
  api: Api
  target: SourceTarget | null
  canWrite: boolean
  /** What the brief itself keeps of this source, for when the library has it no more. */
  records: readonly FactRecord[]
  onInsert(hit: SearchHit, how: 'fact' | 'citation'): void
}

export function SourcePanel(props: SourcePanelProps) {
  if (props.target === null) {
    return (
      <Empty icon={<BookOpen size={26} />} title="No source open">
        <p>Click a citation in the text, or “Read” beside a passage you found.</p>
      </Empty>
    )
  }
  return <OpenSource key={props.target.sourceId} {...props} target={props.target} />
}

function OpenSource({ api, target, canWrite, records, onInsert }: SourcePanelProps & { target: SourceTarget }) {
  const [showBoilerplate, setShowBoilerplate] = useState(false)
  // A passage picked here gives way to the next citation that is clicked.
  const [choice, setChoice] = useState<{ target: SourceTarget; passage: Passage } | null>(null)
  const picked = choice?.target === target ? choice.passage : null
  const shownId = picked?.id ?? target.passageId ?? null
  const source = useSource(api, target.sourceId, shownId)
  const spot = useMemo(() => (shownId === null ? null : { passageId: shownId, visit: target }), [shownId, target])

  if (source.state === 'loading') return <Waiting what="Opening the source…" />
  if (source.state === 'failed') {
    const gone = source.error instanceof ApiProblem && source.error.code === 'not-found'
    return gone ? <KeptRecords records={records} /> : <Failure error={source.error} retry={source.reload} />
  }
  const { csl, blocks } = source.value
  return (
    <article className="source-panel" lang={csl.language}>
      <header className="source-panel-head">
        <h2>{csl.title}</h2>
        <p>
          {authorLine(csl)} · {issuedLine(csl)}
        </p>
        <div className="source-panel-tools">
          {blocks.some(({ kind }) => isBoilerplate(kind)) && <Switch label="Show parts set aside" checked={showBoilerplate} onChange={setShowBoilerplate} />}
          <a href={formatRoute({ page: 'source', id: target.sourceId, passage: shownId })} target="_blank" rel="noopener">
            Open in the library
            <ExternalLink aria-hidden size={13} />
          </a>
        </div>
      </header>
      <SourceText title={csl.title} headings="h3" source={source.value} target={spot} showBoilerplate={showBoilerplate} onPick={(passage) => setChoice({ target, passage })} />
      {source.more !== null && <Button onClick={source.more}>Show more of it</Button>}
      {canWrite && picked !== null && <PickedPassage key={picked.id} api={api} source={source.value} passage={picked} onInsert={onInsert} />}
    </article>
  )
}

function PickedPassage({ api, source, passage, onInsert }: { api: Api; source: SourceDetail; passage: Passage; onInsert: SourcePanelProps['onInsert'] }) {
  const [failed, setFailed] = useState<string | null>(null)
  const insert = async (how: 'fact' | 'citation') => {
    try {
      const hit = await findHit(api, source, passage)
      if (hit === null) setFailed('The library’s search does not find this passage. Look for it under Sources.')
      else onInsert(hit, how)
    } catch (error) {
      setFailed(sentenceFor(error))
    }
  }
  return (
    <div className="picked">
      {failed !== null && <p role="alert">{failed}</p>}
      <Button look="primary" onClick={() => insert('fact')}>
        <Quote aria-hidden size={15} />
        Insert fact
      </Button>
      <Button onClick={() => insert('citation')}>Cite only</Button>
    </div>
  )
}

/** Whose voice a passage speaks in is known to the search, not to the text: so the passage is looked up by its own first words. */
async function findHit(api: Api, source: SourceDetail, passage: Passage): Promise<SearchHit | null> {
  const words = passage.quote.exact.match(/[\p{L}\p{N}]+/gu) ?? []
  const { hits } = await api.search(words.slice(0, 12).join(' '), 50)
  return hits.find((hit) => hit.source.id === source.id && hit.passage.id === passage.id) ?? null
}

function KeptRecords({ records }: { records: readonly FactRecord[] }) {
  const first = records[0]
  return (
    <div className="source-panel">
      <div className="notice" data-kind="warn" role="status">
        <p>This source is not in your library, or not any more. {first === undefined ? 'The brief keeps no record of it.' : 'The brief keeps what it quotes from it:'}</p>
      </div>
      {first !== undefined && (
        <header className="source-panel-head">
          <h2>{first.csl.title}</h2>
          <p>
            {authorLine(first.csl)} · {issuedLine(first.csl)}
          </p>
        </header>
      )}
      {records.map((record) => (
        <blockquote key={record.id} className="kept-quote">
          {record.quote.exact}
          <footer>¶ {record.paragraph}</footer>
        </blockquote>
      ))}
    </div>
  )
}
