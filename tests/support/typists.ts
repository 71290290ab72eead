/**
 * Several people at one brief, each typing letters that no one else types, so that afterwards each letter can be asked after: is it there, and once? They can be
 * offline for a while; what they delete on purpose is remembered.
 */
import { chainCommands, joinBackward, lift, splitBlock, wrapIn } from 'prosemirror-commands'
import type { Node } from 'prosemirror-model'
import { type Command, TextSelection } from 'prosemirror-state'
import * as Y from 'yjs'
import { splitAroundBox } from '../../editor/commands/edges.ts'
import { toggleList } from '../../editor/commands/list.ts'
import { setParagraphLevel, toggleStrong } from '../../editor/commands/text.ts'
import { blankBrief } from '../../model/brief.ts'
import { schema } from '../../model/schema.ts'
import { bodyOf } from '../../model/ydoc.ts'
import { type HeadlessEditor, headlessEditor, relayedDocs } from './headless.ts'
import { pick, seeded } from './random.ts'

export type Typist = HeadlessEditor & { online: boolean }

export type Typists = {
  people: Typist[]
  /** One random act of one of them. */
  act(): void
  /** Those who are online see all that the others online have. */
  exchange(): void
  /** Everyone comes online, and all is exchanged until nothing more comes. */
  settle(): void
  /** What is wrong with the letters in this Y.Doc: lost, or there more than once. */
  faults(ydoc: Y.Doc): string[]
  log: string[]
  close(): void
}

/** Letters from here on are each typed once. */
const FIRST_LETTER = 0x4e00

