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
  /** Elements or Markdown containers inside each other. */
  nesting: 200,
} as const
