/** The headings and slots of a document in order, with the words under each slot. Pure. */
import type { Node } from 'prosemirror-model'

/** `pos` is the position before the node. */
export type OutlineEntry =
  | { kind: 'heading'; pos: number; level: number; text: string }
  | { kind: 'slot'; pos: number; name: string; optional: boolean; words: number }
  | { kind: 'argument'; pos: number; text: string }

export function outlineOf(doc: Node): OutlineEntry[] {
  const entries: OutlineEntry[] = []
  doc.descendants((node, pos) => {
    if (node.type.name === 'paragraph') {
      const level = Number(node.attrs['level'])
      if (level > 0 && node.textContent.trim() !== '') entries.push({ kind: 'heading', pos, level, text: node.textContent })
      return false
    }
    if (node.type.name === 'slot') entries.push({ kind: 'slot', pos, name: String(node.attrs['name']), optional: node.attrs['optional'] === true, words: wordsIn(node) })
    if (node.type.name === 'argument') entries.push({ kind: 'argument', pos, text: String(node.attrs['question']) })
    return true
  })
  return entries
}

/** Words as a reader counts them: runs of letters and digits, block by block. */
export function wordsIn(node: Node): number {
  return node.textBetween(0, node.content.size, ' ', ' ').match(/[\p{L}\p{N}]+(?:[’'.,-][\p{L}\p{N}]+)*/gu)?.length ?? 0
}
