/** What changed between two wordings, word by word: the longest common run of words is kept, the rest left out or put in. */

export type DifferencePart = { text: string; of: 'both' | 'before' | 'after' }

/** Beyond this many pairs of words the two are shown whole. */
const MOST_PAIRS = 1_000_000

/** The parts in order; those of `both` and `before` together are the old wording, those of `both` and `after` the new one, blanks made one. */
export function differenceOf(before: string, after: string): DifferencePart[] {
  const old = wordsOf(before)
  const fresh = wordsOf(after)
  if (old.length * fresh.length > MOST_PAIRS) return [{ text: old.join(' '), of: 'before' }, { text: fresh.join(' '), of: 'after' }]
  const parts: { words: string[]; of: DifferencePart['of'] }[] = []
  for (const { word, of } of aligned(old, fresh)) {
    const last = parts.at(-1)
    if (last?.of === of) last.words.push(word)
    else parts.push({ words: [word], of })
  }
  return parts.map(({ words, of }) => ({ text: words.join(' '), of }))
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/u).filter((word) => word !== '')
}

function* aligned(old: readonly string[], fresh: readonly string[]): Generator<{ word: string; of: DifferencePart['of'] }> {
  const width = fresh.length + 1
  const kept = new Uint32Array((old.length + 1) * width)
  for (let row = old.length - 1; row >= 0; row--)
    for (let column = fresh.length - 1; column >= 0; column--)
      kept[row * width + column] = old[row] === fresh[column] ? (kept[(row + 1) * width + column + 1] ?? 0) + 1 : Math.max(kept[(row + 1) * width + column] ?? 0, kept[row * width + column + 1] ?? 0)
  let row = 0
  let column = 0
  while (row < old.length || column < fresh.length) {
    if (row < old.length && column < fresh.length && old[row] === fresh[column]) {
      yield { word: old[row++] ?? '', of: 'both' }
      column++
    } else if (row < old.length && (column >= fresh.length || (kept[(row + 1) * width + column] ?? 0) >= (kept[row * width + column + 1] ?? 0))) yield { word: old[row++] ?? '', of: 'before' }
    else yield { word: fresh[column++] ?? '', of: 'after' }
  }
}
