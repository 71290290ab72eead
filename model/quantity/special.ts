/** Magnitudes that are not a plain number with a unit: multiples ("tripled", "sixfold", "twice as many"), fractions ("two-thirds of") and ratios ("one in five"). */
import { wordsValue } from './numerals.ts'

export type Special = { start: number; end: number; value: number; unit: 'x' | null; rule: string }

const SMALL = '(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|fifty|hundred|\\d+(?:\\.\\d+)?)'
const TIMES: Readonly<Record<string, number>> = { doubl: 2, tripl: 3, trebl: 3, quadrupl: 4, quintupl: 5, sextupl: 6, halv: 0.5 }
const PARTS: Readonly<Record<string, number>> = { half: 2, halves: 2, third: 3, quarter: 4, fourth: 4, fifth: 5, sixth: 6, seventh: 7, eighth: 8, ninth: 9, tenth: 10, hundredth: 100 }
const GLYPHS: Readonly<Record<string, number>> = { '½': 1 / 2, '⅓': 1 / 3, '⅔': 2 / 3, '¼': 1 / 4, '¾': 3 / 4, '⅕': 1 / 5, '⅛': 1 / 8 }

type Reader = { rule: string; pattern: RegExp; unit: 'x' | null; read(match: RegExpExecArray): number | null }

const READERS: readonly Reader[] = [
  { rule: 'multiple-verb', unit: 'x', pattern: /(?<![\p{L}-])(?<stem>doubl|tripl|trebl|quadrupl|quintupl|sextupl|halv)(?:ed|ing|es)(?![\p{L}-])/giu, read: (match) => TIMES[match.groups?.['stem']?.toLowerCase() ?? ''] ?? null },
  { rule: 'multiple-word', unit: 'x', pattern: /(?<![\p{L}-])(?<stem>doubl|tripl|trebl|quadrupl|quintupl)e(?=\s+(?:the|that|those|its|their|his|her|what|from|in\s+(?:size|number|value|volume|length)|since|by|to)\b)/giu, read: (match) => TIMES[match.groups?.['stem']?.toLowerCase() ?? ''] ?? null },
  { rule: 'multiple-verb', unit: 'x', pattern: /(?<=\b(?:to|will|would|could|should|may|might|can|than|nearly|almost|has|have|roughly|about)\s+)(?<stem>doubl|tripl|trebl|quadrupl|quintupl)e(?![\p{L}-])/giu, read: (match) => TIMES[match.groups?.['stem']?.toLowerCase() ?? ''] ?? null },
  { rule: 'multiple-fold', unit: 'x', pattern: new RegExp(`(?<![\\p{L}\\p{N}.,-])(?<count>${SMALL}(?:-${SMALL})?)[- ]?fold(?![\\p{L}])`, 'giu'), read: (match) => valueOf(match.groups?.['count']) },
  { rule: 'multiple-times', unit: 'x', pattern: new RegExp(`(?<![\\p{L}\\p{N}.,-])(?<count>${SMALL})\\s+times(?=\\s+(?:as|more|less|higher|lower|larger|smaller|greater|bigger|faster|longer|fewer|the|that|what|its|their|over)\\b)`, 'giu'), read: (match) => valueOf(match.groups?.['count']) },
  { rule: 'multiple-twice', unit: 'x', pattern: /(?<![\p{L}-])(?:twice|thrice)(?=\s+(?:as|the|that|those|what|its|their)\b)/giu, read: (match) => (match[0].toLowerCase() === 'twice' ? 2 : 3) },
  { rule: 'ratio', unit: null, pattern: new RegExp(`(?<![\\p{L}\\p{N}.,$€£-])(?<count>${SMALL})\\s+(?:in(?:\\s+every)?|out\\s+of(?:\\s+every)?|of\\s+every)\\s+(?<all>${SMALL})(?![\\p{L}\\p{N}]|[.,]\\d|\\s+(?:years?|months?|weeks?|days?|hours?|minutes?|percent|per|million|billion|thousand|miles|countries|cities)|%)`, 'giu'), read: ratio },
  { rule: 'fraction', unit: null, pattern: new RegExp(`(?<![\\p{L}\\p{N}.,-])(?<count>a|an|one|two|three|four|five|seven|nine)[- ](?<part>half|halves|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|hundredth)s?(?=\\s+(?:of|the|as|more|less|its|their|higher|lower)\\b|[-\\s](?:majority|share|cut|stake)\\b|[.,;)])`, 'giu'), read: fraction },
  { rule: 'fraction', unit: null, pattern: /(?<![\p{L}-])half(?=\s+(?:of|the|its|their|that|those|all|as)\b)/giu, read: () => 0.5 },
  { rule: 'fraction', unit: null, pattern: /(?<![\d.,/])(?<over>[1-9])\/(?<under>[2-9])(?=\s+of\b)/gu, read: (match) => Number(match.groups?.['over']) / Number(match.groups?.['under']) },
  { rule: 'fraction', unit: null, pattern: /(?<=\bby\s+)(?:half|(?<count>a|one|two|three)[- ](?<part>third|quarter|fifth|tenth)s?)(?![\p{L}-])/giu, read: (match) => (match[0].toLowerCase() === 'half' ? 0.5 : fraction(match)) },
  { rule: 'ratio', unit: null, pattern: /(?<![\p{L}\p{N}-])(?<count>one|two|three|four|five|six|seven|eight|nine)\s+of\s+(?<all>three|four|five|six|seven|eight|nine|ten|twenty)(?=\s+\p{Ll}{3,}s\b)/giu, read: ratio },
  { rule: 'fraction', unit: null, pattern: /(?<!\d)[½⅓⅔¼¾⅕⅛](?=\s+of\b)/gu, read: (match) => GLYPHS[match[0]] ?? null },
]

function valueOf(words: string | undefined): number | null {
  if (words === undefined) return null
  if (/^[\d.]+$/.test(words)) return Number(words)
  const value = wordsValue(words)
  return value === null ? null : value.mantissa * value.scale
}

function ratio(match: RegExpExecArray): number | null {
  const count = valueOf(match.groups?.['count'])
  const all = valueOf(match.groups?.['all'])
  return count === null || all === null || all <= count ? null : count / all
}

/** "a third" at the end of a clause may be an ordinal ("two bridges and a third,"), so there it only counts behind "by". */
function fraction(match: RegExpExecArray): number | null {
  const count = match.groups?.['count']?.toLowerCase() ?? ''
  const part = PARTS[match.groups?.['part']?.toLowerCase() ?? '']
  const times = count === 'a' || count === 'an' ? 1 : valueOf(count)
  if (count === 'a' && part === 3 && /^[.,;)]/u.test(match.input.slice(match.index + match[0].length)) && !/\bby\s+$/iu.test(match.input.slice(0, match.index))) return null
  return part === undefined || times === null || times >= part ? null : times / part
}

/** All of them in the text, in order, not overlapping. */
export function readSpecials(text: string): Special[] {
  const found = READERS.flatMap(({ rule, unit, pattern, read }) =>
    Array.from(text.matchAll(pattern)).flatMap((match) => {
      const value = read(match)
      return value === null ? [] : [{ start: match.index, end: match.index + match[0].length, value, unit, rule }]
    }),
  ).sort((a, b) => a.start - b.start || b.end - a.end)
  return found.filter((special, index) => index === 0 || special.start >= (found[index - 1]?.end ?? 0))
}
