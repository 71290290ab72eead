/** A large first letter that reaches over several lines of its paragraph is put back to the word it begins. */
import type { Line } from './lines.ts'

/** Times the size of the text from which a letter by itself is an initial. */
const LARGE = 1.8

/** The lines of a page without initials; `size` is that of the text, `words` the words of the file in lower case. */
export function withInitials(lines: readonly Line[], size: number, words: ReadonlyMap<string, number>): Line[] {
  const initials = lines.filter((line) => line.size >= size * LARGE && /^["“‘«¿¡]?\p{L}$/u.test(line.text.trim()))
  if (initials.length === 0) return [...lines]
  const begun = new Map<Line, Line>()
  for (const initial of initials) {
    const first = besides(initial, lines, size)
    if (first !== undefined) begun.set(first, initial)
  }
  const used = new Set(begun.values())
  return lines.flatMap((line) => {
    const initial = begun.get(line)
    return used.has(line) ? [] : initial === undefined ? [line] : [joined(initial, line, words)]
  })
}

/** The uppermost line of the text right of the letter. */
function besides(initial: Line, lines: readonly Line[], size: number): Line | undefined {
  const beside = lines.filter((line) => line !== initial && line.turn === initial.turn && line.size < initial.size / 1.5 && line.from > initial.to - size && line.from < initial.to + size * 2.5 && line.base > initial.base - size && line.base < initial.base + initial.size)
  return beside.reduce<Line | undefined>((top, line) => (top === undefined || line.base > top.base ? line : top), undefined)
}

function joined(initial: Line, line: Line, words: ReadonlyMap<string, number>): Line {
  const letter = initial.text.trim()
  const rest = /^[\p{L}\p{M}]+/u.exec(line.text)?.[0] ?? ''
  // "A nation": the letter is a word, when what follows is one and both together are none.
  const apart = /^[AIÀEOY]$/u.test(letter) && words.has(rest.toLowerCase()) && !words.has((letter + rest).toLowerCase())
  const text = `${letter}${apart || rest === '' ? ' ' : ''}${line.text}`
  const [first, ...others] = line.pieces
  return { ...line, text, tag: initial.tag?.role === 'heading' ? line.tag : (line.tag ?? initial.tag), pieces: first === undefined ? line.pieces : [{ ...first, text: `${text.slice(0, text.length - line.text.length)}${first.text}` }, ...others] }
}
