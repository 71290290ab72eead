/** The facts of one source, in the order of its text; each leads to its passage. */
import { ListChecks } from 'lucide-react'
import type { LibraryFact } from '#model/library.ts'
import { Link } from '../ui/navigation.tsx'
import { count } from '../ui/words.ts'
import { STATUS_NAMES } from './fact-words.ts'

export function SourceFacts({ facts, sourceId, onShow }: { facts: readonly LibraryFact[]; sourceId: string; onShow(passageId: string): void }) {
  if (facts.length === 0) return <p className="uses-sum">No fact was proposed from it.</p>
  const open = facts.filter(({ status }) => status === 'candidate').length
  return (
    <div className="source-facts">
      <Link to={{ page: 'facts', status: open > 0 ? 'candidate' : null, source: sourceId }} className="button" data-look={open > 0 ? 'primary' : 'plain'}>
        <ListChecks aria-hidden size={15} />
        {open > 0 ? `Review ${count(open, 'proposed fact')}` : 'See its facts'}
      </Link>
      <ul>
        {facts.map((fact) => (
          <li key={fact.id}>
            <button type="button" className="source-fact" data-status={fact.status} onClick={() => onShow(fact.passageId)}>
              <span className="fact-dot" data-status={fact.status} aria-hidden />
              <span>
                {fact.claim}
                <span className="unseen">, {STATUS_NAMES[fact.status]}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
