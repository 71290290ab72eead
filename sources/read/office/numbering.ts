/**
 * The numbers Word shows before paragraphs, which stand in no paragraph (ISO 29500-1, 17.9): counted here as Word counts them, since a report is cited by them.
 * Bullets are no numbers.
 */
import { childNamed, childrenNamed, readXml, type XmlElement } from '../xml.ts'

type Level = { format: string; text: string; start: number }
/** `levels` by depth. Lists with one `key` go on counting together. */
type Definition = { key: string; levels: ReadonlyMap<number, Level>; starts: ReadonlyMap<number, number> }

export type Numbering = {
  /** True when there is such a numbering. Every id, when the file has no part that tells. */
  has(id: string): boolean
  /** The number of the next paragraph of this numbering at this depth, as shown ("2.1", "(b)"); empty for bullets. Each call counts one on. */
  next(id: string, depth: number): string
}

const DEEPEST = 9

export function readNumbering(part: Uint8Array | null): Numbering {
  const definitions = part === null ? null : definitionsIn(readXml(part))
  const counts = new Map<string, number[]>()
  const started = new Set<string>()
  return {
    has: (id) => definitions === null || definitions.has(id),
    next(id, depth) {
      const definition = definitions?.get(id)
      const level = definition?.levels.get(depth)
      if (definition === undefined || level === undefined || depth >= DEEPEST) return ''
      const own = counts.get(definition.key) ?? []
      counts.set(definition.key, own)
      const override = definition.starts.get(depth)
      const restarts = override !== undefined && !started.has(`${id} ${depth}`)
      started.add(`${id} ${depth}`)
      own[depth] = restarts ? override : (own[depth] ?? level.start - 1) + 1
      // What lies deeper begins again.
      own.length = depth + 1
      return shown(level, depth, own, definition.levels)
    },
  }
}

function definitionsIn(root: XmlElement): Map<string, Definition> {
  const abstract = new Map(childrenNamed(root, 'w:abstractNum').map((element) => [element.attributes['w:abstractNumId'] ?? '', levelsOf(element)]))
  return new Map(
    childrenNamed(root, 'w:num').map((element): [string, Definition] => {
      const key = valueOf(element, 'w:abstractNumId') ?? ''
      const overrides = childrenNamed(element, 'w:lvlOverride')
      const starts = new Map(overrides.flatMap((override): [number, number][] => (valueOf(override, 'w:startOverride') === null ? [] : [[Number(override.attributes['w:ilvl']), Number(valueOf(override, 'w:startOverride'))]])))
      const levels = new Map([...(abstract.get(key) ?? []), ...overrides.flatMap((override) => [...levelsOf(override)])])
      return [element.attributes['w:numId'] ?? '', { key, levels, starts }]
    }),
  )
}

function levelsOf(element: XmlElement): Map<number, Level> {
  return new Map(
    childrenNamed(element, 'w:lvl').map((level) => [Number(level.attributes['w:ilvl'] ?? 0), { format: valueOf(level, 'w:numFmt') ?? 'decimal', text: valueOf(level, 'w:lvlText') ?? '', start: Number(valueOf(level, 'w:start') ?? 1) || 0 }]),
  )
}

/** "%1.%2" with the counts of the levels it names. */
function shown({ format, text }: Level, depth: number, counts: readonly number[], levels: ReadonlyMap<number, Level>): string {
  if (format === 'bullet' || format === 'none') return ''
  return text.replace(/%(\d)/gu, (_whole, digit: string) => {
    const at = Number(digit) - 1
    const level = levels.get(at)
    return at > depth || level === undefined ? '' : written(counts[at] ?? level.start, level.format)
  })
}

function written(count: number, format: string): string {
  if (format === 'lowerLetter' || format === 'upperLetter') {
    const letter = String.fromCharCode(97 + ((count - 1) % 26)).repeat(Math.min(4, Math.floor((count - 1) / 26) + 1))
    return format === 'lowerLetter' ? letter : letter.toUpperCase()
  }
  if (format === 'lowerRoman' || format === 'upperRoman') return format === 'lowerRoman' ? roman(count).toLowerCase() : roman(count)
  return format === 'decimalZero' && count < 10 ? `0${count}` : String(count)
}

const ROMAN: readonly (readonly [number, string])[] = [[1000, 'M'], [900, 'CM'], [500, 'D'], [400, 'CD'], [100, 'C'], [90, 'XC'], [50, 'L'], [40, 'XL'], [10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I']] // prettier-ignore

function roman(count: number): string {
  let rest = Math.max(0, Math.min(4000, count))
  let text = ''
  for (const [value, letters] of ROMAN) {
    while (rest >= value) {
      text += letters
      rest -= value
    }
  }
  return text
}

function valueOf(element: XmlElement, child: string): string | null {
  return childNamed(element, child)?.attributes['w:val'] ?? null
}
