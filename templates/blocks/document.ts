/** A whole brief as boxes: collects headings and what does not print, numbers notes, adds the title when the body does not carry it. */
import type { Node } from 'prosemirror-model'
import { type Axis, SHIPPED_AXES } from '#model/axis.ts'
import { type Brief, briefTitle } from '#model/brief.ts'
import type { TemplateManifest } from '#model/template.ts'
import type { Box } from '../layout/box.ts'
import type { Styles } from '../styles.ts'
import { displayField } from './dates.ts'
import { setBlocks, setInline } from './index.ts'
import { origin, wordsBox } from './make.ts'
import { documentNotes } from './notes.ts'
import { cleared } from './memo.ts'
import { type Heading, headingLevel, isBlank, type Setting } from './setting.ts'
import { wordsFor } from './words.ts'

export type SetDocument = { boxes: readonly Box[]; warnings: readonly string[] }

/** `axes` are those the brief may name; a team's own come with the shipped ones. */
export function setDocument(brief: Brief, manifest: TemplateManifest, styles: Styles, axes: readonly Axis[] = SHIPPED_AXES): SetDocument {
  const warnings = new Set<string>()
  const words = wordsFor(styles.lang)
  const hidden = hiddenHeadings(brief, manifest)
  const notes = documentNotes(brief, styles, manifest.citations)
  const setting: Setting = {
    brief,
    manifest,
    styles,
    words,
    axes,
    headings: headingsOf(brief, hidden, styles.lang),
    hidden,
    counters: { paragraph: 0, table: 0, recommendation: 0 },
    body: styles.look.body,
    listDepth: 0,
    note: notes.take,
    warn: (sentence) => warnings.add(sentence),
    blocks: setBlocks,
    inline: setInline,
  }
  const boxes = [...titleBoxes(brief, styles), ...setBlocks(brief.body, setting)]
  const end = notes.end()
  if (end.length > 0) boxes.push(wordsBox(origin('H2'), words.notes, styles.look.heading2, { keepNext: true }), ...end)
  const suggestions = openSuggestions(brief.body)
  if (suggestions > 0) warnings.add(`${suggestions} suggested ${suggestions === 1 ? 'change is' : 'changes are'} still open: added words print, deleted ones print struck through.`)
  return { boxes, warnings: [...warnings] }
}

/** The title stands on the page once: here, unless the body shows it itself. */
function titleBoxes(brief: Brief, styles: Styles): Box[] {
  let shown = false
  brief.body.descendants((node, _, parent, index) => {
    if (node.type.name === 'field' && ['title', 'subject'].includes(String(node.attrs['name']))) shown = true
    if (parent === brief.body && index < 3 && headingLevel(node) === 1) shown = true
    return !shown
  })
  return shown ? [] : [wordsBox(origin('Title'), briefTitle(brief), styles.look.title, { keepNext: true, anchor: { name: 'title', outline: null } })]
}

function headingsOf(brief: Brief, hidden: ReadonlySet<Node>, lang: string): Heading[] {
  const headings: Heading[] = []
  brief.body.descendants((node) => {
    if (node.type.name !== 'paragraph') return true
    const level = headingLevel(node)
    const text = headingText(node, brief, lang)
    if (level > 0 && text !== '' && !hidden.has(node)) headings.push({ node, level, text, anchor: `h-${headings.length + 1}` })
    return false
  })
  return headings
}

/** The words of a heading as bookmarks and contents show them: without note marks. */
function headingText(node: Node, brief: Brief, lang: string): string {
  let text = ''
  node.forEach((child) => {
    if (child.isText) text += child.text ?? ''
    else if (child.type.name === 'field') text += displayField(brief, String(child.attrs['name']), lang)
    else if (child.type.name === 'hard_break') text += ' '
    else if (child.type.name === 'fact') text += child.textContent
  })
  return text.replace(/\s+/g, ' ').trim()
}

/** Headings that would stand over nothing: over empty recommendations and slots the template does not require, up to the next heading of their rank. */
function hiddenHeadings(brief: Brief, manifest: TemplateManifest): Set<Node> {
  const hidden = new Set<Node>()
  const required = new Set(manifest.slots.filter((slot) => slot.required).map((slot) => slot.name))
  const children: Node[] = []
  brief.body.forEach((child) => children.push(child))
  children.forEach((child, index) => {
    const level = headingLevel(child)
    if (child.type.name !== 'paragraph' || level === 0) return
    const end = children.findIndex((other, at) => at > index && other.type.name === 'paragraph' && headingLevel(other) > 0 && headingLevel(other) <= level)
    const under = children.slice(index + 1, end === -1 ? children.length : end)
    const unasked = (node: Node) => node.type.name === 'recommendation' || (node.type.name === 'slot' && !required.has(String(node.attrs['name'])))
    const empty = under.every((node) => (isBlank(node) && (unasked(node) || node.type.name === 'paragraph')) || (node.type.name === 'clearances' && cleared(brief).length === 0))
    if (empty && under.some(unasked)) hidden.add(child)
  })
  return hidden
}

function openSuggestions(body: Node): number {
  const ids = new Set<unknown>()
  body.descendants((node) => {
    for (const mark of node.marks) if (['insertion', 'deletion', 'modification'].includes(mark.type.name)) ids.add(mark.attrs['id'])
  })
  return ids.size
}
