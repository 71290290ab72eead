/**
 * Mustache, as much of it as a template of text needs: values, sections, inverted sections, comments, and partials of the template's own.
 *
 * Every name is checked against the manifest when the template is read, so that a mistake is refused with file, line and column and never
 * printed as a gap. Nothing is escaped: the output is text, not HTML. Triple braces, `&`, other delimiters, dotted names and functions are
 * not part of it.
 */
import Mustache from 'mustache'
import type { FieldValue } from '#model/brief.ts'
import { fieldText } from '#model/field.ts'
import type { Place } from '#model/markdown/mdast.ts'
import { Refusal } from '#model/refusal.ts'
import { BUILT_IN_FIELDS, type TemplateManifest } from '#model/template.ts'

/** Where a piece of a template stands: for faults, and for places in what was filled. */
type Spot = { file: string; text: string; offset: number }

/** A checked part of a template. `name` "." is the entry of the list around it. */
export type Part =
  | { kind: 'text'; text: string; spot: Spot }
  | { kind: 'value'; name: string; spot: Spot }
  | { kind: 'section'; name: string; inverted: boolean; inner: readonly Part[]; spot: Spot }

/** What a part may name: field → names inside its section (the columns of a list of records, "." for texts). */
export type Names = ReadonlyMap<string, readonly string[]>

/** The filled text, and where a place in it stands in the template's files. */
export type Filled = { text: string; placeOf(place: Place): { file: string } & Place }

const MAX_NESTING = 20
const MAX_PARTIAL_DEPTH = 8
const MAX_PARTS = 20_000
const MAX_STEPS = 200_000
const MAX_OUTPUT = 2_000_000

/** Every field a template may name, and `more` (`page` and `pages` in heads and feet). */
export function namesOf(manifest: TemplateManifest, more: readonly string[] = []): Names {
  const names = new Map<string, readonly string[]>([...BUILT_IN_FIELDS, ...more].map((name) => [name, ['.']]))
  for (const { name, columns } of manifest.fields) names.set(name, columns ? columns.map((column) => column.name) : ['.'])
  return names
}

/** Parses and checks one part. `file` is what faults call it; partials are called by the name of their file beside it. */
export function parsePart(text: string, file: string, names: Names, partials: Readonly<Record<string, string>> = {}): readonly Part[] {
  const folder = file.includes('/') ? file.slice(0, file.lastIndexOf('/') + 1) : ''
  return parseText(text, file, { names, partials, folder, inside: [], open: [], budget: { left: MAX_PARTS } })
}

type Scope = {
  names: Names
  partials: Readonly<Record<string, string>>
  folder: string
  /** Sections around, outermost first. */
  inside: readonly string[]
  /** Partials around. */
  open: readonly string[]
  budget: { left: number }
}

type Token = readonly [type: string, value: string, start: number, end: number, children?: unknown, closing?: unknown, lineHasText?: unknown]

function parseText(text: string, file: string, scope: Scope): readonly Part[] {
  const writer = new Mustache.Writer()
  let tokens: readonly Token[]
  try {
    tokens = writer.parse(text, ['{{', '}}']) as readonly Token[]
  } catch (error) {
    throw syntaxFault(text, file, error)
  }
  return parseTokens(tokens, text, file, scope)
}

function parseTokens(tokens: readonly Token[], text: string, file: string, scope: Scope): readonly Part[] {
  return tokens.flatMap((token) => {
    const [type, value, offset] = token
    const spot = { file, text, offset }
    if (--scope.budget.left < 0) throw faultAt(spot, `has more than ${MAX_PARTS} parts`)
    switch (type) {
      case 'text':
        return [{ kind: 'text' as const, text: value, spot }]
      case '!':
        return []
      case 'name':
        return [{ kind: 'value' as const, name: known(value, spot, scope), spot }]
      case '#':
      case '^':
        return [parseSection(token, spot, scope)]
      case '>':
        return parsePartial(token, spot, scope)
      case '&':
        throw faultAt(spot, `"${value}" is asked for without escaping; nothing is escaped here, so write {{${value.trim()}}}`)
      case '=':
        throw faultAt(spot, 'delimiters cannot be changed; write {{ and }}')
      default:
        throw faultAt(spot, `"${type}" is not a tag`)
    }
  })
}

function parseSection(token: Token, spot: Spot, scope: Scope): Part {
  const [type, value] = token
  if (scope.inside.length >= MAX_NESTING) throw faultAt(spot, `sections are nested deeper than ${MAX_NESTING}`)
  const name = known(value, spot, scope)
  const inverted = type === '^'
  const inner = parseTokens((token[4] ?? []) as readonly Token[], spot.text, spot.file, inverted ? scope : { ...scope, inside: [...scope.inside, name] })
  return { kind: 'section', name, inverted, inner, spot }
}

