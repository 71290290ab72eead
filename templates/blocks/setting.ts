/**
 * What every typesetter is given: the brief, the styles, the words, and what has been counted so far.
 *
 * Counters and warnings are the one state of this floor; they live for one document. Children are set through `blocks` and `inline`,
 * so that a typesetter need not know the table it stands in.
 */
import type { Node } from 'prosemirror-model'
import type { Axis } from '#model/axis.ts'
import type { Brief } from '#model/brief.ts'
import type { TemplateManifest } from '#model/template.ts'
import type { Box, Note, Span } from '../layout/box.ts'
import type { RunStyle } from '../layout/frame.ts'
import type { Look, Styles } from '../styles.ts'
import type { Words } from './words.ts'

/** Sets a block as boxes. */
export type BlockTypesetter = (node: Node, setting: Setting) => readonly Box[]
/** Sets an inline node as spans in the style of its line. */
export type InlineTypesetter = (node: Node, setting: Setting, style: RunStyle) => readonly Span[]
export type Typesetter = { block: BlockTypesetter } | { inline: InlineTypesetter }

/** A heading of the document with the anchor it gets; in reading order. */
export type Heading = { node: Node; level: number; text: string; anchor: string }

/** What the document itself counts. */
export type Counters = { paragraph: number; table: number; recommendation: number }

export type Setting = {
  brief: Brief
  manifest: TemplateManifest
  styles: Styles
  words: Words
  axes: readonly Axis[]
  headings: readonly Heading[]
  /** Blocks that don't print, such as the heading of an optional part that nobody filled. */
  hidden: ReadonlySet<Node>
  counters: Counters
  /** How body text looks here: in a cell and in a column it is smaller. */
  body: Look
  /** How many lists are around this place. */
  listDepth: number
  /** The note that this citation or footnote calls for; null when it has none. */
  note(node: Node): { number: number; note: Note } | null
  warn(sentence: string): void
  blocks(parent: Node, setting: Setting): Box[]
  inline(parent: Node, setting: Setting, style: RunStyle): Span[]
}

/** The block's id; null until it has one. */
export function blockId(node: Node): string | null {
  const id: unknown = node.attrs['id']
  return typeof id === 'string' ? id : null
}

/** An attribute as text; null when it is none or empty. */
export function textAttribute(node: Node, name: string): string | null {
  const value: unknown = node.attrs[name]
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

/** 1 to 6 for a heading, 0 for running text. */
export function headingLevel(node: Node): number {
  const level: unknown = node.attrs['level']
  return typeof level === 'number' && level >= 1 ? Math.min(6, Math.trunc(level)) : 0
}

/** True when nothing in the node would print: no text, no atom. */
export function isBlank(node: Node): boolean {
  let blank = true
  node.descendants((child) => {
    if ((child.isText && child.text?.trim()) || (child.isAtom && !child.isText && child.type.name !== 'hard_break')) blank = false
    return blank
  })
  return blank
}
