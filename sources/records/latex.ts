/** LaTeX as people write it in reference lists, as plain words: accents, special letters, dashes, quotation marks; commands leave their words. */

const ACCENTS: Readonly<Record<string, string>> = { "'": '\u0301', '`': '\u0300', '^': '\u0302', '"': '\u0308', '~': '\u0303', '=': '\u0304', '.': '\u0307', u: '\u0306', v: '\u030c', H: '\u030b', c: '\u0327', k: '\u0328', r: '\u030a', d: '\u0323', b: '\u0331' }
const LETTERS: Readonly<Record<string, string>> = { ss: 'ß', ae: 'æ', AE: 'Æ', oe: 'œ', OE: 'Œ', aa: 'å', AA: 'Å', o: 'ø', O: 'Ø', l: 'ł', L: 'Ł', i: 'ı', j: 'ȷ', dh: 'ð', DH: 'Ð', th: 'þ', TH: 'Þ', dj: 'đ', DJ: 'Đ', textendash: '–', textemdash: '—', textquoteright: '’', textquoteleft: '‘', textquotedblleft: '“', textquotedblright: '”', ldots: '…', dots: '…', textellipsis: '…', S: '§', P: '¶', pounds: '£', euro: '€', texteuro: '€', textdegree: '°', textregistered: '®', copyright: '©', TeX: 'TeX', LaTeX: 'LaTeX', slash: '/', textasciitilde: '~', textunderscore: '_' }

export function plain(latex: string): string {
  return latex
    .replace(/\\url\s*\{([^{}]*)\}/gu, '$1')
    .replace(/\\href\s*\{[^{}]*\}\s*\{([^{}]*)\}/gu, '$1')
    .replace(/\\(["'`^~=.])\s*\{?\s*\\?([A-Za-z])\s*\}?|\\([uvHckrdb])\s*(?:\{\s*\\?([A-Za-z])\s*\}|\s+([A-Za-z])(?![A-Za-z]))/gu, (_whole, sign: string | undefined, letter: string | undefined, command: string | undefined, inBraces: string | undefined, alone: string | undefined) => accented(letter ?? inBraces ?? alone ?? '', sign ?? command ?? ''))
    .replace(/\\([A-Za-z]+)(?:\s*\{\}|\s+|(?![A-Za-z]))/gu, (_whole, command: string) => LETTERS[command] ?? ' ')
    .replace(/\\([&%$#_{}\s-])/gu, (_whole, sign: string) => (sign === '-' ? '' : sign))
    .replace(/---/gu, '—')
    .replace(/--/gu, '–')
    .replace(/``/gu, '“')
    .replace(/''/gu, '”')
    .replace(/(?<!\\)~/gu, ' ')
    .replace(/[{}$]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
}

function accented(letter: string, sign: string): string {
  return `${letter}${ACCENTS[sign] ?? ''}`.normalize('NFC')
}
