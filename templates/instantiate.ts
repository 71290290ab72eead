/**
 * A template and answers become the first document of a brief: fields checked, body filled, slots, facts and the two sides put in their places.
 *
 * No clock and no library here: the date comes as a field, facts come as records (`data.ts` finds them), ids come from `random`.
 */
import { Fragment, type Node } from 'prosemirror-model'
import { type Axis, findAxis, SHIPPED_AXES } from '#model/axis.ts'
import type { Brief, FactRecords } from '#model/brief.ts'
import type { FactRecord } from '#model/fact.ts'
import { withIds } from '#model/ids.ts'
import { citationOf, factOf } from '#model/markdown/read-inline.ts'
import { readMarkdown } from '#model/markdown/read.ts'
import type { RandomBytes } from '#model/random.ts'
import { Refusal } from '#model/refusal.ts'
import { SCHEMA_VERSION, schema } from '#model/schema.ts'
import type { Template } from '#model/template.ts'
import { readBody } from './body.ts'
import { type Answers, checkFields, type PlacedFact } from './answers.ts'

export type { Answers, PlacedFact } from './answers.ts'
export { parseData, resolveData, type GenerateData, type Lookup, type Want } from './data.ts'
export { fillPage, PAGE_SIGN, PAGES_SIGN } from './page.ts'

/**
 * The first version of a brief. `subject` defaults to the title. Throws a Refusal `invalid-input` whose pointers name the answer
 * (`/fields/x`, `/slots/y:line:column`, `/argument/sides/z/0`), or `template-invalid` when the template itself is at fault.
 */
export function instantiate(template: Template, answers: Answers, random: RandomBytes, axes: readonly Axis[] = SHIPPED_AXES): Brief {
  const { manifest } = template
  const title = answers.title.trim()
  if (title === '') throw refuse('/title', 'a brief needs a title')
  const fields = checkFields(manifest, title, answers.fields ?? {})
  const refs = new Map((answers.facts ?? []).map(({ key, record }) => [key, record]))
  const used = new Set<string>()
  const read = (markdown: string, pointer: string) => {
    const result = readMarkdown(markdown, { code: 'invalid-input', file: pointer, refs })
    const [slot] = result.slots
    if (slot) throw refuse(`${pointer}:${slot.line}:${slot.column}`, 'a slot cannot hold a slot')
    for (const key of result.refs) used.add(key)
    return result.body.content.content
  }
  const filled = readSlots(template, answers, read)
  const argument = answers.argument ? argumentOf(answers.argument, axes, read) : null
  const listed = listFacts(template, answers.facts ?? [], used)
  const empty = readBody(template, fields).body
  const body = placeSlots(argument ? placeArgument(empty, argument) : empty, filled, listed)
  return {
    info: { schema: SCHEMA_VERSION, template: `${manifest.id}@${manifest.rev}`, kind: manifest.kind },
    fields,
    facts: recordsOf(answers),
    body: withIds(body, random),
  }
}

type ReadAnswer = (markdown: string, pointer: string) => readonly Node[]

function readSlots({ manifest }: Template, answers: Answers, read: ReadAnswer): ReadonlyMap<string, readonly Node[]> {
  const known = manifest.slots.map((slot) => slot.name)
  const filled = new Map<string, readonly Node[]>()
  for (const [name, markdown] of Object.entries(answers.slots ?? {})) {
    if (!known.includes(name)) throw refuse(`/slots/${name}`, `the template has no slot "${name}"; it has ${known.join(', ') || 'none'}`)
    filled.set(name, read(markdown, `/slots/${name}`))
  }
  return filled
}

