/**
 * What layout hands to paint: pages with frames at fixed places. Values only; nothing here knows a document or a PDF.
 *
 * Lengths are points (1/72 inch), y grows downwards from the top edge of the page. Every frame says which role it plays and which block
 * it came from, so that tags can be written later without asking the document again.
 */

export type Family = 'serif' | 'sans'
export type Weight = 'regular' | 'semibold' | 'bold'

/** Names one font file: family, weight, slope. */
export type FaceId = `${Family}-${Weight}` | `${Family}-${Weight}-italic`

export function faceId(family: Family, weight: Weight, italic: boolean): FaceId {
  return italic ? `${family}-${weight}-italic` : `${family}-${weight}`
}

/** What a piece of the page is for its reader; the names are those of PDF's standard structure types, `Artifact` for furniture. */
export type Role =
  | 'P' | 'H1' | 'H2' | 'H3' | 'H4' | 'H5' | 'H6' | 'Title' | 'L' | 'LI' | 'Lbl' | 'LBody' | 'BlockQuote' | 'Table' | 'TR' | 'TH' | 'TD'
  | 'Caption' | 'Note' | 'Figure' | 'Sect' | 'Div' | 'TOC' | 'TOCI' | 'Artifact'

/** Where a frame came from: its role and the id of its block (null for furniture and for blocks that have none yet). */
export type Origin = { role: Role; block: string | null }

/**
 * One glyph as the font names it, and the characters it stands for. In thousandths of the size: `nominal` is the font's own advance,
 * `advance` that after kerning, (dx, dy) how far the glyph itself stands off (dy upwards).
 */
export type Glyph = { id: number; advance: number; nominal: number; dx: number; dy: number; codePoints: readonly number[] }

/** A word (or a space) shaped once. `width` is in thousandths of the size. `actual` is the text when no font could show it. */
export type Shaped = { face: FaceId; glyphs: readonly Glyph[]; width: number; space: boolean; actual: string | null }

/**
 * Glyphs of one style on one line. `x` counts from the left edge of the line, `rise` lifts above the baseline,
 * `gap` is added to every space (justification; negative when the line is drawn in).
 */
export type GlyphRun = {
  x: number
  width: number
  face: FaceId
  size: number
  colour: string
  rise: number
  shaped: readonly Shaped[]
  gap: number
  /** A URL, or `#name` for an anchor inside the document. */
  link: string | null
  lang: string | null
  strike: boolean
}

export type TextFrame = { kind: 'text'; x: number; /** the baseline */ y: number; runs: readonly GlyphRun[]; origin: Origin }
export type FillFrame = { kind: 'fill'; x: number; y: number; width: number; height: number; colour: string; origin: Origin }
/** A box drawn as a line of `thickness` just inside its edge. */
export type BoxFrame = { kind: 'box'; x: number; y: number; width: number; height: number; thickness: number; colour: string; origin: Origin }
/** A place that links and bookmarks lead to. `outline` makes it a bookmark. */
export type AnchorFrame = { kind: 'anchor'; y: number; x: number; name: string; outline: Outline | null; origin: Origin }
/** The number of the page where `anchor` stands, right-aligned at `x`; becomes text when every page is known. */
export type PageReference = { kind: 'pageref'; x: number; y: number; anchor: string; style: RunStyle; leaderFrom: number; origin: Origin }

export type Frame = TextFrame | FillFrame | BoxFrame | AnchorFrame | PageReference
export type Outline = { level: number; title: string }

/** How a run looks. `size` and `rise` in points; `features` are OpenType features beyond the font's own defaults. */
export type RunStyle = {
  face: FaceId
  size: number
  colour: string
  rise: number
  features: readonly string[]
  link: string | null
  lang: string | null
  strike: boolean
}

export type Page = { number: number; width: number; height: number; frames: readonly Frame[] }

/** A frame moved by (dx, dy). */
export function shift<F extends Frame>(frame: F, dx: number, dy: number): F {
  if (dx === 0 && dy === 0) return frame
  const moved = { ...frame, x: frame.x + dx, y: frame.y + dy }
  return moved.kind === 'pageref' ? { ...moved, leaderFrom: moved.leaderFrom + dx } : moved
}

/** The text of a run as its reader copies it. */
export function runText(run: GlyphRun): string {
  return run.shaped.map(shapedText).join('')
}

export function shapedText(shaped: Shaped): string {
  return shaped.actual ?? shaped.glyphs.map((glyph) => String.fromCodePoint(...glyph.codePoints)).join('')
}
