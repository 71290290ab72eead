/** PDF content operands: numbers, colours, and the strings and adjustments that show glyphs. */
import type { Shaped } from '../layout/frame.ts'
import type { PdfFont } from './pdfkit.ts'

/** Three decimals are finer than any printer; no exponent, no negative zero. */
export function number(value: number): string {
  const rounded = Math.round(value * 1000) / 1000
  return rounded === 0 ? '0' : String(rounded)
}

/** `#rrggbb` as `r g b rg` (or `RG` for lines). */
export function colourOperator(colour: string, operator: 'rg' | 'RG'): string {
  const part = (at: number) => number(Number.parseInt(colour.slice(at, at + 2), 16) / 255)
  return `${part(1)} ${part(3)} ${part(5)} ${operator}`
}

/** The inside of a TJ array for one word: strings of two-byte glyph codes, and what kerning adds between them. */
export function operand(shaped: Shaped, font: PdfFont): string {
  let out = ''
  let bytes = ''
  let pending = 0
  const adjust = (thousandths: number) => {
    pending += thousandths
  }
  const settle = () => {
    if (Math.abs(pending) < 0.01) return
    if (bytes !== '') out += `(${bytes})`
    bytes = ''
    out += ` ${number(pending)} `
    pending = 0
  }
  for (const glyph of shaped.glyphs) {
    const code = font.subset.includeGlyph(glyph.id)
    font.widths[code] ??= glyph.nominal
    if (!font.unicode[code]?.length) font.unicode[code] = glyph.codePoints
    adjust(-glyph.dx)
    settle()
    bytes += literal(code >> 8) + literal(code & 0xff)
    adjust(glyph.nominal - glyph.advance + glyph.dx)
  }
  if (bytes !== '') out += `(${bytes})`
  if (Math.abs(pending) >= 0.01) out += ` ${number(pending)} `
  return out
}

const ESCAPED: Readonly<Record<number, string>> = { 0x28: '\\(', 0x29: '\\)', 0x5c: '\\\\', 0x0a: '\\n', 0x0d: '\\r' }

function literal(byte: number): string {
  return ESCAPED[byte] ?? String.fromCharCode(byte)
}
