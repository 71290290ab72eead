/** Pages as text: what stands where, in which face and size. Small enough to read in a diff, exact enough to notice a point. */
import { type Frame, type GlyphRun, type Page, runText } from '../../templates/layout/frame.ts'

const points = (value: number) => String(Math.round(value * 10) / 10)

export function dumpPages(pages: readonly Page[]): string {
  return pages.map((page) => [`page ${page.number}  ${points(page.width)} × ${points(page.height)}`, ...page.frames.map(dumpFrame)].join('\n')).join('\n\n') + '\n'
}

function dumpFrame(frame: Frame): string {
  const at = `  ${points(frame.x).padStart(6)} ${points(frame.y).padStart(6)}  `
  switch (frame.kind) {
    case 'text':
      return `${at}${frame.origin.role.padEnd(8)} ${frame.runs.map(dumpRun).join('')}`
    case 'fill':
    case 'box':
      return `${at}${frame.kind.padEnd(8)} ${points(frame.width)} × ${points(frame.height)} ${frame.colour}`
    case 'anchor':
      return `${at}anchor   ${frame.name}${frame.outline ? ` bookmark ${frame.outline.level} “${frame.outline.title}”` : ''}`
    case 'pageref':
      return `${at}pageref  ${frame.anchor}`
  }
}

function dumpRun(run: GlyphRun): string {
  const rise = run.rise === 0 ? '' : ` ↑${points(run.rise)}`
  return `‹${run.face} ${points(run.size)}${rise}${run.link ? ` → ${run.link}` : ''}›${runText(run)}`
}
