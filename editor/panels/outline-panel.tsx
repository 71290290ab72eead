/** The shape of the brief: headings to jump to, and for each part of the form what it asks for and how full it is. */
import { Scale } from 'lucide-react'
import { TextSelection } from 'prosemirror-state'
import type { TemplateSlot } from '#model/template.ts'
import type { EditorHandle } from '../mount.ts'
import { Empty } from '../ui/notice.tsx'
import { count } from '../ui/words.ts'
import { useChanges } from './hooks.ts'
import { outlineOf, type OutlineEntry, wordsIn } from './outline.ts'

export function OutlinePanel({ handle, slots }: { handle: EditorHandle | null; slots: readonly TemplateSlot[] }) {
  useChanges(handle)
  if (handle === null) return null
  const { doc } = handle.view.state
  const entries = outlineOf(doc)
  const go = (pos: number) =>
    handle.run((state, dispatch) => {
      dispatch?.(state.tr.setSelection(TextSelection.near(state.doc.resolve(pos + 1))).scrollIntoView())
      return true
    })
  if (entries.length === 0) {
    return (
      <Empty icon={<Scale size={26} />} title="No headings yet">
        <p>Headings you write appear here, to jump between them.</p>
      </Empty>
    )
  }
  return (
    <nav className="outline" aria-label="Outline of the brief">
      <ol>
        {entries.map((entry) => (
          <li key={entry.pos}>
            <button type="button" className="outline-entry" data-kind={entry.kind} data-level={entry.kind === 'heading' ? entry.level : undefined} onClick={() => go(entry.pos)}>
              <EntryWords entry={entry} slot={entry.kind === 'slot' ? slots.find(({ name }) => name === entry.name) : undefined} />
            </button>
          </li>
        ))}
      </ol>
      <p className="outline-words">{count(wordsIn(doc), 'word')} in all</p>
    </nav>
  )
}

function EntryWords({ entry, slot }: { entry: OutlineEntry; slot: TemplateSlot | undefined }) {
  if (entry.kind === 'heading') return entry.text
  if (entry.kind === 'argument') {
    return (
      <>
        <Scale aria-hidden size={15} /> {entry.text}
      </>
    )
  }
  const budget = slot?.words
  return (
    <>
      <span className="outline-slot">
        <span>{slot?.label ?? entry.name}</span>
        <span className="outline-count" data-over={(budget !== undefined && entry.words > budget) || undefined}>
          {entry.words === 0 ? (entry.optional || slot?.required !== true ? 'empty' : 'empty, required') : budget === undefined ? count(entry.words, 'word') : `${entry.words} of ${budget} words`}
        </span>
      </span>
      {slot !== undefined && entry.words === 0 && <span className="outline-help">{slot.help}</span>}
    </>
  )
}
