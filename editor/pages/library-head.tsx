/** The head of the library's three pages: what it is, and the way from one to the other. */
import type { ReactNode } from 'react'
import { Link } from '../ui/navigation.tsx'

export type LibraryPart = 'sources' | 'facts' | 'conflicts'

export function LibraryHead({ part, lead, children }: { part: LibraryPart; lead: string; children?: ReactNode }) {
  return (
    <>
      <div className="page-head library-head">
        <div>
          <h1>Library</h1>
          <p className="page-lead">{lead}</p>
        </div>
        {children}
      </div>
      <nav className="parts" aria-label="Parts of the library">
        <Link to={{ page: 'library' }} aria-current={part === 'sources' ? 'page' : undefined}>
          Sources
        </Link>
        <Link to={{ page: 'facts', status: null, source: null }} aria-current={part === 'facts' ? 'page' : undefined}>
          Facts
        </Link>
        <Link to={{ page: 'conflicts' }} aria-current={part === 'conflicts' ? 'page' : undefined}>
          Conflicts
        </Link>
      </nav>
    </>
  )
}
