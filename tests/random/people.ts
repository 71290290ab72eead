/**
 * Several people at one brief, each typing letters that no one else types, so that afterwards each letter can be asked after. They go offline and come back; one
 * of them may have an older version. What someone takes away on purpose, seen in their own editor, is remembered.
 */
import { chainCommands, joinBackward, lift, splitBlock, wrapIn } from 'prosemirror-commands'
import { type Node, Schema } from 'prosemirror-model'
import { type Command, TextSelection } from 'prosemirror-state'
import * as Y from 'yjs'
import { insertArgument } from '../../editor/commands/argument.ts'
import { insertCitation } from '../../editor/commands/citation.ts'
import { splitAroundBox } from '../../editor/commands/edges.ts'
import { insertFact } from '../../editor/commands/fact.ts'
import { toggleList } from '../../editor/commands/list.ts'
import { addRow, deleteColumn, deleteRow, insertTable } from '../../editor/commands/table.ts'
import { setParagraphLevel, toggleStrong } from '../../editor/commands/text.ts'
import { redo, undo } from '../../editor/sync/binding.ts'
import { SHIPPED_AXES } from '../../model/axis.ts'
import { blankBrief } from '../../model/brief.ts'
import { schema } from '../../model/schema.ts'
import { bodyOf } from '../../model/ydoc.ts'
import { hit } from '../support/build.ts'
import { type HeadlessEditor, headlessEditor, olderEditor, openDocs } from '../support/headless.ts'
import { logBetween } from '../support/log.ts'
import { pick, seeded, seededBytes } from '../support/random.ts'

export type Person = HeadlessEditor & { isOlder: boolean }

export type People = {
  people: readonly Person[]
  /** One random act of one of them, and some of the exchange that goes on beside it. */
  act(): void
  /** Everyone comes online, and all is read until nothing more comes. An Error when it never ends. */
  settle(): void
  /** Letters that nobody took away and that are not there; and those that are there more than once. */
  lost(): string[]
  doubled(): string[]
  log: readonly string[]
  close(): void
}

/** Letters from here on are each typed once. */
const FIRST_LETTER = 0x4e00
const PARAGRAPHS = 5
const LETTERS = 10

/** What a version before footnotes, arguments, tables and slanted words had. */
function olderSchema(): Schema {
  let { nodes, marks } = schema.spec as unknown as { nodes: { remove(name: string): typeof nodes }; marks: { remove(name: string): typeof marks } }
  for (const name of ['footnote', 'argument', 'side', 'point']) nodes = nodes.remove(name)
  marks = marks.remove('strong')
  return new Schema({ nodes, marks } as never)
}

