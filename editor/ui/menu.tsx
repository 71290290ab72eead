/** Menus: a trigger and a list of things to do. Items say what they do; a shortcut stands at their right. */
import { Menu as Base } from '@base-ui/react/menu'
import { type ReactElement, type ReactNode, useEffect, useState } from 'react'

export type MenuProps = {
  trigger: ReactElement
  children: ReactNode
  align?: 'start' | 'center' | 'end'
  onOpen?: () => void
  /** Where the focus goes when the menu closes: an element, null for the trigger, false to leave it where it is. May be asked more than once. */
  lastFocus?: () => HTMLElement | null | false
}

export function Menu({ trigger, children, align = 'start', onOpen, lastFocus }: MenuProps) {
  return (
    <Base.Root modal={false} onOpenChange={(open) => open && onOpen?.()}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="positioner" sideOffset={6} align={align} collisionPadding={8}>
          <Base.Popup className="menu" {...(lastFocus ? { finalFocus: () => lastFocus() ?? true } : {})}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** A menu that something outside of React asked for: it opens at once at that element; `onClose` is called when it has gone. */
export function AnchoredMenu({ anchor, label, onClose, lastFocus, children }: { anchor: HTMLElement; label: string; onClose(): void; lastFocus: () => HTMLElement | null | false; children: ReactNode }) {
  useEffect(() => {
    anchor.setAttribute('aria-expanded', 'true')
    return () => anchor.removeAttribute('aria-expanded')
  }, [anchor])
  const [open, setOpen] = useState(true)
  return (
    <Base.Root modal={false} open={open} onOpenChange={(next) => setOpen(next)} onOpenChangeComplete={(is) => !is && onClose()}>
      <Base.Portal>
        <Base.Positioner className="positioner" anchor={anchor} sideOffset={4} align="end" collisionPadding={8}>
          <Base.Popup className="menu" aria-label={label} finalFocus={() => lastFocus() ?? anchor}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

type ItemProps = { icon?: ReactNode; keys?: string; disabled?: boolean; danger?: boolean; onChoose(): void; children: ReactNode }

export function MenuItem({ icon, keys, disabled = false, danger = false, onChoose, children }: ItemProps) {
  return (
    <Base.Item className="menu-item" disabled={disabled} onClick={onChoose} data-danger={danger || undefined}>
      <span className="menu-icon" aria-hidden>
        {icon}
      </span>
      <span className="menu-text">{children}</span>
      {keys !== undefined && <kbd>{keys}</kbd>}
    </Base.Item>
  )
}

export function MenuLink({ icon, href, newTab = false, download = false, children }: { icon?: ReactNode; href: string; newTab?: boolean; download?: boolean; children: ReactNode }) {
  return (
    <Base.LinkItem className="menu-item" closeOnClick href={href} {...(newTab ? { target: '_blank', rel: 'noopener' } : {})} {...(download ? { download: '' } : {})}>
      <span className="menu-icon" aria-hidden>
        {icon}
      </span>
      <span className="menu-text">{children}</span>
    </Base.LinkItem>
  )
}

export function MenuChoices<V extends string>({ label, value, choices, onChoose }: { label: string; value: V; choices: readonly { value: V; label: ReactNode }[]; onChoose(value: V): void }) {
  return (
    <Base.Group>
      <Base.GroupLabel className="menu-label">{label}</Base.GroupLabel>
      <Base.RadioGroup value={value} onValueChange={(next: V) => onChoose(next)}>
        {choices.map((choice) => (
          <Base.RadioItem key={choice.value} className="menu-item" value={choice.value} closeOnClick>
            <span className="menu-icon" aria-hidden>
              <Base.RadioItemIndicator className="menu-dot" />
            </span>
            <span className="menu-text">{choice.label}</span>
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  )
}

export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Base.Group>
      <Base.GroupLabel className="menu-label">{label}</Base.GroupLabel>
      {children}
    </Base.Group>
  )
}

export function MenuLine() {
  return <Base.Separator className="menu-line" />
}
