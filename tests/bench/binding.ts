/**
 * The binding bench: a colleague types in a brief of thirty pages that one has open. What arrives goes through our binding and through y-prosemirror in turn,
 * without a page: steps, how much of the document they touch, what becomes of decorations, time.
 */
import { EditorState, Plugin, type StateField, type Transaction } from 'prosemirror-state'
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view'
import { initProseMirrorDoc, ySyncPlugin } from 'y-prosemirror'
import * as Y from 'yjs'
import { bindBody } from '../../editor/sync/binding.ts'
import { blankBrief } from '../../model/brief.ts'
import { schema } from '../../model/schema.ts'
import { bodyOf, seedUpdate } from '../../model/ydoc.ts'
import { pick, seeded } from '../support/random.ts'
import { machineFacts } from './machine.ts'
import { median } from './numbers.ts'
import type { Options } from './options.ts'
import type { Measured, Metric, Result, Row } from './results.ts'

const ROUNDS = 7
const PARAGRAPHS = 300
const WORDS = 45
const KEYS = 400
const KEYS_IN_ONE_PLACE = 20

const METRICS: readonly Metric[] = [
  { name: 'time', label: 'a keystroke of a colleague, median', unit: 'ms', better: 'less', compared: true },
  { name: 'touched', label: 'tokens replaced a keystroke', unit: '', better: 'less', compared: true },
  { name: 'steps', label: 'steps a keystroke', unit: '', better: 'less', compared: false },
  { name: 'kept', label: 'decorations left of 300', unit: '', better: 'more', compared: false },
]

export function benchBinding({ quick, rounds, seed }: Options, command: string, found: (result: Result) => void): Promise<void> {
  const typing = recordTyping(seeded(seed))
  const subjects: { bind(ydoc: Y.Doc): { state: EditorState }; row: Row }[] = [
    { bind: ours, row: { subject: 'Counterpoint', rounds: [], notes: [] } },
    { bind: theirs, row: { subject: 'y-prosemirror 1.3.7', rounds: [], notes: [] } },
  ]
  for (let round = 0; round < (quick ? 1 : (rounds ?? ROUNDS)); round++) {
    for (const { bind, row } of round % 2 === 0 ? subjects : [...subjects].reverse()) row.rounds[round] = measure(typing, bind)
  }
  found({
    bench: 'binding',
    scenario: 'remote-keys',
    title: 'What a colleague types',
    what: `A brief of ${PARAGRAPHS} paragraphs with ${WORDS} words each, a decoration on every paragraph; ${KEYS} single letters arrive from a colleague. No page is drawn.`,
    command,
    machine: machineFacts(),
    metrics: METRICS,
    rows: subjects.map(({ row }) => row),
  })
  return Promise.resolve()
}

type Typing = { first: Uint8Array; updates: Uint8Array[] }

function recordTyping(next: () => number): Typing {
  const words = ['border', 'trade', 'energy', 'review', 'ports', 'partner', 'share', 'rules']
  const paragraph = (index: number) => schema.node('paragraph', { id: `p${index}` }, [schema.text(Array.from({ length: WORDS }, () => pick(next, words)).join(' '))])
  const body = schema.node('doc', null, Array.from({ length: PARAGRAPHS }, (_, index) => paragraph(index)))
  const first = seedUpdate({ ...blankBrief('Trade'), body })
  const ydoc = new Y.Doc()
  Y.applyUpdate(ydoc, first)
  const updates: Uint8Array[] = []
  ydoc.on('update', (update: Uint8Array) => void updates.push(update))
  for (let key = 0; key < KEYS; ) {
    const text = (bodyOf(ydoc).get(Math.floor(next() * PARAGRAPHS)) as Y.XmlElement).get(0) as Y.XmlText
    const at = Math.floor(next() * text.length)
    for (let count = 0; count < KEYS_IN_ONE_PLACE && key < KEYS; count++, key++) text.insert(at + count, 'x')
  }
  return { first, updates }
}

function measure({ first, updates }: Typing, bind: (ydoc: Y.Doc) => { state: EditorState }): Measured {
  const ydoc = new Y.Doc()
  Y.applyUpdate(ydoc, first)
  seen = { steps: 0, touched: 0 }
  const holder = bind(ydoc)
  seen = { steps: 0, touched: 0 }
  const times = updates.map((update) => {
    const start = performance.now()
    Y.applyUpdate(ydoc, update, 'colleague')
    return performance.now() - start
  })
  const kept = probe.getState(holder.state)?.find().length ?? 0
  const { steps, touched } = seen
  ydoc.destroy()
  return { time: median(times), touched: touched / updates.length, steps: steps / updates.length, kept }
}

let seen = { steps: 0, touched: 0 }

const probe = new Plugin<DecorationSet>({
  state: {
    init(_config, { doc }) {
      const decorations: Decoration[] = []
      doc.forEach((_node, offset) => void decorations.push(Decoration.inline(offset + 1, offset + 5, {})))
      return DecorationSet.create(doc, decorations)
    },
    apply(tr, set) {
      seen.steps += tr.steps.length
      for (const map of tr.mapping.maps) map.forEach((from, to, newFrom, newTo) => void (seen.touched += to - from + newTo - newFrom))
      return set.map(tr.mapping, tr.doc)
    },
  } satisfies StateField<DecorationSet>,
})

function ours(ydoc: Y.Doc): { state: EditorState } {
  const { doc, sync, undo } = bindBody(ydoc, null)
  return viewless(EditorState.create({ doc, plugins: [sync, undo, probe] }), [sync, undo])
}

function theirs(ydoc: Y.Doc): { state: EditorState } {
  const { doc, mapping } = initProseMirrorDoc(bodyOf(ydoc), schema)
  const sync = ySyncPlugin(bodyOf(ydoc), { mapping })
  return viewless(EditorState.create({ doc, plugins: [sync, probe] }), [sync])
}

/** As much of a view as the plugins need. */
function viewless(first: EditorState, plugins: readonly Plugin[]): { state: EditorState } {
  const view = {
    state: first,
    dispatch(tr: Transaction) {
      const before = view.state
      view.state = before.apply(tr)
      for (const shown of shownBy) shown.update?.(view as unknown as EditorView, before)
    },
    hasFocus: () => false,
    dom: new EventTarget(),
  }
  const shownBy = plugins.flatMap(({ spec }) => spec.view?.(view as unknown as EditorView) ?? [])
  return view
}
