/** A setting that is on or off at once. */
import { Switch as Base } from '@base-ui/react/switch'
import { useId } from 'react'

export function Switch({ label, checked, onChange }: { label: string; checked: boolean; onChange(checked: boolean): void }) {
  const id = useId()
  return (
    <span className="switch-row">
      <Base.Root className="switch" checked={checked} onCheckedChange={(next) => onChange(next)} aria-labelledby={id}>
        <Base.Thumb className="switch-thumb" />
      </Base.Root>
      <span id={id} className="switch-label" onClick={() => onChange(!checked)}>
        {label}
      </span>
    </span>
  )
}
