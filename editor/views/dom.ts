/** Making elements for node views in one line. Text goes in as text, never as HTML. */

type Properties = Readonly<Record<string, string | boolean | null | undefined>>

/** Attributes that are null or undefined are left out; true writes an empty attribute. */
export function element<K extends keyof HTMLElementTagNameMap>(tag: K, properties: Properties = {}, ...children: (Node | string)[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : value)
  }
  made.append(...children)
  return made
}

/** Part of a view that is not the document's text: the caret never goes in. */
export function apart<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, ...children: (Node | string)[]): HTMLElementTagNameMap[K] {
  return element(tag, { class: className, contenteditable: 'false' }, ...children)
}

/** A button inside the text: works by pointer and keyboard, and leaves the selection where it is until it acts. */
export function button(className: string, label: string, act: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', class: className, contenteditable: 'false' }, label)
  made.addEventListener('mousedown', (event) => event.preventDefault())
  made.addEventListener('click', act)
  return made
}

/**
 * A button that is part of a line of text. A `<button>` would be a box of its own, and a line could break between it and the full stop that follows;
 * this one is inline, and works by pointer and keyboard all the same.
 */
export function inlineButton(className: string, label: string, act: () => void): HTMLSpanElement {
  const made = element('span', { role: 'button', tabindex: '0', class: className, contenteditable: 'false' }, label)
  made.addEventListener('mousedown', (event) => event.preventDefault())
  made.addEventListener('click', act)
  made.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    act()
  })
  return made
}
