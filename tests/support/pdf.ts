/** What a reader's program finds in a PDF: the text of each page, in content order, and its document properties. */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** Text of each page; runs joined as they stand, line ends as "\n". */
export async function pdfPages(bytes: Uint8Array): Promise<string[]> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 })
  const document = await task.promise
  const pages: string[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent()
    pages.push(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''))
  }
  await task.destroy()
  return pages
}

/** All pages as one line of words: for asking whether a sentence is there, wherever its lines broke. */
export async function pdfText(bytes: Uint8Array): Promise<string> {
  return (await pdfPages(bytes)).join(' ').replaceAll(/\s+/g, ' ')
}
