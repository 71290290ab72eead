/** The page of an open brief: bar, tools, memo details, the sheet with the editor in it, and the panel beside it. */
import { ArrowLeft, Keyboard, PanelRight } from 'lucide-react'
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { DocumentDetail, SearchHit } from '#model/api.ts'
import type { Axis } from '#model/axis.ts'
import type { TemplateField, TemplateSlot } from '#model/template.ts'
import { factsOf, fieldsOf, readFacts, titleOf } from '#model/ydoc.ts'
import { insertCitation } from '../commands/citation.ts'
import { insertFact } from '../commands/fact.ts'
import type { EditorHandle } from '../mount.ts'
import { ArgumentDialog } from '../panels/argument-dialog.tsx'
import { ExportMenu } from '../panels/export-menu.tsx'
import { FieldsStrip } from '../panels/fields.tsx'
import { browserRandom, useConnection, useMapChanges } from '../panels/hooks.ts'
import { KeysDialog } from '../panels/keys-dialog.tsx'
import { LinkDialog } from '../panels/link-dialog.tsx'
import { NodeMenuAt, VoiceDialog } from '../panels/node-menu.tsx'
import { OutlinePanel } from '../panels/outline-panel.tsx'
import { PeopleHere } from '../panels/people.tsx'
import { Side, type SideTab } from '../panels/side.tsx'
import { startInText } from '../panels/start.ts'
import { SourcePanel, type SourceTarget } from '../panels/source-panel.tsx'
import { SourcesPanel } from '../panels/sources-panel.tsx'
import { RefusedBanner, StatusLine } from '../panels/status.tsx'
import { TitleInput } from '../panels/title.tsx'
import { Toolbar } from '../panels/toolbar.tsx'
import type { Ask } from '../panels/tools.ts'
import type { BriefConnection } from '../sync/provider.ts'
import type { NodeMenu } from '../views/view.ts'
import { IconButton } from '../ui/button.tsx'
import { Link, useTitle } from '../ui/navigation.tsx'
import { Waiting } from '../ui/notice.tsx'
import { presenceOf } from '../ui/people.tsx'
import { useSession } from '../ui/session.tsx'
import { AccountMenu } from '../ui/shell.tsx'
import { shortLabel } from '../ui/source-label.ts'
import { keyName } from '../ui/words.ts'
import { Sheet } from './sheet.tsx'

export type WorkbenchProps = {
  id: string
  detail: DocumentDetail
  template: { fields: readonly TemplateField[]; slots?: readonly TemplateSlot[] } | null
  axes: readonly Axis[]
}

/** One list for all renders: a new one would mount the editor anew. */
const NO_SLOTS: readonly TemplateSlot[] = []

type Open = 'argument' | 'link' | 'keys' | null

/** A menu in the text, or the question it led to. */
type Asked = { menu: NodeMenu; turn: number; voice: boolean } | null

