/** Where sources disagree: both quotations side by side, why they were paired, and a person's word on which to follow. */
import { Check, CircleAlert, Scale, Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { Concern, Conflict, Relation, SettledAs, Statement } from '#model/library.ts'
import { sentenceFor } from '../api.ts'
import { Button } from '../ui/button.tsx'
import { useLoad } from '../ui/load.ts'
import { Marked } from '../ui/marked.tsx'
import { Link } from '../ui/navigation.tsx'
import { Empty, Failure, Waiting } from '../ui/notice.tsx'
import { mayWrite, useSession } from '../ui/session.tsx'
import { Shell } from '../ui/shell.tsx'
import { issuedLine, nameLine } from '../ui/source-label.ts'
import { dayOf } from '../ui/time.ts'
import { count } from '../ui/words.ts'
import { LibraryHead } from './library-head.tsx'
import { ReasonDialog } from './reason-dialog.tsx'

const RELATION_NAMES: Readonly<Record<Relation, string>> = {
  conflict: 'They disagree',
  time_explained: 'Different times',
  compatible: 'Both can be true',
  rounding: 'Rounded',
  agree_converted: 'The same, converted',
  agree: 'They agree',
  not_comparable: 'Not comparable',
}

const SETTLED_NAMES: Readonly<Record<SettledAs, string>> = { 'prefer-a': 'Follow the first', 'prefer-b': 'Follow the second', 'report-both': 'Report both', 'not-comparable': 'Not the same thing' }

const VIEWS = ['open', 'settled', 'rest', 'concerns'] as const
type View = (typeof VIEWS)[number]

export function ConflictsPage() {
  const { api, team } = useSession()
  const found = useLoad(`conflicts of ${team?.slug ?? 'no team'}`, () => api.conflicts())
  const [view, setView] = useState<View>('open')
  return (
    <Shell title="Conflicts">
      <LibraryHead part="conflicts" lead="Statements about the same thing that do not say the same. What was compared, and why, stands with each pair." />
      {found.state === 'loading' && <Waiting what="Comparing the figures of the library…" />}
      {found.state === 'failed' && <Failure error={found.error} retry={found.reload} />}
      {found.state === 'ready' && <Found conflicts={found.value.conflicts} concerns={found.value.concerns} capped={found.value.capped} view={view} onView={setView} onChanged={found.reload} canWrite={mayWrite(team)} />}
    </Shell>
  )
}

type FoundProps = { conflicts: readonly Conflict[]; concerns: readonly Concern[]; capped: boolean; view: View; onView(view: View): void; onChanged(): void; canWrite: boolean }

function Found({ conflicts, concerns, capped, view, onView, onChanged, canWrite }: FoundProps) {
  const parts: Readonly<Record<View, { name: string; pairs: readonly Conflict[] }>> = {
    open: { name: 'To settle', pairs: conflicts.filter(({ relation, settled }) => relation === 'conflict' && settled === null) },
    settled: { name: 'Settled', pairs: conflicts.filter(({ settled }) => settled !== null) },
    rest: { name: 'Explained', pairs: conflicts.filter(({ relation, settled }) => relation !== 'conflict' && settled === null) },
    concerns: { name: 'Worth a look', pairs: [] },
  }
  const shown = parts[view].pairs
  return (
    <>
      <div className="chips" role="group" aria-label="Which pairs to show">
        {VIEWS.map((one) => (
          <button key={one} type="button" className="chip-link" aria-pressed={one === view} onClick={() => onView(one)}>
            {parts[one].name}
            <span className="chip-count">{one === 'concerns' ? concerns.length : parts[one].pairs.length}</span>
          </button>
        ))}
      </div>
      {capped && <p className="facts-narrowed">The library holds more figures than were compared; the newest sources came first.</p>}
      {view === 'concerns' ? <Concerns concerns={concerns} /> : shown.length === 0 ? <NoPairs view={view} /> : (
        <ul className="conflicts">
          {shown.map((conflict) => (
            <li key={conflict.key}>
              <ConflictCard conflict={conflict} canWrite={canWrite} onChanged={onChanged} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function NoPairs({ view }: { view: View }) {
  return (
    <Empty icon={<Scale size={28} />} title={view === 'open' ? 'No disagreement is open' : 'None so far'}>
      <p>Figures are compared when they measure the same thing, in the same kind of unit, of the same population.</p>
    </Empty>
  )
}

function ConflictCard({ conflict, canWrite, onChanged }: { conflict: Conflict; canWrite: boolean; onChanged(): void }) {
  const { api } = useSession()
  const [settling, setSettling] = useState<SettledAs | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  const { a, b, relation, reason, settled } = conflict
  const reopen = () => api.unsettle(conflict.key).then(onChanged, (error: unknown) => setFailed(sentenceFor(error)))
  return (
    <article className="conflict" data-relation={relation} aria-label={`${RELATION_NAMES[relation]}: ${reason}`}>
      <p className="conflict-why">
        <span className="chip" data-kind={relation === 'conflict' ? 'danger' : undefined}>
          {RELATION_NAMES[relation]}
        </span>
        {reason}
      </p>
      <div className="conflict-sides">
        <StatementCard statement={a} preferred={settled?.as === 'prefer-a'} />
        <StatementCard statement={b} preferred={settled?.as === 'prefer-b'} />
      </div>
      {failed !== null && <p role="alert">{failed}</p>}
      {settled !== null && (
        <p className="conflict-settled">
          <Check aria-hidden size={15} />
          <span>
            <strong>{SETTLED_NAMES[settled.as]}</strong>: {settled.reason} <span className="fact-by">{settled.by.name}, {dayOf(settled.at)}</span>
          </span>
          {canWrite && (
            <Button look="quiet" onClick={reopen}>
              <Undo2 aria-hidden size={14} />
              Open again
            </Button>
          )}
        </p>
      )}
      {settled === null && canWrite && relation === 'conflict' && (
        <div className="verdicts" role="group" aria-label="Settle it">
          {(Object.keys(SETTLED_NAMES) as SettledAs[]).map((as) => (
            <Button key={as} onClick={() => setSettling(as)}>
              {SETTLED_NAMES[as]}
            </Button>
          ))}
        </div>
      )}
      {settling !== null && (
        <ReasonDialog
          title={SETTLED_NAMES[settling]}
          description="Colleagues who meet this pair in a brief will read your reason."
          label="Why?"
          action="Settle it"
          onClose={() => setSettling(null)}
          onGive={async (why) => {
            await api.settle(conflict.key, settling, why)
            setSettling(null)
            onChanged()
          }}
        />
      )}
    </article>
  )
}

function StatementCard({ statement, preferred }: { statement: Statement; preferred: boolean }) {
  const { source, quote, passageId, paragraph } = statement
  const span = statement.figure?.span ?? statement.rank?.span ?? statement.date?.span ?? ''
  const at = span === '' ? -1 : quote.indexOf(span)
  return (
    <figure className="statement" data-preferred={preferred || undefined}>
      <blockquote lang={source.csl.language}>
        <Marked text={quote} marks={at < 0 ? [] : [[at, at + span.length]]} />
      </blockquote>
      <figcaption>
        <Link to={{ page: 'source', id: source.id, passage: passageId }}>{nameLine(source.csl)}</Link>, {issuedLine(source.csl)}, ¶ {paragraph}
        {statement.figure?.asOf != null && <span> · as of {statement.figure.asOf}</span>}
      </figcaption>
    </figure>
  )
}

const CONCERN_NAMES: Readonly<Record<Concern['kind'], string>> = { 'single-source': 'Only one source says it', 'false-precision': 'More digits than it has', arithmetic: 'The sum does not come out' }

function Concerns({ concerns }: { concerns: readonly Concern[] }) {
  const alone = concerns.filter(({ kind }) => kind === 'single-source')
  const others = concerns.filter(({ kind }) => kind !== 'single-source')
  if (concerns.length === 0) return <NoPairs view="concerns" />
  return (
    <>
      <ConcernList concerns={others} />
      {alone.length > 0 && (
        <details className="concerns-alone">
          <summary>{count(alone.length, 'figure')} that only one source gives</summary>
          <ConcernList concerns={alone} />
        </details>
      )}
    </>
  )
}

function ConcernList({ concerns }: { concerns: readonly Concern[] }) {
  return (
    <ul className="conflicts">
      {concerns.map((concern) => (
        <li key={`${concern.kind} ${concern.statement.passageId} ${concern.statement.figure?.start ?? 0}`}>
          <article className="conflict">
            <p className="conflict-why">
              <CircleAlert aria-hidden size={15} />
              <span className="chip">{CONCERN_NAMES[concern.kind]}</span>
              {concern.reason}
            </p>
            <StatementCard statement={concern.statement} preferred={false} />
          </article>
        </li>
      ))}
    </ul>
  )
}
