/**
 * Digits and number words that state no magnitude: addresses, identifiers, legal and section numbers, dates and years, names with a number in them.
 * They are found first; no figure may touch them. Bare years are judged later (`quantity.ts`), when the unit behind them is known.
 */
export type Span = { readonly start: number; readonly end: number }

const MONTH = '(?:Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|June?|July?|Aug(?:ust|\\.)?|Sept?(?:ember|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?)'
const YEAR = '(?:1[5-9]|20)\\d{2}'

/** Words that number what follows them: "Title 42", "Minute 323", "Table 2a". Also in lower case where the word is always a pointer. */
const POINTERS =
  'Title|Section|Sections|Sec\\.|Article|Articles|Art\\.|Chapter|Chapters|Ch\\.|Part|Parts|Annex|Appendix|Schedule|Clause|Rule|Rules|Regulation|Directive|Resolution|Proclamation|Order|Orders|Minute|Minutes|Protocol|Amendment|Proposition|Prop\\.|Form|Forms|' +
  'Table|Tables|Figure|Figures|Fig\\.|Box|Chart|Map|Exhibit|Page|Pages|Volume|Vol\\.|Issue|Footnote|Note|Paragraph|Para\\.|Number|No\\.|Nos\\.|Phase|Stage|Step|Tier|Level|Type|Class|Category|Pillar|Item|Point|Version|Release|' +
  'Route|Highway|Interstate|Freeway|Road|Flight|Room|Suite|Apt\\.|Unit|Building|Floor|Gate|Channel|Sector|District|Zone|Area|Region|Block|Lot|Boeing|Airbus|Windows|Agenda|Vision|Law|Act|Decree|Public Law|Pub\\. L\\.|P\\.L\\.|Docket|Case|Bill|Group|Bus|Line|Radio|Day|Week|Grade|Super Bowl|Formula|List|Panel|Column|Camp|Terminal|Tower|Pier|Wave|Round|Option|Scenario|Goal|Target|Module|Battalion|Division|Brigade|Recommendation|Finding|Principle|Scene|Episode|Season'
const LOWER_POINTERS = 'section|sections|article|articles|chapter|chapters|clause|annex|appendix|table|tables|figure|page|pages|p\\.|pp\\.|paragraph|paragraphs|para\\.|paras\\.|footnote|note|vol\\.|no\\.|nos\\.|fig\\.|art\\.|sec\\.|box|phase|tier|version|step|item|route|chap\\.|§|§§|¶|¶¶|#'
const NUMBERED = '\\d+[\\d.,–—-]*[A-Za-z]?(?:\\([a-z0-9]{1,4}\\))*(?:\\s*(?:,|and|or|to|&)\\s*\\d+[A-Za-z]?(?![\\d.,]*\\s*(?:%|per|million|billion|thousand)))*'

