/** Words the pages share. */

/** "action-memo" → "Action memo". */
export function kindName(kind: string): string {
  const words = kind.replaceAll(/[-_]/g, ' ').trim()
  return words === '' ? 'Brief' : words.charAt(0).toUpperCase() + words.slice(1)
}

const FORMATS: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Word',
  'application/vnd.oasis.opendocument.text': 'OpenDocument',
  'application/rtf': 'RTF',
  'text/html': 'HTML',
  'text/markdown': 'Markdown',
  'text/plain': 'plain text',
}

/** "application/pdf" → "PDF"; a media type we have no word for stays as it is. */
export function formatName(mediaType: string): string {
  return FORMATS[mediaType.split(';')[0]?.trim() ?? ''] ?? mediaType
}

/** 1 → "1 passage", 3 → "3 passages". */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${new Intl.NumberFormat('en').format(number)} ${number === 1 ? one : many}`
}

const apple = /Mac|iPhone|iPad/.test(navigator.userAgent)

/** A shortcut as this machine writes it: "Mod-Shift-F" → "⇧⌘F" or "Ctrl+Shift+F". */
export function keyName(shortcut: string): string {
  const steps = shortcut.split('-')
  const key = steps.pop() ?? ''
  if (!apple) return [...steps.map((step) => (step === 'Mod' ? 'Ctrl' : step)), key].join('+')
  const signs: Record<string, string> = { Alt: '⌥', Shift: '⇧', Mod: '⌘' }
  return ['Alt', 'Shift', 'Mod'].filter((step) => steps.includes(step)).map((step) => signs[step]).join('') + key
}
