/** Hebrew stored as it is seen, from left to right, turned into the order it is read in. Markup between the words stays where it is. */

const HEBREW = /[\u0590-\u05ff]/u
/** Numbers and words in other letters are seen as they are read. */
const LEFT_TO_RIGHT = /[\p{Script=Latin}\p{N}]+(?:[.,:/%'’-]?[\p{Script=Latin}\p{N}]+)*/gu
const MIRRORED: Readonly<Record<string, string>> = { '(': ')', ')': '(', '[': ']', ']': '[', '<': '>', '>': '<', '{': '}', '}': '{', '«': '»', '»': '«' }

export function toLogical(text: string): string {
  return text.replace(/(<[^>]*>)|([^<\n]+)/gu, (_whole, tag: string | undefined, words: string | undefined) => tag ?? turned(words ?? ''))
}

function turned(line: string): string {
  if (!HEBREW.test(line)) return line
  const body = line.trim()
  const reversed = Array.from(body, (sign) => MIRRORED[sign] ?? sign).reverse().join('')
  const read = reversed.replace(LEFT_TO_RIGHT, (run) => Array.from(run).reverse().join(''))
  return line.replace(body, () => read)
}
