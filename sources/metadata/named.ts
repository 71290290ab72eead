/**
 * Title, authors, date and publisher as a text names them: in the lines before its first paragraph, in the signature and notes behind its last, in its copyright line. Each answer
 * carries the block and the words it was read from; where nothing is written the answer is null.
 */
import { foldWords } from '#model/fold.ts'
import { isBoilerplate, type Block } from '#model/source.ts'
import { bioName } from '../boilerplate.ts'
import { looksInstitutional } from '../references/names.ts'
import { datesIn, isoDate } from './dates.ts'
import { isAffiliation, isLabel, opensByline, readAboutLine } from './lines.ts'

/** A block with its first words as read. */
export type AboutBlock = Block & { text: string }
/** `written` are the words of the text that `value` was made of. */
export type Found = { value: string; written: string; block: Block; rule: string }

/** How many blocks count as the top, and as the end. */
const TOP = 24
const END = 12
/** As many blocks are looked through for the words of a name. */
const MOST_BLOCKS = 2000

/** The blocks before the first paragraph; where a text begins with one, the blocks around the top that are lines. */
function headOf(blocks: readonly AboutBlock[]): AboutBlock[] {
  const top = blocks.slice(0, TOP)
  const first = top.findIndex((block) => block.kind === 'body' && isSentence(block.text) && readAboutLine(block.text) === null)
  if (first < 0) return top
  // A sentence under the title may sum the article up before the byline comes.
  const second = top.findIndex((block, index) => index > first && block.kind === 'body' && isSentence(block.text) && readAboutLine(block.text) === null)
  const byline = top.findLastIndex(
    (block, index) =>
      index > first &&
      index <= first + 4 &&
      (second < 0 || index < second) &&
      (readAboutLine(block.text)?.explicit === true || readAboutLine(block.text)?.date !== undefined),
  )
  return top.slice(0, byline < 0 ? first : byline + 1)
}

