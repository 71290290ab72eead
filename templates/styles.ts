/**
 * How things look: the type scale and colours, resolved from a template's manifest over the house's own.
 *
 * Lengths are points. Body text is Source Serif 4 on a 15-point pitch; headings, labels and tables are Public Sans.
 */
import { type TemplateManifest, TEXT_STYLES, type TextStyle, type TextStyleName } from '#model/template.ts'
import type { Align } from './layout/box.ts'
import { faceId, type RunStyle, type Weight } from './layout/frame.ts'

/** How a paragraph of one kind looks. */
export type Look = { run: RunStyle; leading: number; align: Align; before: number; after: number }

export type Styles = {
  lang: string
  paper: { width: number; height: number }
  margins: { top: number; right: number; bottom: number; left: number }
  ink: string
  muted: string
  hairline: string
  accent: string
  /** The accent thinned to a tint for grounds. */
  tint: string
  look: Readonly<Record<TextStyleName, Look>>
}

const INK = '#1c1b1a'
const MUTED = '#5f5d59'
const HAIRLINE = '#c9c5bd'

const PAPERS = { letter: { width: 612, height: 792 }, a4: { width: 595.28, height: 841.89 } } as const

type Scale = Record<TextStyleName, TextStyle>

function scale(accent: string): Scale {
  const style = (font: TextStyle['font'], size: number, leading: number, more: Partial<TextStyle> = {}): TextStyle => ({
    font, size, leading, weight: 'regular', italic: false, colour: INK, spaceBefore: 0, spaceAfter: 0, align: 'start', ...more,
  })
  return {
    title: style('sans', 20, 25, { weight: 'bold', spaceAfter: 14 }),
    heading1: style('sans', 14, 18, { weight: 'semibold', colour: accent, spaceBefore: 20, spaceAfter: 6 }),
    heading2: style('sans', 11.5, 15, { weight: 'semibold', colour: accent, spaceBefore: 15, spaceAfter: 4 }),
    heading3: style('sans', 10, 14, { weight: 'semibold', spaceBefore: 11, spaceAfter: 3 }),
    body: style('serif', 11, 15, { spaceAfter: 7 }),
    small: style('sans', 8.5, 11.5, { colour: MUTED }),
    note: style('serif', 8.5, 11),
    head: style('sans', 8, 11, { colour: MUTED }),
    foot: style('sans', 8, 11, { colour: MUTED }),
    marking: style('sans', 9, 12, { weight: 'bold' }),
    label: style('sans', 8.5, 12, { weight: 'semibold', colour: MUTED }),
  }
}

/** The manifest of a brief without a template: US Letter, inch margins, no fields beyond the built-in ones. */
export const PLAIN_MANIFEST: TemplateManifest = {
  format: 'counterpoint-template/1',
  id: 'plain',
  rev: 1,
  kind: 'note',
  title: 'Plain brief',
  description: 'A brief without a template.',
  lang: 'en-US',
  paper: 'letter',
  margins: { top: 80, right: 72, bottom: 76, left: 72 },
  accent: '#0f5c5c',
  styles: {},
  fields: [],
  slots: [],
  citations: 'footnotes',
  pages: null,
}

export function resolveStyles(manifest: TemplateManifest): Styles {
  const house = scale(manifest.accent)
  const entries = TEXT_STYLES.map((name) => [name, toLook({ ...house[name], ...given(manifest.styles[name]) }, manifest.lang)] as const)
  return {
    lang: manifest.lang,
    paper: PAPERS[manifest.paper],
    margins: manifest.margins,
    ink: INK,
    muted: MUTED,
    hairline: HAIRLINE,
    accent: manifest.accent,
    tint: thin(manifest.accent, 0.07),
    look: Object.fromEntries(entries) as Record<TextStyleName, Look>,
  }
}

/** What the manifest itself says: a decoder's undefined must not cover the house's value. */
function given(style: Partial<TextStyle> | undefined): Partial<TextStyle> {
  return Object.fromEntries(Object.entries(style ?? {}).filter(([, value]) => value !== undefined))
}

function toLook(style: TextStyle, lang: string): Look {
  return {
    run: { face: faceId(style.font, style.weight, style.italic), size: style.size, colour: style.colour, rise: 0, features: [], link: null, lang, strike: false },
    leading: style.leading,
    align: style.align,
    before: style.spaceBefore,
    after: style.spaceAfter,
  }
}

/** The colour mixed with white; `share` of it is left, 0–1. */
export function thin(colour: string, share: number): string {
  const part = (at: number) => Math.round(255 - (255 - Number.parseInt(colour.slice(at, at + 2), 16)) * share)
  return `#${[1, 3, 5].map((at) => part(at).toString(16).padStart(2, '0')).join('')}`
}

/** The run style in another weight or slope; what is not said stays. */
export function restyle(run: RunStyle, change: { weight?: Weight; italic?: boolean; family?: 'serif' | 'sans' }): RunStyle {
  const [family, weight, slope] = run.face.split('-') as ['serif' | 'sans', Weight, 'italic'?]
  return { ...run, face: faceId(change.family ?? family, change.weight ?? weight, change.italic ?? slope === 'italic') }
}
