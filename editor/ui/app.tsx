/** The whole: finds out who is signed in, then shows the page of the address. */
import { Tooltip } from '@base-ui/react/tooltip'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import type { Team } from '#model/api.ts'
import { ApiProblem, createApi } from '../api.ts'
import { ConflictsPage } from '../pages/conflicts.tsx'
import { FactsPage } from '../pages/facts.tsx'
import { HomePage } from '../pages/home.tsx'
import { LibraryPage } from '../pages/library.tsx'
import { MissingPage } from '../pages/missing.tsx'
import { SignInPage } from '../pages/sign-in.tsx'
import { SourcePage } from '../pages/source.tsx'
import { formatRoute, parseRoute, type Route } from '../route.ts'
import { Boundary } from './boundary.tsx'
import { useLoad } from './load.ts'
import { NavigationContext, useHistory, useNavigation } from './navigation.tsx'
import { Failure, Waiting } from './notice.tsx'
import { type Person, rememberedTeam, rememberTeam, type Session, SessionContext } from './session.tsx'

/** ProseMirror and Yjs come only with the first brief that is opened. */
const BriefPage = lazy(async () => ({ default: (await import('../pages/brief.tsx')).BriefPage }))

export function App() {
  const navigation = useHistory()
  return (
    <Tooltip.Provider delay={350}>
      <NavigationContext value={navigation}>
        <Boundary>
          <SignedInOrNot />
        </Boundary>
      </NavigationContext>
    </Tooltip.Provider>
  )
}

/** Asks who is signed in; in no team yet. */
const open = createApi((...request) => window.fetch(...request), () => null)

function SignedInOrNot() {
  const session = useLoad('session', open.session)
  const { reload } = session
  if (session.state === 'loading') return <Waiting what="Opening Counterpoint…" />
  if (session.state === 'failed') {
    if (session.error instanceof ApiProblem && session.error.code === 'not-signed-in') return <SignedOut onSignedIn={reload} />
    return (
      <main className="page page-narrow">
        <Failure error={session.error} retry={reload} />
      </main>
    )
  }
  const { person, teams } = session.value
  return person === null ? <SignedOut onSignedIn={reload} /> : <SignedIn person={person} teams={teams} onSignedOut={reload} />
}

/** Remembers in the address where the person wanted to go. */
function SignedOut({ onSignedIn }: { onSignedIn(): void }) {
  const { route, go } = useNavigation()
  useEffect(() => {
    if (route.page !== 'sign-in') go({ page: 'sign-in', next: route.page === 'home' ? null : formatRoute(route) }, { replace: true })
  }, [route, go])
  return <SignInPage api={open} onSignedIn={onSignedIn} />
}

function SignedIn({ person, teams, onSignedOut }: { person: Person; teams: readonly Team[]; onSignedOut(): void }) {
  const { route, go } = useNavigation()
  const [slug, setSlug] = useState(rememberedTeam)
  // A remembered team this person has left does not count.
  const team = teams.find((candidate) => candidate.slug === slug) ?? teams[0] ?? null
  const inUse = team?.slug ?? null
  const api = useMemo(() => createApi((...request) => window.fetch(...request), () => inUse), [inUse])
  const session = useMemo<Session>(
    () => ({
      api,
      person,
      teams,
      team,
      chooseTeam: (next) => {
        rememberTeam(next)
        setSlug(next)
      },
      signOut: async () => {
        await api.signOut()
        onSignedOut()
      },
    }),
    [api, person, teams, team, onSignedOut],
  )
  useEffect(() => {
    if (route.page === 'sign-in') go(route.next === null ? { page: 'home' } : parseRoute(route.next), { replace: true })
  }, [route, go])
  return (
    <SessionContext value={session}>
      <Suspense fallback={<Waiting what="Opening the brief…" />}>
        <CurrentPage route={route} />
      </Suspense>
    </SessionContext>
  )
}

function CurrentPage({ route }: { route: Route }) {
  switch (route.page) {
    case 'home':
      return <HomePage />
    case 'brief':
      return <BriefPage key={route.id} id={route.id} />
    case 'library':
      return <LibraryPage />
    case 'facts':
      return <FactsPage key={`${route.status} ${route.source}`} status={route.status} source={route.source} />
    case 'conflicts':
      return <ConflictsPage />
    case 'source':
      return <SourcePage key={route.id} id={route.id} passage={route.passage} />
    case 'sign-in':
      return <Waiting what="Signing you in…" />
    case 'missing':
      return <MissingPage />
  }
}
