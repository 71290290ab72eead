/** One source to read: its text with what was read out of it, and beside it what is known of it, its facts, its uses and its versions. */
import { Archive, ArrowLeft, Bookmark } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { SourceDetail } from '#model/api.ts'
import type { SourceFindings } from '#model/library.ts'
import { type Block, type BlockKind, isBoilerplate, type Passage } from '#model/source.ts'
import { sentenceFor } from '../api.ts'
import { layersOf } from '../panels/source-layers.ts'
import { SourceText } from '../panels/source-text.tsx'
import { useSource } from '../panels/use-source.ts'
import { Button } from '../ui/button.tsx'
import { useLoad } from '../ui/load.ts'
import { Link, useNavigation } from '../ui/navigation.tsx'
import { Empty, Failure, Waiting } from '../ui/notice.tsx'
import { mayWrite, useSession } from '../ui/session.tsx'
import { Shell } from '../ui/shell.tsx'
import { authorLine, issuedLine } from '../ui/source-label.ts'
import { Switch } from '../ui/switch.tsx'
import { dayOf } from '../ui/time.ts'
import { count } from '../ui/words.ts'
import { BlockMenu } from './block-menu.tsx'
import { SourceSide, type SourceTab } from './source-side.tsx'

export function SourcePage({ id, passage }: { id: string; passage: string | null }) {
  const { api } = useSession()
  const source = useSource(api, id, passage)
  return (
    <Shell title={source.state === 'ready' ? source.value.csl.title : 'Source'}>
      <Link to={{ page: 'library' }} className="back">
        <ArrowLeft aria-hidden size={16} />
        Library
      </Link>
      {source.state === 'loading' && <Waiting what="Opening the source…" />}
      {source.state === 'failed' && <Failure error={source.error} retry={source.reload} />}
      {source.state === 'ready' && <Reader source={source.value} more={source.more} moreFailed={source.failed} passage={passage} onChanged={source.reload} />}
    </Shell>
  )
}

type ReaderProps = { source: SourceDetail; more: (() => void) | null; moreFailed: unknown; passage: string | null; onChanged(): void }

function Reader({ source, more, moreFailed, passage, onChanged }: ReaderProps) {
  const { api, team } = useSession()
  const { go } = useNavigation()
  const findings = useLoad(`findings ${source.id} ${source.snapshotSha}`, () => api.findings(source.id))
  const [tab, setTab] = useState<SourceTab>('about')
  const [aside, setAside] = useState(false)
  const [marks, setMarks] = useState(true)
  const [failed, setFailed] = useState<string | null>(null)
  const canWrite = mayWrite(team)
  const found = findings.state === 'ready' ? findings.value : null
  const changed = () => {
    onChanged()
    findings.reload()
  }
  const mark = (block: Block, kind: BlockKind | null) => {
    setFailed(null)
    if (kind !== null && isBoilerplate(kind)) setAside(true)
    api.markBlock(source.id, block.start, kind).then(changed, (error: unknown) => setFailed(sentenceFor(error)))
  }
  const show = (shown: Passage) => go({ page: 'source', id: source.id, passage: shown.id }, { replace: true })

  return (
    <div className="reader">
      <article className="reader-sheet" lang={source.csl.language}>
        {source.withdrawn !== null && <Withdrawn withdrawn={source.withdrawn} />}
        <header className="reader-head">
          <h1>{source.csl.title}</h1>
          <p>
            {authorLine(source.csl)} · {issuedLine(source.csl)}
          </p>
        </header>
        {failed !== null && (
          <div className="notice" data-kind="danger" role="alert">
            <p>{failed}</p>
          </div>
        )}
        {source.snapshotSha === null ? <NoText /> : <Text source={source} found={marks ? found : null} passage={passage} aside={aside} onPick={show} onMark={canWrite ? mark : null} />}
        {moreFailed !== null && <Failure error={moreFailed} />}
        {more !== null && (
          <Button className="reader-more" onClick={more}>
            Show more of it ({source.blocks.length} of {count(source.blockCount, 'part')} shown)
          </Button>
        )}
      </article>
      <aside className="reader-side" aria-label="About this source">
        <Switches source={source} found={found} marks={marks} onMarks={setMarks} aside={aside} onAside={setAside} />
        <SourceSide tab={tab} onTab={setTab} source={source} findings={findings} canWrite={canWrite} onChanged={changed} onShow={(id) => go({ page: 'source', id: source.id, passage: id }, { replace: true })} />
      </aside>
    </div>
  )
}

type TextProps = { source: SourceDetail; found: SourceFindings | null; passage: string | null; aside: boolean; onPick(passage: Passage): void; onMark: ((block: Block, kind: BlockKind | null) => void) | null }

function Text({ source, found, passage, aside, onPick, onMark }: TextProps) {
  const spot = useMemo(() => (passage === null ? null : { passageId: passage }), [passage])
  const layers = useMemo(() => (found === null ? [] : layersOf(found)), [found])
  const standing = useMemo(() => new Map((found?.facts ?? []).map((fact) => [fact.passageId, fact.status])), [found])
  return (
    <SourceText
      title={source.csl.title}
      headings="h2"
      source={source}
      target={spot}
      showBoilerplate={aside}
      onPick={onPick}
      layers={layers}
      standing={standing}
      renderTools={onMark === null ? undefined : (block) => <BlockMenu block={block} onMark={(kind) => onMark(block, kind)} />}
    />
  )
}

type SwitchesProps = { source: SourceDetail; found: SourceFindings | null; marks: boolean; onMarks(on: boolean): void; aside: boolean; onAside(on: boolean): void }

function Switches({ source, found, marks, onMarks, aside, onAside }: SwitchesProps) {
  const setAside = source.blocks.filter(({ kind }) => isBoilerplate(kind)).length
  const read = found === null ? 0 : found.figures.length + found.dates.length + found.ranks.length
  if (setAside === 0 && read === 0) return null
  return (
    <div className="reader-switches">
      {found !== null && read > 0 && <Switch label={`Mark ${count(found.figures.length, 'figure')} and ${count(found.dates.length + found.ranks.length, 'date or rank', 'dates and ranks')}`} checked={marks} onChange={onMarks} />}
      {setAside > 0 && <Switch label={`Show ${count(setAside, 'part')} set aside`} checked={aside} onChange={onAside} />}
    </div>
  )
}

function Withdrawn({ withdrawn }: { withdrawn: NonNullable<SourceDetail['withdrawn']> }) {
  return (
    <div className="notice reader-withdrawn" data-kind="warn" role="status">
      <Archive aria-hidden size={18} />
      <p>
        <strong>Withdrawn</strong> by {withdrawn.by.name} on {dayOf(withdrawn.at)}: {withdrawn.reason}
      </p>
    </div>
  )
}

function NoText() {
  return (
    <Empty icon={<Bookmark size={26} />} title="A record without a text">
      <p>It can be listed and cited as a whole. Add its file under Versions, and its passages can be quoted.</p>
    </Empty>
  )
}
