/** Beside a source: what is known of it, its facts, where it is used, what it refers to, its versions. */
import { Tabs } from '@base-ui/react/tabs'
import type { SourceDetail } from '#model/api.ts'
import type { SourceFindings } from '#model/library.ts'
import type { Loaded } from '../ui/load.ts'
import { Failure, Waiting } from '../ui/notice.tsx'
import { useSession } from '../ui/session.tsx'
import { SourceAbout } from './source-about.tsx'
import { SourceFacts } from './source-facts.tsx'
import { SourceReferences } from './source-references.tsx'
import { UsesList } from './source-uses.tsx'
import { SourceVersions } from './source-versions.tsx'

export const SOURCE_TABS = ['about', 'facts', 'uses', 'references', 'versions'] as const
export type SourceTab = (typeof SOURCE_TABS)[number]

const NAMES: Readonly<Record<SourceTab, string>> = { about: 'About', facts: 'Facts', uses: 'Used in', references: 'Refers to', versions: 'Versions' }

export type SourceSideProps = {
  tab: SourceTab
  onTab(tab: SourceTab): void
  source: SourceDetail
  findings: Loaded<SourceFindings>
  canWrite: boolean
  onChanged(): void
  /** Shows a passage in the text. */
  onShow(passageId: string): void
}

export function SourceSide(props: SourceSideProps) {
  return (
    <Tabs.Root className="source-tabs" value={props.tab} onValueChange={(next: SourceTab) => props.onTab(next)}>
      <Tabs.List className="tabs" aria-label="About this source">
        {SOURCE_TABS.map((name) => (
          <Tabs.Tab key={name} className="tab" value={name}>
            {NAMES[name]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {SOURCE_TABS.map((name) => (
        <Tabs.Panel key={name} className="source-panel-body" value={name}>
          <SidePanel {...props} name={name} />
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  )
}

function SidePanel({ name, source, findings, canWrite, onChanged, onShow }: SourceSideProps & { name: SourceTab }) {
  const { api } = useSession()
  if (name === 'about') return <SourceAbout source={source} canWrite={canWrite} onChanged={onChanged} />
  if (name === 'uses') return <UsesList of={source.id} load={() => api.uses(source.id)} />
  if (name === 'versions') return <SourceVersions id={source.id} canWrite={canWrite} onChanged={onChanged} />
  if (findings.state === 'loading') return <Waiting what="Fetching what was read…" />
  if (findings.state === 'failed') return <Failure error={findings.error} retry={findings.reload} />
  if (name === 'facts') return <SourceFacts facts={findings.value.facts} sourceId={source.id} onShow={onShow} />
  return <SourceReferences references={findings.value.references} canWrite={canWrite} />
}
