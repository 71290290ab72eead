/**
 * The font files: where they are, opened once a process, and how they shape (fontkit). Static TrueType only: WOFF2 and variable fonts
 * fail when PDFKit embeds them.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { FaceId, Family, Glyph, Weight } from '../layout/frame.ts'
import type { Face, Faces } from '../layout/measure.ts'

/** As much of a fontkit font as we use. */
export type FontProgram = {
  unitsPerEm: number
  ascent: number
  descent: number
  capHeight: number
  postscriptName: string
  hasGlyphForCodePoint(codePoint: number): boolean
  getGlyph(id: number, codePoints?: readonly number[]): GlyphProgram
  layout(text: string, features?: readonly string[]): {
    glyphs: readonly GlyphProgram[]
    positions: readonly { xAdvance: number; xOffset: number; yOffset: number }[]
  }
}

type GlyphProgram = { id: number; advanceWidth: number; codePoints: readonly number[] }

/** A face that knows the program it is drawn with, for the one who embeds it. */
export type OpenFace = Face & { program: FontProgram }

const FILES: Record<Family, { package: string; stem: string }> = {
  serif: { package: '@expo-google-fonts/source-serif-4', stem: 'SourceSerif4' },
  sans: { package: '@expo-google-fonts/public-sans', stem: 'PublicSans' },
}
const WEIGHTS: Record<Weight, string> = { regular: '400Regular', semibold: '600SemiBold', bold: '700Bold' }

const require = createRequire(import.meta.url)
// fontkit is PDFKit's own dependency: the one it embeds with must be the one that shapes.
const fontkit = createRequire(require.resolve('pdfkit'))('fontkit') as { create(bytes: Uint8Array): FontProgram }

const opened = new Map<FaceId, OpenFace>()

/** The face, opened when first asked for. */
export function openFace(id: FaceId): OpenFace {
  const known = opened.get(id)
  if (known) return known
  const face = makeFace(id, withOwnCharacters(fontkit.create(readFileSync(fontFile(id)))))
  opened.set(id, face)
  return face
}

/** The shipped faces; where one lacks a character, the other family's of the same weight and slope stands in. */
export const shippedFaces: Faces = { get: openFace, chain: (id) => [openFace(id), openFace(otherFamily(id))] }

function otherFamily(id: FaceId): FaceId {
  return (id.startsWith('serif') ? id.replace('serif', 'sans') : id.replace('sans', 'serif')) as FaceId
}

function fontFile(id: FaceId): string {
  const [family, weight, slope] = id.split('-') as [Family, Weight, 'italic'?]
  const { package: name, stem } = FILES[family]
  const style = WEIGHTS[weight] + (slope ? '_Italic' : '')
  return join(dirname(require.resolve(`${name}/package.json`)), style, `${stem}_${style}.ttf`)
}

function makeFace(id: FaceId, program: FontProgram): OpenFace {
  const scale = 1000 / program.unitsPerEm
  const covered = new Map<number, boolean>()
  return {
    id,
    program,
    ascent: program.ascent * scale,
    descent: program.descent * scale,
    capHeight: program.capHeight * scale,
    has(codePoint) {
      let has = covered.get(codePoint)
      if (has === undefined) {
        has = program.hasGlyphForCodePoint(codePoint)
        covered.set(codePoint, has)
      }
      return has
    },
    shape: (text, features) => shapeWith(program, scale, text, features),
  }
}

function shapeWith(program: FontProgram, scale: number, text: string, features: readonly string[]): Glyph[] {
  const { glyphs, positions } = program.layout(text, features.length > 0 ? features : undefined)
  return glyphs.map((glyph, index): Glyph => {
    const position = positions[index] ?? { xAdvance: glyph.advanceWidth, xOffset: 0, yOffset: 0 }
    return { id: glyph.id, advance: position.xAdvance * scale, nominal: glyph.advanceWidth * scale, dx: position.xOffset * scale, dy: position.yOffset * scale, codePoints: glyph.codePoints }
  })
}

/**
 * fontkit keeps one glyph object for all documents and remembers the characters it was first asked for; embedding asks for parts of
 * letters with no characters at all, and "I" would from then on copy as nothing. Each answer here says the characters of its own question.
 * The advance is asked of the shared object, which keeps it: an answer would read it from the file anew, outline and all.
 */
function withOwnCharacters(program: FontProgram): FontProgram {
  const getGlyph = program.getGlyph.bind(program)
  const read = new Map<number, number>()
  program.getGlyph = (id, codePoints = []) => {
    const shared = getGlyph(id, codePoints)
    if (!read.has(id)) read.set(id, shared.advanceWidth)
    const own = Object.create(shared) as { codePoints: readonly number[] } & GlyphProgram
    own.codePoints = codePoints
    return own
  }
  return program
}
