/** Where the links of a line are: neighbouring runs with one target make one rectangle. */
import type { TextFrame } from '../layout/frame.ts'

export type LinkRect = { x: number; y: number; width: number; height: number; link: string }

/** Rectangles from a little above the capitals to a little below the descenders, in page points. */
export function linkRects(frame: TextFrame): LinkRect[] {
  const rects: LinkRect[] = []
  for (const run of frame.runs) {
    if (run.link === null || run.width <= 0) continue
    const top = frame.y - run.rise - run.size * 0.8
    const bottom = frame.y - run.rise + run.size * 0.25
    const last = rects.at(-1)
    const x = frame.x + run.x
    if (last && last.link === run.link && x - (last.x + last.width) < 1) {
      const y = Math.min(last.y, top)
      last.height = Math.max(last.y + last.height, bottom) - y
      last.y = y
      last.width = x + run.width - last.x
    } else {
      rects.push({ x, y: top, width: run.width, height: bottom - top, link: run.link })
    }
  }
  return rects
}
