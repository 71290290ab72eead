/** A dialog: title, a sentence, content, and a way out; Escape and a click beside it close it. */
import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { Button } from './button.tsx'

export type DialogProps = {
  open: boolean
  onClose(): void
  title: string
  description?: string
  size?: 'small' | 'medium' | 'large'
  /** What takes the focus first; the first control when absent. */
  firstFocus?: RefObject<HTMLElement | null>
  /** Where the focus goes after closing; to what had it before when absent. */
  lastFocus?: () => HTMLElement | null
  children: ReactNode
}

export function Dialog({ open, onClose, title, description, size = 'medium', firstFocus, lastFocus, children }: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="backdrop" />
        <Base.Viewport className="dialog-viewport">
          <Base.Popup className="dialog" data-size={size} {...(firstFocus ? { initialFocus: firstFocus } : {})} {...(lastFocus ? { finalFocus: lastFocus } : {})}>
            <header className="dialog-head">
              <Base.Title className="dialog-title">{title}</Base.Title>
              {description !== undefined && <Base.Description className="dialog-description">{description}</Base.Description>}
            </header>
            {children}
            {/* Last in order, so that the first control of the content takes the focus; without a tooltip, which would take the first Escape for itself. */}
            <Base.Close className="icon-button dialog-close" aria-label="Close">
              <X aria-hidden size={18} />
            </Base.Close>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}

/** The end of a form in a dialog: out of it, or on with `action`. */
export function DialogFoot({ action, danger = false, disabled = false, onCancel }: { action: string; danger?: boolean; disabled?: boolean; onCancel(): void }) {
  return (
    <footer className="dialog-foot">
      <Button look="quiet" onClick={onCancel}>
        Cancel
      </Button>
      <Button look={danger ? 'danger' : 'primary'} type="submit" disabled={disabled}>
        {action}
      </Button>
    </footer>
  )
}
