/** Text of a paragraph as tokens, one a letter or closed box, and which tokens of the old text are which of the new one. */
import type { Node } from 'prosemirror-model'
import { isHigh, isLow } from './incoming.ts'

/** `text` has one UTF-16 unit a token; `nodes` the piece each token belongs to. */
export type Tokens = { text: string; nodes: readonly Node[] }

/** Stands for a closed box. */
const BOX = '\ufffc'

export function tokensOf(pieces: readonly Node[]): Tokens {
  let text = ''
  const nodes: Node[] = []
  for (const piece of pieces) {
    text += piece.isText ? piece.text : BOX
    for (let count = piece.nodeSize; count > 0; count--) nodes.push(piece)
  }
  return { text, nodes }
}

export function joined(all: readonly Tokens[]): Tokens {
  return all.length === 1 ? all[0]! : { text: all.map(({ text }) => text).join(''), nodes: all.flatMap(({ nodes }) => nodes) }
}

/** Tokens [a, a + length) are tokens [b, b + length) of the other text. Marks may differ. */
export type Kept = { a: number; b: number; length: number }

function sameToken(x: Tokens, a: number, y: Tokens, b: number): boolean {
  if (x.text.charCodeAt(a) !== y.text.charCodeAt(b)) return false
  const [p, q] = [x.nodes[a]!, y.nodes[b]!]
  return p.isText ? q.isText : p.eq(q)
}

/** What the two share, given what is said to be shared (rising in both); what is said wrongly is not believed, and what is left is compared from both ends. */
export function align(x: Tokens, y: Tokens, said: readonly Kept[]): Kept[] {
  const kept: Kept[] = []
  let a = 0
  let b = 0
  const between = (toA: number, toB: number) => {
    let head = 0
    const most = Math.min(toA - a, toB - b)
    while (head < most && sameToken(x, a + head, y, b + head)) head++
    if (head > 0 && isHigh(x.text.charCodeAt(a + head - 1))) head--
    let tail = 0
    while (tail < most - head && sameToken(x, toA - 1 - tail, y, toB - 1 - tail)) tail++
    if (tail > 0 && isLow(x.text.charCodeAt(toA - tail))) tail--
    add(kept, { a, b, length: head })
    add(kept, { a: toA - tail, b: toB - tail, length: tail })
  }
  for (const stretch of said) {
    if (stretch.a < a || stretch.b < b || !isSame(x, y, stretch)) continue
    between(stretch.a, stretch.b)
    add(kept, stretch)
    a = stretch.a + stretch.length
    b = stretch.b + stretch.length
  }
  between(x.nodes.length, y.nodes.length)
  return kept
}

function isSame(x: Tokens, y: Tokens, { a, b, length }: Kept): boolean {
  if (a + length > x.nodes.length || b + length > y.nodes.length) return false
  for (let index = 0; index < length; index++) if (!sameToken(x, a + index, y, b + index)) return false
  return true
}

function add(kept: Kept[], { a, b, length }: Kept): void {
  if (length === 0) return
  const last = kept.at(-1)
  if (last && last.a + last.length === a && last.b + last.length === b) last.length += length
  else kept.push({ a, b, length })
}
