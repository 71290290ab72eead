/** How well what was read agrees with what is marked: one to one, by overlap; then whether value and unit agree too. */
import type { Kind, Mark } from './annotated.ts'

/** `wanted` marks, `found` readings, `hit` of them overlap one to one, `right` also agree in value and unit. */
export type Score = { wanted: number; found: number; hit: number; right: number }

export const NOTHING: Score = { wanted: 0, found: 0, hit: 0, right: 0 }

export function add(one: Score, other: Score): Score {
  return { wanted: one.wanted + other.wanted, found: one.found + other.found, hit: one.hit + other.hit, right: one.right + other.right }
}

/** F1 of overlaps, or of those that also agree in value and unit; 1 where nothing was wanted and nothing found. */
export function f1({ wanted, found, hit, right }: Score, agreeing: boolean): number {
  const good = agreeing ? right : hit
  return wanted + found === 0 ? 1 : (2 * good) / (wanted + found)
}

export const precision = ({ found, hit }: Score) => (found === 0 ? 1 : hit / found)
export const recall = ({ wanted, hit }: Score) => (wanted === 0 ? 1 : hit / wanted)

/** Scores one kind; `misses` are readings and marks without a partner, and partners that disagree, in words. */
export function scoreMarks(text: string, wanted: readonly Mark[], found: readonly Mark[]): { score: Score; misses: string[] } {
  const left = new Set(found)
  const misses: string[] = []
  const score = { wanted: wanted.length, found: found.length, hit: 0, right: 0 }
  for (const mark of wanted) {
    const partners = [...left].filter((reading) => reading.start < mark.end && mark.start < reading.end)
    const partner = partners.find((reading) => agrees(mark, reading)) ?? partners[0]
    if (partner === undefined) {
      misses.push(`missed  ${shown(text, mark)}`)
      continue
    }
    left.delete(partner)
    score.hit += 1
    if (agrees(mark, partner)) score.right += 1
    else misses.push(`differs ${shown(text, mark)} but read ${shown(text, partner)}`)
  }
  for (const reading of left) misses.push(`extra   ${shown(text, reading)}`)
  return { score, misses }
}

function agrees(mark: Mark, reading: Mark): boolean {
  const sameValue = typeof mark.value === 'number' ? Math.abs(mark.value - Number(reading.value)) <= Math.abs(mark.value) * 1e-4 : mark.value === reading.value
  return sameValue && mark.unit === reading.unit
}

function shown(text: string, { kind, start, end, value, unit }: Mark): string {
  return `${kind.slice(0, -1)} "${text.slice(start, end)}" ${value}${unit === null ? '' : ` ${unit}`}`
}

export const KINDS: readonly Kind[] = ['figures', 'dates', 'ranks']
