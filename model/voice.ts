/**
 * Whose word a sentence is: the source's own, or one that it reports. Conservative: only where somebody is named beside a word of saying;
 * otherwise the source speaks. Quoted and reported speech matter because a brief must not print another's figure as the source's finding.
 */
import { LATIN } from './latin.ts'

/** `own`, or `reported:NAME`: the shape of a fact's voice. */
export type Voice = 'own' | `reported:${string}`

const LONGEST_NAME = 80
/** As contents of a character class. */
const UPPER = LATIN['Lu'] ?? ''
const LETTER = LATIN['L'] ?? ''
const WORD = `[${UPPER}\\p{N}][${LETTER}\\p{M}\\p{N}.&'’/-]*`
const JOINT = '(?:of|the|for|and|on|de|del|la|de la|y|in|to|&)'
/** A name: capitalised words, small ones only between them. */
const NAME = `(?:${WORD}(?:\\s+(?:${JOINT}\\s+){0,3}${WORD}){0,8})`
/** A body named by what it is: "the agency", "border officials", "critics of the plan". */
const ROLES =
  'Critics|Opponents|Supporters|Proponents|Advocates|Officials|Analysts|Economists|Experts|Researchers|Scientists|Scholars|Historians|Observers|Residents|Farmers|Police|Prosecutors|Authorities|Lawmakers|Witnesses|Activists|Unions|Lawyers|agency|bureau|bank|ministry|secretariat|department|commission|committee|council|court|government|administration|authorities|officials|institute|university|centre|center|researchers|analysts|economists|experts|critics|opponents|supporters|proponents|advocates|observers|scholars|historians|scientists|lawyers|activists|campaigners|unions?|lawmakers|farmers|residents|witnesses|police|prosecutors|study|report|survey|poll|audit|review|article|paper|newspaper|authority|director|minister|secretary|president|prime minister|spokes[a-zà-öø-ÿ]+|commissioner|ambassador|governor|mayor|senator|chief|economist|professor|author|analyst|judge|general'
const BODY = `(?:(?:[${LETTER}][${LETTER}.-]*\\s+){0,3}(?:${ROLES})(?:\\s+(?:of|for|at|from|with|in|to)\\s+(?:(?:the|a|an|this|such|its|their)\\s+)?(?:[${LETTER}][${LETTER}.&’'-]*)(?:\\s(?!(?:has|have|had|also|said|say)\\b)[${LETTER}][${LETTER}.&’'-]*){0,3}?)?)`
const WHO = `(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Ss]ome|[Mm]any|[Mm]ost|[Ss]everal|[Oo]ne|[Oo]ther|[Aa]nother|[Tt]wo|[Tt]hree)\\s+)?(?<who>${NAME}|${BODY})`
const SAYS = `(?:said|says|stated|states(?=\\s+that|:)|estimated|estimates|reported|reports|argued|argues|claimed|claims|contended|contends|contend|argue|claim|say|estimate|report|warned|warns|warn|noted|notes|note(?=\\s+that)|announced|announces|found|finds|find(?=\\s+that)|calculated|calculates|concluded|concludes|conclude|testified|maintains|maintained|maintain(?=\\s+that)|insists|insisted|insist|asserted|asserts|assert|projected|projects|forecasts|predicted|predicts|acknowledged|acknowledges|counted|recorded|believes|believe|counter|countered|counters|told [${LETTER}]+|wrote|writes|explained|explains|added|adds|admitted|admits|denied|denies|confirmed|confirms|suggested|suggests|suggest(?=\\s+that)|revealed|reveals|declared|declares|pointed out|points out|observed|observes|complained|complains|complain(?=\\s+that)|stressed|stresses|emphasi[sz]ed|emphasi[sz]es|alleged|alleges|allege|puts?(?=\\s+(?:the|it|this|that)\\s+(?:(?:total|figure|number|cost|share|rate|value|toll)\\s+)?at\\b)|expects?(?=\\s+[${LETTER}]+)|called(?=\\s+(?:the|it|this|that|for)\\b)|describes?d?(?=\\s+))`

