/** Bookmarks from the headings: each below the last one of a higher level. */
import type { AnchorFrame, Page } from '../layout/frame.ts'
import type { PdfDocument, PdfOutline } from './pdfkit.ts'

export function addOutline(document: PdfDocument, anchors: readonly { anchor: AnchorFrame; page: number }[], pages: readonly Page[]): void {
  const open: { level: number; item: PdfOutline }[] = []
  for (const { anchor, page } of anchors) {
    const { outline } = anchor
    if (!outline || outline.title.trim() === '') continue
    while ((open.at(-1)?.level ?? 0) >= outline.level) open.pop()
    const parent = open.at(-1)?.item ?? document.outline
    const item = parent.addItem(outline.title.trim(), { pageNumber: page - 1, expanded: outline.level === 1 })
    // PDFKit 0.20 computes the left edge from the right one; the destination is written here until that is mended.
    const height = pages[page - 1]?.height ?? 0
    const target = document._root.data.Pages.data.Kids[page - 1]
    item.outlineData.Dest = [target, 'XYZ', null, height - Math.max(0, anchor.y - 6), null]
    open.push({ level: outline.level, item })
  }
}
