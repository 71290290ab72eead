/**
 * What folding overlooks: the blanks and dashes between the characters that are compared. Two stretches that fold alike are laid side by side, and every seam between
 * two characters is looked at in both: a line's end is no change, "notable" for "not able", "resign" for "re-sign" and "1 200" for "1200" are.
 */
import { fold } from '../fold.ts'

export type SeamChange = 'none' | 'words' | 'numbers'

type Seam = 'none' | 'blank' | 'dash' | 'break'

/** Words that turn the sense when glued to their neighbour or cut from it. */
const TELLING = new Set(['not', 'no', 'non', 'un', 'in', 'im', 'il', 'ir', 'dis', 'mis', 'de', 're', 'a', 'an', 'anti', 'counter', 'now', 'never', 'all', 'any', 'every', 'some', 'may', 'less', 'with', 'out', 'over', 'under', 'up', 'down'])

/** `a` and `b` have to fold to the same text; when they do not, everything has changed. */
export function seamChange(a: string, b: string): SeamChange {
  const one = fold(a)
  const other = fold(b)
  if (one.text !== other.text) return 'words'
  let change: SeamChange = 'none'
  for (let at = 1; at < one.text.length; at++) {
    const seam = seamBefore(a, one, at)
    const seamThere = seamBefore(b, other, at)
    if (seam === seamThere || mayBeOne(seam, seamThere)) continue
    if (seam === 'dash' || seamThere === 'dash' || seam === 'break' || seamThere === 'break') change = worse(change, 'words')
    else if (/\d\d/u.test(one.text.slice(at - 1, at + 1))) change = 'numbers'
    else if (isTelling(seam === 'blank' ? { text: a, at: one.starts[at] ?? 0, before: one.ends[at - 1] ?? 0 } : { text: b, at: other.starts[at] ?? 0, before: other.ends[at - 1] ?? 0 })) change = worse(change, 'words')
  }
  return change
}

function worse(one: SeamChange, other: SeamChange): SeamChange {
  return one === 'numbers' ? one : other
}

/** A word that was parted at a line's end may have had the dash before, or not. */
function mayBeOne(one: Seam, other: Seam): boolean {
  const [seam, there] = one === 'break' ? [one, other] : [other, one]
  return seam === 'break' && there !== 'blank'
}

function seamBefore(text: string, { starts, ends }: { starts: ArrayLike<number>; ends: ArrayLike<number> }, at: number): Seam {
  const from = ends[at - 1] ?? 0
  const to = starts[at] ?? from
  if (to <= from) return 'none'
  const gap = text.slice(from, to).replace(/[\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu, '')
  if (gap === '') return 'none'
  if (!/\S/u.test(gap)) return 'blank'
  return /^\S+\s/u.test(gap) ? 'break' : 'dash'
}

/** Whether one of the words that meet at this blank is one that turns the sense. */
function isTelling({ text, at, before }: { text: string; at: number; before: number }): boolean {
  const left = /\p{L}+$/u.exec(text.slice(Math.max(0, before - 12), before))?.[0] ?? ''
  const right = /^\p{L}+/u.exec(text.slice(at, at + 12))?.[0] ?? ''
  return TELLING.has(left.toLowerCase()) || TELLING.has(right.toLowerCase())
}
