/** Where briefs lean on a source or a fact: the brief, and the sentence. */
import { FileText } from 'lucide-react'
import type { Use } from '#model/library.ts'
import type { Uses } from '../library-api.ts'
import { useLoad } from '../ui/load.ts'
import { Link } from '../ui/navigation.tsx'
import { Failure, Waiting } from '../ui/notice.tsx'
import { count } from '../ui/words.ts'

/** `of` names what is used, so that another one is asked for anew. */
export function UsesList({ of, load }: { of: string; load(): Promise<Uses> }) {
  const uses = useLoad(`uses of ${of}`, load)
  if (uses.state === 'loading') return <Waiting what="Looking through the briefs…" />
  if (uses.state === 'failed') return <Failure error={uses.error} retry={uses.reload} />
  const { uses: found, unread } = uses.value
  const briefs = byBrief(found)
  const places = briefs.reduce((total, brief) => total + brief.places.length, 0)
  return (
    <div className="uses">
      <p className="uses-sum" role="status">
        {found.length === 0 ? 'No brief leans on it.' : `${count(places, 'place')} in ${count(briefs.length, 'brief')}`}
      </p>
      {briefs.map(({ document, places: sentences }) => (
        <section key={document.id} className="use" aria-label={document.title}>
          <Link to={{ page: 'brief', id: document.id }} className="use-brief">
            <FileText aria-hidden size={15} />
            {document.title}
          </Link>
          <ul>
            {sentences.map(({ key, sentence, fact }) => (
              <li key={key}>
                <q>{sentence}</q>
                {!fact && <span className="use-kind">cited</span>}
              </li>
            ))}
          </ul>
        </section>
      ))}
      {unread.length > 0 && <p className="uses-unread">{count(unread.length, 'brief')} could not be looked through: {unread.map(({ title }) => title).join(', ')}.</p>}
    </div>
  )
}

/** A sentence of a brief; a fact and the note behind it are one place. */
type Place = { key: string; sentence: string; fact: boolean }

function byBrief(uses: readonly Use[]): { document: Use['document']; places: readonly Place[] }[] {
  const briefs = new Map<string, { document: Use['document']; places: Map<string, Place> }>()
  for (const { document, block, sentence, kind } of uses) {
    const brief = briefs.get(document.id) ?? { document, places: new Map<string, Place>() }
    const key = `${block ?? ''} ${sentence}`
    brief.places.set(key, { key, sentence, fact: kind === 'fact' || (brief.places.get(key)?.fact ?? false) })
    briefs.set(document.id, brief)
  }
  return [...briefs.values()].map(({ document, places }) => ({ document, places: [...places.values()] }))
}
