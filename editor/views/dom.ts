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

const SVG = 'http://www.w3.org/2000/svg'

/** Three dots in a row, as the shell's menus have them. */
function dots(): SVGElement {
  const icon = document.createElementNS(SVG, 'svg')
  for (const [name, value] of Object.entries({ viewBox: '0 0 24 24', width: '18', height: '18', fill: 'currentColor', 'aria-hidden': 'true' })) icon.setAttribute(name, value)
  for (const x of ['5', '12', '19']) {
    const dot = document.createElementNS(SVG, 'circle')
    for (const [name, value] of Object.entries({ cx: x, cy: '12', r: '1.75' })) dot.setAttribute(name, value)
    icon.append(dot)
  }
  return icon
}

/** A quiet button with three dots that asks for a menu; the menu itself is the shell's. */
export function menuButton(label: string, open: (anchor: HTMLElement) => void): HTMLButtonElement {
  const made = button('node-menu', '', () => open(made))
  made.setAttribute('aria-label', label)
  made.setAttribute('aria-haspopup', 'menu')
  made.title = label
  made.append(dots())
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
