/**
 * What kind of statement a sentence makes: a fact that could be checked, or a wish, a judgement, a forecast, a guess. Cue words decide; where a cue may
 * go either way the sentence is kept out, because an opinion proposed as a fact costs more than a fact not proposed. It measures form, never truth.
 */
import { latin } from './latin.ts'
export type Statement = 'fact' | 'normative' | 'evaluation' | 'forecast' | 'speculation'

const NORMATIVE = latin(
  /\b(?:should|ought to|must|shall|needs? to be|need to|needs to|has to be|have to be|had better|it is (?:\p{L}+ly )?(?:important|necessary|essential|vital|crucial|imperative|critical|time|high time|advisable|worth|up to|incumbent|key) (?:to|that|for)|is (?:needed|essential|vital|crucial|imperative|indispensable|necessary|of the essence|a must|paramount)|are (?:needed|essential|vital|crucial|imperative|necessary)|should be|we (?:call|urge|recommend|need|propose|suggest)|calls? (?:on|for)|urges?|recommends?|let us|let’s|let's|requires? (?:a|more|better|greater|stronger|clear|further|careful)|deserves?|it would be (?:better|wise|useful|best)|has a duty|have a duty|the (?:task|challenge|goal|objective|priority|solution|answer|key|way forward) (?:is|lies|should)|demands? (?:a|that))\b/iu,
)
const FORECAST = latin(
  /\b(?:will(?! of\b)|won’t|won't|is going to|are going to|(?:is|are|was|were) (?:\p{L}+ly )?(?:expected|projected|forecast|forecasted|predicted|likely|unlikely|set|poised|bound|due|anticipated|slated|scheduled|destined|on track|on course) to|it can be predicted|expects? to|projects that|forecasts? (?:that|a|an)|is forecast|could reach|would (?:be|have|rise|fall|reach|cost|take|need|become|lead|mean|require|save|add|create)|by the end of the (?:decade|century)|in the (?:future|coming|years ahead|long run)|aims? to|plans? to|intends? to|hopes? to|promise[sd]? to|pledge[sd]? to|vow(?:s|ed) to|in the works|under consideration|prospects? (?:of|for))\b/u,
)
const SPECULATION =
  /\b(?:may(?! \d)(?!\s+(?:19|20)\d\d)|might|could|perhaps|possibly|probably|presumably|arguably|allegedly|reportedly|supposedly|conceivably|seems?|seemed|appears? to|appeared to|apparently|it is (?:possible|conceivable|unclear|uncertain|doubtful|likely|unlikely|not clear|hard to say)|remains? (?:to be seen|unclear|uncertain|an open question)|no one knows|nobody knows|if [^,.]{3,80}(?:,| then) |whether or not|suggests? that|speculat|rumou?r|imagine|suppose|what if|would-be|hypothetic)/u
const EVALUATION = latin(
  /\b(?:unfortunately|fortunately|sadly|happily|regrettably|luckily|clearly|obviously|undoubtedly|undeniabl[ey]|of course|surely|certainly|needless to say|admittedly|ironically|rightly|wrongly|frankly|i (?:think|believe|feel|hope|doubt)|we (?:think|believe|feel|hope)|in (?:my|our) (?:view|opinion)|remarkabl[ey]|impressive(?:ly)?|stunning|astonishing(?:ly)?|shocking(?:ly)?|disastrous(?:ly)?|catastrophic|terrible|horrible|appalling|excellent|brilliant|wonderful|great (?:success|failure|opportunity|step|idea)|shameful|disgraceful|outrageous|unacceptable|intolerable|unfair|unjust|immoral|wise(?:ly)?|foolish(?:ly)?|misguided|naive|reckless|short-sighted|hypocri\p{L}+|mutually beneficial|win-win|paradigm shift|wide open|promising|worrying(?:ly)?|alarmingly|troubling|disturbing|dire|hopeless|futile|crucial(?:ly)?|pivotal|invaluable|unique (?:opportunity|outlook|chance|position)|too (?:much|many|little|few|late|often|long|far|high|low|weak|slow|soon)|not (?:sufficient|enough|sufficiently|adequate|surprising)|insufficient|inadequate|far from|little wonder|no wonder|good news|bad news|the (?:truth|problem|trouble|irony|fact|point|question) is|sheer|merely|so-called|nothing (?:more|less) than|worse still|better still|at its best|at best|indispensable|vital (?:role|importance|interest)|success story|a (?:failure|mistake|disgrace|disaster|triumph|tragedy|farce|myth|lie|scandal|shame))\b|[!?]["”’)]?\s*$/iu,
)

/** The kind of the statement. A date such as "May 2019" is no guess. */
export function statementOf(sentence: string): Statement {
  if (NORMATIVE.test(sentence)) return 'normative'
  if (SPECULATION.test(sentence)) return 'speculation'
  if (FORECAST.test(sentence)) return 'forecast'
  return EVALUATION.test(sentence) ? 'evaluation' : 'fact'
}

const NAME = latin(
  /(?<![.!?:“"]\s)(?<!^)(?<!^["“‘(])\p{Lu}[\p{L}\p{M}'’.-]+|(?:^|\s)(?:\p{Lu}\.){2,}|(?:^|[\s(])\p{Lu}{2,}\b|^(?:The\s+)?\p{Lu}[\p{L}\p{M}'’-]+\s+(?:(?:of|and|the|de|del)\s+)*\p{Lu}[\p{L}\p{M}'’-]+/u,
)
const EVENT =
  /\b(?:signed|adopted|entered into force|came into force|took effect|went into effect|launched|established|founded|opened|reopened|closed|elected|re-elected|appointed|ratified|approved|passed|enacted|repealed|rejected|vetoed|replaced|superseded|abolished|announced|agreed|withdrew|joined|left|invaded|annexed|occupied|attacked|bombed|won|lost|died|resigned|stepped down|took office|was born|ended|began|started|created|set up|imposed|lifted|suspended|banned|merged|acquired|bought|sold|deployed|arrested|convicted|sentenced|extradited|killed|assassinated|seized|captured|inaugurated|completed|negotiated|renegotiated|recognized|recognised|declared|proclaimed|gained independence|ceded|purchased|deported|expelled|incorporated|introduced|expanded|extended|renewed|terminated|cancelled|canceled|halted|resumed|restored|transferred|published|issued|ruled|upheld|struck down|overturned|sued|met in|visited|hosted|sponsored|merged|privati[sz]ed|nationali[sz]ed|dissolved|defeated|overthrew|collapsed|erupted|broke out|led to|resulted in|caused)\b/u
const RELATION = latin(
  /\b(?:(?:is|are|was|were|became|remains?) (?:an?|the|its|one of the) (?:\p{L}+[- ]){0,4}(?:members?|part|part[iy]|parties|signator(?:y|ies)|capital|neighbou?rs?|successor|predecessor|subsidiary|branch|agency|ally|allies|partners?|cornerstone|source|supplier|importer|exporter|producer|home|seat|province|state|treaty|agreement|law|alliance|organi[sz]ation|body|river|border|country)|shares? (?:an?|one of|the) (?:\p{L}+[- ]){0,4}borders?|borders on|belongs? to|consists? of|comprises?|is made up of|is (?:headed|led|chaired|governed|administered|owned|funded|financed|run|bounded|composed) (?:by|of)|is known (?:as|for)|is (?:located|based|headquartered) in|replaced|succeeded)\b/u,
)
const QUOTED = /[“"][^”"]{25,}[”"]/u
const FINITE = latin(
  /\b(?:is|was|are|were|has|have|had|did|does|do)\b|\b\p{Ll}{2,}(?:ed|s)\b|\b(?:rose|fell|grew|came|went|took|made|became|began|led|met|won|lost|left|held|stood|ran|cost|hit|cut|saw|gave|set|put|paid|spent|sold|bought|shrank|sank|drew|kept|brought|built|sent|told|said)\b/u,
)

export function namesSomeone(sentence: string): boolean {
  return NAME.test(sentence)
}

/** What a statement of fact tells, besides figures: an event of someone named, a lasting relation, somebody's words; null when neither is plain. */
export function tells(sentence: string, reported: boolean): 'event' | 'relation' | 'quote' | null {
  if (reported && QUOTED.test(sentence)) return 'quote'
  if (!namesSomeone(sentence)) return null
  if (EVENT.test(sentence)) return 'event'
  return RELATION.test(sentence) ? 'relation' : null
}

/** A sentence has a verb; a heading, a label or a cell of a table has none. */
export function isSentence(sentence: string): boolean {
  return FINITE.test(sentence)
}
