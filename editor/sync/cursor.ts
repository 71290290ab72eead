/** How a colleague's caret and selection look. Colours are set through the CSSOM, so that no inline style needs the page's permission. */
import type { DecorationAttrs } from 'prosemirror-view'
import { readPresence } from './presence.ts'

/** A caret with the person's name as text. */
export function cursorOf(user: unknown): HTMLElement {
  const person = readPresence({ user })
  const caret = document.createElement('span')
  caret.className = 'colleague-caret'
  caret.style.setProperty('--colleague', person?.colour ?? 'currentColor')
  const name = document.createElement('span')
  name.className = 'colleague-name'
  name.textContent = person?.name ?? 'Someone'
  // Word joiners keep the caret from breaking a line or swallowing a space.
  caret.append('\u2060', name, '\u2060')
  return caret
}

export function selectionOf(user: unknown): DecorationAttrs {
  return { class: 'colleague-selection', style: `--colleague: ${readPresence({ user })?.colour ?? 'gray'}` }
}
