/** A field of the brief shown in the line: changes everywhere when the form changes. */
import { fieldText } from '#model/field.ts'
import { fieldsOf, readFields } from '#model/ydoc.ts'
import { element } from './dom.ts'
import { framed } from './view.ts'

export const fieldView = framed(({ ydoc }, place) => {
  const dom = element('span', { class: 'field', contenteditable: 'false' })
  const show = () => {
    const name = String(place.node().attrs['name'])
    const fields = readFields(ydoc)
    // A brief whose subject nobody filled in is about its title.
    const text = fieldText(Object.hasOwn(fields, name) ? fields[name] : undefined) || (name === 'subject' ? fieldText(fields['title']) : '')
    dom.textContent = text === '' ? name : text
    dom.title = `The field “${name}”`
    dom.classList.toggle('is-empty', text === '')
  }
  // Deep: the title is a text that changes inside.
  fieldsOf(ydoc).observeDeep(show)
  return { dom, content: null, draw: show, destroy: () => fieldsOf(ydoc).unobserveDeep(show), selected: (is) => dom.classList.toggle('is-selected', is) }
})
