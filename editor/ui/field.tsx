/** One field of a form with its label, help and error in place. What a template's field types look like is `template-field.tsx`. */
import { CircleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'

export type Wiring = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true; 'aria-required'?: true }

/** `children` gets the attributes that tie the control to its words. */
export function Field({ label, help, error, required = false, children }: { label: string; help?: string | undefined; error?: string | undefined; required?: boolean; children(wiring: Wiring): ReactNode }) {
  const id = useId()
  const described = [help === undefined ? null : `${id}-help`, error === undefined ? null : `${id}-error`].filter((part) => part !== null).join(' ')
  const wiring: Wiring = {
    id,
    ...(described === '' ? {} : { 'aria-describedby': described }),
    ...(error === undefined ? {} : { 'aria-invalid': true }),
    ...(required ? { 'aria-required': true } : {}),
  }
  return (
    <div className="form-field" data-invalid={error !== undefined || undefined}>
      <label className="field-label" htmlFor={id}>
        {label}
        {required && <span className="field-required"> (required)</span>}
      </label>
      {help !== undefined && (
        <p className="field-help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {children(wiring)}
      {error !== undefined && (
        <p className="field-error" id={`${id}-error`}>
          <CircleAlert aria-hidden size={15} />
          {error}
        </p>
      )}
    </div>
  )
}
