/**
 * Digits and number words that state no magnitude: addresses, identifiers, legal and section numbers, times of day, names with a number in them, idioms.
 * They are found first; no figure and no bare year may touch them. Dates are read by `dates.ts`.
 */
import { latin } from '../latin.ts'
import { matches } from '../matches.ts'
import type { Span } from './spans.ts'

/** Words that number what follows them: "Title 42", "Minute 323", "Table 2a". */
const POINTERS =
  'Titles?|Sections?|Secs?\\.|Articles?|Arts?\\.|Chapters?|Ch\\.|Parts?|Annex(?:es)?|Appendix|Appendices|Schedules?|Clauses?|Rules?|Regulations?|Directives?|Resolutions?|Proclamations?|Orders?|Minutes?|Protocols?|Amendments?|Proposition|Propositions|Prop\\.?|Measure|Ordinance|Forms?|Ruling|Opinion|Communiqué|Ley|Decreto|Norma|Artículo|' +
  'Tables?|Figures?|Figs?\\.|Box(?:es)?|Charts?|Maps?|Exhibits?|Pages?|Volumes?|Vol\\.|Issues?|Footnotes?|Notes?|Paragraphs?|Paras?\\.|Number|No\\.|Nos\\.|Phases?|Stages?|Steps?|Tiers?|Levels?|Types?|Class|Category|Pillars?|Items?|Points?|Versions?|Release|Lessons?|Questions?|' +
  'Routes?|Highways?|Interstates?|Freeway|Motorway|Road|Flight|Room|Suite|Apt\\.|Apartment|Unit|Building|Floor|Gate|Exit|Channel|Sector|District|Zone|Area|Region|Block|Lot|Boeing|Airbus|Windows|Agenda|Vision|Horizon|Law|Act|Decree|Public Law|Pub\\. L\\.|P\\.L\\.|Docket|Case|Bill|Group|Bus|Line|Radio|Day|Week|Grade|Super Bowl|Formula|List|Panel|Column|Rows?|Camp|Checkpoint|Terminal|Tower|Pier|Platform|Runway|Wave|Round|Option|Scenario|Goal|Target|Module|Battalion|Division|Brigade|Squadron|Bureau|Recommendations?|Findings?|Principles?|Scene|Episode|Season|Psalm|Heading|Chapter|Lane|Lot|Mile|Station|Block|Pub\\.|SDG|Web|Industry|Tab|Player|Task Force|Apollo|Track'
/** Also in lower case, where the word is always a pointer. */
const LOWER_POINTERS =
  'sections?|articles?|chapters?|clauses?|annex|appendix|tables?|figures?|pages?|p\\.|pp\\.|paragraphs?|paras?\\.|footnotes?|notes?|vol\\.|volumes?|nos?\\.|figs?\\.|arts?\\.|secs?\\.|box|boxes|version|item|items|route|chap\\.|ch\\.|title|rule|regulation|resolution|directive|protocol|amendment|§|§§|¶|¶¶|#'
/** In lower case only before a short number with nothing counted behind it: "day 3", "type 2 diabetes", "lane 4". */
const COMMON_POINTERS =
  'phase|tier|step|stage|level|type|class|category|day|week|wave|round|heat|lane|column|columns|row|rows|line|lines|heading|subheading|zone|group|grade|platform|gate|exit|room|scenario|option|question|point|pillar|goal|track|schedule|list|panel|camp|checkpoint|channel|sector|district|unit|block|lot|example|lesson|recommendation|principle|page|series|season|episode|volume'
