/** Making boxes in one line: what is seldom said has a default. */
import type { Box, Label, Paragraph, Span, Stack } from '../layout/box.ts'
import type { Origin, Role, RunStyle } from '../layout/frame.ts'
import type { Look } from '../styles.ts'

export const origin = (role: Role, block: string | null = null): Origin => ({ role, block })

export function textSpan(text: string, style: RunStyle): Span {
  return { kind: 'text', text, style, note: null }
}

/** A paragraph in a look. */
export function paragraphBox(from: Origin, spans: readonly Span[], look: Look, more: Partial<Paragraph> = {}): Paragraph {
  return { kind: 'paragraph', origin: from, spans, leading: look.leading, align: look.align, before: look.before, after: look.after, keepNext: false, anchor: null, pageOf: null, ...more }
}

/** Plain words in a look. */
export function wordsBox(from: Origin, text: string, look: Look, more: Partial<Paragraph> = {}): Paragraph {
  return paragraphBox(from, [textSpan(text, look.run)], look, more)
}

export function stackBox(from: Origin, children: readonly Box[], more: Partial<Stack> = {}): Stack {
  return { kind: 'stack', origin: from, children, indent: 0, before: 0, after: 0, label: null, backdrop: null, frame: null, together: false, keepNext: false, ...more }
}

export function labelOf(text: string, style: RunStyle, more: Partial<Label> = {}): Label {
  return { spans: [textSpan(text, style)], width: 12, gap: 6, align: 'end', origin: origin('Lbl'), ...more }
}
