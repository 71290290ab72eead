/** Opens a PDF with pdf.js, for its text only: no canvas, no worker, no script of the file is run, fonts and character maps come from the package on disk. */
import { fileURLToPath } from 'node:url'
import type { PDFDocumentProxy } from 'pdfjs-dist/types/src/display/api.js'
import { refused, type ReadOutcome } from '../reading.ts'

const PACKAGE = fileURLToPath(new URL('.', import.meta.resolve('pdfjs-dist/package.json')))
const NOT_READ = 'The file begins like a PDF but cannot be read as one: it is damaged or incomplete.'

/** `showText` is the number of the instruction that draws letters. */
export type Opened = { document: PDFDocumentProxy; showText: number; close(): Promise<void> }

export async function openPdf(bytes: Uint8Array): Promise<Opened | Extract<ReadOutcome, { outcome: unknown }>> {
  const { getDocument, PasswordException, OPS } = await load()
  const task = getDocument({
    // pdf.js takes the memory it is given for its own.
    data: bytes.slice(),
    verbosity: 0,
    cMapUrl: `${PACKAGE}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${PACKAGE}standard_fonts/`,
    useSystemFonts: false,
    disableFontFace: true,
    enableXfa: false,
    useWorkerFetch: false,
    useWasm: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    stopAtErrors: false,
    maxImageSize: 1,
  })
  try {
    return { document: await task.promise, showText: OPS.showText, close: () => task.destroy() }
  } catch (error) {
    await task.destroy()
    if (error instanceof PasswordException) return { outcome: 'needs-password', reason: 'The file is protected with a password. Save a copy without one and add that.' }
    return refused(NOT_READ)
  }
}

/** pdf.js complains at loading when these classes of browsers are missing. It draws with them; nothing is drawn here. */
const DRAWING = ['DOMMatrix', 'Path2D', 'ImageData'] as const

function load() {
  const known = globalThis as unknown as Record<string, unknown>
  for (const name of DRAWING) known[name] ??= function NothingToDrawWith() {}
  return import('pdfjs-dist/legacy/build/pdf.mjs')
}
