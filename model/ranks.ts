/** Ranks: ordinal standings ("second largest trading partner", "number one destination", "ranked third among exporters"). Offsets are UTF-16 code units. */
import { latin } from './latin.ts'
import { matches } from './matches.ts'
import { apart, covers, type Span } from './quantity/spans.ts'

export type Rank = {
  /** Start inclusive, end exclusive; `span` is the ordinal, the superlative and what stands in the order, without the article. */
  start: number
  end: number
  span: string
  /** 1 for "largest" and "most important", 2 for "second largest". */
  rank: number
  /** `least` counts from the other end: "smallest", "lowest". */
  direction: 'most' | 'least'
  /** What is put in order: "trading partner". */
  of: string
  /** Who holds the rank, as written; null when nobody is named near enough. */
  subject: string | null
  rule: string
}

const ORDINALS: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
  eleventh: 11,
  twelfth: 12,
  thirteenth: 13,
  fourteenth: 14,
  fifteenth: 15,
  twentieth: 20,
}
const CARDINALS: Readonly<Record<string, number>> = { one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 }
const ORDINAL = `(?:(?<ordinal>${Object.keys(ORDINALS).join('|')}|\\d{1,3}(?:st|nd|rd|th))[- ])`
const MOST =
  'largest|biggest|highest|greatest|longest|tallest|deepest|oldest|richest|wealthiest|busiest|deadliest|fastest|strongest|heaviest|hottest|wettest|broadest|widest|top|leading|foremost|main|premier|largest-ever'
const LEAST = 'smallest|lowest|fewest|shortest|youngest|poorest|slowest|weakest|lightest|cheapest|coldest|driest'
const MOST_WORDS =
  'important|populous|populated|visited|traded|spoken|used|valuable|common|expensive|dangerous|violent|unequal|corrupt|indebted|productive|powerful|significant|active|frequent|popular|widely \\p{L}+|heavily \\p{L}+|densely \\p{L}+|prolific|lethal|deadly|lucrative|polluted|polluting|profitable|competitive|cited|attacked|affected|trafficked|consumed|exported|imported|generous|prosperous|peaceful|water-\\p{L}+|biodiverse'
const GROWN = '(?:-(?:growing|selling|paid|earning|ranked|performing|spending|producing|rising|moving|shrinking|warming|running|serving|lasting))?'
const SUPERLATIVE = `(?<superlative>(?:${MOST}|${LEAST})${GROWN}|(?<most>most|least)[- ](?:${MOST_WORDS}))`
/** The thing in the order: up to four words that are no verbs, prepositions or articles. */
const STOP =
  '(?:of|in|on|at|to|for|from|by|with|and|or|but|since|than|that|which|who|is|was|are|were|has|have|had|will|would|as|after|before|behind|among|during|until|ever|so|per|the|a|an|its|their|over|under|between|within|while|when|where|all|every|each|not|make|makes|made|can|could|may|might|worldwide|globally|now|today|here|there|yet|again|last|this)'
const NOUN = `(?<of>(?!${STOP}\\b)(?:(?:\\p{Lu}\\.){2,}\\s)?[\\p{L}][\\p{L}\\p{M}&’'-]*(?:\\s(?!${STOP}\\b)\\p{L}[\\p{L}\\p{M}&’-]*){0,3})`

/** Not standings: shares and amounts, turns of speech, and records in time. */
const NO_STANDING =
  /^(?:(?:single )?(?:share|part|portion|number|amount|majority|extent|degree|proportion|percentage|chunk|bulk|quantity|fraction|levels?|rate|increase|decrease|drop|fall|rise|gain|decline|jump|possible|point|time|step|value|figure|total|ever|quarterly|annual|monthly|yearly|way|reason|question|problem|issue|concern|challenge|obstacle|threat|risk|factor|thing|mistake|lesson|priority|aim|goal|objective|purpose|advantage|argument|difference|difficulty|hope|fear|failure|success|achievement|common denominator|floors?|line|lines|idea|feature|effect|role|task|lesson|tier|level|secret|official|officials|priorities|concerns|problems|questions|executives?|leaders?|aide|job|court|courts|house|chamber|standards?|quality|echelons?|brass|candidates?|edge|reasons?|causes?|streets?|text|body|entrance|character|point|thrust|focus|topics?|themes?|impact|influence|comfort|benefit|surprise|change|strength|weakness|form|aspect|element|kind|type|sort|version|example|reference|evidence)\b)/iu