/** How the pointers end, with the number behind: found far faster than the words. */
const ENDS_OF_LOWER_POINTERS =
  /(?:ion|ons|cle|les|ter|ers|use|ses|nex|dix|ble|ure|res|age|ges|\.|aph|phs|ote|tes|ume|mes|box|xes|tem|ems|ute|tle|ule|ive|col|ent|[§¶#])\s?\d/u
const ENDS_OF_COMMON_POINTERS =
  /(?:ase|ier|tep|age|vel|ype|ass|ory|day|eek|ave|und|eat|ane|umn|mns|row|ows|ine|nes|ing|one|oup|ade|orm|ate|xit|oom|rio|ion|int|lar|oal|ack|ule|ist|nel|amp|tor|ict|nit|ock|lot|ple|son|ies|ode|ume)\s\d/u
/** A number, or several of them; not one that a unit or scale behind it makes a magnitude. */
const MAGNITUDE = '(?![\\d.,]*\\s*(?:%|per\\s?cent|million|billion|thousand|points?\\b|km\\b|kilomet|miles?\\b|tonnes?\\b))'
const NUMBERED = `\\d+(?:[.,–—/-]?\\d+)*[A-Za-z]?(?:\\([a-z0-9]{1,4}\\))*${MAGNITUDE}(?:\\s*(?:,|,? and|,? or|to|through|&)\\s*\\d+[A-Za-z]?(?:\\([a-z0-9]{1,4}\\))*(?![\\d.,]*\\s*(?:%|per|million|billion|thousand|\\p{Ll}{4,}s\\b)))*`
const STREETS =
  '(?:Street|St\\.?|Avenue|Ave\\.?|Road|Rd\\.?|Boulevard|Blvd\\.?|Drive|Dr\\.?|Lane|Ln\\.?|Square|Place|Court|Way|Parkway|Terrace|Plaza|Broadway|Row|Crescent|Quay|Alley|Highway)'
const NUMBER_NAMES = 'One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Twelve|Fourteen|Twenty|Thirty|Forty|Fifty|Hundred|Thousand|Million'

type Veto = { /** A text without it cannot match. */ hint: RegExp; pattern: RegExp }
const DIGIT = /\d/
const veto = (pattern: RegExp, hint: RegExp = DIGIT): Veto => ({ hint: latin(hint), pattern: latin(pattern) })

const RULES: readonly Veto[] = [
  // addresses
  veto(/\b(?:https?:\/\/|www\.)\S+/giu, /https?:|www\./iu),
  veto(/\bdoi:\s*\S+|\b10\.\d{4,9}\/\S+/giu, /doi|10\./iu),
  veto(/(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/gu, /@/u),
  veto(/(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])/gu, /\d\.\d+\.\d/u),
  veto(
    new RegExp(
      `(?<![\\d.,$€£])\\d{1,5}[A-Z]?\\s(?:(?:North|South|East|West|[NSEW])\\.?\\s)?(?:\\p{Lu}[\\p{L}.'’-]+\\s|\\d{1,3}(?:st|nd|rd|th)\\s){1,3}${STREETS}(?![\\p{L}])`,
      'gu',
    ),
    /\d[A-Z]?\s(?:\p{Lu}|\d)/u,
  ),
  veto(/\bP\.?\s?O\.?\s?Box\s\d+/gu, /Box/u),
  // telephones and other identifiers
  veto(/(?<![\w$€£])\+\d{1,3}(?:[\s.()-]{1,2}\d{1,5}){2,6}(?!\d)/gu, /\+\d/u),
  veto(/\(\d{2,5}\)\s?\d{3,8}(?:[\s.–-]\d{2,4})*(?!\d)/gu, /\(\d/u),
  veto(/(?<![\d,.$€£])(?:1[\s.-])?\d{3}[\s.-]\d{3}[\s.–-]\d{4}(?!\d)/gu, /\d{3}[\s.-]\d{3}/u),
  veto(/(?<![\d,.$€£])0\d{2,4}(?:[ -]\d{3,4}){1,3}(?![\d,.]\d)/gu, /\b0\d\d/u),
  veto(/\b(?:tel|phone|fax|telephone|mobile|ext)\b\.?:?\s*\+?[\d\s().-]{5,}\d/giu, /tel|phone|fax|mobile|ext/iu),
  veto(
    /\b(?:EIN|ISBN|ISSN|SSN|RFC|VAT|GAO|OMB|CRS|ISO|IEC|IEEE|ANSI|PMID|FIPS|NIST|EO|STANAG|CVE|ID|Id|UN|CAS|HS|HTS|NAICS)\b(?:\s+(?:no|number|SP|code))?\.?[:#]?\s*[A-Z]{0,3}-?\d[\dXx.:/–-]*/gu,
    /\p{Lu}{2}|Id/u,
  ),
  veto(/\b\d{2}-\d{7}\b/gu, /\d-\d{7}/u),
  veto(/(?<!\p{L})(?:[A-Z]{2})\s\d{5}(?:[-–]\d{4})?\b/gu, /[A-Z]{2}\s\d{5}/u),
  veto(/(?<!\w)(?=\d*[a-f])(?=[a-f]*\d)[0-9a-f]{8,128}(?!\w)/giu, /[0-9a-f]{8}/iu),
  veto(/(?<![\d,.-])(?!(?:1[5-9]|20)\d\d-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\d|3[01])(?![\d-]))\d{1,12}(?:-\d{1,12}){2,8}(?![\d,.-])/gu, /\d-\d+-\d/u),
  // law
  veto(
    /\b\d+\s+(?:U\.\s?S\.\s?C\.?|USC|C\.\s?F\.\s?R\.?|CFR|Fed\.\s?Reg\.|F\.\s?R\.|U\.\s?S\.(?=\s\d)|F\.\s?(?:2d|3d)|Stat\.|S\.\s?Ct\.)(?:\s*(?:§{1,2}|part|sec\.)?\s*\d[\d.,()a-z–-]*)?/gu,
    /\d\s+(?:U|C|F|S)/u,
  ),
  veto(/\b(?:H\.\s?R\.|H\.\s?Res\.|H\.\s?J\.\s?Res\.|S\.\s?Res\.|S\.|HB|SB|HR|AB)\s?\d+/gu, /[HSA][.BR]/u),
  veto(/\b[HS]\.\s?(?:(?:Con|Conc|J)\.\s?)?Res\.\s?\d+/giu, /Res\./iu),
  veto(/(?<![\d.,/])(?!(?:1[5-9]|20)\d\d\/)\d{1,4}\/\d{2,4}(?![\d/%])/gu, /\d\/\d/u),
  veto(
    /\b(?:paragraph|article|section|chapter|part|phase|stage|step|title|question|page|number|pillar|level|tier|item|clause|option|scenario) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?![\p{L}-])/giu,
    /paragraph|article|section|chapter|part|phase|stage|step|title|question|page|number|pillar|level|tier|item|clause|option|scenario/iu,
  ),
  veto(/\b501\s?\(c\)(?:\s?\(\d+\))?/gu, /501/u),
  veto(/(?<!\d)\d{1,6}\([a-z]\)(?:\(\d{1,4}\)){0,6}/gu, /\d\([a-z]/u),
  veto(/\(?\b(?:EU|EC|EEC|Euratom)\)?,?\s(?:No\.?\s)?\d{1,4}\/\d{1,4}|\b\d{2,4}\/\d{1,4}\/(?:EC|EU|EEC)\b/gu, /E[UC]|Euratom/u),
  veto(/\b\d{1,3}\/\d{2,4}(?=\s(?:resolution|adopted|of the General Assembly))|\bA\/(?:RES|HRC)\/\S+/gu, /\/\d|A\//u),
  veto(
    new RegExp(`\\b(?:Executive Order|Public Law|${POINTERS})\\s+(?:No\\.?\\s?|\\(\\p{Lu}+\\)\\s)?${NUMBERED}`, 'gu'),
    /\p{Lu}[\p{L}.]*\s+(?:No\.?\s?|\(\p{Lu}+\)\s)?\d/u,
  ),
  veto(new RegExp(`(?<![\\p{L}\\d])(?:${LOWER_POINTERS})\\s?${NUMBERED}`, 'gu'), ENDS_OF_LOWER_POINTERS),
  veto(
    new RegExp(
      `(?<![\\p{L}\\d-])(?:${COMMON_POINTERS})\\s\\d{1,4}(?:\\.\\d+)?[A-Za-z]?(?:\\s(?:to|and|or)\\s\\d{1,3})?(?![\\d.,]*\\d|\\s?%|\\s(?:per|percent|million|billion|thousand|\\p{Ll}{3,}s)\\b)`,
      'gu',
    ),
    ENDS_OF_COMMON_POINTERS,
  ),
  // names
  veto(
    /(?<![\p{L}\d])(?!(?:US|MX|CA|AU|NZ|HK|R|Rs|C|A|USD|MXN|EUR|GBP|CAD|AUD|JPY|CHF|BRL|INR|CNY|RMB|SEK|NOK|DKK|ZAR|COP|Euro|FY|CY|MY|Q|H|AD)[\s$'’]?\d)\p{Lu}[\p{L}]*[-–]?\d[\p{L}\d-]*(?:[-–/]\d+[A-Z]*)*(?:\+\d+)?/gu,
    /\p{Lu}[\p{L}]*[-–]?\d/u,
  ),
  veto(
    /(?<![\p{L}\d])(?!(?:mid|early|late|pre|post|under|over|plus|minus|per|net|ex|sub|non)-)\p{L}+-\d{1,3}(?!\d|[,.]\d|\s?(?:%|per\b|million|billion|thousand))/gu,
    /\p{L}-\d/u,
  ),
  veto(/\b(?:9\/11|7\/7|24\/7|50[-–/]50|80[-–/]20|007|401\(k\)|4x4|2x4|fifty-fifty|[1-4]D|[2-6]G)(?![\d\p{L}])/giu, /\d|fifty-fifty/iu),
  veto(
    /\bBig (?:Two|Three|Four|Five|Six|Seven)\b|\b(?:Group of|Gang of|Committee of|Council of) (?:\w+|\d+)\b|\b(?:Five Eyes|Three Amigos|Four Corners|Third World|First World War|Second World War)\b|\b(?:Fortune|FTSE|Nasdaq|DAX|CAC|Nikkei|S&P|Euro Stoxx|IBEX|Russell) \d+/gu,
    /Big|Group|Gang|Committee|Council|Five|Three|Four|World|Fortune|FTSE|Nasdaq|DAX|CAC|Nikkei|S&P|Stoxx|IBEX|Russell/u,
  ),
  veto(
    new RegExp(
      `\\b(?:${NUMBER_NAMES})(?:-(?:${NUMBER_NAMES}))*(?:[- ](?:Days?|Weeks?|Years?|Months?))?['’]?\\s(?:War|Revolution|Plan|Pact|Powers|Commandments|Rivers|Sisters|Gorges|Elms|Oaks|Hills|Lakes|Nations|Mile|Kings|Points)\\b`,
      'gu',
    ),
    /One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Hundred|Thirty/u,
  ),
  veto(
    new RegExp(`(?<=\\p{Ll}[\\p{L},]*\\s)(?:${NUMBER_NAMES})(?:-\\p{Lu}?\\p{Ll}+)?(?=\\s\\p{Lu})`, 'gu'),
    /\p{Ll}\s(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|T|F|H)/u,
  ),
  veto(/\b(?:\d{1,2}(?:st|nd|rd|th)|twent(?:y|ieth)-\p{Ll}+)[- ]?(?:and \p{L}+ )?(?:century|centuries|Congress|Amendment)\b/giu, /centur|Congress|Amendment/iu),
  // times of day, scores
  veto(/\b\d{1,2}[:.]\d{2}(?::\d{2})?\s?(?:[ap]\.m\.|[ap]m\b|hrs\b|GMT|UTC|[A-Z]{1,3}ST\b)/giu, /\d[:.]\d\d/u),
  veto(/\b\d{1,2}:\d{2}(?::\d{2})?\s?[A-Z]{2,4}\b/gu, /\d:\d/u),
  veto(/(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?![\d:])/gu, /\d:\d/u),
  veto(/\b\d{1,2}(?:[.:]\d\d)?\s?[-–]\s?\d{1,2}(?:[.:]\d\d)?\s?(?:[ap]\.m\.|[ap]m\b)/giu, /[ap]\.?m/iu),
  veto(
    /\b\d{1,2}\s?(?:a\.m\.|p\.m\.|am\b|pm\b|o['’]clock|noon\b)|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) o['’]clock\b/giu,
    /m\b|m\.|clock|noon/iu,
  ),
  veto(/\b(?:the|at)\s\d{1,2}\.\d{2}(?=\s(?:to|from|train|bus|flight)\b)/gu, /(?:the|at)\s\d/u),
  veto(/\b\d{1,3}\s?[-–]\s?\d{1,3}\s(?:vote|ruling|decision|majority|win|victory|defeat|split|loss|draw|score|lead)\b/giu, /\d\s?[-–]\s?\d/u),
  veto(
    /(?<=\b(?:lost|won|win|beat|beaten|ruled|voted|defeated|score|split|drew|led|trailed|decided|upheld|held|passed|victory|tied)\s(?:(?:\p{L}+\s){0,2}))\d{1,3}\s?[-–]\s?\d{1,3}(?!\s?(?:%|per|\p{Ll}{3,}|million|billion)|\d|[.,]\d)/gu,
    /\d\s?[-–]\s?\d/u,
  ),
  veto(/\b(?:scale|scored?|ranges?|index) (?:of|from) (?:0|1|zero|one) (?:to|through) (?:\d+|\p{L}+)/giu, /scale|score|range|index/iu),
  // order, enumeration, notes
  veto(/(?<![\d,])\d[\d,]{0,12}(?:st|nd|rd|th)\b(?:[- ]century)?/giu, /\d(?:st|nd|rd|th)/iu),
  veto(/\[\s?\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\s?\]/gu, /\[/u),
  veto(/(?<=^|[\s,;:])\((?:\d{1,2}|[ivx]+)\)(?=\s)/gmu, /\([\divx]/u),
  veto(/(?<=\p{L}[.,;”"])\d{1,3}(?=\s\p{Lu}|$)/gu, /[.,;”"]\d/u),
  veto(/^[ \t]*\d{1,3}(?:\.\d{1,3}){0,6}[.)](?=\s)/gmu, /\d[.)]\s/u),
  veto(/^\s*\d{1,3}\s*\|(?=\s*\p{L})/gu, /\|/u),
  veto(/(?<=(?:\.\s?){4}\|?\s*)\d{1,3}\s*$/gu, /\.\s?\.\s?\./u),
  veto(/^\s*\d{1,2}(?:\.\d{1,2}){1,4}(?=\s+\p{Lu}\p{Ll})/gmu, /\d\.\d/u),
  veto(/\b(?:v|ver\.?|versions?|release|Release)\s?\d+(?:\.\d+)*\b/giu, /v|release/iu),
  veto(/(?<![\d.])(?!\d{1,3}(?:\.\d{3})+(?![.\d]))\d{1,6}(?:\.\d{1,6}){2,8}(?!\d|[.,]\d)/gu, /\d\.\d+\.\d/u),
  veto(/\(\p{Lu}[\p{L}.&, ]{1,60},?\s(?:1[6-9]|20)\d{2}[a-z](?=[,;)])/gu, /\d[a-z][,;)]/u),
  veto(/(?<=\p{Lu}\p{Ll}+(?: et al\.?)?,?\s\(?)(?:19|20)\d{2}[a-z](?!\p{L})/gu, /\d{4}[a-z]/u),
  // what a rate is per, and how large a party is
  veto(/\b(?:per|for every|out of every|in every|for each)\s+\d[\d,]*(?:\s(?:thousand|million))?(?![\d.,]*\d)/giu, /per|every|each/iu),
  veto(/\bper\s+(?:(?:one|a|ten)\s)?(?:hundred|thousand|million|billion)\b(?:\s(?:thousand|million))?/giu, /\bper\b/iu),
  veto(/\b(?:95|99|90|68)\s?(?:%|per\s?cent|percent)\s(?:CI|confidence|credible|uncertainty)\b/giu, /CI|onfiden|redible|ncertain/u),
  veto(/\b(?:family|families|household|households|party|parties) of (?:\d+|\p{L}+)\b/giu, /famil|househ|part/iu),
  // lists of the best: "the top 50", but not "the top 10 per cent"
  veto(/\btop[- ](?:\d{1,3}|ten|twenty|five|hundred)(?![\d.,]*\s?(?:%|per\s?cent|percent)|[.,]?\d)/giu, /top/iu),
  // licences, codes of a variable, enumerations inside a line
  veto(/\bBY(?:-[A-Z]{2})*\s\d\.\d|(?<=\b(?:License|Licence|Attribution\S*)\s)\d\.\d/gu, /BY|Licen|Attribution/u),
  veto(/(?<![\d.,])\d{1,2}\s=\s(?=\p{L})/gu, /=/u),
  veto(/(?<=^|[:;,]\s)\d{1,2}\)(?=\s)/gu, /\d\)/u),
  // idioms
  veto(
    /\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|multi)[- ](?:sum|tolerance|emissions?|carbon|way|sided|time|track|tier|tiered|pronged|party|state|step|stage|digit|off|stop|term|man|page|level|star|size|fits|tiered|fifths rule|strong|dimensional|parent|child policy|party system|piece|liners?|on[- ]one|to[- ]one|by[- ]one|another|percenters?)(?![\p{L}])/giu,
    /zero|one|two|three|four|five|six|seven|eight|nine|ten|multi/iu,
  ),
  veto(
    /\bzero[- ](?:hour|day)\b|\bnet[- ]zero\b|\b(?:ground|absolute|patient|below|above|near|close to|from|to|at|around) zero\b|\bzero (?:in|out|down)\b/giu,
    /zero/iu,
  ),
  veto(
    /\bdoubl(?:e|ed|ing|es)[- ](?:down|standards?|tax(?:ation|ed)?|check(?:ed)?|digits?|edged|counting|counted|back|crossing|entry|blind|decker|figures?)\b|\btriple[- ](?:threat|crown|bottom|jump|[A-C]\b)/giu,
    /doubl|triple/iu,
  ),
  veto(
    /\b(?:half)[- ](?:hearted|time|way|life|brother|sister|measures?|baked|truths?|mast|dozen years)\b|\bhalf (?:way|past)\b|\b(?:first|second|third|fourth|last|previous|this|each|every|next|latest|past|per|final|fiscal|consecutive|same|current|prior) quarters?(?! of (?:all|the|a|its|their|respondents|people))\b|\b(?:in|every|each) a quarter\b|\ba quarter (?:earlier|later|ago|after)\b/giu,
    /half|quarter/iu,
  ),
  veto(
    /\b(?:no|any|every|some|each|this|that|only|which|the|another|for) one\b|\bone (?:of(?! every)|another|by one|day|hand|side|thing|such|way|more|reason|example|could|can|might|may|must|should|would|cannot|that|who|which|or more|or both|and the same|month earlier|year earlier|year later|year ago|year after|day after)\b|\b(?:at|by|in|as|on) one (?:point|time|stroke|go|hand|another)\b|\bone or two\b|\btwo or three\b/giu,
    /\bone\b|two or/iu,
  ),
  veto(
    /\b(?:the|these|those|both|our|its|their|other|all|last|first) (?:two|three)\b|\b(?:two|three) (?:of|sides|main|major|key|other|more|or more|different|separate|broad|reasons|ways|things|types|kinds|aspects|parts|halves|ends|wrongs|minds)\b/giu,
    /two|three/iu,
  ),
]

/** The stretches of `text` that state no magnitude, sorted by start; they may overlap. */
export function vetoedSpans(text: string): Span[] {
  const spans: Span[] = []
  for (const { hint, pattern } of RULES) {
    if (!hint.test(text)) continue
    for (const match of matches(pattern, text)) spans.push({ start: match.index, end: match.index + match[0].length })
  }
  return spans.sort((a, b) => a.start - b.start || a.end - b.end)
}