function parsePartial(token: Token, spot: Spot, scope: Scope): readonly Part[] {
  const name = token[1]
  const text = Object.hasOwn(scope.partials, name) ? scope.partials[name] : undefined
  if (text === undefined) throw faultAt(spot, `there is no partial "${name}"; the template has ${Object.keys(scope.partials).join(', ') || 'none'}`)
  if (scope.open.includes(name)) throw faultAt(spot, `the partial "${name}" contains itself`)
  if (scope.open.length >= MAX_PARTIAL_DEPTH) throw faultAt(spot, `partials are nested deeper than ${MAX_PARTIAL_DEPTH}`)
  const indent = typeof token[4] === 'string' && token[6] === false && token[5] === 0 ? token[4] : ''
  const indented = indent === '' ? text : text.replaceAll(/^(?=.)/gm, indent)
  return parseText(indented, `${scope.folder}${name}.mustache`, { ...scope, open: [...scope.open, name] })
}

/** The name when the manifest has it, or a section around it opens it. */
function known(name: string, spot: Spot, scope: Scope): string {
  // A section over a column of a list opens its text, as one over a text field does.
  const opened = scope.inside.flatMap((section) => scope.names.get(section) ?? ['.'])
  if (opened.includes(name) || scope.names.has(name)) return name
  const here = [...new Set([...opened, ...scope.names.keys()])]
  throw faultAt(spot, `there is no field "${name}"; known here are ${here.join(', ')}`)
}

/** "Unclosed tag at 12": mustache.js tells the offset at the end of its message. */
function syntaxFault(text: string, file: string, error: unknown): Refusal {
  const message = error instanceof Error ? error.message : String(error)
  const [, what, offset] = /^(.*?)(?: at (\d+))?$/s.exec(message) ?? []
  return faultAt({ file, text, offset: Number(offset ?? 0) }, `the braces do not match: ${what ?? message}`)
}

export function faultAt(spot: Spot, detail: string): Refusal {
  const { line, column } = placeIn(spot.text, spot.offset)
  const pointer = `${spot.file}:${line}:${column}`
  return new Refusal('template-invalid', `${pointer} ${detail}`, [{ pointer, detail }])
}

/** Line and column, from 1, of an offset. */
export function placeIn(text: string, offset: number): Place {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}

type Frame = ReadonlyMap<string, FieldValue>
type Piece = { at: number; spot: Spot; literal: boolean }

/**
 * Fills checked parts. `write` turns a value's words into what stands in the output (itself, in a head; a sign, in a body). Fields nobody
 * filled are empty. Throws a Refusal `template-invalid` when sections multiply beyond bounds.
 */
export function fillParts(parts: readonly Part[], fields: Readonly<Record<string, FieldValue>>, options: { lang: string; write?: (words: string) => string }): Filled {
  const out = { text: '', pieces: [] as Piece[], steps: 0 }
  const write = options.write ?? ((words: string) => words)
  const put = (text: string, spot: Spot, literal: boolean) => {
    out.pieces.push({ at: out.text.length, spot, literal })
    out.text += text
    if (++out.steps > MAX_STEPS || out.text.length > MAX_OUTPUT) throw faultAt(spot, 'its sections multiply beyond what a document may hold')
  }
  const fill = (inner: readonly Part[], frames: readonly Frame[]): void => {
    for (const part of inner) {
      if (part.kind === 'text') put(part.text, part.spot, true)
      else if (part.kind === 'value') put(write(fieldText(find(part.name, frames), options.lang)), part.spot, false)
      else {
        put('', part.spot, false)
        for (const frame of framesOf(find(part.name, frames), part.inverted)) fill(part.inner, frame ? [...frames, frame] : frames)
      }
    }
  }
  fill(parts, [new Map(Object.entries(fields))])
  return { text: out.text, placeOf: (place) => placeInFiles(out.text, out.pieces, place) }
}

function find(name: string, frames: readonly Frame[]): FieldValue | undefined {
  return frames.findLast((frame) => frame.has(name))?.get(name)
}

/** One frame for each time a section is filled; null where it opens none. */
function framesOf(value: FieldValue | undefined, inverted: boolean): (Frame | null)[] {
  const entries = Array.isArray(value) ? value : isEmpty(value) ? [] : [value as string | number | boolean]
  if (inverted) return entries.length === 0 ? [null] : []
  return entries.map((entry) => new Map<string, FieldValue>(typeof entry === 'object' ? Object.entries(entry) : [['.', entry]]))
}

function isEmpty(value: FieldValue | undefined): boolean {
  return value === undefined || value === false || (typeof value === 'string' && value.trim() === '')
}

function placeInFiles(text: string, pieces: readonly Piece[], { line, column }: Place): { file: string } & Place {
  let offset = 0
  for (let left = line; left > 1; left--) offset = text.indexOf('\n', offset) + 1
  offset += column - 1
  const piece = pieces.findLast((candidate) => candidate.at <= offset)
  if (!piece) return { file: '', line, column }
  return { file: piece.spot.file, ...placeIn(piece.spot.text, piece.spot.offset + (piece.literal ? offset - piece.at : 0)) }
}
