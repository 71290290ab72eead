/** RTF as tokens: group brackets, control words and signs, bytes. Line breaks of the file are none of the text; `\binN` data is passed over. */

export type Token = { kind: 'open' } | { kind: 'close' } | { kind: 'optional' } | { kind: 'control'; word: string; value: number | null } | { kind: 'byte'; value: number }

const OPEN: Token = { kind: 'open' }
const CLOSE: Token = { kind: 'close' }
const OPTIONAL: Token = { kind: 'optional' }
const BACKSLASH = 0x5c

export function* tokens(bytes: Uint8Array): Generator<Token> {
  for (let at = 0; at < bytes.length; ) {
    const value = bytes[at] ?? 0
    if (value === 0x7b) {
      yield OPEN
      at++
    } else if (value === 0x7d) {
      yield CLOSE
      at++
    } else if (value === 0x0a || value === 0x0d || value === 0) at++
    else if (value !== BACKSLASH) {
      yield { kind: 'byte', value }
      at++
    } else {
      const next = bytes[at + 1] ?? 0
      if (isLetter(next)) {
        const control = controlAt(bytes, at + 1)
        at = control.end
        if (control.word === 'bin') at += Math.max(0, control.value ?? 0)
        else yield { kind: 'control', word: control.word, value: control.value }
      } else if (next === 0x27) {
        const hex = String.fromCharCode(bytes[at + 2] ?? 0, bytes[at + 3] ?? 0)
        if (/^[0-9a-f]{2}$/iu.test(hex)) yield { kind: 'byte', value: Number.parseInt(hex, 16) }
        at += 4
      } else {
        if (next === 0x2a) yield OPTIONAL
        else if (next === BACKSLASH || next === 0x7b || next === 0x7d) yield { kind: 'byte', value: next }
        else yield { kind: 'control', word: next === 0x0a || next === 0x0d ? 'par' : String.fromCharCode(next), value: null }
        at += 2
      }
    }
  }
}

/** Longest control word of the specification, generously. */
const LONGEST_WORD = 40

function controlAt(bytes: Uint8Array, start: number): { word: string; value: number | null; end: number } {
  let end = start
  while (isLetter(bytes[end] ?? 0) && end - start < LONGEST_WORD) end++
  const word = String.fromCharCode(...bytes.subarray(start, end))
  const sign = bytes[end] === 0x2d && isDigit(bytes[end + 1] ?? 0) ? 1 : 0
  let last = end + sign
  while (isDigit(bytes[last] ?? 0) && last - end < 12) last++
  const value = last > end + sign ? Number(String.fromCharCode(...bytes.subarray(end, last))) : null
  return { word, value, end: bytes[last] === 0x20 ? last + 1 : last }
}

function isLetter(value: number): boolean {
  return (value >= 0x61 && value <= 0x7a) || (value >= 0x41 && value <= 0x5a)
}

function isDigit(value: number): boolean {
  return value >= 0x30 && value <= 0x39
}