const AT_START = `(?:^|[:;]\\s)["“‘(]?(?:(?:[Bb]ut|[Aa]s|[Ww]hile|[Ww]hereas|[Aa]lthough|[Tt]hough|[Aa]nd|[Yy]et|[Ss]till|[Hh]owever|[Mm]eanwhile|[Mm]oreover|[Ii]n (?:[${LETTER}]+ )?\\d{4}|[Ll]ast (?:year|month|week)|[Ii]n (?:a|an|its|his|her|their|the)(?: \\d{4}| [${LETTER}]+){1,4}|[Ii]n (?:[${UPPER}][a-zà-öø-ÿ]+ )?\\d{4}|[Oo]n [${UPPER}][a-zà-öø-ÿ]+(?: \\d{1,2})?),?\\s+)?`
/** What somebody made and speaks for them: "a 2019 study by", "data from", "figures of". */
const WORK = `(?:(?:[${LETTER}]+[ -]){0,2}(?:\\d{4} )?(?:[${LETTER}]+ ){0,2}(?:study|studies|report|reports|research|data|figures|statistics|numbers|estimates?|analysis|analyses|survey|surveys|poll|polls|polling|paper|review|audit|brief|projections?|calculations?)\\s+(?:(?:published|released|compiled|collected|conducted|carried out|commissioned|prepared)\\s+)?(?:by|from|of))`
/** A sentence without `hint` cannot match: most hold no word of saying at all. */
type Pattern = { hint: RegExp; pattern: RegExp }
/** Beginnings of the words in SAYS. */
const SAYING =
  /\s(?:said|say|state|estimat|report|argue|claim|contend|warn|note|announce|found|find|calculate|conclude|testified|maintain|insist|assert|project|forecast|predict|acknowledge|counte|record|believe|told|wrote|writes|explain|add[es]|admit|deni|confirm|suggest|reveal|declare|point|observe|complain|stress|emphasi|allege|put|expect|called|describe)/u
