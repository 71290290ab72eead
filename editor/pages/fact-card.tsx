/** One fact as a reviewer needs it: the words in their surroundings, the figures as they were read, whose voice, as of when, and the verdict. */
import { BookOpen, Quote } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { CONFIDENCE, type FactChange, type FactStatus, type LibraryFact } from '#model/library.ts'
import { formatQuantity } from '#model/quantity.ts'
import { Button, Hint } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Link } from '../ui/navigation.tsx'
import { useSession } from '../ui/session.tsx'
import { authorLine, issuedLine, voiceName } from '../ui/source-label.ts'
import { momentOf } from '../ui/time.ts'
import { kindName } from '../ui/words.ts'
import { STATUS_NAMES, VERDICTS } from './fact-words.ts'
import { UsesList } from './source-uses.tsx'

export type FactCardProps = { fact: LibraryFact; canWrite: boolean; onDecide(status: FactStatus): void; /** False when it was refused. */ onChange(to: Omit<FactChange, 'rev'>): Promise<boolean> }

export function FactCard({ fact, canWrite, onDecide, onChange }: FactCardProps) {
  const { api } = useSession()
  const [editing, setEditing] = useState(false)
  return (
    <article className="fact-card" aria-label="The open fact">
      <p className="fact-state">
        <span className="fact-dot" data-status={fact.status} aria-hidden />
        {STATUS_NAMES[fact.status]}
        {fact.setAside && <span className="chip">its passage was set aside</span>}
        {!fact.current && <span className="chip">in an earlier version</span>}
        {fact.reviewedBy !== null && fact.reviewedAt !== null && (
          <span className="fact-by">
            by {fact.reviewedBy.name}, {momentOf(fact.reviewedAt)}
          </span>
        )}
      </p>
      <h2 className="fact-claim">{fact.claim}</h2>
      <Quotation fact={fact} />
      <Facts fact={fact} />
      {canWrite && (
        <div className="verdicts" role="group" aria-label="Verdict">
          {VERDICTS.map(({ key, status, name, help }) => (
            <Hint key={key} label={help} keys={key.toUpperCase()}>
              <button type="button" className="button" data-look={status === 'reviewed' ? 'primary' : 'plain'} aria-pressed={fact.status === status} onClick={() => onDecide(status)}>
                {name} <kbd>{key.toUpperCase()}</kbd>
              </button>
            </Hint>
          ))}
          <Button look="quiet" aria-expanded={editing} onClick={() => setEditing(!editing)}>
            Edit
          </Button>
        </div>
      )}
      {editing && <EditFact fact={fact} onChange={onChange} onClose={() => setEditing(false)} />}
      <section className="fact-uses" aria-label="Where it is used">
        <h3>Used in briefs</h3>
        <UsesList of={fact.id} load={() => api.factUses(fact.id)} />
      </section>
    </article>
  )
}

function Quotation({ fact }: { fact: LibraryFact }) {
  const { quote, source } = fact
  return (
    <blockquote className="fact-quote">
      <Quote aria-hidden size={16} />
      <p lang={source.csl.language}>
        <span className="fact-around">{quote.prefix}</span>
        <mark>{quote.exact}</mark>
        <span className="fact-around">{quote.suffix}</span>
      </p>
      <footer>
        <Link to={{ page: 'source', id: source.id, passage: fact.passageId }}>
          <BookOpen aria-hidden size={14} />
          {source.csl.title}
        </Link>
        <span>
          {authorLine(source.csl)}, {issuedLine(source.csl)}, {fact.page === null ? '' : `p. ${fact.page}, `}¶ {fact.paragraph}
          {source.withdrawn && <strong> · withdrawn</strong>}
        </span>
      </footer>
    </blockquote>
  )
}

function Facts({ fact }: { fact: LibraryFact }) {
  const speaker = voiceName(fact.voice)
  return (
    <dl className="fact-facts">
      {fact.figures.map((figure) => (
        <div key={figure.start}>
          <dt>{figure.span}</dt>
          <dd>
            {figure.approx !== null && `${figure.approx} `}
            {formatQuantity(figure.value, figure.unit)}
            {figure.measures !== null && `: ${figure.measures}`}
          </dd>
        </div>
      ))}
      <div>
        <dt>Voice</dt>
        <dd>{speaker === null ? 'the source’s own' : `reported, of ${speaker}`}</dd>
      </div>
      <div>
        <dt>As of</dt>
        <dd>{fact.asOf ?? 'undated'}</dd>
      </div>
      <div>
        <dt>Kind</dt>
        <dd>{kindName(fact.kind)}</dd>
      </div>
      {fact.shelfLife !== null && (
        <div>
          <dt>Good for</dt>
          <dd>{fact.shelfLife} days</dd>
        </div>
      )}
      {fact.confidence !== null && (
        <div>
          <dt>Confidence</dt>
          <dd>{fact.confidence}</dd>
        </div>
      )}
      {fact.note !== null && (
        <div>
          <dt>Note</dt>
          <dd>{fact.note}</dd>
        </div>
      )}
    </dl>
  )
}

function EditFact({ fact, onChange, onClose }: { fact: LibraryFact; onChange: FactCardProps['onChange']; onClose(): void }) {
  const [claim, setClaim] = useState(fact.claim)
  const [asOf, setAsOf] = useState(fact.asOf ?? '')
  const [shelfLife, setShelfLife] = useState(fact.shelfLife === null ? '' : String(fact.shelfLife))
  const [confidence, setConfidence] = useState(fact.confidence ?? '')
  const [note, setNote] = useState(fact.note ?? '')
  const days = shelfLife.trim() === '' ? null : Number(shelfLife)
  const badDays = days !== null && !(Number.isInteger(days) && days >= 1 && days <= 36_500)
  // What was typed stays in the form until it is kept.
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (badDays || claim.trim() === '') return
    const kept = await onChange({ claim: claim.trim(), asOf: asOf.trim() === '' ? null : asOf.trim(), shelfLife: days, confidence: CONFIDENCE.find((word) => word === confidence) ?? null, note: note.trim() === '' ? null : note.trim() })
    if (kept) onClose()
  }
  return (
    <form className="form fact-edit" onSubmit={submit}>
      <Field label="The statement, in your words" required error={claim.trim() === '' ? 'It needs words.' : undefined}>
        {(wiring) => <textarea {...wiring} className="input" rows={2} maxLength={4000} value={claim} onChange={(event) => setClaim(event.target.value)} />}
      </Field>
      <div className="fact-edit-row">
        <Field label="As of" help="2024, 2024-03 or a period">
          {(wiring) => <input {...wiring} className="input" maxLength={40} value={asOf} onChange={(event) => setAsOf(event.target.value)} />}
        </Field>
        <Field label="Good for" help="days from that date" error={badDays ? 'Whole days, up to 36,500.' : undefined}>
          {(wiring) => <input {...wiring} className="input" inputMode="numeric" value={shelfLife} onChange={(event) => setShelfLife(event.target.value)} />}
        </Field>
        <Field label="Confidence" help="your team's">
          {(wiring) => (
            <select {...wiring} className="input" value={confidence} onChange={(event) => setConfidence(event.target.value)}>
              <option value="">not said</option>
              {CONFIDENCE.map((word) => (
                <option key={word} value={word}>
                  {word}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <Field label="Note">{(wiring) => <textarea {...wiring} className="input" rows={2} maxLength={4000} value={note} onChange={(event) => setNote(event.target.value)} />}</Field>
      <div className="verdicts">
        <Button look="primary" type="submit">
          Keep
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
