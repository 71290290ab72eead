import { expect, test } from 'vitest'
import { activeState } from '../../../editor/commands/active.ts'
import { linkAt, removeLink, setLink } from '../../../editor/commands/link.ts'
import { enterInList, toggleList } from '../../../editor/commands/list.ts'
import { backspaceInHeading, insertHardBreak, insertPagebreak, insertRule, setParagraphLevel, toggleQuote, toggleStrong } from '../../../editor/commands/text.ts'
import { after, type Built, doc, fact, h1, h2, li, link, nameless, ol, p, quote, rule, stateOf, strong, ul } from '../../support/build.ts'
import type { Command } from 'prosemirror-state'

/** Applies the command at the tags of `before` and compares the shape with `expected`; null means that it must not apply. */
function apply(before: Built, command: Command, expected: Built | null): void {
  const state = after(stateOf(before), command)
  if (expected === null) return expect(state).toBeNull()
  expect(nameless(state!.doc).toString()).toBe(expected.node.toString())
  expect(nameless(state!.doc).toJSON()).toEqual(nameless(expected.node).toJSON())
}

test('a heading is the same paragraph with a level', () => apply(doc(p('ti<a>tle')), setParagraphLevel(1), doc(h1('title'))))
test('a level goes to every paragraph of the selection', () => apply(doc(p('o<a>ne'), h1('tw<b>o'), p('three')), setParagraphLevel(2), doc(h2('one'), h2('two'), p('three'))))
test('a level that is there already does not apply', () => apply(doc(h1('ti<a>tle')), setParagraphLevel(1), null))
test('a level inside a fact goes to the paragraph around it', () => apply(doc(p('in ', fact('20<a>23'))), setParagraphLevel(1), doc(h1('in ', fact('2023')))))
test('Backspace at the start of a heading makes it text', () => apply(doc(p('one'), h2('<a>two')), backspaceInHeading, doc(p('one'), p('two'))))
test('a quotation wraps the paragraph', () => apply(doc(p('o<a>ne')), toggleQuote, doc(quote(p('one')))))
test('a quotation is taken off again', () => apply(doc(quote(p('o<a>ne'))), toggleQuote, doc(p('one'))))
test('bold goes onto the selection', () => apply(doc(p('a <a>bold<b> word')), toggleStrong, doc(p('a ', strong('bold'), ' word'))))
test('a rule stands below the paragraph, with room to write after it', () => apply(doc(p('o<a>ne')), insertRule, doc(p('one'), rule(), p())))
test('a page break goes above an empty paragraph, which stays to be written in', () => {
  const state = after(stateOf(doc(p('one'), p('<a>'))), insertPagebreak)
  expect(state?.doc.toString()).toBe('doc(paragraph("one"), pagebreak, paragraph)')
  expect(state?.selection.$from.parent.type.name).toBe('paragraph')
})
test('a line break inside a fact goes behind it', () => {
  expect(after(stateOf(doc(p(fact('20<a>23'), ' then'))), insertHardBreak)?.doc.toString()).toBe('doc(paragraph(fact("2023"), hard_break, " then"))')
})

test('a list wraps paragraphs', () => apply(doc(p('o<a>ne')), toggleList('bullet'), doc(ul(li(p('one'))))))
test('a list of another kind changes its kind', () => apply(doc(ul(li(p('o<a>ne')))), toggleList('ordered'), doc(ol(li(p('one'))))))
test('a list of the same kind is taken off', () => apply(doc(ul(li(p('o<a>ne')))), toggleList('bullet'), doc(p('one'))))
test('Enter makes the next item', () => apply(doc(ul(li(p('one<a>')))), enterInList, doc(ul(li(p('one')), li(p())))))
test('Enter in an empty nested item goes one list out', () => apply(doc(ul(li(p('one'), ul(li(p('two')), li(p('<a>')))))), enterInList, doc(ul(li(p('one'), ul(li(p('two')))), li(p())))))
test('Enter in an empty item leaves the list', () => apply(doc(ul(li(p('one')), li(p('<a>')))), enterInList, doc(ul(li(p('one'))), p())))

test('a link goes onto the selection', () => apply(doc(p('see <a>this<b>')), setLink('https://example.org'), doc(p('see ', link('https://example.org', 'this')))))
test('without a selection the address itself is linked', () => apply(doc(p('see <a>')), setLink('https://example.org'), doc(p('see ', link('https://example.org', 'https://example.org')))))
test('the caret in a link changes the whole link', () => apply(doc(p('see ', link('https://a.org', 'th<a>is'))), setLink('https://b.org'), doc(p('see ', link('https://b.org', 'this')))))
test('a script is no link', () => apply(doc(p('<a>this<b>')), setLink('javascript:alert(1)'), null))
test('a link is taken off from anywhere inside it', () => apply(doc(p('see ', link('https://a.org', 'th<a>is'), ' now')), removeLink, doc(p('see this now'))))
test('a link that holds bold text is one link', () => {
  const state = after(stateOf(doc(p(link('https://a.org', '<a>one two<b>')))), toggleStrong)!
  expect(linkAt(state)).toMatchObject({ from: 1, to: 8 })
})

test('the toolbar knows the place', () => {
  const active = activeState(stateOf(doc(ul(li(h2('a ', link('https://a.org', 'li<a>nk')))))))
  expect(active).toMatchObject({ level: 2, list: 'bullet', link: 'https://a.org', strong: false, inQuote: false, canUndo: false })
})
test('the toolbar names no level when the selection holds two', () => {
  expect(activeState(stateOf(doc(p('o<a>ne'), h1('tw<b>o')))).level).toBeNull()
})
