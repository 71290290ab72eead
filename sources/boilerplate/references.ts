/**
 * Where the references stand: under their heading for as long as the blocks look like entries, in runs of numbered entries without a heading, and where the
 * reader found notes. The first paragraph of prose ends a section.
 */
import { readEntry } from '../references/entry.ts'
import type { Judged, Verdict } from './judged.ts'

const HEADING =
  /^(?:(?:\d+|[IVX]+|[A-Z])\.?\s+)?(?:(?:selected |list of |key |general )?(?:references?|bibliography|works cited|literature(?: cited)?|sources?|endnotes|footnotes|notes|citations|further reading|see also|external links)(?: (?:and|&) (?:notes|further reading|references|sources|bibliography|citations))?|referencias(?: bibliogr[aá]ficas)?|bibliograf[ií]a(?: citada)?|fuentes(?: consultadas)?|notas(?: al pie)?|obras citadas|v[eé]ase tambi[eé]n|literatur(?:verzeichnis)?|quellen|r[eé]f[eé]rences|bibliographie|refer[eê]ncias)\s*:?$/iu
const POINTERS = /see also|further reading|external links|véase/iu
const MARKED = /^\s*(?:\[\^?\d{1,4}\]|\(\d{1,3}\)|\d{1,3}[.)]?\s+(?=["“«\p{Lu}h])|[¹²³⁰-⁹]+|\^)/u
const CITED =
  /https?:\/\/|\bdoi\b|\bwww\.|\((?:[^()]{0,30}\s)?(?:1[89]|20)\d{2}[a-z]?(?:,[^()]{0,20})?\)|\b(?:1[89]|20)\d{2}[a-z]?\.?$|\bibid\b|\bop\. cit\b|\bvol\.\s?\d|\bpp?\.\s?\d|\b(?:retrieved|accessed)\b|\bn\.d\./iu
const MOST_WORDS = 110
/** Numbered entries without a heading count from this many in a row. */
const FEWEST_UNHEADED = 3

const inSection: Verdict = { kind: 'reference', reason: 'stands under a heading for references', rule: 'reference-section' }
const inRun: Verdict = { kind: 'reference', reason: 'one of several numbered references in a row', rule: 'reference-run' }
const noted: Verdict = { kind: 'reference', reason: 'a note of the text', rule: 'note' }

export function isReferenceHeading(text: string): boolean {
  return text.length <= 60 && HEADING.test(text.replace(/\s?\[(?:edit|editar|source)\]$|(?<=\p{Ll})Edit$/u, ''))
}

/** Verdicts of the blocks that are references, by index. */
export function referenceIndexes(judged: readonly Judged[]): Map<number, Verdict> {
  const found = new Map<number, Verdict>()
  let section: { pointers: boolean; marked: boolean; entries: number } | null = null
  judged.forEach((one, index) => {
    const { block, text } = one
    if (block.role === 'reference') found.set(index, { ...noted, reason: block.reason })
    else if (block.role === 'navigation' || block.role === 'running') return
    else if (isReferenceHeading(text)) section = { pointers: POINTERS.test(text), marked: false, entries: 0 }
    else if (section !== null) {
      if (isEntry(one, section)) {
        found.set(index, inSection)
        section = { ...section, marked: section.marked || MARKED.test(text) || block.role === 'list', entries: section.entries + 1 }
      } else section = null
    }
  })
  return withRuns(judged, found)
}

function isEntry({ block, text, words }: Judged, section: { pointers: boolean; marked: boolean; entries: number }): boolean {
  if (words > MOST_WORDS || block.role === 'row') return false
  if (section.pointers && words <= 10 && !/[.!?]$/u.test(text))
    return block.role !== 'heading' || section.entries === 0 || block.level === undefined || block.level > 1
  const marked = MARKED.test(text) || block.role === 'list'
  if (section.marked && marked) return true
  if (block.role === 'heading' && !CITED.test(text)) return false
  if (isProse(text, words)) return marked && readEntry(withoutMark(text)) !== null
  return CITED.test(text) || (words >= 3 && readEntry(withoutMark(text)) !== null)
}

/** Sentences of an article: many words, no address, no year in brackets, and several small words that citations lack. */
function isProse(text: string, words: number): boolean {
  if (words < 14 || /https?:\/\/|www\.|\bdoi\b|\b10\.\d{4,}\//iu.test(text)) return false
  const small =
    text.match(
      /\b(?:is|are|was|were|has|have|had|that|which|this|these|they|it|its|not|but|who|will|would|can|than|been|be|we|es|son|fue|que|pero|han|ha|se)\b/gu,
    )?.length ?? 0
  return (
    small >= 2 &&
    small / words > 0.06 &&
    !/^[^.]{2,80}\(?(?:1[89]|20)\d{2}[a-z]?\)?[.,:]/u.test(text) &&
    !/[“"«].{8,200}[”"»].{0,80}\b(?:1[89]|20)\d{2}\b/u.test(text)
  )
}

function withRuns(judged: readonly Judged[], found: Map<number, Verdict>): Map<number, Verdict> {
  let run: number[] = []
  const close = () => {
    if (run.length >= FEWEST_UNHEADED) for (const index of run) found.set(index, inRun)
    run = []
  }
  judged.forEach(({ block, text, words, share }, index) => {
    const entry =
      share > 0.4 &&
      !found.has(index) &&
      words <= MOST_WORDS &&
      words >= 4 &&
      block.role !== 'row' &&
      MARKED.test(text) &&
      !isProse(text, words) &&
      CITED.test(text) &&
      readEntry(withoutMark(text)) !== null
    if (entry) run.push(index)
    else close()
  })
  close()
  return found
}

function withoutMark(text: string): string {
  return text.replace(/^\s*(?:\[\^?\d{1,4}\]:?|\(\d{1,3}\)|\d{1,3}[.)]?|[¹²³⁰-⁹]+|\^|[•·*–-])\s*/u, '')
}