/** Facts no text refers to, by the slot whose end they stand at. */
function listFacts({ manifest }: Template, facts: readonly PlacedFact[], used: ReadonlySet<string>): ReadonlyMap<string, readonly FactRecord[]> {
  const names = manifest.slots.map((slot) => slot.name)
  const usual = names.includes('background') ? 'background' : names.at(-1)
  const listed = new Map<string, FactRecord[]>()
  facts.forEach(({ key, record, slot = usual }, index) => {
    if (used.has(key) || record === null) return
    if (slot === undefined || !names.includes(slot)) throw refuse(`/facts/${index}/slot`, `the template has no slot "${slot ?? ''}"; it has ${names.join(', ') || 'none'}`)
    listed.set(slot, [...(listed.get(slot) ?? []), record])
  })
  return listed
}

function argumentOf(argument: NonNullable<Answers['argument']>, axes: readonly Axis[], read: ReadAnswer): Node {
  const axis = findAxis(argument.axis, axes)
  if (!axis) throw refuse('/argument/axis', `there is no axis "${argument.axis}"; known are ${axes.map(({ id }) => id).join(', ')}`)
  const poles = axis.poles.map(({ id }) => id)
  const stranger = Object.keys(argument.sides).find((pole) => !poles.includes(pole))
  if (stranger !== undefined) throw refuse(`/argument/sides/${stranger}`, `the axis "${axis.id}" has no pole "${stranger}"; it has ${poles.join(' and ')}`)
  const sides = poles.map((pole) => {
    const points = Object.hasOwn(argument.sides, pole) ? (argument.sides[pole] ?? []) : []
    return schema.node('side', { pole }, points.map((point, index) => pointOf(point, read, `/argument/sides/${pole}/${index}`)))
  })
  return schema.node('argument', { axisId: axis.id, question: argument.question ?? axis.question }, sides)
}

function pointOf(point: string | FactRecord, read: ReadAnswer, pointer: string): Node {
  if (typeof point === 'string') return schema.node('point', null, read(point, pointer))
  return schema.node('point', { voice: point.voice }, [citedFact(point)])
}

function citedFact(record: FactRecord): Node {
  return schema.node('paragraph', null, [factOf(record), citationOf(record)])
}

/** The template's first argument becomes the one that was given; a template without one has it at the end. */
function placeArgument(body: Node, argument: Node): Node {
  const found = { done: false }
  const replaced = mapBlocks(body, (node) => {
    if (found.done || node.type.name !== 'argument') return null
    found.done = true
    return argument
  })
  return found.done ? replaced : body.copy(body.content.addToEnd(argument))
}

/** An answer takes the place of what the template wrote into the slot; listed facts follow either. An empty slot holds a line to write on, so that no editor has to add one. */
function placeSlots(body: Node, filled: ReadonlyMap<string, readonly Node[]>, listed: ReadonlyMap<string, readonly FactRecord[]>): Node {
  return mapBlocks(body, (node) => {
    if (node.type.name !== 'slot') return null
    const name = String(node.attrs['name'])
    const records = listed.get(name) ?? []
    const list = schema.node('list', { kind: 'bullet' }, records.map((record) => schema.node('item', null, [citedFact(record)])))
    const content = [...(filled.get(name) ?? node.content.content), ...(records.length > 0 ? [list] : [])]
    return node.copy(Fragment.fromArray(content.length > 0 ? content : [schema.node('paragraph')]))
  })
}

/** The document with every block `change` answers for replaced by the answer; below a replaced block nothing is looked at. */
function mapBlocks(node: Node, change: (node: Node) => Node | null): Node {
  const changed = change(node)
  if (changed) return changed
  if (node.isTextblock || node.isLeaf) return node
  return node.copy(Fragment.fromArray(node.content.content.map((child) => mapBlocks(child, change))))
}

function recordsOf(answers: Answers): FactRecords {
  const points = Object.values(answers.argument?.sides ?? {}).flat()
  const records = [...(answers.facts ?? []).map(({ record }) => record), ...points.filter((point) => typeof point !== 'string')]
  return Object.fromEntries(records.filter((record) => record !== null).map((record) => [record.id, record]))
}

function refuse(pointer: string, detail: string): Refusal {
  return new Refusal('invalid-input', `"${pointer}": ${detail}`, [{ pointer, detail }])
}
