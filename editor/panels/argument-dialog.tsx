/** A contested question enters the brief: which axis, and how exactly the question is put. */
import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { type FormEvent, useState } from 'react'
import type { Axis } from '#model/axis.ts'
import { insertArgument } from '../commands/argument.ts'
import type { EditorHandle } from '../mount.ts'
import { Dialog, DialogFoot } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { browserRandom } from './hooks.ts'

export function ArgumentDialog({ handle, axes, onInsert, onClose }: { handle: EditorHandle; axes: readonly Axis[]; /** Called right before the section is inserted. */ onInsert(): void; onClose(): void }) {
  const [chosen, setChosen] = useState<string>(axes[0]?.id ?? '')
  const [questions, setQuestions] = useState<Readonly<Record<string, string>>>({})
  const [refused, setRefused] = useState(false)
  const axis = axes.find(({ id }) => id === chosen)
  const question = questions[chosen] ?? axis?.question ?? ''

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (axis === undefined) return
    const command = insertArgument({ ...axis, question: question.trim() === '' ? axis.question : question.trim() }, browserRandom)
    onInsert()
    if (!command(handle.view.state)) return setRefused(true)
    onClose()
    handle.run(command)
  }

  return (
    <Dialog open onClose={onClose} title="Insert pro and con" description="Both sides get a place of the same size. Choose what they disagree about." lastFocus={() => handle.view.dom}>
      <form className="dialog-form" onSubmit={submit}>
        <div className="dialog-body form">
          {refused && (
            <div className="notice" data-kind="danger" role="alert">
              <p>There is no room for a section here. Put the caret into a paragraph outside a table or another pro and con, then try again.</p>
            </div>
          )}
          <RadioGroup className="axes" aria-label="Axis" value={chosen} onValueChange={(next) => setChosen(String(next))}>
            {axes.map((entry) => (
              <AxisCard key={entry.id} axis={entry} />
            ))}
          </RadioGroup>
          <Field label="The question, in your words" help="Both sides answer this. Put it so that neither has won already.">
            {(wiring) => <textarea {...wiring} className="input" rows={2} maxLength={300} value={question} onChange={(event) => setQuestions({ ...questions, [chosen]: event.target.value })} />}
          </Field>
        </div>
        <DialogFoot action="Insert the section" disabled={axis === undefined} onCancel={onClose} />
      </form>
    </Dialog>
  )
}

function AxisCard({ axis: { id, poles } }: { axis: Axis }) {
  return (
    <label className="axis">
      <Radio.Root className="radio" value={id}>
        <Radio.Indicator className="radio-dot" />
      </Radio.Root>
      <span className="axis-poles">
        {poles.map((pole) => (
          <span key={pole.id} className="axis-pole">
            <span className="axis-label">{pole.label}</span>
            <span className="axis-definition">{pole.definition}</span>
          </span>
        ))}
      </span>
    </label>
  )
}
