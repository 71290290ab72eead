/** Keys and typed shortcuts, on an editor without a page: what each does to the document, and what it asks the shell for. */
import { type Command, TextSelection } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { expect, test } from 'vitest'
import { keyBindings } from '../../editor/keymap.ts'
import { inputRulesPlugin } from '../../editor/inputrules.ts'
import { after, argument, type Built, cite, doc, fact, h1, h2, li, nameless, ol, p, point, quote, rule, side, stateOf, table, td, tr, ul } from '../support/build.ts'
import { seededBytes } from '../support/random.ts'

function keysAnd(asked: string[]): Record<string, Command> {
  return keyBindings({ onAskFact: () => asked.push('fact'), onAskArgument: () => asked.push('argument'), onAskLink: () => asked.push('link'), onOpenCitation: ({ sourceId }) => asked.push(sourceId) }, seededBytes(1))
}

/** The document after the key, "the browser’s" when the editor leaves it to the browser. */
function press(key: string, built: Built, asked: string[] = []): string {
  const state = after(stateOf(built), keysAnd(asked)[key]!)
  return state ? nameless(state.doc).toString() : 'the browser’s'
}
const is = ({ node }: Built) => node.toString()

test('Enter splits a heading into heading and text', () => {
  const state = after(stateOf(doc(h1('one<a>'))), keysAnd([])['Enter']!)!
  expect(state.doc.content.content.map((node) => node.attrs['level'])).toEqual([1, 0])
})
test('Enter goes on in a list, in an argument and behind a fact', () => {
  expect(press('Enter', doc(ul(li(p('one<a>')))))).toBe(is(doc(ul(li(p('one')), li(p())))))
  expect(press('Enter', doc(argument(side('a', point(p('one'), p('<a>'))))))).toBe(is(doc(argument(side('a', point(p('one')), point(p()))))))
  expect(press('Enter', doc(p(fact('2<a>3'), ' so')))).toBe(is(doc(p(fact('23')), p(' so'))))
})
test('Enter behind /fact takes the word away and asks for a fact', () => {
  const asked: string[] = []
  expect(press('Enter', doc(p('see /fact<a>')), asked)).toBe(is(doc(p('see '))))
  expect(press('Enter', doc(p('and/fact<a>')), asked)).toBe(is(doc(p('and/fact'), p())))
  expect(asked).toEqual(['fact'])
})
test('Tab sinks an item, stays in a list that goes no deeper, and leaves plain text to the browser', () => {
  expect(press('Tab', doc(ul(li(p('one')), li(p('two<a>')))))).toBe(is(doc(ul(li(p('one'), ul(li(p('two'))))))))
  expect(press('Tab', doc(ul(li(p('one<a>')))))).toBe(is(doc(ul(li(p('one'))))))
  expect(press('Tab', doc(p('one<a>')))).toBe('the browser’s')
  expect(press('Shift-Tab', doc(ul(li(p('one'), ul(li(p('two<a>')))))))).toBe(is(doc(ul(li(p('one')), li(p('two'))))))
})
test('Backspace at the start of an item takes it out of the list, of a heading makes it text', () => {
  expect(press('Backspace', doc(ul(li(p('one')), li(p('<a>two')))))).toBe(is(doc(ul(li(p('one'))), p('two'))))
  const state = after(stateOf(doc(h2('<a>two'))), keysAnd([])['Backspace']!)
  expect(state?.doc.firstChild?.attrs['level']).toBe(0)
})
test('Backspace does not swallow a fact, the selected fact goes with the second', () => {
  const once = after(stateOf(doc(p('a ', fact('23'), '<a>'))), keysAnd([])['Backspace']!)!
  expect(once.doc.toString()).toBe('doc(paragraph("a ", fact("23")))')
  expect(after(once, keysAnd([])['Backspace']!)?.doc.toString()).toBe('doc(paragraph("a "))')
})
test('the arrows pass a citation without selecting it; selected, Enter opens its source', () => {
  const passed = after(stateOf(doc(p('a', cite('s1'), '<a>'))), keysAnd([])['ArrowLeft']!)!
  expect(passed.selection).toBeInstanceOf(TextSelection)
  expect(passed.selection.from).toBe(2)
  const asked: string[] = []
  const selected = after(stateOf(doc(p('a', cite('s1'), '<a>'))), keysAnd([])['Backspace']!)!
  expect(after(selected, keysAnd(asked)['Enter']!)?.doc.toString()).toBe('doc(paragraph("a", citation))')
  expect(asked).toEqual(['s1'])
})
test('Tab in a table goes to the next cell and adds a row at the end', () => {
  expect(press('Tab', doc(table(tr(td(p('1<a>'))))))).toBe(is(doc(table(tr(td(p('1'))), tr(td(p()))))))
})
test('the panels open from the keyboard', () => {
  const asked: string[] = []
  for (const key of ['Mod-Shift-f', 'Mod-Shift-p', 'Mod-k']) keysAnd(asked)[key]!(stateOf(doc(p('<a>'))), () => undefined)
  expect(asked).toEqual(['fact', 'argument', 'link'])
})

