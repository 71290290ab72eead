/** One brief: fetches what the page needs to know, opens the connection, and puts the workbench together once the brief has arrived. */
import { ArrowLeft } from 'lucide-react'
import type { DocumentDetail, TemplateDetail, TemplateSummary } from '#model/api.ts'
import { SHIPPED_AXES } from '#model/axis.ts'
import { ApiProblem, type Api } from '../api.ts'
import { useLoad } from '../ui/load.ts'
import { Link } from '../ui/navigation.tsx'
import { Failure, Waiting } from '../ui/notice.tsx'
import { useSession } from '../ui/session.tsx'
import { Shell } from '../ui/shell.tsx'
import { Workbench } from './workbench.tsx'

/** What is known before the brief itself arrives. `template` is null for a blank brief and for a template that is gone. */
type Ready = { detail: DocumentDetail; template: Partial<Pick<TemplateDetail, 'slots'>> & Pick<TemplateSummary, 'fields'> | null; axes: Awaited<ReturnType<Api['axes']>> }

export function BriefPage({ id }: { id: string }) {
  const { api } = useSession()
  const brief = useLoad(`brief ${id}`, () => prepare(api, id))
  if (brief.state === 'ready') return <Workbench id={id} detail={brief.value.detail} template={brief.value.template} axes={brief.value.axes} />
  return (
    <Shell title="Brief">
      {brief.state === 'loading' ? (
        <Waiting what="Opening the brief…" />
      ) : (
        <>
          <Failure error={brief.error} retry={brief.reload} />
          <Link to={{ page: 'home' }} className="back">
            <ArrowLeft aria-hidden size={16} />
            All briefs
          </Link>
        </>
      )}
    </Shell>
  )
}

async function prepare(api: Api, id: string): Promise<Ready> {
  const [detail, axes] = await Promise.all([api.document(id), orWhenRefused(api.axes(), SHIPPED_AXES)])
  const templateId = detail.template?.split('@')[0]
  return { detail, axes, template: templateId === undefined ? null : await findTemplate(api, templateId) }
}

async function findTemplate(api: Api, id: string): Promise<Ready['template']> {
  const whole = await orWhenRefused<Ready['template']>(api.template(id), null)
  if (whole !== null) return whole
  return (await orWhenRefused(api.templates(), [])).find((template) => template.id === id) ?? null
}

/** A brief can be written without knowing its template or the team's axes; a server that is not there still fails the page. */
async function orWhenRefused<T>(asked: Promise<T>, instead: T): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof ApiProblem) return instead
    throw error
  }
}
