/** What node views share: what they may know of the world, and their base for views that are a frame around editable content. */
import type { Node } from 'prosemirror-model'
import type { Decoration, EditorView, NodeView, NodeViewConstructor, ViewMutationRecord } from 'prosemirror-view'
import type * as Y from 'yjs'
import type { Axis } from '#model/axis.ts'
import type { RandomBytes } from '#model/random.ts'
import { reportTrouble } from '../trouble.ts'
import { element } from './dom.ts'

/** What a person asked to do something with: `position` is where the node stands now, or -1 when it is gone; the menu opens at `anchor`. */
export type NodeMenu = { kind: 'point' | 'argument'; position(): number; anchor: HTMLElement }

/** `canWrite` may change while the editor is open (the connection was refused). */
export type ViewContext = {
  ydoc: Y.Doc
  axes: readonly Axis[]
  slotHelp: Readonly<Record<string, { label: string; help: string }>>
  random: RandomBytes
  canWrite(): boolean
  onOpenCitation(target: { sourceId: string; passageId?: string }): void
  onAskMenu(menu: NodeMenu): void
}

export type ViewMaker = (context: ViewContext) => NodeViewConstructor

/** `draw` brings the frame up to date with the node; it is called once at the start and after every change of the node. */
export type Frame = { dom: HTMLElement; content: HTMLElement | null; draw(node: Node, decorations: readonly Decoration[]): void; destroy?(): void; selected?(is: boolean): void }

export type FrameMaker = (context: ViewContext, place: { view: EditorView; position(): number; node(): Node }) => Frame

/**
 * A node view around a frame: events and changes in the frame stay there, those in the content are the editor's. A node whose frame can't be drawn (a peer may
 * write anything into its attributes) is a closed box instead, until it changes.
 */
export function framed(make: FrameMaker): ViewMaker {
  return (context) => (first, view, getPos, decorations) => {
    let node = first
    const frame = drawn(make, context, { view, position: () => getPos() ?? -1, node: () => node }, decorations)
    if (frame === null) return closedView(first)
    const inContent = (target: globalThis.Node | null) => frame.content !== null && target !== null && frame.content.contains(target)
    const nodeView: NodeView = {
      dom: frame.dom,
      contentDOM: frame.content,
      update(next, nextDecorations) {
        if (next.type !== node.type) return false
        node = next
        return draws(frame, node, nextDecorations)
      },
      stopEvent: (event) => event.target instanceof globalThis.Node && !inContent(event.target) && isControl(event.target, frame.dom),
      ignoreMutation: (mutation: ViewMutationRecord) => mutation.type !== 'selection' && !inContent(mutation.target),
    }
    if (frame.destroy) nodeView.destroy = () => frame.destroy?.()
    if (frame.selected) {
      nodeView.selectNode = () => frame.selected?.(true)
      nodeView.deselectNode = () => frame.selected?.(false)
    }
    return nodeView
  }
}

function drawn(make: FrameMaker, context: ViewContext, place: Parameters<FrameMaker>[1], decorations: readonly Decoration[]): Frame | null {
  const frame = make(context, place)
  if (draws(frame, place.node(), decorations)) return frame
  frame.destroy?.()
  return null
}

/** False when the node can't be drawn: ProseMirror then makes its view anew. */
function draws(frame: Frame, node: Node, decorations: readonly Decoration[]): boolean {
  try {
    frame.draw(node, decorations)
    return true
  } catch (error) {
    reportTrouble(node.type.name, error)
    return false
  }
}

/** Shows nothing of the node's content; any change of the node asks for a new view. */
function closedView({ isInline, type }: Node): NodeView {
  const words = element('span', { class: 'box-words' }, `This ${type.name.replaceAll('_', ' ')} can’t be shown.`)
  const dom = element(isInline ? 'span' : 'div', { class: 'box', contenteditable: 'false' }, element('span', { class: 'box-name' }, 'Kept as it is'), ' ', words)
  return { dom, update: () => false, ignoreMutation: () => true }
}

/** Buttons and inputs handle their own events; a click on the rest of a frame selects the node. */
function isControl(target: globalThis.Node, dom: HTMLElement): boolean {
  const closest = (target instanceof Element ? target : target.parentElement)?.closest('button, [role=button], input, textarea')
  return closest !== null && closest !== undefined && dom.contains(closest)
}
