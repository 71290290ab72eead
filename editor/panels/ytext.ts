/** A one-line text shared through a Y.Text: the smallest change between two states, and where a caret goes when others type. Pure. */

export type TextChange = { index: number; remove: number; insert: string }

/** A run of a Yjs text event's delta. */
export type TextRun = { retain?: number; insert?: unknown; delete?: number }

/** What was typed: the common start and end stay untouched, so that a colleague's words beside it survive. Null when nothing changed. */
export function changeBetween(before: string, after: string): TextChange | null {
  if (before === after) return null
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start < most && before[start] === after[start]) start++
  let end = 0
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++
  return wholeCharacters({ index: start, remove: before.length - start - end, insert: after.slice(start, after.length - end) }, before, after)
}

/** Never cuts a surrogate pair in two. */
function wholeCharacters(change: TextChange, before: string, after: string): TextChange {
  let { index, remove, insert } = change
  if (index > 0 && isHigh(before.charCodeAt(index - 1))) {
    index--
    remove++
    insert = after.slice(index, index + insert.length + 1)
  }
  const end = index + remove
  if (end < before.length && isLow(before.charCodeAt(end))) {
    remove++
    insert += before.charAt(end)
  }
  return { index, remove, insert }
}

const isHigh = (code: number): boolean => code >= 0xd800 && code <= 0xdbff
const isLow = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff

/** Where an offset ends up after a remote change; text inserted exactly at it stays behind it. */
export function moveOffset(offset: number, delta: readonly TextRun[]): number {
  let at = 0
  let moved = offset
  for (const run of delta) {
    if (run.retain !== undefined) at += run.retain
    else if (typeof run.insert === 'string') {
      if (at < moved) moved += run.insert.length
      at += run.insert.length
    } else if (run.delete !== undefined && at < moved) moved -= Math.min(run.delete, moved - at)
  }
  return moved
}