/** "its highest level since 1945", "the lowest in four decades". */
const IN_TIME = latin(
  /^\s*(?:(?:since|ever|on record|in (?:more than |over |nearly |almost |about |at least )?(?:\p{L}+|\d+)(?:-\p{L}+)? (?:years|decades|months|weeks|quarters)|for (?:\p{L}+|\d+) (?:years|decades|months)|in (?:its|their|his|recent|living|modern) \p{L}+|to date|so far|yet)\b|of the (?:year|decade|century|month)\b)/iu,
)
const ONE_OF = latin(/\b(?:one of|among|some of|two of|three of|many of|part of|between) (?:\p{L}+['’]?s?\s){0,5}?$/iu)
const TOP = /^(?:top|leading|main|premier|foremost)$/iu
/** Top and leading rank only what trades or is listed: not "top officials". */
const RANKED_BY_TOP =
  /\b(?:partner|exporter|importer|supplier|buyer|market|destination|source|producer|customer|employer|creditor|lender|donor|trader|seller|recipient|investor|consumer|emitter|cause of death|export|import|crop|producer|contributor|cause|manufacturer|provider|economy|port|host country|polluter|spender)s?$/iu

const PATTERN = latin(new RegExp(`(?<![\\p{L}\\p{N}-])${ORDINAL}?${SUPERLATIVE}\\s${NOUN}`, 'giu'))
const BARE = latin(
  new RegExp(
    `(?<=\\b(?:is|was|are|remains?|became|become|ranks?|ranked|were|as|being)\\s(?:\\p{Ll}+ly\\s)?(?:the|their|its|\\p{Lu}\\p{L}+['’]s?)\\s)${ORDINAL}?${SUPERLATIVE}(?=\\s+(?:in|of|among|worldwide|on|behind|after)\\b|[.,;])|(?<=,\\s(?:the|its)\\s)${ORDINAL}${SUPERLATIVE}(?=\\s+(?:in|of|among|worldwide|on|behind|after)\\b|[.,;])`,
    'giu',
  ),
)
const NUMBER = latin(new RegExp(`(?<![\\p{L}\\p{N}-])(?:number|no\\.|nr\\.)[ -]?(?<number>${Object.keys(CARDINALS).join('|')}|\\d{1,2})\\s${NOUN}`, 'giu'))
const RANKED = latin(
  new RegExp(
    `\\b(?:ranks?|ranked|came|comes|placed|stands|stood|finished|sits)\\s(?:in\\s|joint\\s|only\\s|a distant\\s|at\\s)?(?<place>${Object.keys(ORDINALS).join('|')}|\\d{1,3}(?:st|nd|rd|th)|(?:number|no\\.)\\s?(?:${Object.keys(CARDINALS).join('|')}|\\d{1,3}))(?=\\s+(?:place\\s|position\\s|spot\\s)?(?:out of|among|in|of|on|globally|worldwide|behind|after|overall|for|nationally)\\b|\\s+(?:place|position)\\b|[.,;])`,
    'giu',
  ),
)
const POSITION = latin(
  new RegExp(
    `\\b(?:holds?|held|takes?|took|occup(?:y|ies|ied)|kept|keeps?)\\s(?<place>${Object.keys(ORDINALS).join('|')}|\\d{1,3}(?:st|nd|rd|th))\\s(?:place|position|spot)\\b`,
    'giu',
  ),
)

/** The ranks of a text in order. `vetoed` are stretches no rank may touch, sorted by start. */
export function readRanks(text: string, vetoed: readonly Span[] = []): Rank[] {
  if (!/st\b|st-|most|least|top|leading|main|first|second|third|number|no\.|rank|place|th\b|premier/iu.test(text)) return []
  const found = [
    ...matches(PATTERN, text).flatMap((match) => standing(text, match)),
    ...matches(BARE, text).flatMap((match) => standing(text, match)),
    ...matches(NUMBER, text).flatMap((match) => numbered(text, match)),
    ...[RANKED, POSITION].flatMap((pattern) => matches(pattern, text).map((match) => placed(text, match))),
  ]
  return apart(found.filter((rank) => !covers(vetoed, rank)))
}

function standing(text: string, match: RegExpExecArray): Rank[] {
  const { ordinal, superlative = '', most, of = '' } = match.groups ?? {}
  const noun = headOf(of)
  const start = match.index
  const before = text.slice(Math.max(0, start - 60), start)
  const end = of === '' ? start + match[0].length : start + match[0].length - (of.length - noun.length)
  if (NO_STANDING.test(noun) || IN_TIME.test(text.slice(end, end + 60)) || /\b(?:at|the) (?:very )?$/iu.test(/\bat (?:the )?$/iu.exec(before)?.[0] ?? ''))
    return []
  if (ordinal === undefined && (ONE_OF.test(before) || !isDefinite(before, superlative) || isPlural(noun) || !isPlaced(text, before, end, noun))) return []
  if (TOP.test(superlative) && !RANKED_BY_TOP.test(noun)) return []
  if (ordinal !== undefined && /\b(?:one of|two of)\s+(?:the\s+)?$/iu.test(before)) return []
  const direction = most?.toLowerCase() === 'least' || new RegExp(`^(?:${LEAST})`, 'iu').test(superlative) ? 'least' : 'most'
  return [
    rankAt(text, start, end, {
      rank: ordinalValue(ordinal ?? 'first'),
      direction,
      of: noun,
      rule: ordinal === undefined ? 'superlative' : 'ordinal-superlative',
    }),
  ]
}

/** "the", a possessive or the sentence's own "as … partner" makes a superlative a standing. */
function isDefinite(before: string, superlative: string): boolean {
  return (
    /(?:\b(?:the|its|their|his|her|our|becoming|became|remain(?:s|ed)?)|['’]s?|\bas|\p{L}s['’])\s+(?:(?:single|by far the|undisputed|now|still|current|world|EU|US|U\.S\.|\p{Lu}\p{L}+(?:an|ese|ish))\s+)?$/iu.test(
      before,
    ) ||
    (TOP.test(superlative) && /^\s*$/u.test(before))
  )
}

/** A standing is among others: "largest port in Chile", "Chile's largest port", "is the largest port", a partner or supplier. */
function isPlaced(text: string, before: string, end: number, noun: string): boolean {
  return (
    RANKED_BY_TOP.test(noun) ||
    /^\s*(?:in|of|on|among|worldwide|globally|behind|after|to|for|west|east|north|south)\b/iu.test(text.slice(end, end + 14)) ||
    /(?:['’]s?|\b(?:is|was|are|became|become|remains?|remained|being|as|its|their|making \p{L}+)(?:\s+\p{Ll}+ly)?(?:\s+the)?)\s+(?:\p{L}+\s+)?$/u.test(before)
  )
}

function isPlural(noun: string): boolean {
  const head = noun.split(' ').at(-1) ?? ''
  return (/[^sui]s$/u.test(head) || /^(?:men|women|people|children|countries)$/iu.test(head)) && !/(?:series|species|crossroads|ss)$/u.test(head)
}

/** The noun phrase up to its head: words of it that are plainly verbs or adverbs end it. */
function headOf(of: string): string {
  const words = of.split(' ')
  const stop = words.findIndex(
    (word, index) =>
      index > 0 &&
      /(?:ed|ly|ing)$|^(?:found|made|known|seen|held|built|sold|won|left|set)$/u.test(word) &&
      !/^(?:trading|shipping|mining|banking|manufacturing|processing|landing|meeting|building|fishing|red)$/iu.test(word),
  )
  const kept = stop < 0 ? words : words.slice(0, stop)
  return kept.join(' ').replace(/[.'’]+$/u, '')
}

function numbered(text: string, match: RegExpExecArray): Rank[] {
  const { number = '', of = '' } = match.groups ?? {}
  const rank = CARDINALS[number.toLowerCase()] ?? Number(number)
  const noun = headOf(of)
  if (
    !RANKED_BY_TOP.test(noun) &&
    !/\b(?:killer|threat|concern|priority|issue|brand|choice|player|cause|spot|position|city|state|country|problem)$/iu.test(noun)
  )
    return []
  const start = match.index
  return [rankAt(text, start, start + match[0].length - (of.length - noun.length), { rank, direction: 'most', of: noun, rule: 'number-one' })]
}

function placed(text: string, match: RegExpExecArray): Rank {
  const place = match.groups?.['place'] ?? ''
  const start = match.index + match[0].lastIndexOf(place)
  const end = start + place.length
  const of =
    /^\s+(?:place\s|position\s|spot\s)?(?:out of|among|in|of|for)\s+(?:the\s+|all\s+)?(?<of>[\p{L}][\p{L}'’-]*(?:\s[\p{L}][\p{L}'’-]*){0,3})/u.exec(
      text.slice(end, end + 90),
    )?.groups?.['of'] ?? ''
  return rankAt(text, start, end, { rank: ordinalValue(place), direction: 'most', of, rule: 'ranked' })
}

function ordinalValue(written: string): number {
  const word = written.toLowerCase().replace(/^(?:number|no\.)\s?/u, '')
  return ORDINALS[word] ?? CARDINALS[word] ?? Math.max(1, Number.parseInt(word, 10))
}

const SUBJECT = latin(
  /(?:^|[,;:.]\s+|\b(?:and|but|while|as|that|because|when)\s+)(?<subject>(?:the\s+)?\p{Lu}[\p{L}\p{M}.'’-]*(?:\s(?:(?:of|and|the|de|del|la)\s)?\p{Lu}[\p{L}\p{M}.'’-]*){0,4}?)(?:,[^,]{1,60},)?\s+(?:(?:now|still|also|already|today|again|currently|long|soon|then|has|had|have|been|would|will|is|was)\s+)*(?:is|was|are|were|remains?|remained|became|becomes|become|being|ranks?|ranked|came|comes|overtook|emerged|as|stands|holds?|held)\b[^.;]{0,60}$/iu,
)
const MADE = latin(
  /\b(?:making|made|makes|make|leaving|left|considers?|called?|names?|named)\s+(?<subject>\p{Lu}[\p{L}\p{M}.-]*(?:\s\p{Lu}[\p{L}\p{M}.-]*){0,3})\s+(?:(?:the|its|as)\s+|\p{Lu}[\p{L}.]*\s?\p{L}*['’]s?\s+){0,3}$/u,
)
const APPOSED = latin(/(?<subject>\p{Lu}[\p{L}\p{M}.-]*(?:\s\p{Lu}[\p{L}\p{M}.-]*){0,3}),\s+(?:(?:the|its|their|an?)\s+|(?:the\s+)?\p{L}+['’]s?\s+){1,2}$/u)
const ASCENT = latin(
  /(?<subject>\p{Lu}[\p{L}\p{M}-]*(?:\s\p{Lu}[\p{L}\p{M}-]*){0,3})['’]s?\s+(?:\p{L}+\s+){0,3}(?:as|to|position|role|status|rank)\b[^.;]{0,50}$/u,
)

function rankAt(text: string, start: number, end: number, { rank, direction, of, rule }: Pick<Rank, 'rank' | 'direction' | 'of' | 'rule'>): Rank {
  return { start, end, span: text.slice(start, end), rank, direction, of, subject: subjectOf(text.slice(Math.max(0, start - 160), start)), rule }
}

function subjectOf(before: string): string | null {
  const clause = before.slice(Math.max(before.lastIndexOf('. ') + 1, 0)).trimStart()
  for (const pattern of [MADE, APPOSED, ASCENT]) {
    const subject = pattern.exec(`${clause}`)?.groups?.['subject']
    if (subject !== undefined && !/^(?:The|In|It|This|That|As)$/u.test(subject)) return subject
  }
  const subject = SUBJECT.exec(clause)
    ?.groups?.['subject']?.replace(/^the\s+/iu, '')
    .replace(/\s\p{Ll}+ly$/u, '')
  return subject === undefined || /^(?:It|This|That|These|They|He|She|There|Which|Who|In|The)$/u.test(subject) || !/^\p{Lu}/u.test(subject) ? null : subject
}
