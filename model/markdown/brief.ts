/**
 * A whole brief as one Markdown file: front matter with title, fields, info and the records of its facts, then the body.
 *
 * The front matter is the part of YAML that any YAML reader understands and that needs none: `key: JSON`, where a value may go on over
 * indented lines; the title may stand without quotation marks.
 */
import { type Brief, BRIEF_FORMAT, briefFromJson, briefToJson } from '../brief.ts'
import type { FactRecord } from '../fact.ts'
import { withIds } from '../ids.ts'
import type { RandomBytes } from '../random.ts'
import { SCHEMA_VERSION } from '../schema.ts'
import type { NodeJson } from '../unknown.ts'
import { readMarkdown } from './read.ts'
import { refuseAt } from './reading.ts'
import { writeMarkdown } from './write.ts'

const FENCE = '---'
const ENTRY = /^([a-z]+):(?:\s+|$)(.*)$/
const MAX_FRONT_LINES = 200_000

/** The brief as a file that `readBriefMarkdown` gives back, block ids apart. */
export function writeBriefMarkdown(brief: Brief): string {
  const { title, ...fields } = brief.fields
  const front = { format: BRIEF_FORMAT, title, info: brief.info, fields, facts: brief.facts }
  const lines = Object.entries(front).map(([key, value]) => `${key}: ${JSON.stringify(value, null, 2)}`)
  return `${FENCE}\n${lines.join('\n')}\n${FENCE}\n\n${writeMarkdown(brief.body, brief.facts)}`
}

/**
 * Reads such a file, and plain Markdown without front matter too (its title is then the first heading of the first level). Throws a Refusal
 * `brief-invalid` with "file:line:column" for the body and JSON pointers for the front matter. With `random`, blocks get their ids.
 */
export function readBriefMarkdown(text: string, options: { file?: string; random?: RandomBytes } = {}): Brief {
  const source = text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n')
  const { front, body: markdown, lines } = splitFront(source, options.file)
  const facts = (typeof front['facts'] === 'object' && front['facts'] !== null ? front['facts'] : {}) as Record<string, FactRecord>
  const info = (front['info'] ?? { schema: SCHEMA_VERSION, template: null, kind: 'note' }) as { schema?: unknown }
  const empty = { format: front['format'] ?? BRIEF_FORMAT, schema: info.schema ?? SCHEMA_VERSION, info, fields: { ...(front['fields'] as object | undefined) }, facts, body: { type: 'doc' } }
  // Decoded first, so that a record the body leans on is one.
  const decoded = briefFromJson(empty)
  const { body } = readMarkdown(markdown, {
    facts: decoded.facts,
    ...(options.file === undefined ? {} : { file: options.file }),
    placeOf: ({ line, column }) => ({ line: line + lines, column }),
  })
  const title = typeof front['title'] === 'string' ? front['title'] : firstHeading(body)
  const whole = briefFromJson({ ...briefToJson(decoded), fields: { ...decoded.fields, title }, body: body.toJSON() as NodeJson })
  return options.random ? { ...whole, body: withIds(whole.body, options.random) } : whole
}

/** The front matter's entries, the text after it, and how many lines it takes; none when the text does not open with it. */
function splitFront(source: string, file?: string): { front: Record<string, unknown>; body: string; lines: number } {
  const lines = source.split('\n', MAX_FRONT_LINES)
  const end = lines.indexOf(FENCE, 1)
  if (lines[0] !== FENCE || end < 0 || !lines.slice(1, end).some((line) => ENTRY.test(line))) return { front: {}, body: source, lines: 0 }
  const front: Record<string, unknown> = {}
  for (let index = 1; index < end; ) {
    const [, key, first] = ENTRY.exec(lines[index] ?? '') ?? []
    if (key === undefined) throw refuseAt(file === undefined ? {} : { file }, { line: index + 1, column: 1 }, 'the front matter has lines of the form "key: value"')
    let next = index + 1
    while (next < end && !ENTRY.test(lines[next] ?? '')) next++
    front[key] = value([first ?? '', ...lines.slice(index + 1, next)].join('\n').trim(), { line: index + 1, column: 1 }, file)
    index = next
  }
  return { front, body: lines.slice(end + 1).join('\n') + source.slice(lines.join('\n').length), lines: end + 1 }
}

function value(text: string, place: { line: number; column: number }, file?: string): unknown {
  if (!/^["[{]/.test(text)) return text
  try {
    return JSON.parse(text)
  } catch (error) {
    throw refuseAt(file === undefined ? {} : { file }, place, `this value is not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function firstHeading(body: Brief['body']): string {
  return body.content.content.find((node) => node.type.name === 'paragraph' && node.attrs['level'] === 1)?.textContent ?? ''
}
