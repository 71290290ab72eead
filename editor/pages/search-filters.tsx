/** Narrowing a search of passages: by who published it, when, and which side's words it holds. */
import { X } from 'lucide-react'
import { useId } from 'react'
import type { LibrarySource } from '#model/library.ts'
import type { Narrowed } from '../library-api.ts'
import { Button } from '../ui/button.tsx'
import { useLoad } from '../ui/load.ts'
import { useSession } from '../ui/session.tsx'

export function SearchFilters({ sources, narrowed, onNarrow }: { sources: readonly LibrarySource[]; narrowed: Narrowed; onNarrow(narrowed: Narrowed): void }) {
  const { api } = useSession()
  const axes = useLoad('axes', () => api.axes())
  const publishers = publishersOf(sources)
  const change = (name: keyof Narrowed, value: string) => {
    const { [name]: _left, ...rest } = narrowed
    onNarrow(value === '' ? rest : { ...rest, [name]: value })
  }
  return (
    <div className="filters" role="group" aria-label="Narrow the search">
      <Choice label="Publisher" value={narrowed.publisher ?? ''} onChange={(value) => change('publisher', value)}>
        <option value="">any</option>
        {publishers.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </Choice>
      <Day label="Issued from" value={narrowed.from ?? ''} onChange={(value) => change('from', value)} />
      <Day label="to" value={narrowed.to ?? ''} onChange={(value) => change('to', value)} />
      <Choice label="Words of" value={narrowed.axis ?? ''} onChange={(value) => change('axis', value)}>
        <option value="">any side</option>
        {axes.state === 'ready' &&
          axes.value.map((axis) => (
            <optgroup key={axis.id} label={axis.poles.map(({ label }) => label).join(' or ')}>
              {axis.poles.map((pole) => (
                <option key={pole.id} value={`${axis.id}:${pole.id}`}>
                  {pole.label}
                </option>
              ))}
            </optgroup>
          ))}
      </Choice>
      {Object.keys(narrowed).length > 0 && (
        <Button look="quiet" onClick={() => onNarrow({})}>
          <X aria-hidden size={14} />
          Clear
        </Button>
      )}
    </div>
  )
}

/** Who published or carried a source, each once, in the order of the alphabet. */
function publishersOf(sources: readonly LibrarySource[]): string[] {
  const names = sources.flatMap(({ csl }) => [csl.publisher, csl['container-title']]).filter((name) => name !== undefined)
  return [...new Set(names)].toSorted((a, b) => a.localeCompare(b))
}

function Choice({ label, value, onChange, children }: { label: string; value: string; onChange(value: string): void; children: React.ReactNode }) {
  const id = useId()
  return (
    <span className="filter">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="input" value={value} onChange={(event) => onChange(event.target.value)}>
        {children}
      </select>
    </span>
  )
}

function Day({ label, value, onChange }: { label: string; value: string; onChange(value: string): void }) {
  const id = useId()
  return (
    <span className="filter">
      <label htmlFor={id}>{label}</label>
      <input id={id} type="date" className="input" value={value} onChange={(event) => onChange(event.target.value)} />
    </span>
  )
}
