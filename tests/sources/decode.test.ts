import { expect, test } from 'vitest'
import { decodeText } from '../../sources/decode.ts'
import { IMPORT_LIMITS } from '../../sources/limits.ts'

const utf16 = (text: string, bigEndian: boolean) => Uint8Array.from(Array.from(text).flatMap((sign) => (bigEndian ? [sign.charCodeAt(0) >> 8, sign.charCodeAt(0) & 255] : [sign.charCodeAt(0) & 255, sign.charCodeAt(0) >> 8])))
const bytes = (text: string) => new TextEncoder().encode(text)

test('reads UTF-8 with and without a byte order mark, and makes all line ends one', () => {
  expect(decodeText(bytes('Mérida\r\nline\rend'))).toMatchObject({ ok: true, text: 'Mérida\nline\nend', encoding: 'utf-8', warnings: [] })
  expect(decodeText(Uint8Array.from([0xef, 0xbb, 0xbf, ...bytes('Mérida')]))).toMatchObject({ ok: true, text: 'Mérida' })
})

test.each([
  ['little', false],
  ['big', true],
])('reads UTF-16 %s-endian without a mark', (_, bigEndian) => {
  expect(decodeText(utf16('A plain sentence about two bridges.', bigEndian))).toMatchObject({ ok: true, text: 'A plain sentence about two bridges.' })
})

test('falls back to Windows-1252 and says so', () => {
  const decoded = decodeText(Uint8Array.from([...bytes('The M'), 0xe9, ...bytes('rida plan costs 5 '), 0x80, ...bytes('.')]))
  expect(decoded).toMatchObject({ ok: true, text: 'The Mérida plan costs 5 €.', encoding: 'windows-1252' })
  expect(decoded.ok && decoded.warnings[0]).toMatch(/Windows-1252/)
})

test('believes a declared encoding only where the bytes are not UTF-8', () => {
  expect(decodeText(Uint8Array.from([...bytes('pa'), 0xf1, ...bytes('os')]), 'iso-8859-1')).toMatchObject({ ok: true, text: 'paños', warnings: [] })
  expect(decodeText(bytes('paños'), 'iso-8859-1')).toMatchObject({ ok: true, text: 'paños', encoding: 'utf-8' })
  expect(decodeText(Uint8Array.from([...bytes('pa'), 0xf1, ...bytes('os')]), 'no-such-encoding')).toMatchObject({ ok: true, encoding: 'windows-1252' })
})

test('refuses an empty file, a huge one and rubbish, each with its reason', () => {
  const rubbish = Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919 + (index >> 3) * 31) % 256)
  const reasons = [new Uint8Array(), new Uint8Array(IMPORT_LIMITS.bytes + 1), rubbish, new Uint8Array(4000), bytes(' \n\t—\n')].map((content) => decodeText(content))
  expect(reasons.map((decoded) => (decoded.ok ? 'read' : decoded.reason.split(/[.;]/)[0]))).toEqual(['The file is empty (0 bytes)', 'The file has 20 MB', 'The bytes are not text in any encoding we read', 'The bytes are not text in any encoding we read', 'The file holds no words, only blanks or signs'])
})

test('refuses a file of more lines than the limit', () => {
  expect(decodeText(bytes('a\n'.repeat(IMPORT_LIMITS.lines + 1)))).toMatchObject({ ok: false, reason: expect.stringContaining('lines') as unknown })
})

/** The bytes of a text in an encoding of one byte a letter. */
const encoded = (text: string, encoding: string) => {
  const table = new Map(Array.from({ length: 256 }, (_, byte) => [new TextDecoder(encoding).decode(Uint8Array.of(byte)), byte]))
  return Uint8Array.from(Array.from(text), (sign) => table.get(sign) ?? 63)
}

test.each([
  ['windows-1251', 'Мост между двумя городами был построен для пяти тысяч грузовиков в день.'],
  ['koi8-r', 'Мост между двумя городами был построен для пяти тысяч грузовиков в день.'],
  ['windows-1253', 'Η γέφυρα ανάμεσα στις δύο πόλεις χτίστηκε για πέντε χιλιάδες φορτηγά.'],
  ['windows-1255', 'הגשר בין שתי הערים נבנה עבור חמשת אלפים משאיות ביום.'],
  ['windows-1250', 'Most między dwoma miastami zbudowano dla pięciu tysięcy ciężarówek dziennie, jeździ ich więcej.'],
  ['windows-1252', 'El puente entre las dos ciudades se construyó para cinco mil camiones al día; según él, pasan más.'],
])('tells %s by its letters', (encoding, text) => {
  expect(decodeText(encoded(text, encoding))).toMatchObject({ ok: true, text, encoding })
})

test('reads Hebrew that is stored as it is seen in the order it is read', () => {
  const seen = Array.from('הגשר נבנה').reverse().join('')
  expect(decodeText(encoded(`<p>${seen} 1972</p>`, 'iso-8859-8'), 'iso-8859-8')).toMatchObject({ ok: true, text: '<p>1972 הגשר נבנה</p>' })
})
