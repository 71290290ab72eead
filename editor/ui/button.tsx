/** Buttons: with words, and with an icon whose words are its name and its tooltip. */
import { Tooltip } from '@base-ui/react/tooltip'
import type { ComponentProps } from 'react'

type Look = 'plain' | 'primary' | 'quiet' | 'danger'

export function Button({ look = 'plain', className, ...rest }: ComponentProps<'button'> & { look?: Look }) {
  return <button type="button" {...rest} className={className ? `button ${className}` : 'button'} data-look={look} />
}

/** `label` is the accessible name; `keys` are shown beside it in the tooltip. */
export function IconButton({ label, keys, className, children, ...rest }: ComponentProps<'button'> & { label: string; keys?: string }) {
  return (
    <Hint label={label} {...(keys === undefined ? {} : { keys })}>
      <button type="button" aria-label={label} {...rest} className={className ? `icon-button ${className}` : 'icon-button'}>
        {children}
      </button>
    </Hint>
  )
}

/** A tooltip over its one child, which keeps its own role and name. */
export function Hint({ label, keys, children }: { label: string; keys?: string; children: React.ReactElement<Record<string, unknown>> }) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} />
      <HintPopup label={label} {...(keys === undefined ? {} : { keys })} />
    </Tooltip.Root>
  )
}

function HintPopup({ label, keys }: { label: string; keys?: string }) {
  return (
    <Tooltip.Portal>
      <Tooltip.Positioner className="positioner" sideOffset={6}>
        <Tooltip.Popup className="tooltip">
          {label}
          {keys !== undefined && <kbd>{keys}</kbd>}
        </Tooltip.Popup>
      </Tooltip.Positioner>
    </Tooltip.Portal>
  )
}
