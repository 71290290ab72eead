/** The notes of a document: their numbers, their texts, and the boxes they print as at the foot of a page or at the end. */
import type { Node } from 'prosemirror-model'
import type { Brief } from '#model/brief.ts'
import { citationNotes, type Note as CitedNote, type Run } from '#model/cite.ts'
import type { Box, Note } from '../layout/box.ts'
import type { RunStyle } from '../layout/frame.ts'
import type { Styles } from '../styles.ts'
import { code, emphasised, inLanguage, linked, lowered, raised, strong, struck } from './look.ts'
import { labelOf, origin, paragraphBox, stackBox, textSpan } from './make.ts'

/** `take` gives a node's note when its mark is set; `rest` are the boxes for the end of the document. */
export type Notes = { take(node: Node): { number: number; note: Note } | null; end(): Box[] }

export function documentNotes(brief: Brief, styles: Styles, place: 'footnotes' | 'endnotes'): Notes {
  // A node may be shared by two places of a document; each place then takes its own note, in order.
  const byNode = new Map<Node, CitedNote[]>()
  for (const note of citationNotes(brief.body, brief.facts)) {
    const node = brief.body.nodeAt(note.pos)
    if (node) byNode.set(node, [...(byNode.get(node) ?? []), note])
  }
  const taken: CitedNote[] = []
  return {
    take(node) {
      const queue = byNode.get(node) ?? []
      const cited = queue.length > 1 ? queue.shift() : queue[0]
      if (!cited) return null
      taken.push(cited)
      const mark = `mark-${cited.number}`
      return { number: cited.number, note: { order: cited.number, mark, box: place === 'footnotes' ? noteBox(cited, styles) : null } }
    },
    end: () => (place === 'endnotes' ? [...taken].sort((a, b) => a.number - b.number).map((note) => noteBox(note, styles)) : []),
  }
}

/** The number hangs before the text and leads back to its mark. */
function noteBox(cited: CitedNote, styles: Styles): Box {
  const { note } = styles.look
  const spans = cited.runs.map((run) => textSpan(run.text, styleOf(run, note.run, styles)))
  const text = paragraphBox(origin('Note'), spans.length > 0 ? spans : [textSpan('–', note.run)], note, { anchor: { name: `note-${cited.number}`, outline: null }, before: 0, after: 0 })
  const number = { ...note.run, colour: styles.accent, link: `#mark-${cited.number}` }
  return stackBox(origin('Note'), [text], { indent: 17, after: 2, label: labelOf(`${cited.number}`, number, { width: 12, gap: 5 }) })
}

function styleOf(run: Run, base: RunStyle, styles: Styles): RunStyle {
  const steps: ((style: RunStyle) => RunStyle)[] = [
    ...(run.strong ? [strong] : []),
    ...(run.italic ? [emphasised] : []),
    ...(run.code ? [code] : []),
    ...(run.script ? [run.script === 'sub' ? lowered : raised] : []),
    ...(run.suggestion === 'deletion' ? [struck] : []),
  ]
  const style = inLanguage(steps.reduce((before, step) => step(before), base), run.lang ?? null)
  return run.href ? linked(style, run.href, styles.accent) : style
}