export function typists(seed: number, count = 3): Typists {
  const next = seeded(seed)
  const { ydocs } = relayedDocs({ ...blankBrief('Trade'), body: firstBody() }, count)
  const people = ydocs.map((ydoc, index) => Object.assign(headlessEditor(ydoc, seed * 10 + index), { online: true }))
  const deleted = new Set<string>()
  const log: string[] = []
  let letters = FIRST_LETTER + 200
  const typed = () => Array.from({ length: 1 + Math.floor(next() * 4) }, () => String.fromCharCode(letters++)).join('')

  /** A place where text may stand. */
  function textPlace(doc: Node): number | null {
    const places: number[] = []
    doc.descendants((node, pos) => {
      if (node.inlineContent) places.push(pos)
    })
    if (places.length === 0) return null
    const pos = pick(next, places)
    return pos + 1 + Math.floor(next() * (doc.nodeAt(pos)!.content.size + 1))
  }
  const caret = (person: Typist): boolean => {
    const { doc } = person.state()
    const at = textPlace(doc)
    if (at === null || !doc.resolve(at).parent.inlineContent) return false
    person.dispatch(person.state().tr.setSelection(TextSelection.create(doc, at)))
    return true
  }
  const range = (person: Typist): boolean => {
    if (!caret(person)) return false
    const { doc, selection } = person.state()
    person.dispatch(person.state().tr.setSelection(TextSelection.create(doc, selection.from, Math.min(selection.from + 1 + Math.floor(next() * 4), selection.$from.end()))))
    return true
  }
  const atCaret = (command: Command) => (person: Typist) => void (caret(person) && person.run(command))
  const inRange = (command: Command) => (person: Typist) => void (range(person) && person.run(command))

  const acts: Record<string, (person: Typist) => void> = {
    type: (person) => void (caret(person) && person.dispatch(person.state().tr.insertText(typed()))),
    typeAtEnd(person) {
      if (!caret(person)) return
      const { tr, selection } = person.state()
      person.dispatch(tr.insertText(typed(), selection.$from.end()))
    },
    delete(person) {
      if (!range(person)) return
      const { selection, tr, doc } = person.state()
      for (const letter of lettersIn(doc.cut(selection.from, selection.to))) deleted.add(letter)
      person.dispatch(tr.deleteSelection())
    },
    split: atCaret(chainCommands(splitAroundBox, splitBlock)),
    join(person) {
      if (!caret(person)) return
      const { $from } = person.state().selection
      if (!$from.parent.isTextblock) return
      person.dispatch(person.state().tr.setSelection(TextSelection.create(person.state().doc, $from.start())))
      // Backspace behind a closed box takes the box away.
      person.run((state, dispatch) =>
        joinBackward(state, dispatch && ((tr) => {
          const left = lettersIn(tr.doc)
          for (const letter of lettersIn(state.doc)) if (!left.has(letter)) deleted.add(letter)
          dispatch(tr)
        })),
      )
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
    strong: inRange(toggleStrong),
    list: atCaret((state, dispatch) => toggleList(pick(next, ['bullet', 'ordered'] as const))(state, dispatch)),
    quote: atCaret(wrapIn(schema.nodes.quote)),
    lift: atCaret(lift),
    mention(person) {
      if (!caret(person) || !person.state().selection.$from.parent.isTextblock) return
      person.dispatch(person.state().tr.replaceSelectionWith(schema.nodes.mention.create({ person: 'Ana' }, null, next() < 0.5 ? [schema.marks.strong.create()] : []), false))
    },
    footnote(person) {
      if (!caret(person) || !person.state().selection.$from.parent.isTextblock) return
      person.dispatch(person.state().tr.replaceSelectionWith(schema.nodes.footnote.create(null, schema.text(typed())), false))
    },
    unknownBlock({ ydoc }) {
      const hologram = new Y.XmlElement('hologram')
      const text = new Y.XmlText()
      text.insert(0, typed())
      hologram.insert(0, [text])
      const body = bodyOf(ydoc)
      body.insert(Math.floor(next() * (body.length + 1)), [hologram])
    },
    unknownMark({ ydoc }) {
      const texts = textsIn(bodyOf(ydoc)).filter(({ length }) => length > 1)
      if (texts.length === 0) return
      const text = pick(next, texts)
      const from = Math.floor(next() * (text.length - 1))
      text.format(from, 1 + Math.floor(next() * (text.length - from)), { glow: {} })
    },
  }
  const weights: [string, number][] = [
    ['type', 8],
    ['typeAtEnd', 6],
    ['delete', 4],
    ['split', 4],
    ['join', 3],
    ['move', 5],
    ['level', 3],
    ['strong', 3],
    ['list', 2],
    ['quote', 1],
    ['lift', 2],
    ['mention', 1],
    ['footnote', 1],
    ['unknownBlock', 0.7],
    ['unknownMark', 0.7],
  ]
  const names = weights.flatMap(([name, weight]) => Array.from({ length: Math.round(weight * 10) }, () => name))

  function exchange(): void {
    const online = people.filter((person) => person.online)
    for (let round = 0; round < 2; round++) {
      for (const from of online) {
        for (const to of online) if (from !== to) Y.applyUpdate(to.ydoc, Y.encodeStateAsUpdate(from.ydoc, Y.encodeStateVector(to.ydoc)), 'relay')
      }
    }
  }
  return {
    people,
    log,
    act() {
      const index = Math.floor(next() * people.length)
      const person = people[index]!
      const name = pick(next, names)
      log.push(`${index} ${name}`)
      acts[name]!(person)
      if (next() < 0.08) person.online = !person.online
      if (next() < 0.35) {
        log.push(`exchange ${people.map(({ online }) => (online ? 1 : 0)).join('')}`)
        exchange()
      }
    },
    exchange,
    settle() {
      for (const person of people) person.online = true
      for (let round = 0; round < 20; round++) {
        const before = people.map(({ ydoc }) => Y.encodeStateAsUpdate(ydoc).length)
        exchange()
        if (people.every(({ ydoc }, index) => Y.encodeStateAsUpdate(ydoc).length === before[index])) return
      }
      throw new Error('they never stop changing each other’s documents')
    },
    faults(ydoc) {
      const counts = new Map<string, number>()
      for (const text of textsIn(bodyOf(ydoc))) for (const letter of text.toDelta().map(({ insert }: { insert: string }) => insert).join('')) counts.set(letter, (counts.get(letter) ?? 0) + 1)
      const faults: string[] = []
      for (let code = FIRST_LETTER; code < letters; code++) {
        const letter = String.fromCharCode(code)
        if (code >= FIRST_LETTER + FIRST_LETTERS && code < FIRST_LETTER + 200) continue
        const found = counts.get(letter) ?? 0
        if (found > 1 || (found === 0 && !deleted.has(letter))) faults.push(`${letter} is there ${found} times`)
      }
      return faults
    },
    close: () => people.forEach((person) => person.destroy()),
  }
}

const PARAGRAPHS = 4
const FIRST_LETTERS = PARAGRAPHS * 10

function firstBody(): Node {
  const paragraph = (index: number) =>
    schema.node('paragraph', { id: `first${index}` }, schema.text(Array.from({ length: 10 }, (_, letter) => String.fromCharCode(FIRST_LETTER + index * 10 + letter)).join('')))
  return schema.node('doc', null, Array.from({ length: PARAGRAPHS }, (_, index) => paragraph(index)))
}

function startOf(doc: Node, index: number): number {
  let pos = 0
  for (let before = 0; before < index; before++) pos += doc.child(before).nodeSize
  return pos
}

/** Every letter in a node, those in closed boxes included. */
function lettersIn(node: Node): Set<string> {
  return new Set(JSON.stringify(node.toJSON()))
}

export function textsIn(parent: Y.XmlFragment): Y.XmlText[] {
  return parent.toArray().flatMap((child) => (child instanceof Y.XmlText ? [child] : child instanceof Y.XmlElement ? textsIn(child) : []))
}
