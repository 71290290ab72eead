/** Windows character sets (of fonts) and code pages (of files) as encodings that TextDecoder knows. */

const CHARSETS: Readonly<Record<number, string>> = { 0: 'windows-1252', 2: 'symbol', 77: 'macintosh', 128: 'shift_jis', 129: 'euc-kr', 130: 'euc-kr', 134: 'gbk', 136: 'big5', 161: 'windows-1253', 162: 'windows-1254', 163: 'windows-1258', 177: 'windows-1255', 178: 'windows-1256', 186: 'windows-1257', 204: 'windows-1251', 222: 'windows-874', 238: 'windows-1250' }
const CODE_PAGES: Readonly<Record<number, string>> = { 866: 'ibm866', 874: 'windows-874', 932: 'shift_jis', 936: 'gbk', 949: 'euc-kr', 950: 'big5', 10000: 'macintosh', 65001: 'utf-8' }

/** "symbol" for a font of signs; null for a set that says nothing ("default"). */
export function charsetEncoding(charset: number): string | null {
  return CHARSETS[charset] ?? null
}

export function codePageEncoding(page: number): string | null {
  return CODE_PAGES[page] ?? (page >= 1250 && page <= 1258 ? `windows-${page}` : null)
}