const RULES: readonly RegExp[] = [
  // addresses
  /\b(?:https?:\/\/|www\.)\S+/giu,
  /\bdoi:\s*\S+|\b10\.\d{4,9}\/\S+/giu,
  /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/gu,
  /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])/gu,
  // telephones and other identifiers
  /(?<![\w$€£])\+\d{1,3}(?:[\s.()-]{1,2}\d{2,5}){2,6}(?!\d)/gu,
  /\(\d{2,4}\)\s?\d{3,4}[\s.-]\d{3,4}(?!\d)/gu,
  /(?<![\d,.$€£])\d{3}[\s.-]\d{3}[\s.-]\d{4}(?!\d)/gu,
  /\b(?:tel|phone|fax|telephone|mobile|ext)\b\.?:?\s*\+?[\d\s().-]{5,}\d/giu,
  /\b(?:EIN|ISBN|ISSN|SSN|RFC|VAT|GAO|OMB|CRS|ISO|IEC|IEEE|ANSI|PMID|FIPS|NIST|ID|Id)\b(?:\s+(?:no|number|SP))?\.?[:#]?\s*[A-Z]{0,3}-?\d[\dXx.:/–-]*/gu,
  /\b\d{2}-\d{7}\b/gu,
  /(?<!\p{L})(?:[A-Z]{2})\s\d{5}(?:-\d{4})?\b/gu,
  /(?<!\w)(?=\d*[a-f])(?=[a-f]*\d)[0-9a-f]{8,128}(?!\w)/giu,
  /(?<![\d,.-])\d{1,12}(?:-\d{1,12}){2,8}(?![\d,.-])/gu,
  // law
  /\b\d+\s+(?:U\.\s?S\.\s?C\.?|USC|C\.\s?F\.\s?R\.?|CFR|Fed\.\s?Reg\.|F\.\s?R\.|U\.\s?S\.|F\.\s?(?:2d|3d)|Stat\.|S\.\s?Ct\.)(?:\s*(?:§{1,2}|part|sec\.)?\s*\d[\d.,()a-z–-]*)?/gu,
  /\b(?:H\.\s?R\.|H\.\s?Res\.|H\.\s?J\.\s?Res\.|S\.\s?Res\.|S\.|HB|SB|HR)\s?\d+/gu,
  /\b501\s?\(c\)(?:\s?\(\d+\))?/gu,
  /(?<!\d)\d{1,6}\([a-z]\)(?:\(\d{1,4}\)){0,6}/gu,
  new RegExp(`\\b(?:Executive Order|Public Law|${POINTERS})\\s+${NUMBERED}`, 'gu'),
  new RegExp(`(?<![\\p{L}\\d])(?:${LOWER_POINTERS})\\s?${NUMBERED}`, 'gu'),
  // names
  /(?<![\p{L}\d])(?!(?:US|MX|CA|AU|USD|MXN|EUR|GBP|CAD|JPY|CHF)[\s$]?\d)\p{Lu}[\p{L}]*[-–]?\d[\p{L}\d-]*(?:[-–]\d+)*/gu,
  /(?<![\p{L}\d])\p{L}+-\d{1,3}(?!\d|[,.]\d|\s?(?:%|per\b|million|billion|thousand))/gu,
  /\b(?:9\/11|24\/7|50[-–/]50|007|401\(k\))(?!\d)/gu,
  /\bBig (?:Two|Three|Four|Five|Seven)\b|\b(?:Group of|Gang of) (?:\w+|\d+)\b|\bFive Eyes\b|\bThree Amigos\b|\bFour Corners\b|\bFirst World War\b|\bSeven Years' War\b|\bTen Commandments\b|\bThird World\b/gu,
  // dates, years and times
  new RegExp(`\\b\\d{1,2}(?:st|nd|rd|th)?(?:\\s*[–—-]\\s*\\d{1,2})?(?:\\s+of)?\\s+${MONTH}(?:,?\\s+${YEAR})?(?!\\p{L})`, 'gu'),
  new RegExp(`(?<!\\p{L})${MONTH}\\s+(?:\\d{1,2}(?:st|nd|rd|th)?(?:\\s*[–—-]\\s*\\d{1,2})?(?![\\d,.]*\\d|\\s?(?:%|per\\s?cent|million|billion))(?:,?\\s+${YEAR})?|(?:of\\s+)?${YEAR})\\b`, 'gu'),
  new RegExp(`\\b${YEAR}[-–/]\\d{1,2}[-–/]\\d{1,2}(?:T[\\d:.]+Z?)?\\b`, 'gu'),
  /\b\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})\b/gu,
  new RegExp(`\\b(?:(?:[Ff]iscal|[Ff]inancial|[Cc]alendar|[Mm]odel|[Cc]rop|[Tt]ax)\\s+[Yy]ears?|FY|CY|MY)\\s?['’]?(?:${YEAR}|\\d{2})(?:\\s?[-–/]\\s?\\d{2,4})?\\b`, 'gu'),
  new RegExp(`(?<![\\d,.$€£])${YEAR}\\s?[-–—/]\\s?(?:${YEAR}|\\d{2})(?![\\d,]|\\.\\d|\\s?(?:%|per|km|miles|million|billion))`, 'gu'),
  new RegExp(`(?<![\\d,.$€£])(?:${YEAR}|\\d0)['’]?s(?!\\p{L})`, 'gu'),
  new RegExp(`(?<!\\p{L})(?:mid|early|late|pre|post)[-–\\s](?:${YEAR}|\\d0)s?(?![\\d,]|\\.\\d)`, 'giu'),
  /['’]\d{2}s?(?![\d\p{L}])/gu,
  /\b\d{1,2}[:.]\d{2}(?::\d{2})?\s?(?:[ap]\.m\.|[ap]m\b|hrs\b)/giu,
  /\b\d{1,2}:\d{2}(?::\d{2})?\s?[A-Z]{2,4}\b/gu,
  /(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?![\d:])/gu,
  /\b\d{1,2}\s?(?:a\.m\.|p\.m\.|am\b|pm\b|o['’]clock|noon\b)/giu,
  /\b\d{1,3}\s?[-–]\s?\d{1,3}\s(?:vote|ruling|decision|majority|win|victory|defeat|split)\b/giu,
  /\bQ[1-4]\b(?:\s?\d{4})?|\b[1-4]Q\d{2,4}\b/gu,
  // order, enumeration, notes
  /(?<![\d,])\d[\d,]{0,12}(?:st|nd|rd|th)\b(?:[- ]century)?/giu,
  /\[\s?\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\s?\]/gu,
  /(?<=^|[\s,;:])\((?:\d{1,2}|[ivx]+)\)(?=\s)/gmu,
  /^[ \t]*\d{1,3}(?:\.\d{1,3}){0,6}[.)](?=\s)/gmu,
  /\b(?:v|ver\.?|version)\s?\d+(?:\.\d+)*\b/giu,
  /(?<![\d.])\d{1,6}(?:\.\d{1,6}){2,8}(?!\d|[.,]\d)/gu,
  // what a rate is per, and how large a party is
  /\bper\s+\d[\d,]*(?:\s(?:thousand|million))?(?![\d.,]*\d)/giu,
  /\b(?:family|families|household|households|party|parties) of (?:\d+|\p{L}+)\b/giu,
  // idioms
  /\bzero[- ](?:sum|tolerance|hour|day|emissions?|carbon)\b|\bnet[- ]zero\b|\bground zero\b/giu,
  /\b(?:two|three|four|one|multi)[- ](?:way|sided|fold agenda|time|track|tier|tiered|pronged|party|state|step|stage|digit|off|stop|term|man|page|level|star)\b/giu,
  /\bdoubl(?:e|ed|ing|es)[- ](?:down|standards?|tax(?:ation|ed)?|check(?:ed)?|digits?|edged|counting|counted|back|crossing|entry|blind|decker)\b|\btriple[- ](?:threat|crown|bottom|jump|[A-C]\b)/giu,
  /\b(?:first|second|latter|other|last|early|earlier|later|better|top|bottom|northern|southern|eastern|western)[- ]half\b|\bhalf[- ](?:hearted|time|way|life|brother|sister|measures?)\b|\b(?:first|second|third|fourth|last|previous|this|each|every|next|latest|past|per) quarters?\b/giu,
  /\b(?:no|any|every|some|each|this|that|only|which) one\b|\bone (?:of|another|by one|day|hand|side|thing|such|way|more|reason|example|could|can|might|may|must|should|would|cannot|that|who|which)\b|\bat one (?:point|time)\b|\bone[- ]on[- ]one\b/giu,
]

/** The stretches of `text` that state no magnitude, sorted by start; they may overlap. */
export function vetoedSpans(text: string): Span[] {
  return RULES.flatMap((rule) => Array.from(text.matchAll(rule), (match) => ({ start: match.index, end: match.index + match[0].length }))).sort((a, b) => a.start - b.start || a.end - b.end)
}
