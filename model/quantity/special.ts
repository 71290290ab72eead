/** Magnitudes that are not a plain number with a unit: multiples ("tripled", "sixfold", "twice as many"), fractions ("two-thirds of") and ratios ("one in five", "3:1"). */
import { latin } from '../latin.ts'
import { matches } from '../matches.ts'
import { apart } from './spans.ts'
import { GLYPHS, wordsValue } from './spoken.ts'

export type Special = { start: number; end: number; value: number; unit: 'x' | null; rule: string }

type Groups = Readonly<Record<string, string | undefined>>
type Reader = {
  rule: string
  unit: 'x' | null /** A text without it cannot match. */
  hint: RegExp
  pattern: RegExp
  read(groups: Groups, match: RegExpExecArray): number | null
}

const ONE_WORD =
  '(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand)'
const SMALL = `(?:${ONE_WORD}(?:-${ONE_WORD})?|a (?:hundred|thousand|million)|\\d{1,3}(?:,\\d{3})*(?:\\.\\d+)?)`
const MIXED = `(?:${SMALL}(?: and a (?:half|quarter))?|\\d+½)`
const TIMES: Readonly<Record<string, number>> = { doubl: 2, tripl: 3, trebl: 3, quadrupl: 4, quintupl: 5, sextupl: 6, septupl: 7, halv: 0.5 }
const STEM = '(?<stem>doubl|tripl|trebl|quadrupl|quintupl|sextupl|septupl|halv)'
const PARTS: Readonly<Record<string, number>> = {
  half: 2,
  halve: 2,
  third: 3,
  quarter: 4,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
  twelfth: 12,
  fifteenth: 15,
  twentieth: 20,
  hundredth: 100,
  thousandth: 1000,
}
const PART = '(?<part>half|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twelfth|fifteenth|twentieth|hundredth|thousandth|halve)'
/** What may follow a part of something. */
const OF =
  '(?=\\s+(?:of(?! a century)|the(?! size)|as|more|less|fewer|its|their|our|his|her|higher|lower|larger|smaller|bigger|longer|shorter|that|those|this|these|all|were|was|are|is|have|had|say|said|from|in|below|above|cheaper|again|since|during|between|by|to|over|on|live|lived|believe|do|did|support|lack|never)\\b|[-\\s](?:majority|share|cut|stake|interest|increase|reduction|drop|rise)\\b|\\s*[.,;:)%]|\\s*$)'
const LED =
  '(?<=\\b(?:by|about|around|almost|nearly|than|over|under|only|roughly|just|least|most|to|up|down|another|some|approximately|exactly|fully|cut|fell|rose|lost|grew|shrank|dropped|climbed|increased|decreased|declined|reduced|and|is|was|were|are|of|for|from|costs?|holds?|held|owns?|with|nearly a|went up|went down)\\s+)'
const AS =
  '(?=\\s+(?:as|more|less|higher|lower|larger|smaller|greater|bigger|faster|slower|longer|shorter|fewer|cheaper|stronger|heavier|worse|better|deadlier|richer|poorer|likelier|the|that|those|what|its|their|those of|over|above|current|normal|average)\\b)'
const NO_SPAN =
  '(?!\\s+(?:years?|months?|weeks?|days?|hours?|minutes?|percent|per\\s?cent|per|million|billion|thousand|miles|km|dollars|euros|cities)\\b|[\\p{L}\\p{N}%]|[.,]\\d)'

const times = ({ stem }: Groups) => TIMES[stem?.toLowerCase() ?? ''] ?? null
const count = ({ count }: Groups) => valueOf(count)