export function people(seed: number, without: readonly string[] = []): People {
  const next = seeded(seed)
  const ydocs = openDocs({ ...blankBrief('Trade'), body: firstBody() }, 3)
  const lines = logBetween(ydocs, () => next() < 0.4)
  const everyone = ydocs.map((ydoc, index): Person => {
    const isOlder = index === 2 && seed % 2 === 0
    const editor = isOlder ? olderEditor(ydoc, seed * 10 + index, olderSchema()) : headlessEditor(ydoc, seed * 10 + index)
    return Object.assign(editor, { isOlder })
  })
  const taken = new Set<string>()
  const log: string[] = []
  const random = seededBytes(seed)
  let letter = FIRST_LETTER + PARAGRAPHS * LETTERS
  const typed = () => Array.from({ length: 1 + Math.floor(next() * 4) }, () => String.fromCharCode(letter++)).join('')

  const caret = (person: Person): boolean => {
    const { doc, tr } = person.state()
    const places: number[] = []
    doc.descendants((node, pos) => {
      if (node.inlineContent) places.push(pos)
    })
    if (places.length === 0) return false
    const pos = pick(next, places)
    person.dispatch(tr.setSelection(TextSelection.create(doc, pos + 1 + Math.floor(next() * (doc.nodeAt(pos)!.content.size + 1)))))
    return person.state().selection.$from.parent.inlineContent
  }
  const range = (person: Person): boolean => {
    if (!caret(person)) return false
    const { doc, selection, tr } = person.state()
    person.dispatch(tr.setSelection(TextSelection.create(doc, selection.from, Math.min(selection.from + 1 + Math.floor(next() * 4), selection.$from.end()))))
    return true
  }
  const atCaret = (command: Command) => (person: Person) => void (caret(person) && person.run(command))
  const inBlock = (command: Command) => (person: Person) => void (caret(person) && person.state().selection.$from.parent.isTextblock && person.run(command))

  const acts: Record<string, (person: Person) => void> = {
    type: (person) => void (caret(person) && person.dispatch(person.state().tr.insertText(typed()))),
    typeAtEnd: (person) => void (caret(person) && person.dispatch(person.state().tr.insertText(typed(), person.state().selection.$from.end()))),
    delete: (person) => void (range(person) && person.dispatch(person.state().tr.deleteSelection())),
    deleteAcross(person) {
      const { doc } = person.state()
      const from = Math.floor(next() * doc.content.size)
      const to = Math.min(doc.content.size, from + Math.floor(next() * 20))
      person.dispatch(person.state().tr.setSelection(TextSelection.between(doc.resolve(from), doc.resolve(to))))
      person.dispatch(person.state().tr.deleteSelection())
    },
    replaceAll(person) {
      // As replace-all does it: each hit a change of its own.
      const { doc } = person.state()
      const hits: number[] = []
      doc.descendants((node, pos) => void (node.isText && next() < 0.3 && hits.push(pos)))
      for (const pos of hits.reverse().slice(0, 3)) person.dispatch(person.state().tr.insertText(typed(), pos, pos + 1))
    },
    split: atCaret(chainCommands(splitAroundBox, splitBlock)),
    join(person) {
      if (!caret(person) || !person.state().selection.$from.parent.isTextblock) return
      const { doc, selection, tr } = person.state()
      person.dispatch(tr.setSelection(TextSelection.create(doc, selection.$from.start())))
      person.run(joinBackward)
    },
    move(person) {
      const { doc, tr } = person.state()
      if (doc.childCount < 2) return
      const from = Math.floor(next() * doc.childCount)
      const block = doc.child(from)
      const pos = startOf(doc, from)
      tr.delete(pos, pos + block.nodeSize)
      tr.insert(startOf(tr.doc, Math.floor(next() * (tr.doc.childCount + 1))), block)
      person.dispatch(tr)
    },
    level: atCaret((state, dispatch) => setParagraphLevel(pick(next, [0, 1, 2] as const))(state, dispatch)),
    strong: (person) => void (range(person) && person.run(toggleStrong)),
    list: inBlock((state, dispatch) => toggleList(pick(next, ['bullet', 'ordered'] as const))(state, dispatch)),
    quote: inBlock(wrapIn(schema.nodes.quote)),
    lift: inBlock(lift),
    table: inBlock(insertTable(2, 2)),
    row: inBlock((state, dispatch) => pick(next, [addRow('after'), deleteRow, deleteColumn])(state, dispatch)),
    argument: inBlock(insertArgument(SHIPPED_AXES[0]!, random)),
    fact: (person) => void (caret(person) && person.state().selection.$from.parent.isTextblock && person.run(insertFact({ ...hit('s1', 1, 'It grew 4% in 2023.') }, person.ydoc, random))),
    citation: (person) => void (caret(person) && person.state().selection.$from.parent.isTextblock && person.run(insertCitation(hit('s2', 2, 'It grew 4% in 2023.'), person.ydoc, random))),
    mention: inBlock((state, dispatch) => (dispatch?.(state.tr.replaceSelectionWith(schema.nodes.mention.create({ person: 'Ana' }, null, next() < 0.5 ? [schema.marks.strong.create()] : []), false)), true)),
    footnote: inBlock((state, dispatch) => (dispatch?.(state.tr.replaceSelectionWith(schema.nodes.footnote.create(null, schema.text(typed())), false)), true)),
    undo: (person) => void person.run(undo),
    redo: (person) => void person.run(redo),
  }
  const weights: Record<string, number> = { type: 16, typeAtEnd: 10, delete: 6, deleteAcross: 2, replaceAll: 1, split: 7, join: 5, move: 8, level: 4, strong: 5, list: 4, quote: 2, lift: 4, table: 1, row: 3, argument: 1, fact: 2, citation: 2, mention: 2, footnote: 2, undo: 5, redo: 3 }
  const forOlder = new Set(['type', 'typeAtEnd', 'delete', 'deleteAcross', 'replaceAll', 'split', 'join', 'move', 'undo', 'redo'])
  const names = Object.entries(weights).filter(([name]) => !without.includes(name)).flatMap(([name, weight]) => Array.from({ length: weight }, () => name))

  return {
    people: everyone,
    log,
    act() {
      const index = Math.floor(next() * everyone.length)
      const person = everyone[index]!
      const name = pick(next, names)
      if (!person.isOlder || forOlder.has(name)) {
        const before = lettersIn(person)
        acts[name]!(person)
        const after = lettersIn(person)
        const missing = [...before.keys()].filter((each) => !after.has(each))
        // Joining with a closed box takes the box away, as the key does.
        if (missing.length > 0 && KEEPING.has(name) && !(person.isOlder && name === 'join')) throw new Error(`${name} took ${missing.join('')} away`)
        for (const [each, count] of before) if ((after.get(each) ?? 0) < count) taken.add(each)
        log.push(`${index} ${name}`)
      }
      if (next() < 0.06) lines[index]!.setOnline(!lines[index]!.isOnline())
      for (const line of lines) if (next() < 0.3) line.read(1 + Math.floor(next() * 5))
    },
    settle() {
      for (const line of lines) line.setOnline(true)
      for (let round = 0; round < 30; round++) if (!lines.map((line) => line.read()).some(Boolean)) return
      throw new Error('they never stop changing each other’s documents')
    },
    lost() {
      const there = lettersIn(everyone[0]!)
      return lettersUpTo(letter).filter((each) => !taken.has(each) && !there.has(each))
    },
    doubled: () => [...lettersIn(everyone[0]!)].flatMap(([each, count]) => (count > 1 ? [each] : [])),
    close: () => everyone.forEach((person) => person.destroy()),
  }
}

