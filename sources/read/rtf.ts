/**
 * Rich Text Format (Microsoft's specification 1.9.1): groups, destinations, code pages by font, Unicode escapes with their fallbacks. Nothing in an RTF file is
 * run or fetched; objects and pictures are passed over. Tracked deletions and hidden text are left out and said, insertions are text.
 */
import { IMPORT_LIMITS } from '../limits.ts'
import { declaredTitle } from './declared.ts'
import { NOTHING_DECLARED, type ReadOutcome, refused, textBuilder } from './reading.ts'
import { charsetEncoding, codePageEncoding } from './rtf/encodings.ts'
import { tokens } from './rtf/tokens.ts'

type Destination = 'text' | 'note' | 'running' | 'fonts' | 'styles' | 'title' | 'author' | 'comment' | 'nothing'

/** What a group inherits and gives back at its end. */
type State = { destination: Destination; font: number; skip: number; hidden: boolean; deleted: boolean; style: number; fresh: boolean }

/** The paragraph under way: its properties hold until \pard. */
type Paragraph = { style: number; outline: number | null; list: boolean; table: boolean; head: boolean }

const PLAIN: Paragraph = { style: 0, outline: null, list: false, table: false, head: false }
const DESTINATIONS: Readonly<Record<string, Destination>> = {
  fonttbl: 'fonts', stylesheet: 'styles', title: 'title', author: 'author', annotation: 'comment', footnote: 'note', ftnsep: 'nothing', ftnsepc: 'nothing', aftnsep: 'nothing', aftnsepc: 'nothing',
  header: 'running', headerl: 'running', headerr: 'running', headerf: 'running', footer: 'running', footerl: 'running', footerr: 'running', footerf: 'running',
} // prettier-ignore
const PASSED_OVER = new Set(
  'colortbl info pict object objdata fldinst bkmkstart bkmkend listtable listoverridetable listtext pntext pnseclvl revtbl rsidtbl generator xmlnstbl themedata colorschememapping datastore latentstyles datafield nonshppict xe tc tcn rxe atnid atnauthor atnref atndate atntime atnparent filetbl shpinst sp sn sv blipuid picprop operator creatim revtim printim buptim company category keywords comment doccomm subject manager hlinkbase template nextfile mmath'.split(' '),
)
/** Destinations marked as optional that hold words all the same. */
const OPTIONAL_WITH_WORDS = new Set(['shptxt', 'shpinst', 'ud', 'footnote', 'annotation', 'fonttbl', 'stylesheet', 'shppict'])
const SIGNS: Readonly<Record<string, string>> = {
  tab: '\t', line: '\n', emdash: '—', endash: '–', emspace: '\u2003', enspace: '\u2002', qmspace: '\u2005', bullet: '•', lquote: '‘', rquote: '’', ldblquote: '“', rdblquote: '”',
  '~': '\u00a0', _: '\u2011', '-': '', zwj: '\u200d', zwnj: '\u200c', ltrmark: '', rtlmark: '', column: '\n', lbr: '\n', softline: '\n',
} // prettier-ignore

export function readRtf(bytes: Uint8Array): ReadOutcome {
  const reader = createReader()
  for (const token of tokens(bytes)) {
    const fault = reader.take(token)
    if (fault !== null) return refused(fault)
  }
  return reader.finish()
}

