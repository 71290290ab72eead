/** What the readers of blocks and of lines share: the options, the places met on the way, attributes, and refusals that name file, line and column. */
import type { Node } from 'prosemirror-model'
import type { FactRecord } from '../fact.ts'
import { Refusal, type RefusalCode } from '../refusal.ts'
import type { Mdast, Place } from './mdast.ts'
import { type AttributeRule, defaultOf } from './rules.ts'

export type ReadOptions = {
  /** The code of refusals; `brief-invalid` unless said. */
  code?: RefusalCode
  /** How refusals call the text: "policy-memo/body.md". */
  file?: string
  /** Where a line and column of this text are in the file a person edits. */
  placeOf?: (place: Place) => { file?: string } & Place
  /** The records of the brief: attributes a `:fact` leaves out are its record's. */
  facts?: Readonly<Record<string, FactRecord>>
  /** What `{ref=KEY}` on `:fact` and `:cite` stands for; null when an optional fact was not found (its words stay, without a source). */
  refs?: ReadonlyMap<string, FactRecord | null>
  /** Values for the opaque signs a filled template leaves in its text (`valueSign`). They become text, never Markdown. */
  values?: readonly string[]
}

/** A name met in the text and where: slots and fields, for whoever must check them. */
export type Named = { name: string; line: number; column: number; file: string }

export type Reading = {
  readonly source: string
  readonly options: ReadOptions
  readonly definitions: ReadonlyMap<string, string>
  readonly footnotes: ReadonlyMap<string, Mdast>
  readonly slots: Named[]
  readonly fields: Named[]
  /** Keys of `refs` that were used. */
  readonly used: Set<string>
}

// Noncharacter-like private-use signs around a number; a template may not hold them itself, and values never pass through the parser.
const OPEN = '\uF8F0'
const CLOSE = '\uF8F1'
const SIGN = /\uF8F0(\d+)\uF8F1/

/** The sign that stands for `values[index]` in a text to be parsed. */
export function valueSign(index: number): string {
  return OPEN + index + CLOSE
}

export function hasValueSign(text: string): boolean {
  return text.includes(OPEN) || text.includes(CLOSE)
}

type Piece = { text: string; value: boolean }

/** The text cut at its value signs: Markdown's own words, and values. */
export function piecesOf(reading: Reading, text: string): Piece[] {
  if (!reading.options.values) return [{ text, value: false }]
  return text.split(SIGN).flatMap((piece, index): Piece[] => {
    if (index % 2 === 0) return piece === '' ? [] : [{ text: piece, value: false }]
    return [{ text: reading.options.values?.[Number(piece)] ?? '', value: true }]
  })
}

/** A string of the parser with its value signs replaced: for attributes and addresses. */
export function withValues(reading: Reading, text: string): string {
  return piecesOf(reading, text).map((piece) => piece.text).join('')
}

export function placeOf(reading: Reading, node: Mdast): Named {
  return { name: '', ...located(reading.options, node.position?.start ?? { line: 1, column: 1 }) }
}

export function located(options: ReadOptions, { line, column }: Place): Place & { file: string } {
  return { file: options.file ?? 'Markdown', line, column, ...options.placeOf?.({ line, column }) }
}

export function refuseAt(options: ReadOptions, place: Place, detail: string): Refusal {
  const { file, line, column } = located(options, place)
  const pointer = `${file}:${line}:${column}`
  return new Refusal(options.code ?? 'brief-invalid', `${pointer} ${detail}`, [{ pointer, detail }])
}

export function refuse(reading: Reading, node: Mdast, detail: string): Refusal {
  return refuseAt(reading.options, node.position?.start ?? { line: 1, column: 1 }, detail)
}

/** The words of the text a node was read from. */
export function sourceOf(reading: Reading, node: Mdast): string {
  return reading.source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0)
}

/**
 * A directive's attributes as the schema's. Names the rule does not know are refused, `extra` apart; `given` replaces the schema's defaults.
 */
export function readAttributes(
  reading: Reading,
  node: Mdast,
  owner: { kind: 'nodes' | 'marks'; name: string; rules: readonly AttributeRule[] },
  extra: readonly string[] = [],
  given: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const found = attributesOf(reading, node)
  for (const name of Object.keys(found)) {
    if (owner.rules.some((rule) => rule.name === name) || extra.includes(name)) continue
    const known = [...owner.rules.map((rule) => rule.name), ...extra].join(', ')
    throw refuse(reading, node, `"${node.name}" has no attribute "${name}"${known === '' ? '' : `; it knows ${known}`}`)
  }
  return Object.fromEntries(
    owner.rules.map(({ name, attr, codec }) => {
      const raw = found[name]
      const fallback = Object.hasOwn(given, attr) ? given[attr] : defaultOf(owner.kind, owner.name, attr)
      if (raw === undefined) return [attr, fallback]
      // With a record behind it, an absent attribute is the record's, so "none" has to be said: an empty one.
      if (raw === '' && Object.hasOwn(given, attr)) return [attr, null]
      const read = codec.read(raw)
      if ('fault' in read) throw refuse(reading, node, `"${name}" of "${node.name}" is "${raw}"; it must be ${read.fault}`)
      return [attr, read.value]
    }),
  )
}

/** Own attributes as plain strings, value signs replaced. One whose values are all empty counts as not written. */
export function attributesOf(reading: Reading, node: Mdast): Record<string, string> {
  const entries = Object.entries(node.attributes ?? {}).map(([name, raw]) => [name, raw ?? '', withValues(reading, raw ?? '')] as const)
  return Object.fromEntries(entries.filter(([, raw, value]) => value !== '' || raw === '').map(([name, , value]) => [name, value]))
}

/** What reading a text gives: the document, and the names a template's loader checks. */
export type ReadMarkdown = { body: Node; slots: readonly Named[]; fields: readonly Named[]; refs: ReadonlySet<string> }
