/**
 * Whose word a sentence is: the source's own, or one that it reports. Conservative: only where somebody is named beside a word of saying;
 * otherwise the source speaks. Quoted and reported speech matter because a brief must not print another's figure as the source's finding.
 */

/** `own`, or `reported:NAME`: the shape of a fact's voice. */
export type Voice = 'own' | `reported:${string}`

const LONGEST_NAME = 80
const WORD = "[\\p{Lu}\\p{N}][\\p{L}\\p{M}\\p{N}.&'’/-]*"
const JOINT = '(?:of|the|for|and|on|de|del|la|de la|y|in|to|&)'
/** A name: capitalised words, small ones only between them. */
const NAME = `(?:${WORD}(?:\\s+(?:${JOINT}\\s+){0,3}${WORD}){0,8})`
/** A body named by what it is: "the agency", "border officials", "the Mexican government". */
const BODY = '(?:(?:\\p{L}[\\p{L}.-]*\\s+){0,3}(?:agency|bureau|bank|ministry|secretariat|department|commission|council|court|government|authorities|officials|institute|university|centre|center|researchers|analysts|economists|experts|critics|opponents|supporters|proponents|advocates|observers|scholars|study|report|survey|poll|audit|review|article|paper|newspaper|authority|director|minister|secretary|president|spokes\\p{Ll}+|commissioner|ambassador|governor|mayor|senator|chief))'
const WHO = `(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Ss]ome|[Mm]any|[Mm]ost|[Ss]everal)\\s+)?(?<who>${NAME}|${BODY})`
const SAYS =
  '(?:said|says|stated|states(?=\\s+that|:)|estimated|estimates|reported|reports|argued|argues|claimed|claims|contended|contends|contend|argue|claim|say|estimate|report|warned|warns|warn|noted|notes|announced|announces|found|finds|calculated|calculates|concluded|concludes|testified|maintains|maintained|insists|insisted|insist|asserted|asserts|projected|projects|forecasts|predicted|predicts|acknowledged|counted|recorded|believes|believe|counter|countered|told \\p{L}+)'

const AT_START = '(?:^|[:;]\\s)["“‘(]?(?:(?:[Bb]ut|[Aa]s|[Ww]hile|[Ww]hereas|[Aa]lthough|[Tt]hough|[Aa]nd|[Yy]et|[Ss]till|[Hh]owever|[Mm]eanwhile|[Ii]n (?:\\p{L}+ )?\\d{4}|[Ll]ast (?:year|month)),?\\s+)?'
const LEADING: readonly RegExp[] = [
  new RegExp(`${AT_START}(?:[Aa]ccording to|[Aa]s reported by|[Ii]n the words of|[Ii]n the view of|[Cc]iting)\\s+${WHO}(?=[\\s,:.]|$)`, 'u'),
  new RegExp(`${AT_START}[Aa]ccording to\\s+(?:(?:the|an?|its|their)\\s+)?(?<who>\\p{L}[\\p{L}.'’-]*(?:\\s+\\p{L}[\\p{L}.'’-]*){0,5})(?=,)`, 'u'),
]
const INSIDE: readonly RegExp[] = [
  new RegExp(`,?\\s(?:according to|as reported by|as estimated by|in the words of)\\s+${WHO}(?=[\\s,:;.)]|$)`, 'u'),
  new RegExp(`${AT_START}${WHO}(?:\\s*,[^,]{2,80},)?\\s+(?:(?:has|have|had|also|itself|themselves|recently|later|then)\\s+)?${SAYS}(?=\\s+(?:that|in|on|at|the|an?|its|it|they|more|nearly|about|almost|over|some|there|only|"|“|\\d)|\\s*[:,]|\\s+["“\\p{N}\\p{L}])`, 'u'),
  new RegExp(`[,”"]\\s+${WHO}\\s+${SAYS}\\s*(?:[.,]|in\\b|on\\b|$)`, 'u'),
  new RegExp(`[,”"]\\s+(?:said|says|argued|wrote|writes|argues)\\s+(?:the\\s+)?(?<who>${NAME})`, 'u'),
]
/** Subjects that are the text itself or nobody. */
const NOBODY = /^(?:(?:as|if|when|since|because|after|before|in|on|at|for|the fact)\s.*|this|that|these|those|it|he|she|they|we|i|there|which|who|here|both|each|one|all|some|many|most|figure|table|data|figures|section|chapter|article|another|others|the|no|two|three|four|five|several|every .*|neither .*)$/iu
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

function firstName(text: string, patterns: readonly RegExp[]): string | null {
  for (const pattern of patterns) {
    const who = pattern.exec(text)?.groups?.['who']?.replace(/[,'’]+$/u, '').replace(/(?<=\p{Ll}{2})\.$/u, '').replace(/^(?:same|latest|new)\s/u, '')
    if (who !== undefined && who.length <= LONGEST_NAME && !NOBODY.test(who)) return who
  }
  return null
}
