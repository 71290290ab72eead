/** What node views share: what they may know of the world, and their base for views that are a frame around editable content. */
import type { Node } from 'prosemirror-model'
import type { Decoration, EditorView, NodeView, NodeViewConstructor, ViewMutationRecord } from 'prosemirror-view'
import type * as Y from 'yjs'
import type { Axis } from '#model/axis.ts'
import type { RandomBytes } from '#model/random.ts'

/** `canWrite` may change while the editor is open (the connection was refused). */
export type ViewContext = {
  ydoc: Y.Doc
  axes: readonly Axis[]
  slotHelp: Readonly<Record<string, { label: string; help: string }>>
  random: RandomBytes
  canWrite(): boolean
  onOpenCitation(target: { sourceId: string; passageId?: string }): void
}

export type ViewMaker = (context: ViewContext) => NodeViewConstructor

/** `draw` brings the frame up to date with the node; it is called once at the start and after every change of the node. */
export type Frame = { dom: HTMLElement; content: HTMLElement | null; draw(node: Node, decorations: readonly Decoration[]): void; destroy?(): void; selected?(is: boolean): void }

export type FrameMaker = (context: ViewContext, place: { view: EditorView; position(): number; node(): Node }) => Frame

/** A node view around a frame: events and changes in the frame stay there, those in the content are the editor's. */
export function framed(make: FrameMaker): ViewMaker {
  return (context) => (first, view, getPos, decorations) => {
    let node = first
    const frame = make(context, { view, position: () => getPos() ?? -1, node: () => node })
    frame.draw(node, decorations)
    const inContent = (target: globalThis.Node | null) => frame.content !== null && target !== null && frame.content.contains(target)
    const nodeView: NodeView = {
      dom: frame.dom,
      contentDOM: frame.content,
      update(next, nextDecorations) {
        if (next.type !== node.type) return false
        node = next
        frame.draw(node, nextDecorations)
        return true
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

/** Buttons and inputs handle their own events; a click on the rest of a frame selects the node. */
function isControl(target: globalThis.Node, dom: HTMLElement): boolean {
  const closest = (target instanceof Element ? target : target.parentElement)?.closest('button, [role=button], input, textarea')
  return closest !== null && closest !== undefined && dom.contains(closest)
}