function isSentence(text: string): boolean {
  const words = text.split(' ').length
  return words >= 25 || (words >= 6 && /[.!?…。]["'”’»)]*$/u.test(text) && !/\?["'”’»)]*$/u.test(text))
}

const DEK = /^(?:[a-z]|by\b|how .* is\b)/u

/** The line that heads the whole: among the lines before the first paragraph the one that the byline follows, that comes again, or that comes first. */
export function namedTitle(blocks: readonly AboutBlock[], publisher: string | null): Found | null {
  const head = headOf(blocks)
  const candidates = head.filter((block) => isTitleLike(block, publisher))
  const dek = head.findIndex((block) => block.kind === 'body' && isSentence(block.text))
  const scored = candidates.map((block, index) => {
    const at = head.indexOf(block)
    const next = [head[at + 1], head[at + 2]].map((other) => (other === undefined ? null : readAboutLine(other.text)))
    const words = block.text.split(' ').length
    const again = blocks.some((other) => other.kind === 'boilerplate:repeated' && foldWords(other.text) === foldWords(block.text))
    const capitals = !/\p{Ll}/u.test(block.text) && candidates.length > 1
    return {
      block,
      score:
        (index === 0 && words >= 2 ? 2 : 0) +
        (next[0] !== null ? 3 : next[1] !== null ? 1 : 0) +
        (again ? 2 : 0) +
        (words >= 4 ? 1 : 0) -
        (capitals ? 2 : 0) -
        (dek >= 0 && at > dek ? 3 : 0) -
        (words < 2 ? 1 : 0),
    }
  })
  const best = scored.toSorted((a, b) => b.score - a.score)[0]
  return best === undefined ? null : { value: best.block.text.replace(/^#+\s*/u, ''), written: best.block.text, block: best.block, rule: 'heading' }
}

function isTitleLike({ kind, text }: AboutBlock, publisher: string | null): boolean {
  const words = text.split(' ').length
  if (
    isBoilerplate(kind) ||
    kind === 'list' ||
    (words >= 8 && /[.!?]\s\p{Lu}.*\.$/u.test(text)) ||
    kind === 'reference' ||
    words > 30 ||
    text.length > 300 ||
    !/\p{L}{2}/u.test(text)
  )
    return false
  if (isLabel(text) || opensByline(text) || isAffiliation(text) || DEK.test(text) || readAboutLine(text) !== null || /[,;]$/u.test(text)) return false
  return publisher === null || foldWords(text) !== foldWords(publisher)
}

/** Bylines at the top; else a signature or credit at the end; else the notes on authors. */
export function namedAuthors(blocks: readonly AboutBlock[], title: string | null): Found[] {
  const head = headOf(blocks)
  const bios = blocks
    .filter((block) => block.kind === 'boilerplate:bio')
    .flatMap((block) =>
      bioName({ text: block.text, words: block.text.split(' ').length }) === null
        ? []
        : [{ block, name: bioName({ text: block.text, words: block.text.split(' ').length }) ?? '' }],
    )
  const named = (block: AboutBlock, rule: string, sure: boolean): Found[] => {
    const line = foldWords(block.text) === foldWords(title ?? '') ? null : readAboutLine(block.text)
    if (line === null || !(sure || line.explicit || line.names.some((name) => bios.some((bio) => bio.name.endsWith(name.split(' ').at(-1) ?? name))))) return []
    return line.names.map((name) => ({ value: name, written: writtenAs(block.text, name), block, rule }))
  }
  const top = head.filter((block) => !isBoilerplate(block.kind))
  const isPlainWords = plainWords(blocks)
  const bylines = unique(top.flatMap((block) => named(block, 'byline', isBesideAbout(head, head.indexOf(block))))).filter(
    ({ value, block }) => readAboutLine(blocks.find((one) => one.start === block.start)?.text ?? '')?.explicit === true || !isPlainWords(value),
  )
  if (bylines.length > 0) return bylines
  const end = blocks.slice(-END * 2).filter(({ text, kind }) => text.length <= 120 && !isBoilerplate(kind))
  const credits = unique(
    end.filter((block) => isCredit(blocks, block)).flatMap((block) => named({ ...block, text: block.text.replace(/;.*$/u, '') }, 'signature', true)),
  )
  return credits.length > 0 ? credits : unique(bios.map(({ block, name }) => ({ value: name, written: name, block, rule: 'bio' })))
}

/** True for a name of which every word stands in small letters elsewhere in the text: "Standing Trustees" is no person where trustees are standing. */
function plainWords(blocks: readonly AboutBlock[]): (name: string) => boolean {
  let small: Set<string> | null = null
  return (name) => {
    small ??= new Set(blocks.slice(0, MOST_BLOCKS).flatMap(({ text }) => text.match(/(?<![\p{L}\p{M}])\p{Ll}[\p{L}\p{M}]+/gu) ?? []))
    const known = small
    const stem = (word: string) => word.toLowerCase().replace(/s$/u, '')
    return name.split(/\s+/u).every((word) => known.has(word.toLowerCase()) || known.has(stem(word)))
  }
}

/** "By …" or "– Name" behind the article, or a name alone between its last paragraph and what is no article. */
function isCredit(blocks: readonly AboutBlock[], block: AboutBlock): boolean {
  const at = blocks.indexOf(block)
  const [previous, next] = [blocks[at - 1], blocks[at + 1]]
  if (/^(?:[–—-]\s*\p{Lu}|(?:(?:reporting|written|words|text|story) )?by:?\s)/iu.test(block.text))
    return previous?.kind === 'body' || /^(?:reporting|written)\s/iu.test(block.text)
  return previous?.kind === 'body' && (next === undefined || isBoilerplate(next.kind)) && (readAboutLine(block.text)?.names.length ?? 0) === 1
}

/** A bare line of names counts beside a date, another byline or a line of names with affiliations. */
function isBesideAbout(head: readonly AboutBlock[], index: number): boolean {
  return [head[index - 1], head[index + 1]].some((other) => {
    const line = other === undefined ? null : readAboutLine(other.text)
    return (line !== null && (line.date !== null || line.explicit)) || (other !== undefined && (opensByline(other.text) || isAffiliation(other.text)))
  })
}

function unique(found: readonly Found[]): Found[] {
  return found.filter((one, index) => found.findIndex((other) => other.value.toLowerCase() === one.value.toLowerCase()) === index)
}

function writtenAs(text: string, name: string): string {
  const at = text.toLowerCase().indexOf(name.toLowerCase())
  return at < 0 ? name : text.slice(at, at + name.length)
}

const SAID_PUBLISHED = /\b(?:(?:first |originally )?(?:published|posted|issued|released|appeared)|publicad[oa]|publication date|dated)\b[^.\d]{0,40}$/iu
const UPDATED = /\b(?:updated|revised|modified|actualizad[oa]|reviewed)\b[^.\d]{0,30}$/iu
const DATELINE = /^(?:\p{Lu}[\p{L}.'’-]*(?:[ ,]+\p{Lu}[\p{L}.'’-]*){0,5},?\s*(?:\([A-Z]{2,8}\)\s*)?)?$/u

/** Date lines at the top, published before updated; else a dateline that opens the first paragraph; else what the end says of its publication. */
export function namedDate(blocks: readonly AboutBlock[]): Found | null {
  const head = headOf(blocks).filter((block) => !isBoilerplate(block.kind))
  const lines = head.flatMap((block) => {
    const line = readAboutLine(block.text)
    return line?.date ? [{ block, line, date: line.date }] : []
  })
  const best = lines.find(({ line }) => !line.updated) ?? lines[0]
  if (best !== undefined)
    return {
      value: isoDate(best.date.parts),
      written: best.block.text.slice(best.date.start, best.date.end),
      block: best.block,
      rule: best.line.updated ? 'updated-line' : 'date-line',
    }
  return dateline(blocks) ?? saidAtEnd(blocks)
}

/** "EL PASO, March 3, 2021 — The shelves …" */
function dateline(blocks: readonly AboutBlock[]): Found | null {
  const first = blocks.find((block) => block.kind === 'body' && isSentence(block.text))
  const date = first === undefined ? undefined : datesIn(first.text.slice(0, 90))[0]
  if (first === undefined || date === undefined || date.parts.length < 3) return null
  const opens = DATELINE.test(first.text.slice(0, date.start)) && date.start > 0 && /^\s*(?:\([A-Z]{2,8}\)\s*)?[–—-]\s/u.test(first.text.slice(date.end))
  return opens ? { value: isoDate(date.parts), written: first.text.slice(date.start, date.end), block: first, rule: 'dateline' } : null
}

/** "Published: March 3, 2020" behind the article. A line of the article about some publication does not count: it is body and no line. */
function saidAtEnd(blocks: readonly AboutBlock[]): Found | null {
  const end = blocks
    .slice(-END * 2)
    .filter(({ kind, text }) => text.length <= 300 && (kind === 'heading' || kind === 'boilerplate:disclaimer' || kind === 'boilerplate:navigation'))
  let updated: Found | null = null
  for (const block of end) {
    for (const date of datesIn(block.text)) {
      const before = block.text.slice(0, date.start)
      const found = { value: isoDate(date.parts), written: block.text.slice(date.start, date.end), block, rule: 'said-at-end' }
      if (SAID_PUBLISHED.test(before)) return found
      if (UPDATED.test(before) && block.kind === 'heading') updated ??= { ...found, rule: 'updated-line' }
    }
  }
  return updated
}

const YEARS = '(?:(?:19|20)\\d{2}(?:\\s?[–-]\\s?(?:19|20)?\\d{2})?,?\\s*)'
const NAME =
  "(?<name>\\p{Lu}[\\p{L}\\p{M}\\p{N}.&’'-]*(?:\\s(?:(?:of|the|for|and|on|del|de|las|los|la|y|in)(?=\\s)|&|[\\p{Lu}\\p{N}][\\p{L}\\p{M}\\p{N}.&’'-]*)){0,9})"
const RIGHTS_OF: readonly RegExp[] = [
  new RegExp(
    `(?:©|\\([cC]\\)|[Cc]opyright|COPYRIGHT)\\s*(?:©|\\([cC]\\)|[Cc]opyright)?\\s*${YEARS}?(?:(?:the )?Board of \\p{Lu}\\p{L}+,\\s)?(?:by\\s+)?(?:the\\s+(?=\\p{Lu}))?${NAME}`,
    'u',
  ),
  new RegExp(`^${NAME}\\s*(?:©|\\([cC]\\))`, 'u'),
]
const POLICY = new RegExp(
  `\\breflect\\s+(?:the\\s+)?(?:(?:views|opinions|position|policy)\\s+of\\s+)?(?:the\\s+)?${NAME}['’]s?\\s+(?:editorial|official|own)\\b`,
  'u',
)
const PUBLISHED_BY = new RegExp(`\\b(?:[Pp]ublished|[Ii]ssued|[Pp]roduced) by (?:the )?${NAME}`, 'u')
const HOUSE: readonly RegExp[] = [
  new RegExp(
    `^(?:the )?${NAME},?\\s(?:is|are) (?:an? )?(?:\\p{L}+[- ,]{1,2}){0,4}(?:supported|funded|501|non-?profit|nonpartisan|non-?partisan|listener|reader|independent)`,
    'u',
  ),
  new RegExp(`\\b(?:[Mm]ore (?:opinion )?(?:on|from)(?=\\s\\S+\\s)|[Ss]ubscribe to|[Ss]upport) (?:the )?${NAME}\\.?$`, 'u'),
]
const NOBODY =
  /^(?:all|rights|the|this|these|our|creative|commons|crown|material|text|reserved|content|image|images|photo|getty|privacy|notice|policy|permissions?|no|page|us|we|use|terms|contact|about|published)\b|^\p{Lu}$/iu

/** Who stands behind the text: "Published by", the copyright line, the policy a disclaimer names, an appeal in the house's name; or a masthead that one of these repeats. */
export function namedPublisher(blocks: readonly AboutBlock[]): Found | null {
  const found = houseNamed(blocks)
  const byline = new Set(
    headOf(blocks)
      .flatMap(({ text }) => readAboutLine(text)?.names ?? [])
      .map((name) => name.toLowerCase()),
  )
  // What the author holds the rights to has no publisher in that line.
  return found !== null && byline.has(found.value.toLowerCase()) ? null : found
}

function houseNamed(blocks: readonly AboutBlock[]): Found | null {
  const set = blocks.filter((block) => isBoilerplate(block.kind) && block.text.length <= 600)
  const spoken = [...blocks.slice(0, TOP), ...set]
  return (
    firstNamed(set, [POLICY], 'disclaimer') ??
    firstNamed(set, [PUBLISHED_BY], 'published-by') ??
    firstNamed(
      set.filter(({ text }) => /©|\([cC]\)|copyright|derechos/iu.test(text)),
      RIGHTS_OF,
      'rights',
    ) ??
    firstNamed(
      set.filter(({ kind, text }) => kind === 'boilerplate:fundraising' || kind === 'boilerplate:disclaimer' || /^(?:see |view )?more\b/iu.test(text)),
      HOUSE,
      'house',
    ) ??
    masthead(blocks, spoken)
  )
}

function firstNamed(blocks: readonly AboutBlock[], patterns: readonly RegExp[], rule: string): Found | null {
  for (const block of blocks) {
    for (const pattern of patterns) {
      const match = pattern.exec(block.text)
      // "© Ana Ruiz/Truckers at the gate" is the credit of a picture, "Crown Copyright" nobody's name.
      if (match === null || block.text[match.index + match[0].length] === '/' || /copyright(?: \d{4})?$/iu.test(match.groups?.['name'] ?? '')) continue
      const written = match.groups?.['name']
        ?.replace(/(?:[.,]|\s(?:(?:19|20)\d{2}|and|of|the|for|in|All|Rights))+$/u, '')
        .replace(/\.\s.*$/u, '')
        .replace(/['’]s$/u, '')
      if (written !== undefined && written.length >= 3 && written.length <= 90 && !NOBODY.test(written.replace(/^The\s/u, '')))
        return { value: written, written, block, rule }
    }
  }
  return null
}

/** A line of capitals or of an institution's words above the title, when a line behind the article names it again. */
function masthead(blocks: readonly AboutBlock[], spoken: readonly AboutBlock[]): Found | null {
  const line = headOf(blocks)
    .slice(0, 4)
    .find(({ text, kind }) => !isBoilerplate(kind) && text.length <= 60 && looksInstitutional(text) && readAboutLine(text) === null && !isLabel(text))
  if (line === undefined) return null
  const again = spoken.some(
    (other) =>
      other.start !== line.start &&
      isBoilerplate(other.kind) &&
      other.kind !== 'boilerplate:running' &&
      other.kind !== 'boilerplate:repeated' &&
      foldWords(other.text).includes(foldWords(line.text)),
  )
  return again ? { value: line.text, written: line.text, block: line, rule: 'masthead' } : null
}
