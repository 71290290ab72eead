/** What programs write into a file's properties by themselves is no title and no author. */

const LEFTOVER = /^(?:untitled(?:[- ]?\d+)?|document\d*|title|slide \d+|powerpoint presentation|unbenannt|sans titre|sin título|normal|template|print|microsoft word -.*)$/iu
const FILE_NAME = /\.(?:docx?|dotx?|odt|rtf|pdf|indd|qxp|qxd|pptx?|xlsx?|exe|tmp|tex|dvi|ps|eps|pub|wpd|cdr|ai|fm|html?)$/iu

/** The declared title as written, or null when it is a file's name or a program's leftover. "Microsoft Word - Paper" gives "Paper" unless that is a file's name. */
export function declaredTitle(value: string | null): string | null {
  const title = (value ?? '').replace(/\p{Cc}/gu, ' ').replace(/^microsoft (?:word|powerpoint|office word) - /iu, '').replace(/\s+/gu, ' ').trim()
  if (title === '' || title.length > 500 || LEFTOVER.test(title) || FILE_NAME.test(title) || !/\p{L}{2}/u.test(title)) return null
  // One word with signs in it is a code ("IF11175_v3"), not a title.
  return !title.includes(' ') && /[_\d/\\]/u.test(title) ? null : title
}
