/** What one write gathers before it touches the Y.Doc: planned in full first, then done, so that planning always sees the document as it was. */
import type { Node } from 'prosemirror-model'
import type * as Y from 'yjs'
import type { ElementPart, YParent } from '#model/ybody.ts'
import { idOf } from './match.ts'
import { createMoves, type Moves } from './moves.ts'
import type { Region } from './regions.ts'

/** `regions` are what the transactions since the last write changed; null when that is not known. */
export type Writing = {
  readonly root: ElementPart
  readonly regions: readonly Region[] | null
  readonly moves: Moves
  /** The element that has this node's id in the old document, wherever it stands. */
  formerly(node: Node): ElementPart | null
  plan(act: () => void): void
  run(): void
}

export function createWriting(root: ElementPart, regions: readonly Region[] | null): Writing {
  const acts: (() => void)[] = []
  const moves = createMoves()
  let byId: Map<string, ElementPart> | null = null
  return {
    root,
    regions,
    moves,
    formerly(node) {
      const id = idOf(node)
      return id === null ? null : ((byId ??= indexed(root)).get(id) ?? null)
    },
    plan: (act) => void acts.push(act),
    run() {
      for (const act of acts) act()
      moves.seal()
    },
  }
}

function indexed(root: ElementPart): Map<string, ElementPart> {
  const index = new Map<string, ElementPart>()
  const visit = (part: ElementPart) => {
    const id = idOf(part.node)
    if (id !== null && !index.has(id)) index.set(id, part)
    for (const child of part.parts) if (child.kind === 'element') visit(child)
  }
  visit(root)
  return index
}

/** Plans a change of an element's children: which of `count` go, and what comes behind which (-1: at the start). Last first, so that the places before hold. */
export function planChildren(writing: Writing, type: YParent, count: number, gone: ReadonlySet<number>, come: ReadonlyMap<number, readonly (Y.XmlElement | Y.XmlText)[]>): void {
  if (gone.size === 0 && come.size === 0) return
  writing.plan(() => {
    for (let index = count - 1; index >= -1; index--) {
      const added = come.get(index)
      if (added && added.length > 0) type.insert(index + 1, [...added])
      if (!gone.has(index)) continue
      let first = index
      while (gone.has(first - 1) && !come.has(first - 1)) first--
      type.delete(first, index - first + 1)
      index = first
    }
  })
}
