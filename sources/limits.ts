/** How much one file may hold. Far above any report a briefing cites, far below what would stall a reader. */
export const IMPORT_LIMITS = {
  /** Bytes of the file. */
  bytes: 20_000_000,
  /** Bytes of a Markdown or HTML file, whose trees cost many times their text. */
  markdownBytes: 3_000_000,
  htmlBytes: 8_000_000,
  lines: 400_000,
  blocks: 60_000,
  passages: 120_000,
  /** Elements or Markdown containers inside each other; groups in RTF. */
  nesting: 200,
  /** Members of a zip container, and bytes of the members we read after inflating, one and all together. */
  zipMembers: 20_000,
  memberBytes: 80_000_000,
  inflatedBytes: 120_000_000,
  /** Elements of one XML part, and of one paragraph or table in it. */
  elements: 4_000_000,
  elementsAtOnce: 500_000,
  /** Pages of a PDF, text runs on one page and in the file. */
  pages: 5_000,
  runsOnPage: 100_000,
  runs: 3_000_000,
  /** Code units of text that any format may give. */
  text: 20_000_000,
} as const

/** "20 MB", for sentences. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toLocaleString('en-US', { maximumFractionDigits: 1 })} MB`
}