const LEADING: readonly Pattern[] = [
  {
    hint: /ccording to|reported by|words of|view of|iting|[Pp]er\s/u,
    pattern: new RegExp(
      `${AT_START}(?:[Aa]ccording to|[Aa]s reported by|[Ii]n the words of|[Ii]n the view of|[Cc]iting|[Pp]er)\\s+(?:(?:the|an?|its|their|recent|new|latest|official|preliminary)\\s+){0,3}${WORK}\\s+${WHO}(?=[\\s,:.]|$)`,
      'u',
    ),
  },
  {
    hint: /ccording to|reported by|words of|view of|iting/u,
    pattern: new RegExp(`${AT_START}(?:[Aa]ccording to|[Aa]s reported by|[Ii]n the words of|[Ii]n the view of|[Cc]iting)\\s+${WHO}(?=[\\s,:.]|$)`, 'u'),
  },
  {
    hint: /ccording to/u,
    pattern: new RegExp(
      `${AT_START}[Aa]ccording to\\s+(?:(?:the|an?|its|their)\\s+)?(?<who>(?:\\d{4}\\s)?[${LETTER}][${LETTER}.'’-]*(?:\\s+[${LETTER}][${LETTER}.'’-]*){0,5})(?=,)`,
      'u',
    ),
  },
  {
    hint: /[Aa]s\s/u,
    pattern: new RegExp(
      `${AT_START}[Aa]s\\s+${WHO}(?:\\s+${NAME})?\\s+(?:put|puts|has put|described|describes|noted|notes|explained|explains|argued|argues|said|says|pointed|wrote)(?:\\s+it)?,`,
      'u',
    ),
  },
]
const ALSO = '(?:(?:has|have|had|also|itself|themselves|recently|later|then|since|repeatedly|often|long|now|once|even|further|publicly)\\s+){0,2}'
const INSIDE: readonly Pattern[] = [
  {
    hint: /(?:according to|reported by|estimated by|words of|stated by|per)\s/u,
    pattern: new RegExp(
      `,?\\s(?:according to|as reported by|as estimated by|in the words of|as stated by|per)\\s+(?:(?:the|an?|its|their|recent|new|latest|official)\\s+){0,3}${WORK}\\s+${WHO}(?=[\\s,:;.)]|$)`,
      'u',
    ),
  },
  {
    hint: /(?:according to|reported by|estimated by|words of|stated by)\s/u,
    pattern: new RegExp(`,?\\s(?:according to|as reported by|as estimated by|in the words of|as stated by)\\s+${WHO}(?=[\\s,:;.)]|$)`, 'u'),
  },
  { hint: /,\sper\s/u, pattern: new RegExp(`,\\sper\\s+(?:the\\s+)?(?<who>${NAME})(?=[,.;)]|$)`, 'u') },
  {
    hint: /\s(?:show|suggest|indicate|found|find|put|estimate|conclude|reveal|confirm)/iu,
    pattern: new RegExp(
      `${AT_START}(?:(?:[Tt]he|[Aa]n?|[Ss]ome|[Nn]ew|[Rr]ecent|[Oo]fficial)\\s+){0,2}${WORK}\\s+(?:the\\s+)?(?<who>${NAME}|${BODY})\\s+(?:also\\s+)?(?:shows?|showed|suggests?|suggested|indicates?|indicated|finds?|found|puts?|estimates?|estimated|concludes?|concluded|reveals?|revealed|confirms?|confirmed)\\b`,
      'iu',
    ),
  },
  {
    hint: /\s(?:data|figures|statistics|estimates|numbers|surveys?|research|studies|analysts|economists|officials)\s/u,
    pattern: new RegExp(
      `${AT_START}(?<who>${NAME})\\s+(?:data|figures|statistics|estimates|numbers|surveys?|research|studies|analysts|economists|officials)\\s+(?:show|shows|showed|suggest|suggests|indicate|put|find|found|say|said|estimate|expect)\\b`,
      'u',
    ),
  },
  {
    hint: SAYING,
    pattern: new RegExp(
      `${AT_START}${WHO}(?:\\s*,[^,]{2,80},)?\\s+${ALSO}${SAYS}(?=\\s+(?:that|in|on|at|the|an?|its|it|they|more|nearly|about|almost|over|some|there|only|for|growth|[${LETTER}]+\\s+of|"|“|\\d)|\\s*[:,]|\\s+["“\\p{N}${LETTER}])`,
      'u',
    ),
  },
  {
    hint: /(?:said|ed) by\s/u,
    pattern: new RegExp(
      `\\b(?:argued|said|claimed|estimated|reported|suggested|described|quoted|criticized|criticised|praised|asserted|alleged|noted|proposed) by\\s+${WHO}(?=\\s+(?:that|as|to|in|on|at|for)\\b|[,.;])`,
      'u',
    ),
  },
  { hint: SAYING, pattern: new RegExp(`[,”"]\\s+${WHO}\\s+${ALSO}${SAYS}\\s*(?:[.,]|in\\b|on\\b|at\\b|last\\b|$)`, 'u') },
  {
    hint: /[,”"]\s+(?:said|says|argue[ds]|wrote|writes|explained|added|told)\s/u,
    pattern: new RegExp(`[,”"]\\s+(?:said|says|argued|wrote|writes|argues|explained|added|told [${LETTER}]+)\\s+(?:the\\s+)?(?<who>${NAME})`, 'u'),
  },
]
/** Subjects that are the text itself or nobody. */
const NOBODY =
  /^(?:(?:as|if|when|since|because|after|before|in|on|at|for|the fact)\s.*|this|that|these|those|it|he|she|they|we|i|there|which|who|here|both|each|one|all|some|many|most|figure|table|data|figures|section|chapter|article|another|others|the|no|two|three|four|five|several|every .*|neither .*|\d+|(?:law|act|treaty|agreement|constitution|statute|bill|rule|convention|protocol|contract|clause)(?:\s.*)?)$/iu
/** The text's own study: "this report finds", "our survey". */
const OWN_WORK = /^["“‘(]?(?:this|our|the present)\s/iu

/**
 * The voice of a sentence or clause. `sentence` is the whole it was cut from: a leading "According to X," holds for all its clauses.
 * The name is as written, at most 80 characters.
 */
export function voiceOf(clause: string, sentence: string = clause): Voice {
  const leading = firstName(sentence, LEADING)
  if (leading !== null) return `reported:${leading}`
  if (OWN_WORK.test(clause)) return 'own'
  const inside = firstName(clause, INSIDE)
  return inside === null ? 'own' : `reported:${inside}`
}

function firstName(text: string, patterns: readonly Pattern[]): string | null {
  for (const { hint, pattern } of patterns) {
    if (!hint.test(text)) continue
    const who = pattern
      .exec(text)
      ?.groups?.['who']?.replace(/[,'’]+$/u, '')
      .replace(/(?<=\p{Ll}{2})\.$/u, '')
      .replace(/^(?:same|latest|new)\s/u, '')
    if (who !== undefined && who.length <= LONGEST_NAME && !NOBODY.test(who)) return who
  }
  return null
}

/** The voices of the sentences of one paragraph, in order, with speakers carried on (see `carryVoices`). */
export function voicesOf(sentences: readonly string[]): Voice[] {
  return carryVoices(
    sentences,
    sentences.map((sentence) => voiceOf(sentence)),
  )
}

/**
 * What each sentence or clause of a paragraph says of its own voice, carried on: a quotation that is still open goes on in the voice of the sentence it
 * began in; one that stands alone, and what "she added", belong to whoever spoke before.
 */
export function carryVoices<V extends string>(sentences: readonly string[], voices: readonly V[]): V[] {
  let speaker: V | null = null
  let open = false
  return sentences.map((sentence, index) => {
    const said = voices[index] as V
    const begunInside = open
    open = isOpenAfter(sentence, open)
    const goesOn = said === 'own' && (begunInside || PRONOUN_SAYS.test(sentence) || (QUOTATION.test(sentence) && !OWN_WORK.test(sentence)))
    const voice = goesOn && speaker !== null ? speaker : said
    speaker = voice === 'own' ? null : voice
    return voice
  })
}

const PRONOUN_SAYS =
  /(?:^|[,”"]\s+)(?:[Hh]e|[Ss]he|[Tt]hey)\s+(?:also\s+|later\s+|then\s+)?(?:said|says|added|adds|argued|argues|noted|wrote|writes|warned|claimed|explained|continued|insisted|say|argue)\b/u
/** All of it is one quotation. */
const QUOTATION = /^[“"].*[”"][.,]?$/su

function isOpenAfter(sentence: string, open: boolean): boolean {
  let inside = open
  for (const sign of sentence.match(/[“”]/gu) ?? []) inside = sign === '“'
  return inside
}