/** What changes places or looks and takes no letter away. */
const KEEPING: ReadonlySet<string> = new Set(['type', 'typeAtEnd', 'split', 'join', 'move', 'level', 'strong', 'list', 'quote', 'lift', 'table', 'argument', 'fact', 'citation', 'mention', 'footnote'])

const lettersUpTo = (end: number) => Array.from({ length: end - FIRST_LETTER }, (_, index) => String.fromCharCode(FIRST_LETTER + index))

/** How often each of our letters is in the brief. */
function lettersIn({ ydoc }: Person): Map<string, number> {
  const counts = new Map<string, number>()
  for (const text of textsIn(bodyOf(ydoc))) {
    for (const { insert } of text.toDelta() as { insert: unknown }[]) {
      for (const each of typeof insert === 'string' ? insert : '') if (each.charCodeAt(0) >= FIRST_LETTER) counts.set(each, (counts.get(each) ?? 0) + 1)
    }
  }
  return counts
}

function textsIn(parent: Y.XmlFragment): Y.XmlText[] {
  return parent.toArray().flatMap((child) => (child instanceof Y.XmlText ? [child] : child instanceof Y.XmlElement ? textsIn(child) : []))
}

function firstBody(): Node {
  const paragraph = (index: number) => schema.node('paragraph', { id: `first${index}` }, schema.text(lettersUpTo(FIRST_LETTER + (index + 1) * LETTERS).slice(index * LETTERS).join('')))
  return schema.node('doc', null, Array.from({ length: PARAGRAPHS }, (_, index) => paragraph(index)))
}

function startOf(doc: Node, index: number): number {
  let pos = 0
  for (let before = 0; before < index; before++) pos += doc.child(before).nodeSize
  return pos
}