const READERS: readonly Reader[] = (
  [
    {
      rule: 'multiple-verb',
      unit: 'x',
      hint: /(?:bl|pl|lv)(?:ed|ing|es)/iu,
      pattern: new RegExp(`(?<![\\p{L}-])${STEM}(?:ed|ing|es)(?![\\p{L}-])`, 'giu'),
      read: times,
    },
    {
      rule: 'multiple-word',
      unit: 'x',
      hint: /[bp]le\b/iu,
      pattern: new RegExp(
        `(?<![\\p{L}-])(?<stem>doubl|tripl|trebl|quadrupl|quintupl)e(?=\\s+(?:the|that|those|its|their|his|her|our|what|from|in\\s+(?:size|number|value|volume|length|price|real|just|only|\\p{L}+\\s+years)|since|by|to|those of)\\b)`,
        'giu',
      ),
      read: times,
    },
    {
      rule: 'multiple-verb',
      unit: 'x',
      hint: /(?:[bp]le|halve)\b/iu,
      pattern:
        /(?<=\b(?:to|will|would|could|should|may|might|can|must|than|nearly|almost|has|have|had|roughly|about|did|not|shall|more than)\s+)(?<stem>doubl|tripl|trebl|quadrupl|quintupl|halv)e(?![\p{L}-])(?!\s+(?:check|down|count))/giu,
      read: times,
    },
    {
      rule: 'multiple-fold',
      unit: 'x',
      hint: /fold/iu,
      pattern: new RegExp(`(?<![\\p{L}\\p{N}.,-])(?<count>${SMALL})[- ]?fold(?![\\p{L}])`, 'giu'),
      read: (groups) => (groups['count']?.toLowerCase() === 'one' ? null : count(groups)),
    },
    {
      rule: 'multiple-times',
      unit: 'x',
      hint: /\btimes\b/iu,
      pattern: new RegExp(`(?<![\\p{L}\\p{N}.,-])(?<count>${MIXED})\\s+times${AS}`, 'giu'),
      read: count,
    },
    {
      rule: 'multiple-times',
      unit: 'x',
      hint: /[x×]\b/u,
      pattern: /(?<![\p{L}\p{N}.,])(?<count>\d+(?:\.\d+)?)[x×](?=\s+(?:as|more|less|higher|lower|larger|faster|the)\b)/gu,
      read: count,
    },
    {
      rule: 'multiple-twice',
      unit: 'x',
      hint: /twice|thrice/iu,
      pattern: /(?<![\p{L}-])(?:twice|thrice)(?=\s+(?:as|the|that|those|what|its|their|his|her|our|higher|larger)\b)/giu,
      read: (_, match) => (/^twice/iu.test(match[0]) ? 2 : 3),
    },
    {
      rule: 'multiple-factor',
      unit: 'x',
      hint: /factor/iu,
      pattern: new RegExp(`\\bfactor of (?:about |almost |nearly |roughly |more than |over )?(?<count>${MIXED})(?![\\p{L}\\p{N}]|[.,]\\d)`, 'giu'),
      read: count,
    },
    {
      rule: 'ratio',
      unit: null,
      hint: /[\denoryxtd]\s+(?:in|of|out\s+of)\s+(?:(?:every|each)\s+)?(?:\d|a\s|one|two|t[hw]|four|five|six|seven|eight|nine|ten|eleven|fift|fort|hundred)/iu,
      pattern: new RegExp(
        `(?<![\\p{L}\\p{N}.,$€£-])(?<count>${SMALL})\\s+(?:in(?:\\s+(?:every|each))?|out\\s+of(?:\\s+(?:every|each))?|of\\s+every)\\s+(?<all>${SMALL})${NO_SPAN}`,
        'giu',
      ),
      read: ratio,
    },
    {
      rule: 'ratio',
      unit: null,
      hint: /\bone\s+\p{Ll}+\s+(?:in|out)\b/iu,
      pattern: new RegExp(
        `(?<![\\p{L}\\p{N}-])(?<count>one)\\s+\\p{Ll}{3,16}\\s+(?:in(?:\\s+(?:every|each))?|out\\s+of(?:\\s+(?:every|each))?)\\s+(?<all>${SMALL})${NO_SPAN}`,
        'giu',
      ),
      read: ratio,
    },
    {
      rule: 'ratio',
      unit: null,
      hint: /\bof\b/u,
      pattern:
        /(?<![\p{L}\p{N}-])(?<count>one|two|three|four|five|six|seven|eight|nine)\s+of\s+(?<all>three|four|five|six|seven|eight|nine|ten|twenty)(?=\s+\p{Ll}{3,}s\b)/giu,
      read: ratio,
    },
    {
      rule: 'ratio',
      unit: null,
      hint: /\d:\d/u,
      pattern: /(?<![\d:.,\p{L}])(?<count>\d{1,4}(?:\.\d+)?):(?<all>1)(?![\d:]|\.\d|\s*[ap]\.?m)/gu,
      read: ({ count }) => Number(count),
    },
    {
      rule: 'ratio',
      unit: null,
      hint: /-to-one|\bto one\b|to-1\b/iu,
      pattern: new RegExp(
        `(?<![\\p{L}\\p{N}-])(?<count>${SMALL})(?:-to-|\\s+to\\s+)(?:one|1)(?![\\p{L}\\p{N}-]|[.,:]\\d)(?=\\s+(?:ratio|margin|odds|leverage|advantage)|[.,;)]|\\s+(?:in|against|to|by)\\b)`,
        'giu',
      ),
      read: count,
    },
    {
      rule: 'fraction',
      unit: null,
      hint: /-(?:hal|thi|qua|fou|fif|six|sev|eig|nin|ten|twe|hun)/iu,
      pattern: new RegExp(`(?<![\\p{L}\\p{N}.,-])(?<count>one|two|three|four|five|six|seven|eight|nine)-${PART}s?(?![\\p{L}-]\\p{L})`, 'giu'),
      read: fraction,
    },
    {
      rule: 'fraction',
      unit: null,
      hint: /ir|uar|urth|fth|xth|nth|hth|half|lve/iu,
      pattern: new RegExp(`(?<![\\p{L}\\p{N}.,-])(?<count>two|three|four|five|six|seven|eight|nine)\\s${PART}s${OF}`, 'giu'),
      read: fraction,
    },
    {
      rule: 'fraction',
      unit: null,
      hint: /ir|uar|urth|fth|xth|nth|hth/iu,
      pattern: new RegExp(
        `(?<![\\p{L}\\p{N}.,-])(?<count>an?|one)\\s${PART}(?!\\s+(?:time|party|country|person|option|term|way|wave|round|generation|group|century|season|state|year|day|one|of a century)\\b)(?=\\s+(?:of(?! a century)|as|more|less|fewer|higher|lower|larger|smaller|longer|below|above|cheaper)\\b|-?\\s?(?:share|majority|stake)\\b)`,
        'giu',
      ),
      read: fraction,
    },
    {
      rule: 'fraction',
      unit: null,
      hint: /ir|uar|urth|fth|xth|nth|hth/iu,
      pattern: new RegExp(
        `${LED}(?<count>an?|one)\\s${PART}(?!\\s+\\p{L}*(?:time|party|country|person|option|term|way|wave|round|generation|group|century|season|state|year|day|one)\\b)${OF}`,
        'giu',
      ),
      read: (groups, match) =>
        /\b(?:and|is|was|with|for)\s+$/iu.test(match.input.slice(Math.max(0, match.index - 6), match.index)) &&
        groups['part'] === 'third' &&
        !/^\s+of\b/u.test(match.input.slice(match.index + match[0].length, match.index + match[0].length + 4))
          ? null
          : fraction(groups),
    },
    {
      rule: 'fraction',
      unit: null,
      hint: /half/iu,
      pattern:
        /(?<![\p{L}\p{N}-]|\b(?:first|second|last|latter|other|better|top|bottom|northern|southern|eastern|western|early|later?|and a|the) )half(?=\s+(?:of(?! the time)|the(?! time)|its|their|our|his|her|that|those|all|as|these|this|what|my|your)\b)/giu,
      read: () => 0.5,
    },
    {
      rule: 'fraction',
      unit: null,
      hint: /half/iu,
      pattern: new RegExp(
        `(?<=\\b(?:by|about|around|almost|nearly|than|over|under|only|roughly|just|least|approximately|exactly|fully|barely|some|to|in|one)\\s+)half(?![\\p{L}-])(?!\\s+(?:an?|past|year|time|day|hour|way|century|decade|life)\\b)(?<!\\bin half(?<!\\b(?:cut|cuts|cutting|fell|fallen|split|slashed|reduced|divided|\\p{L}+ed)\\b[^.;]{0,24}in half))`,
        'giu',
      ),
      read: () => 0.5,
    },
    {
      rule: 'fraction',
      unit: null,
      hint: /\d\/\d/u,
      pattern: /(?<![\d.,/])(?<over>[1-9])\/(?<under>[2-9]|10)(?=\s+of\b|(?:rds|ths|th|rd)\b)(?:rds?|ths?)?/gu,
      read: ({ over, under }) => Number(over) / Number(under),
    },
    {
      rule: 'fraction',
      unit: null,
      hint: /[\u00BC-\u00BE\u2150-\u215E]/u,
      pattern: /(?<!\d)[\u00BC-\u00BE\u2150-\u215E](?=\s+of\b)/gu,
      read: (_, match) => GLYPHS[match[0]] ?? null,
    },
  ] satisfies Reader[]
).map((reader) => ({ ...reader, pattern: latin(reader.pattern) }))

