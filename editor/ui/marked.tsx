/** A quotation with the words that matched a search set apart. */

/** `marks` are ranges of UTF-16 offsets, start inclusive, end exclusive; overlapping or stray ones are clipped. */
export function Marked({ text, marks }: { text: string; marks: readonly (readonly [number, number])[] }) {
  return (
    <>
      {pieces(text, marks).map(({ start, end, matched }) =>
        matched ? <mark key={start}>{text.slice(start, end)}</mark> : <span key={start}>{text.slice(start, end)}</span>,
      )}
    </>
  )
}

function pieces(text: string, marks: readonly (readonly [number, number])[]): { start: number; end: number; matched: boolean }[] {
  const result: { start: number; end: number; matched: boolean }[] = []
  let at = 0
  for (const [from, to] of [...marks].sort((a, b) => a[0] - b[0])) {
    const start = Math.max(at, from)
    const end = Math.min(text.length, to)
    if (end <= start) continue
    if (start > at) result.push({ start: at, end: start, matched: false })
    result.push({ start, end, matched: true })
    at = end
  }
  if (at < text.length) result.push({ start: at, end: text.length, matched: false })
  return result
}
