/** The whole: finds out who is signed in, then shows the page of the address. */
import { Tooltip } from '@base-ui/react/tooltip'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { SessionInfo } from '#model/api.ts'
import { createApi } from '../api.ts'
import { HomePage } from '../pages/home.tsx'
import { BriefPage } from '../pages/brief.tsx'
import { LibraryPage } from '../pages/library.tsx'
import { MissingPage } from '../pages/missing.tsx'
import { SignInPage } from '../pages/sign-in.tsx'
import { SourcePage } from '../pages/source.tsx'
import { formatRoute, parseRoute, type Route } from '../route.ts'
import { useLoad } from './load.ts'
import { NavigationContext, useHistory, useNavigation } from './navigation.tsx'
import { Failure, Waiting } from './notice.tsx'
import { rememberedTeam, rememberTeam, type Session, SessionContext } from './session.tsx'

export function App() {
  const navigation = useHistory()
  return (
    <Tooltip.Provider delay={350}>
      <NavigationContext value={navigation}>
        <SignedInOrNot />
      </NavigationContext>
    </Tooltip.Provider>
  )
}

function SignedInOrNot() {
  const [slug, setSlug] = useState(rememberedTeam)
  const api = useMemo(() => createApi((...request) => window.fetch(...request), () => slug), [slug])
  const session = useLoad('session', () => api.session())
  const { route, go } = useNavigation()
  const info = session.state === 'ready' ? session.value : null
  const signedOut = info !== null && info.person === null

  useEffect(() => {
    if (signedOut && route.page !== 'sign-in') go({ page: 'sign-in', next: route.page === 'home' ? null : formatRoute(route) }, { replace: true })
    if (info?.person && route.page === 'sign-in') go(route.next === null ? { page: 'home' } : parseRoute(route.next), { replace: true })
  }, [signedOut, info, route.page])

  const chooseTeam = useCallback((next: string) => {
    rememberTeam(next)
    setSlug(next)
  }, [])
  // A team this person has left is forgotten, or every list would be refused.
  useEffect(() => {
    if (info?.person && slug !== null && !info.teams.some((team) => team.slug === slug)) {
      rememberTeam(null)
      setSlug(null)
    }
  }, [info, slug])

  const signOut = useCallback(async () => {
    await api.signOut()
    session.reload()
  }, [api, session.reload])

  if (session.state === 'loading') return <Waiting what="Opening Counterpoint…" />
  if (session.state === 'failed') {
    return (
      <main className="page page-narrow">
        <Failure error={session.error} retry={session.reload} />
      </main>
    )
  }
  if (session.value.person === null) return <SignInPage api={api} onSignedIn={session.reload} />
  const signedIn = sessionFrom(session.value, session.value.person, api, slug, chooseTeam, signOut)
  return (
    <SessionContext value={signedIn}>
      <CurrentPage route={route} />
    </SessionContext>
  )
}

function sessionFrom(info: SessionInfo, person: NonNullable<SessionInfo['person']>, api: Session['api'], slug: string | null, chooseTeam: Session['chooseTeam'], signOut: Session['signOut']): Session {
  const team = info.teams.find((candidate) => candidate.slug === slug) ?? info.teams[0] ?? null
  return { api, person, teams: info.teams, team, chooseTeam, signOut }
}

function CurrentPage({ route }: { route: Route }) {
  switch (route.page) {
    case 'home':
      return <HomePage />
    case 'brief':
      return <BriefPage key={route.id} id={route.id} />
    case 'library':
      return <LibraryPage />
    case 'source':
      return <SourcePage key={route.id} id={route.id} passage={route.passage} />
    case 'sign-in':
      return <Waiting what="Signing you in…" />
    case 'missing':
      return <MissingPage />
  }
}