function valueOf(words: string | undefined): number | null {
  if (words === undefined) return null
  if (/^[\d.,]+$/.test(words)) return Number(words.replaceAll(',', ''))
  const halves = /^(\d+)½$/.exec(words)
  if (halves) return Number(halves[1]) + 0.5
  const value = wordsValue(words)
  return value === null ? null : value.mantissa * value.scale
}

function ratio({ count, all }: Groups): number | null {
  const [part, whole] = [valueOf(count), valueOf(all)]
  // "6 in 2 cases" is no share; "50 in 1,988" hardly, but it is one.
  return part === null || whole === null || whole <= part || (whole >= 1500 && whole <= 2100 && !/,/.test(all ?? '') && /^\d/.test(all ?? ''))
    ? null
    : part / whole
}

function fraction({ count, part }: Groups): number | null {
  const whole = PARTS[part?.toLowerCase() ?? '']
  const counted = /^an?$/iu.test(count ?? '') ? 1 : valueOf(count)
  return whole === undefined || counted === null || counted >= whole ? null : counted / whole
}

/** All of them in the text, in order, not overlapping. */
export function readSpecials(text: string): Special[] {
  return apart(
    READERS.filter(({ hint }) => hint.test(text)).flatMap(({ rule, unit, pattern, read }) =>
      matches(pattern, text).flatMap((match) => {
        const value = read(match.groups ?? {}, match)
        return value === null ? [] : [{ start: match.index, end: match.index + match[0].length, value, unit, rule }]
      }),
    ),
  )
}
