/** Sentences and clauses of dewrapped text. Intl.Segmenter finds the breaks; those behind an abbreviation are undone. */
import { matches } from './matches.ts'

export type Stretch = { start: number; end: number }

const SEGMENTER = new Intl.Segmenter('en', { granularity: 'sentence' })
/** Never the end of a sentence: a title, a number sign, an initial. */
const ALWAYS_GOES_ON =
  /(?:^|[\s("'“‘[])(?:Dr|Mr|Mrs|Ms|Mx|Prof|Gen|Lt|Col|Capt|Sgt|Adm|Sen|Rep|Reps|Sens|Gov|Amb|Hon|St|Ste|Mt|Ft|vs|cf|viz|al|e\.g|i\.e|No|Nos|Fig|Figs|Art|Arts|Sec|Secs|Ch|Vol|pp|p|para|paras|approx|ca|c|Pub|Stat|Res|Doc|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Lic|Ing|Sra?|H\.R|S|\p{Lu}|\p{Lu}\.\p{Lu}\.\p{Lu})\.\s*$/u
/** May end one: "in the U.S. The agreement …" does, "the U.S. Congress" does not. */
const MAY_GO_ON = /(?:^|[\s("'“‘[])(?:(?:\p{Lu}\.){1,4}\p{Lu}|etc|Inc|Corp|Ltd|Co|Bros|Jr|Sr|Ph\.D|M\.A|a\.m|p\.m|dept|est)\.["'”’)]?\s*$/u
const OPENERS =
  /^["'“‘(]?(?:The|This|That|These|Those|It|Its|In|On|At|As|A|An|And|But|Or|So|Yet|For|From|By|With|Without|Under|After|Before|Since|While|When|Where|If|Although|Though|However|Moreover|Furthermore|Meanwhile|Instead|Indeed|Still|Also|Both|He|She|They|We|You|I|His|Her|Their|Our|There|Here|Most|Many|Some|Such|To|Not|No|One|Two|What|Who|How|Why|Then|Now|Even|Each|Every|Between|Among|During|Because|Despite|According|Critics|Supporters|Officials)\b/u

/** The sentences of `text` without the blanks between them. */
export function sentences(text: string): Stretch[] {
  const found: Stretch[] = []
  for (const { segment, index } of SEGMENTER.segment(text)) {
    const previous = found.at(-1)
    if (previous !== undefined && goesOn(text.slice(Math.max(previous.start, previous.end - 24), previous.end), segment)) previous.end = index + segment.length
    else found.push({ start: index, end: index + segment.length })
  }
  return found.map((stretch) => trim(text, stretch)).filter(({ start, end }) => end > start)
}

function goesOn(ending: string, next: string): boolean {
  if (ALWAYS_GOES_ON.test(ending)) return true
  return /^\p{Ll}/u.test(next) ? /[.]["'”’)]?\s*$/u.test(ending) : MAY_GO_ON.test(ending) && !OPENERS.test(next)
}

const FEWEST_WORDS = 5
/** How far the judgement of a split looks on each side; it keeps endless sentences linear. */
const REACH = 600
const SPLIT = /;\s+|,\s+(?=(?:while|whereas)\s)/gu

/** A sentence cut at "; ", ", while" and ", whereas" where both parts have at least five words and no bracket or quotation is open. Separators belong to no clause. */
export function clauses(text: string, sentence: Stretch): Stretch[] {
  const content = text.slice(sentence.start, sentence.end)
  const parts: Stretch[] = []
  let from = 0
  for (const match of matches(SPLIT, content)) {
    const left = content.slice(Math.max(from, match.index - REACH), match.index)
    const right = content.slice(match.index + match[0].length, match.index + match[0].length + REACH)
    if (wordCount(left) < FEWEST_WORDS || wordCount(right.split(/;\s/u)[0] ?? '') < FEWEST_WORDS || isOpen(left)) continue
    parts.push({ start: sentence.start + from, end: sentence.start + match.index })
    from = match.index + match[0].length
  }
  parts.push({ start: sentence.start + from, end: sentence.end })
  return parts.map((part) => trim(text, part))
}

export function wordCount(text: string): number {
  return text.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’.,-]*/gu)?.length ?? 0
}

function isOpen(text: string): boolean {
  const count = (sign: string) => text.split(sign).length - 1
  return count('(') > count(')') || count('[') > count(']') || count('“') > count('”') || count('"') % 2 === 1
}

function trim(text: string, { start, end }: Stretch): Stretch {
  let from = start
  let to = end
  while (from < to && /\s/u.test(text[from] ?? '')) from++
  while (to > from && /\s/u.test(text[to - 1] ?? '')) to--
  return { start: from, end: to }
}
