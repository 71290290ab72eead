/** Joins the lines of a wrapped block for reading and keeps the way back: a segment map, never a rewriting of the stored text. */

/** `text` reads like `readable` of the block (model/fold.ts); unit `i` of it stands at `offsets[i]` of the stored text. */
export type Dewrapped = { text: string; offsets: Readonly<ArrayLike<number>> }

/** Without any of these a block is one line of single blanks already, and stays as it is. */
const UNEVEN = /^\s|[^\S ]|\u00AD|  /u
const JOIN = /\u00AD\s*\n\s*|(?<=\p{L}[-\u2010\u2011])[ \t]*\n\s*(?=\p{L})|\s+/gu

/** The block `start`–`end` of `text` with its line breaks joined and runs of blanks made one. */
export function dewrap(text: string, start: number, end: number): Dewrapped {
  const raw = text.slice(start, end)
  // Joining never makes a block longer.
  const offsets = new Int32Array(raw.length)
  if (!UNEVEN.test(raw)) {
    for (let index = 0; index < raw.length; index++) offsets[index] = start + index
    return { text: raw, offsets }
  }
  let joined = ''
  let length = 0
  let at = 0
  const copyTo = (until: number) => {
    for (let index = at; index < until; index++) offsets[length++] = start + index
    joined += raw.slice(at, until)
  }
  JOIN.lastIndex = 0
  for (let match = JOIN.exec(raw); match !== null; match = JOIN.exec(raw)) {
    copyTo(match.index)
    const isBlank = !match[0].startsWith('\u00AD') && !isHyphenWrap(raw, match)
    if (isBlank) {
      joined += ' '
      offsets[length++] = start + match.index
    }
    at = match.index + match[0].length
  }
  copyTo(raw.length)
  return { text: joined, offsets: offsets.subarray(0, length) }
}

function isHyphenWrap(raw: string, match: RegExpExecArray): boolean {
  return match[0].includes('\n') && /\p{L}[-\u2010\u2011]$/u.test(raw.slice(Math.max(0, match.index - 3), match.index)) && /^\p{L}/u.test(raw.slice(match.index + match[0].length, match.index + match[0].length + 2))
}