function createReader() {
  const builder = textBuilder()
  const notes: string[] = []
  const running = new Set<string>()
  const fonts = new Map<number, string>()
  const styles = new Map<number, string>()
  const declared = { title: '', author: '' }
  const seen = { insertions: 0, deletions: 0, comments: 0, hidden: 0 }
  const stack: State[] = []
  let state: State = { destination: 'text', font: 0, skip: 1, hidden: false, deleted: false, style: 0, fresh: false }
  let ansi = 'windows-1252'
  let defaultFont = 0
  let paragraph: Paragraph = PLAIN
  /** Bytes of one code page that wait to be decoded together, since one letter may take two. */
  let waiting: number[] = []
  let waitingIn = ansi
  let toSkip = 0
  let optional = false
  const written: Record<'text' | 'note' | 'running' | 'nothing' | 'fonts' | 'styles' | 'title' | 'author' | 'comment', string> = { text: '', note: '', running: '', nothing: '', fonts: '', styles: '', title: '', author: '', comment: '' }
  /** The cells of the row so far, and the one under way. */
  let cells: string[] = []
  let cell = ''

  function put(text: string): void {
    if (state.hidden || state.deleted) return
    written[state.destination] += text
  }

  function flush(): void {
    if (waiting.length === 0) return
    const text = new TextDecoder(waitingIn).decode(Uint8Array.from(waiting))
    waiting = []
    put(text)
  }

  function encoding(): string | null {
    if (state.destination === 'styles' || state.destination === 'fonts') return ansi
    return fonts.get(state.font) ?? ansi
  }

  function byte(value: number): void {
    if (toSkip > 0) {
      toSkip--
      return
    }
    const own = encoding()
    // A font of signs: what stands there is no letter.
    if (own === 'symbol') return
    if (own !== waitingIn) {
      flush()
      waitingIn = own ?? ansi
    }
    waiting.push(value)
  }

  function endParagraph(): void {
    flush()
    const words = written.text
    written.text = ''
    if (paragraph.table) {
      cell += `${words}\n`
      return
    }
    addParagraph(words)
  }

  function addParagraph(words: string): void {
    const style = styles.get(paragraph.style) ?? ''
    const named = /^heading (?<level>[1-9])\b/iu.exec(style)?.groups?.['level']
    const level = named !== undefined ? Math.min(6, Number(named)) : /^title\b/iu.test(style) ? 1 : paragraph.outline !== null && paragraph.outline < 6 ? paragraph.outline + 1 : null
    if (/^toc \d/iu.test(style)) builder.add('navigation', words, 'a line of the table of contents')
    else if (level !== null && words.length <= 400) builder.add('heading', words, named === undefined ? 'a heading by its outline level' : `a paragraph in the style "${style}"`, level)
    else if (paragraph.list || /^\s*[•·▪◦‣]\s/u.test(words)) builder.add('list', words.replace(/^\s*[•·▪◦‣]\s+/u, ''), 'an item of a list')
    else builder.add('paragraph', words, 'a paragraph of the document')
  }

  function endCell(): void {
    flush()
    cells.push(cell + written.text)
    cell = written.text = ''
  }

  function endRow(): void {
    const full = cells.map((words) => words.replace(/\s+/gu, ' ').trim()).filter((words) => words !== '')
    cells = []
    const head = paragraph.head
    if (full.length > 0) builder.add(head ? 'heading' : 'row', full.join(' | '), head ? 'the head of a table' : 'a row of a table', head ? 6 : undefined)
  }

  const CONTROLS: Readonly<Record<string, (value: number) => void>> = {
    ansicpg: (value) => void (ansi = codePageEncoding(value) ?? ansi),
    mac: () => void (ansi = 'macintosh'),
    deff: (value) => void (state.font = defaultFont = value),
    f: (value) => void (state.font = value),
    fcharset: (value) => void (state.destination === 'fonts' && setFont(charsetEncoding(value))),
    cpg: (value) => void (state.destination === 'fonts' && setFont(codePageEncoding(value))),
    plain: () => Object.assign(state, { font: defaultFont, hidden: false, deleted: false }),
    uc: (value) => void (state.skip = Math.max(0, value)),
    v: (value) => {
      if (value !== 0 && !state.hidden) seen.hidden++
      state.hidden = value !== 0
    },
    deleted: (value) => {
      if (value !== 0 && !state.deleted) seen.deletions++
      state.deleted = value !== 0
    },
    revised: (value) => void (value !== 0 && seen.insertions++),
    pard: () => void (state.destination === 'text' && (paragraph = { ...PLAIN, head: paragraph.head })),
    s: (value) => {
      state.style = value
      if (state.destination === 'text') paragraph = { ...paragraph, style: value }
    },
    outlinelevel: (value) => void (state.destination === 'text' && (paragraph = { ...paragraph, outline: value })),
    ls: (value) => void (state.destination === 'text' && value > 0 && (paragraph = { ...paragraph, list: true })),
    pntext: () => void (paragraph = { ...paragraph, list: true }),
    listtext: () => void (paragraph = { ...paragraph, list: true }),
    intbl: () => void (state.destination === 'text' && (paragraph = { ...paragraph, table: true })),
    trowd: () => void (paragraph = { ...paragraph, head: false }),
    trhdr: () => void (paragraph = { ...paragraph, head: true }),
    par: () => (state.destination === 'text' ? endParagraph() : put('\n')),
    sect: () => (state.destination === 'text' ? endParagraph() : undefined),
    page: () => (state.destination === 'text' ? endParagraph() : undefined),
    cell: () => (state.destination === 'text' ? endCell() : put(' ')),
    nestcell: () => (state.destination === 'text' ? put(' ') : undefined),
    row: () => (state.destination === 'text' ? endRow() : undefined),
    u: (value) => {
      flush()
      put(String.fromCharCode(value < 0 ? value + 65_536 : value))
      toSkip = state.skip
    },
  }

  function setFont(found: string | null): void {
    if (found !== null) fonts.set(state.font, found)
  }

  function control(word: string, value: number | null): void {
    const opensGroup = state.fresh
    const wasOptional = optional
    state.fresh = false
    optional = false
    const destination = DESTINATIONS[word]
    if (destination !== undefined && opensGroup && state.destination !== 'nothing') {
      flush()
      if (destination === 'comment') seen.comments++
      state.destination = destination
      return
    }
    if (opensGroup && state.destination !== 'nothing' && word !== 'info') {
      if (PASSED_OVER.has(word) || (wasOptional && !OPTIONAL_WITH_WORDS.has(word))) {
        flush()
        CONTROLS[word]?.(1)
        if (word !== 'shpinst') state.destination = 'nothing'
        return
      }
    }
    const sign = SIGNS[word]
    if (sign !== undefined) {
      flush()
      if (toSkip > 0) toSkip--
      else put(sign)
      return
    }
    const act = CONTROLS[word]
    if (act === undefined || state.destination === 'nothing') return
    flush()
    act(value ?? 1)
  }

  function endGroup(): void {
    flush()
    const ended = state
    state = stack.pop() ?? state
    toSkip = 0
    if (ended.destination === state.destination) {
      if (ended.destination === 'styles') nameStyle(ended.style)
      return
    }
    const words = written[ended.destination].trim()
    if (ended.destination === 'note' && words !== '') notes.push(words.replace(/^\s*\d{1,3}[.)]?\s+/u, ''))
    if (ended.destination === 'running') for (const line of words.split('\n')) running.add(line.replace(/\s+/gu, ' ').trim())
    if (ended.destination === 'title' || ended.destination === 'author') declared[ended.destination] = words
    if (ended.destination !== 'text') written[ended.destination] = ''
  }

  function nameStyle(number: number): void {
    styles.set(number, written.styles.replace(/;\s*$/u, '').trim())
    written.styles = ''
  }

  return {
    /** A sentence when the file goes beyond the bounds, else null. */
    take(token: ReturnType<typeof tokens> extends Iterable<infer T> ? T : never): string | null {
      if (token.kind === 'open') {
        flush()
        stack.push({ ...state })
        state = { ...state, fresh: true }
        if (state.destination === 'styles') state.style = 0
        if (stack.length > IMPORT_LIMITS.nesting) return `Groups of the file are nested deeper than ${IMPORT_LIMITS.nesting} levels.`
      } else if (token.kind === 'close') endGroup()
      else if (token.kind === 'optional') optional = true
      else if (token.kind === 'control') control(token.word, token.value)
      else {
        state.fresh = false
        if (state.destination !== 'nothing') byte(token.value)
      }
      return null
    },
    finish(): ReadOutcome {
      stack.length = 0
      flush()
      if (cell !== '') cells.push(cell)
      if (cells.length > 0) endRow()
      paragraph = { ...paragraph, table: false }
      endParagraph()
      for (const note of notes) builder.add('reference', note, 'a footnote of the document')
      for (const line of running) if (line !== '') builder.add('running', line, 'a running head or foot of the pages')
      return {
        text: builder.text(),
        blocks: builder.blocks(),
        declared: { ...NOTHING_DECLARED, title: declaredTitle(declared.title), authors: [declared.author].filter((name) => /\p{L}.*\s.*\p{L}/u.test(name)) },
        mediaType: 'application/rtf',
        pages: [],
        pageCount: null,
        warnings: warningsOf(seen),
      }
    },
  }
}

function warningsOf({ insertions, deletions, comments, hidden }: Record<'insertions' | 'deletions' | 'comments' | 'hidden', number>): string[] {
  const counted = (count: number, one: string, many: string) => (count === 0 ? [] : [count === 1 ? one : many.replace('#', String(count))])
  return [
    ...counted(insertions, 'One tracked insertion was read as part of the text.', '# tracked insertions were read as part of the text.'),
    ...counted(deletions, 'One tracked deletion was left out.', '# tracked deletions were left out.'),
    ...counted(comments, 'One comment was left out.', '# comments were left out.'),
    ...counted(hidden, 'One stretch of hidden text was left out.', '# stretches of hidden text were left out.'),
  ]
}
