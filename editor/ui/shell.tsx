/** What stands around a page: the skip link, the bar with the product, the two places, and the account. */
import { BookOpen, ChevronDown, FileText, LogOut } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { sentenceFor } from '../api.ts'
import { Menu, MenuChoices, MenuItem, MenuLine } from './menu.tsx'
import { Link, useNavigation, useTitle } from './navigation.tsx'
import { Avatar, presenceOf } from './people.tsx'
import { useSession } from './session.tsx'

/** `title` names the browser tab; the page has its own h1. */
export function Shell({ title, children }: { title: string; children: ReactNode }) {
  const { route } = useNavigation()
  useTitle(title)
  const inLibrary = ['library', 'facts', 'conflicts', 'source'].includes(route.page)
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <header className="bar">
        <Link to={{ page: 'home' }} className="brand" aria-label="Counterpoint, home">
          <Brand />
          <span className="brand-name">Counterpoint</span>
        </Link>
        <nav className="places" aria-label="Main">
          <Link to={{ page: 'home' }} aria-current={route.page === 'home' ? 'page' : undefined}>
            <FileText aria-hidden size={17} />
            Briefs
          </Link>
          <Link to={{ page: 'library' }} aria-current={inLibrary ? 'page' : undefined}>
            <BookOpen aria-hidden size={17} />
            Library
          </Link>
        </nav>
        <AccountMenu />
      </header>
      <main className="page" id="main" tabIndex={-1}>
        {children}
      </main>
    </>
  )
}

export function Brand() {
  return (
    <svg className="brand-mark" viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="7" />
      <path d="M7 11.5h11M7 16h7" />
      <path className="brand-answer" d="M25 16h-4M25 20.5H14" />
    </svg>
  )
}

export function AccountMenu() {
  const { person, team, teams, chooseTeam, signOut } = useSession()
  const [failed, setFailed] = useState<string | null>(null)
  const leave = () => {
    signOut().catch((error: unknown) => setFailed(sentenceFor(error)))
  }
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className="account" aria-label={`Account of ${person.name}`}>
          <Avatar person={presenceOf(person)} />
          <ChevronDown aria-hidden size={15} />
        </button>
      }
    >
      <div className="account-card">
        <strong>{person.name}</strong>
        <span>{person.email}</span>
        {team !== null && (
          <span>
            {team.name} · {team.role}
          </span>
        )}
        {failed !== null && <span role="alert">{failed}</span>}
      </div>
      <MenuLine />
      {teams.length > 1 && team !== null && (
        <>
          <MenuChoices label="Team" value={team.slug} choices={teams.map(({ slug, name }) => ({ value: slug, label: name }))} onChoose={chooseTeam} />
          <MenuLine />
        </>
      )}
      <MenuItem icon={<LogOut size={16} />} onChoose={leave}>
        Sign out
      </MenuItem>
    </Menu>
  )
}