export function Workbench({ id, detail, template, axes }: WorkbenchProps) {
  const { api, person } = useSession()
  const { connection, arrived } = useConnection(id, useMemo(() => presenceOf(person), [person]))
  const [handle, setHandle] = useState<EditorHandle | null>(null)
  const [open, setOpen] = useState<Open>(null)
  const [tab, setTab] = useState<SideTab>('sources')
  const [sideOpen, setSideOpen] = useState(() => window.matchMedia('(min-width: 70rem)').matches)
  const [asked, setAsked] = useState<Asked>(null)
  const [target, setTarget] = useState<SourceTarget | null>(null)
  const [said, setSaid] = useState('')
  const search = useRef<HTMLInputElement>(null)
  const { canWrite } = detail
  const slots = template?.slots ?? NO_SLOTS

  const openSearch = useCallback(() => {
    // In this very event: the next letter of someone who types fast belongs into the search, not into the brief.
    flushSync(() => {
      setSideOpen(true)
      setTab('sources')
    })
    search.current?.focus()
    search.current?.select()
  }, [])
  const read = useCallback((next: SourceTarget) => {
    setTarget({ ...next })
    setTab('source')
    setSideOpen(true)
  }, [])
  const ask = useCallback((what: Ask) => (what === 'fact' ? openSearch() : setOpen(what)), [openSearch])
  const start = useStart(handle)
  useShortcuts({ onSearch: openSearch, onKeys: () => setOpen('keys') })

  const insert = (hit: SearchHit, how: 'fact' | 'citation') => {
    if (handle === null || connection === null) return
    start()
    const command = how === 'fact' ? insertFact(hit, connection.ydoc, browserRandom) : insertCitation(hit, connection.ydoc, browserRandom)
    const done = handle.run(command)
    setSaid(done ? `${how === 'fact' ? 'Fact' : 'Citation'} inserted from ${shortLabel(hit.source.csl)}.` : 'There is no place for it at the caret. Put the caret into a paragraph, then try again.')
    if (done && window.matchMedia('(max-width: 60rem)').matches) setSideOpen(false)
  }

  const status = connection?.status() ?? { kind: 'connecting' as const, waiting: 0 }
  return (
    <div className="workbench" data-side={sideOpen || undefined}>
      <a className="skip" href="#paper">
        Skip to the text
      </a>
      <header className="workbench-head">
        <div className="brief-bar">
          <Link to={{ page: 'home' }} className="icon-button" aria-label="All briefs" title="All briefs">
            <ArrowLeft aria-hidden size={19} />
          </Link>
          <div className="brief-name">
            {arrived && connection !== null ? <BriefTitle connection={connection} canWrite={canWrite} onLeave={() => handle?.focus()} /> : <span className="title-input">{detail.title}</span>}
            <StatusLine status={status} />
            {!canWrite && <span className="read-only">You can read this brief; your role ({detail.role}) does not change it</span>}
          </div>
          <PeopleHere people={connection?.people() ?? []} />
          <div className="brief-actions">
            <IconButton label="Keyboard shortcuts" keys={keyName('Mod-/')} className="wide-only" onClick={() => setOpen('keys')}>
              <Keyboard aria-hidden size={19} />
            </IconButton>
            <IconButton label={sideOpen ? 'Close the panel' : 'Sources and outline'} aria-expanded={sideOpen} onClick={() => setSideOpen(!sideOpen)}>
              <PanelRight aria-hidden size={19} />
            </IconButton>
            <ExportMenu api={api} id={id} status={status} />
            <AccountMenu />
          </div>
        </div>
        {canWrite && handle !== null && <Toolbar handle={handle} onAsk={ask} />}
      </header>
      <RefusedBanner status={status} />
      <main className="desk" id="paper" tabIndex={-1}>
        {arrived && connection !== null ? (
          <>
            <FieldsStrip ydoc={connection.ydoc} fields={template?.fields ?? null} canWrite={canWrite} />
            <Sheet connection={connection} canWrite={canWrite} axes={axes} slots={slots} onHandle={setHandle} onOpenCitation={read} onAsk={ask} onAskMenu={(menu) => setAsked((before) => ({ menu, turn: (before?.turn ?? 0) + 1, voice: false }))} />
          </>
        ) : (
          <Waiting what="Fetching the text…" />
        )}
      </main>
      {sideOpen && connection !== null && (
        <Side
          tab={tab}
          onTab={setTab}
          onClose={() => {
            setSideOpen(false)
            handle?.focus()
          }}
          panels={{
            sources: <BriefSources connection={connection} api={api} input={search} canWrite={canWrite && handle !== null} onInsert={insert} onRead={(hit) => read({ sourceId: hit.source.id, passageId: hit.passage.id })} onLeave={() => handle?.focus()} />,
            source: <SourcePanel api={api} target={target} canWrite={canWrite && handle !== null} records={Object.values(readFacts(connection.ydoc)).filter(({ sourceId }) => sourceId === target?.sourceId)} onInsert={insert} />,
            outline: <OutlinePanel handle={handle} slots={slots} />,
          }}
        />
      )}
      <p className="unseen" role="status">
        {said}
      </p>
      {open === 'argument' && handle !== null && <ArgumentDialog handle={handle} axes={axes} onInsert={start} onClose={() => setOpen(null)} />}
      {open === 'link' && handle !== null && <LinkDialog handle={handle} onClose={() => setOpen(null)} />}
      {asked !== null && !asked.voice && handle !== null && (
        <NodeMenuAt key={asked.turn} handle={handle} menu={asked.menu} onClose={() => setAsked((now) => (now === asked ? null : now))} onReport={() => setAsked({ ...asked, voice: true })} />
      )}
      {asked?.voice === true && handle !== null && <VoiceDialog handle={handle} menu={asked.menu} onClose={() => setAsked(null)} />}
      {open === 'keys' && <KeysDialog onClose={() => setOpen(null)} />}
    </div>
  )
}

function BriefTitle({ connection, canWrite, onLeave }: { connection: BriefConnection; canWrite: boolean; onLeave(): void }) {
  useMapChanges(fieldsOf(connection.ydoc))
  const title = titleOf(connection.ydoc)
  const words = title?.toString() ?? ''
  useTitle(words)
  return (
    <>
      <h1 className="unseen">{words === '' ? 'Untitled brief' : words}</h1>
      {title === null ? <span className="title-input">Untitled brief</span> : <TitleInput title={title} canWrite={canWrite} onLeave={onLeave} />}
    </>
  )
}

/** Follows the brief's facts, so that passages in use are told apart. */
function BriefSources({ connection, ...rest }: { connection: BriefConnection } & Omit<Parameters<typeof SourcesPanel>[0], 'used'>) {
  useMapChanges(factsOf(connection.ydoc))
  const used = new Set(Object.values(readFacts(connection.ydoc)).map(({ passageId }) => passageId))
  return <SourcesPanel {...rest} used={used} />
}

/** Before the first click into the text, puts the caret where writing starts; after it, does nothing. */
function useStart(handle: EditorHandle | null): () => void {
  const placed = useRef<EditorHandle | null>(null)
  useEffect(() => {
    if (handle === null) return undefined
    const onFocus = () => {
      placed.current = handle
    }
    handle.view.dom.addEventListener('focusin', onFocus)
    return () => handle.view.dom.removeEventListener('focusin', onFocus)
  }, [handle])
  return () => {
    if (handle !== null && placed.current !== handle) startInText(handle.view.state, handle.view.dispatch)
  }
}

function useShortcuts({ onSearch, onKeys }: { onSearch(): void; onKeys(): void }): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return
    const act = event.shiftKey && event.key.toLowerCase() === 'f' ? onSearch : event.key === '/' ? onKeys : null
    if (act === null) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}