/** Types the text at the caret as a person does, one letter after the other, input rules first. */
function typed(text: string, start: Built = doc(p('<a>')), asked: string[] = []): string {
  const plugin = inputRulesPlugin({ onAskFact: () => asked.push('fact'), onAskArgument: () => asked.push('argument') })
  let state = stateOf(start, [plugin])
  const view = {
    get state() {
      return state
    },
    composing: false,
    dispatch: (transaction: typeof state.tr) => {
      state = state.apply(transaction)
    },
  } as unknown as EditorView
  for (const letter of text) {
    const { from, to } = state.selection
    if (!plugin.props.handleTextInput?.call(plugin, view, from, to, letter, () => state.tr)) view.dispatch(state.tr.insertText(letter, from, to))
  }
  expect(state.selection).toBeInstanceOf(TextSelection)
  return nameless(state.doc).toString()
}

test('Markdown’s openings make blocks', () => {
  expect(typed('- one')).toBe(is(doc(ul(li(p('one'))))))
  expect(typed('3. one')).toBe(is(doc(ol(li(p('one'))))))
  expect(typed('> one')).toBe(is(doc(quote(p('one')))))
  expect(typed('---one')).toBe(is(doc(rule(), p('one'))))
  expect(typed('- two', doc(ul(li(p('one'))), p('<a>')))).toBe(is(doc(ul(li(p('one')), li(p('two'))))))
})
test('"## " makes a heading of the same paragraph', () => {
  const plugin = inputRulesPlugin({ onAskFact: () => undefined, onAskArgument: () => undefined })
  const state = stateOf(doc(p('##<a>')), [plugin])
  let next = state
  const view = { state, composing: false, dispatch: (transaction: typeof state.tr) => (next = state.apply(transaction)) } as unknown as EditorView
  expect(plugin.props.handleTextInput?.call(plugin, view, 3, 3, ' ', () => state.tr)).toBe(true)
  expect(next.doc.firstChild?.attrs['level']).toBe(2)
  expect(next.doc.textContent).toBe('')
})
test('quotes and dashes stay as they are typed', () => expect(typed('"a" -- \'b\'...')).toBe(is(doc(p('"a" -- \'b\'...')))))
test('slash words ask and go', async () => {
  const asked: string[] = []
  expect(typed('so /fact ', doc(p('<a>')), asked)).toBe(is(doc(p('so '))))
  expect(typed('/procon ', doc(p('<a>')), asked)).toBe(is(doc(p())))
  expect(typed('and/fact ', doc(p('<a>')), asked)).toBe(is(doc(p('and/fact '))))
  await Promise.resolve()
  expect(asked).toEqual(['fact', 'argument'])
})
