/**
 * The door: a brief and its template → a PDF. Three floors: blocks (node → boxes), layout (boxes → pages), pdf (pages → file).
 *
 * Deterministic: the same brief and template give the same bytes. Says in its report what a reader of the page would miss.
 */
import { type Brief, briefTitle } from '#model/brief.ts'
import { ownValue, readDay } from '#model/field.ts'
import { soundNode } from '#model/sound.ts'
import type { Template } from '#model/template.ts'
import { displayField } from './blocks/dates.ts'
import { setDocument } from './blocks/document.ts'
import { origin, stackBox, wordsBox } from './blocks/make.ts'
import { wordsFor } from './blocks/words.ts'
import type { Box } from './layout/box.ts'
import { flow, flowSetting } from './layout/flow.ts'
import type { Page } from './layout/frame.ts'
import { type FurnitureLine, PAGE_COUNT, PAGE_NUMBER, setFurniture } from './layout/furniture.ts'
import { createMeasure } from './layout/measure.ts'
import { paginate } from './layout/paginate.ts'
import { fillPage, oneLine } from './page.ts'
import { shippedFaces } from './pdf/fonts.ts'
import { paint } from './pdf/paint.ts'
import { PLAIN_MANIFEST, resolveStyles, type Styles } from './styles.ts'

type PageTexts = ReturnType<typeof fillPage>

/** `warnings` are sentences for the person who prints; empty when nothing is amiss. */
export type Rendered = { pdf: Uint8Array; report: { pages: number; warnings: readonly string[] } }

/** Dates in the file when the brief has none of its own. */
const EPOCH = new Date(Date.UTC(2000, 0, 1))

/** Sets and paints a brief. `template` is null for a blank brief. Never throws for what a document holds, be it ever so odd. */
export async function renderBrief(brief: Brief, template: Template | null): Promise<Rendered> {
  const { pages, warnings } = layBrief(brief, template)
  const pdf = await paint(pages, {
    title: briefTitle(brief),
    author: text(brief, 'from'),
    subject: text(brief, 'subject'),
    lang: template?.manifest.lang ?? PLAIN_MANIFEST.lang,
    created: createdOn(brief),
  })
  return { pdf, report: { pages: pages.length, warnings } }
}

/** The pages before they are painted: what the page meter counts and the golden files record. */
export function layBrief(asked: Brief, template: Template | null): { pages: Page[]; warnings: readonly string[] } {
  const brief = { ...asked, body: soundNode(asked.body) }
  const manifest = template?.manifest ?? PLAIN_MANIFEST
  const styles = resolveStyles(manifest)
  const measure = createMeasure(shippedFaces)
  const texts = template === null ? plainTexts(brief) : fillPage(template, brief)
  const furniture = setFurniture({ ...styles, ...furnitureLines(texts, brief, styles), hairline: { thickness: 0.4, colour: styles.hairline } }, measure)
  const document = setDocument(brief, manifest, styles)
  const cover = coverBoxes(texts.cover, styles)
  const boxes = [...cover, ...document.boxes]
  const items = flow(boxes, flowSetting(measure, furniture.body.width, furniture.body.height))
  const notes = { above: 10, below: 6, between: 2, rule: { width: 120, thickness: 0.4, colour: styles.muted } }
  const pages = paginate(items, { paper: styles.paper, furniture, notes, bare: cover.length > 0 ? 1 : 0 }, measure)
  const missing = measure.missing().map((character) => `No font has the character “${character}” (U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}); it prints as ☐.`)
  const long = manifest.pages !== null && pages.length > manifest.pages ? [`This is ${pages.length} pages long; readers of this kind of brief expect ${manifest.pages} at most.`] : []
  return { pages, warnings: [...furniture.warnings, ...document.warnings, ...missing, ...long] }
}

function text(brief: Brief, name: string): string | null {
  const value = ownValue(brief.fields, name)
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

function createdOn(brief: Brief): Date {
  const day = readDay(text(brief, 'date') ?? '')
  return day ? new Date(Date.UTC(day[0], day[1] - 1, day[2])) : EPOCH
}

/** Without a template: the title and the page, and nothing at the head. */
function plainTexts(brief: Brief): PageTexts {
  return { head: '', foot: `${oneLine(briefTitle(brief))}\t\t${wordsFor(PLAIN_MANIFEST.lang).page(PAGE_NUMBER, PAGE_COUNT)}`, cover: null }
}

/** The marking stands once at the top and once at the bottom of every page, wherever the template's head and foot mention it. */
function furnitureLines(texts: PageTexts, brief: Brief, styles: Styles): { head: FurnitureLine[]; foot: FurnitureLine[]; marking: FurnitureLine | null } {
  const marking = oneLine(displayField(brief, 'marking', styles.lang)).trim()
  const { look } = styles
  const lines = (all: string, name: 'head' | 'foot'): FurnitureLine[] =>
    all
      .split('\n')
      .filter((line) => line.trim() !== '' && !(marking !== '' && line.trim() === marking))
      .map((line) => ({ text: line, style: look[name].run, leading: look[name].leading }))
  return {
    head: lines(texts.head, 'head'),
    foot: lines(texts.foot, 'foot'),
    marking: marking === '' ? null : { text: marking, style: look.marking.run, leading: look.marking.leading },
  }
}

/** A cover is a page of its own: its first line as the title, the others below. */
function coverBoxes(cover: string | null, styles: Styles): Box[] {
  const lines = (cover ?? '').split('\n').filter((line) => line.trim() !== '')
  if (lines.length === 0) return []
  const { look } = styles
  const set = lines.map((line, index) => wordsBox(origin(index === 0 ? 'Title' : 'P'), line.trim(), index === 0 ? { ...look.title, run: { ...look.title.run, size: look.title.run.size * 1.3 }, leading: look.title.leading * 1.3 } : look.body))
  const mark: Box = { kind: 'rule', origin: origin('Artifact'), thickness: 2, colour: styles.accent, width: 60, before: 0, after: 24 }
  const low = { fill: null, bar: null, pad: { top: styles.paper.height * 0.22, right: 0, bottom: 0, left: 0 } }
  return [stackBox(origin('Div'), [mark, ...set], { backdrop: low }), { kind: 'pagebreak' }]
}
