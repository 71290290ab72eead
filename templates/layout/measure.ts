/**
 * Shaping: text in a face → glyphs and widths. Each distinct word is shaped once a process and kept in a bounded cache.
 *
 * What a face is made of (files, fontkit) is the business of `pdf/fonts.ts`; here a face only shapes.
 */
import type { FaceId, Glyph, RunStyle, Shaped } from './frame.ts'

/** Anything that shapes: glyphs with advances in thousandths of the size. Metrics in thousandths too; descent is negative. */
export type Face = {
  id: FaceId
  ascent: number
  descent: number
  capHeight: number
  has(codePoint: number): boolean
  shape(text: string, features: readonly string[]): Glyph[]
}

/** The faces of a document, and the characters none of them could show (said once each). */
export type Faces = { get(id: FaceId): Face; chain(id: FaceId): readonly Face[] }

/** Words kept: two generations of this many, so that at most twice as many are ever held. */
const GENERATION = 20_000
/** Longer words are seldom met twice, and would make the bound on the number of words no bound on memory. */
const LONGEST_KEPT = 60
/** Shown in place of a character that no face has; the reader's copy still gets the character itself. */
const STAND_IN = 0x2610

type Words = Map<string, Map<string, readonly Shaped[]>>

let young: Words = new Map()
let old: Words = new Map()
let youngCount = 0
let oldCount = 0

/** How many shaped words are held now (never more than 40,000). */
export function shapedWordsHeld(): number {
  return youngCount + oldCount
}

export type Measure = {
  /** Shapes text without breaks; several pieces when one face does not have all its characters. Spaces come as pieces of their own. */
  shape(text: string, style: RunStyle): readonly Shaped[]
  /** Points. */
  width(text: string, style: RunStyle): number
  faces: Faces
  /** Characters without a glyph so far, in the order they were met. */
  missing(): readonly string[]
}

export function createMeasure(faces: Faces): Measure {
  const missing = new Set<string>()
  const shape = (text: string, style: RunStyle): readonly Shaped[] => {
    const key = style.features.length === 0 ? style.face : `${style.face} ${style.features.join()}`
    let pieces = young.get(key)?.get(text)
    if (!pieces) {
      pieces = old.get(key)?.get(text) ?? shapeText(faces, text, style)
      if (text.length <= LONGEST_KEPT) keep(key, text, pieces)
    }
    for (const piece of pieces) if (piece.actual !== null) missing.add(piece.actual)
    return pieces
  }
  return {
    faces,
    shape,
    width: (text, style) => shape(text, style).reduce((sum, piece) => sum + piece.width, 0) * style.size * 0.001,
    missing: () => [...missing],
  }
}

function keep(key: string, text: string, pieces: readonly Shaped[]): void {
  if (youngCount >= GENERATION) {
    old = young
    oldCount = youngCount
    young = new Map()
    youngCount = 0
  }
  let words = young.get(key)
  if (!words) young.set(key, (words = new Map()))
  words.set(text, pieces)
  youngCount++
}

/** Cuts the text where the face changes or a space stands, and shapes each piece. */
function shapeText(faces: Faces, text: string, style: RunStyle): Shaped[] {
  const chain = faces.chain(style.face)
  const pieces: { face: Face; text: string; space: boolean; actual: string | null }[] = []
  for (const character of plain(text)) {
    const codePoint = character.codePointAt(0) ?? 0
    const space = character === ' '
    const face = chain.find((candidate) => candidate.has(codePoint))
    const last = pieces.at(-1)
    if (!face) {
      const standIn = chain.find((candidate) => candidate.has(STAND_IN)) ?? faces.get(style.face)
      pieces.push({ face: standIn, text: String.fromCodePoint(STAND_IN), space: false, actual: character })
    } else if (last && last.face === face && !space && !last.space && last.actual === null) {
      last.text += character
    } else {
      pieces.push({ face, text: character, space, actual: null })
    }
  }
  let standIn: Glyph[] | null = null
  return pieces.map(({ face, text: piece, space, actual }) => {
    const glyphs = actual === null ? face.shape(piece, style.features) : (standIn ??= face.shape(piece, style.features))
    return { face: face.id, glyphs, width: glyphs.reduce((sum, glyph) => sum + glyph.advance, 0), space, actual }
  })
}

/**
 * The text in the one spelling that is shaped: composed, without controls and soft hyphens, presentation ligatures as letters
 * (a shared glyph would otherwise copy as whichever spelling came first).
 */
export function plain(text: string): string {
  const cleaned = /[\p{Cc}\u00ad\u2010\u2011\u200b-\u200d\u2060\ufb00-\ufb06\ufeff\p{Cs}]/u.test(text)
    ? text
        .replace(/[\p{Cc}\u00ad\u200b-\u200d\u2060\ufeff]/gu, '')
        .replace(/[\u2010\u2011]/g, '-')
        .replace(/[\ufb00-\ufb06]/g, (ligature) => ligature.normalize('NFKC'))
        .toWellFormed()
    : text
  return cleaned.normalize('NFC')
}
