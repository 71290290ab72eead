/** A fault in drawing is told to the browser's console once for each place it comes from, and never takes the text off the page. */

const told = new Set<string>()

/** `where` names what could not be drawn ("point", "notes"). */
export function reportTrouble(where: string, error: unknown): void {
  if (told.has(where)) return
  told.add(where)
  const fault = new Error(`Could not draw: ${where}`, { cause: error })
  // A browser logs it like an error nobody caught, and goes on.
  if (typeof globalThis.reportError === 'function') globalThis.reportError(fault)
}
