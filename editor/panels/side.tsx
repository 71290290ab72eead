/** The panel beside the page: search, the open source, the outline. */
import { Tabs } from '@base-ui/react/tabs'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../ui/button.tsx'

export const SIDE_TABS = ['sources', 'source', 'outline'] as const
export type SideTab = (typeof SIDE_TABS)[number]

const NAMES: Readonly<Record<SideTab, string>> = { sources: 'Sources', source: 'Source', outline: 'Outline' }

export function Side({ tab, onTab, onClose, panels }: { tab: SideTab; onTab(tab: SideTab): void; onClose(): void; panels: Readonly<Record<SideTab, ReactNode>> }) {
  return (
    <aside className="rail" aria-label="Sources and outline">
      <Tabs.Root className="side-tabs" value={tab} onValueChange={(next: SideTab) => onTab(next)}>
        <div className="side-head">
          <Tabs.List className="tabs" aria-label="Panels">
            {SIDE_TABS.map((name) => (
              <Tabs.Tab key={name} className="tab" value={name}>
                {NAMES[name]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <IconButton label="Close the panel" onClick={onClose}>
            <X aria-hidden size={17} />
          </IconButton>
        </div>
        {SIDE_TABS.map((name) => (
          <Tabs.Panel key={name} className="side-panel" value={name} keepMounted={name === 'sources'}>
            {panels[name]}
          </Tabs.Panel>
        ))}
      </Tabs.Root>
    </aside>
  )
}
