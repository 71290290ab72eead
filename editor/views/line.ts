/** A line of a frame that shows an attribute and lets it be changed in place: a question, a caption. */
import { element } from './dom.ts'

export type EditableLine = { dom: HTMLElement; show(text: string): void }

/**
 * `label` names the line for a screen reader and stands in for an empty one. Enter or leaving the field commits, Escape puts the old words back.
 * `commit` gets the trimmed text only when it differs.
 */
export function editableLine(options: { className: string; label: string; most: number; canWrite(): boolean; commit(text: string): void; done(): void }): EditableLine {
  let text = ''
  const shown = element('button', { type: 'button', class: `${options.className} line` })
  const dom = element('div', { class: 'line-frame', contenteditable: 'false' }, shown)
  const show = (next: string) => {
    text = next
    shown.textContent = text === '' ? options.label : text
    shown.classList.toggle('is-empty', text === '')
    shown.setAttribute('aria-label', text === '' ? options.label : `${text}. ${options.label}`)
    shown.disabled = !options.canWrite()
  }
  shown.addEventListener('click', () => {
    if (!options.canWrite()) return
    const input = element('textarea', { class: `${options.className} line-input`, rows: '1', maxlength: String(options.most), 'aria-label': options.label })
    input.value = text
    let open = true
    const close = (keep: boolean) => {
      if (!open) return
      open = false
      const next = input.value.replaceAll(/\s+/g, ' ').trim()
      input.replaceWith(shown)
      if (keep && next !== text) options.commit(next)
    }
    input.addEventListener('blur', () => close(true))
    input.addEventListener('keydown', (event) => {
      event.stopPropagation()
      if (event.key !== 'Enter' && event.key !== 'Escape') return
      event.preventDefault()
      close(event.key === 'Enter')
      options.done()
    })
    shown.replaceWith(input)
    input.focus()
    input.select()
  })
  return { dom, show }
}
