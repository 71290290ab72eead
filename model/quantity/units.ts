/** What a number can be a number of: units of measure with their UCUM code, currencies with their ISO 4217 code, and counted things in UCUM's annotation style (`{person}`). */

/** `words` match in any case, `signs` as written; `factor` is what the sign itself multiplies by (Bcf: 1e9). `shown` is how a value with the unit is printed, `shownOne` for exactly 1. */
type UnitEntry = { code: string; words?: string; signs?: string; factor?: number; shown: string; shownOne?: string }

const PER_DAY = '(?:\\s+(?:per|a)\\s+day|\\/d(?:ay)?)'

/** Longer forms first: the first that matches behind a number wins. */
const UNITS: readonly UnitEntry[] = [
  { code: '{percentage_point}', words: '(?:percentage|percent|per\\scent|%)[- ](?:points?)', shown: 'percentage points', shownOne: 'percentage point' },
  { code: '{basis_point}', words: '(?:basis)[- ](?:points?)', signs: 'bps', shown: 'basis points', shownOne: 'basis point' },
  { code: '%', words: 'per\\s?cent', signs: '%|\\uFF05|pct', shown: '%' },
  { code: '[bbl_us]/d', words: `(?:barrels|bbls?)(?:\\s+of\\s+(?:crude\\s+)?oil)?${PER_DAY}`, signs: 'bpd|b\\/d', shown: 'barrels a day' },
  { code: '[bbl_us]/d', signs: 'kb\\/d|kbd', factor: 1e3, shown: 'barrels a day' },
  { code: '[bbl_us]/d', signs: 'm+b\\/d|MMb\\/d|mmbd|mbd|Mb\\/d', factor: 1e6, shown: 'barrels a day' },
  { code: '[cft_i]/d', signs: '[Bb]cf\\/d|[Bb]cfd', factor: 1e9, shown: 'cubic feet a day' },
  { code: '[cft_i]/d', signs: '[Mm]{2}cf\\/d|[Mm]{2}cfd', factor: 1e6, shown: 'cubic feet a day' },
  { code: '[cft_i]', signs: '[Tt]cf', factor: 1e12, shown: 'cubic feet' },
  { code: '[cft_i]', signs: '[Bb]cf', factor: 1e9, shown: 'cubic feet' },
  { code: '[bbl_us]', words: 'barrels?', signs: 'bbls?', shown: 'barrels', shownOne: 'barrel' },
  { code: '[cft_i]/d', words: `(?:cubic\\s+feet)${PER_DAY}`, signs: 'cf\\/d', shown: 'cubic feet a day' },
  { code: '[cft_i]', words: '(?:cubic\\s+(?:feet|foot))', signs: 'cu\\.?\\s?ft', shown: 'cubic feet', shownOne: 'cubic foot' },
  { code: '[acr_us].[ft_i]', words: '(?:acre[- ](?:feet|foot))', shown: 'acre-feet', shownOne: 'acre-foot' },
  { code: '[smi_us]', words: 'square\\s+miles?', signs: 'sq\\.?\\s?mi(?:les)?', shown: 'square miles', shownOne: 'square mile' },
  { code: 'km2', words: '(?:square\\s+kilomet(?:er|re)s?)', signs: 'km²|km2|sq\\.?\\s?km', shown: 'km²' },
  { code: '[cyd_i]', words: 'cubic\\s+yards?', signs: 'cu\\.?\\s?yd', shown: 'cubic yards', shownOne: 'cubic yard' },
  { code: 'm3', words: '(?:cubic\\s+met(?:er|re)s?)', signs: 'm³|m3', shown: 'm³' },
  { code: 'm2', words: '(?:square\\s+met(?:er|re)s?)', signs: 'm²|m2|sq\\.?\\s?m', shown: 'm²' },
  { code: '[sft_i]', words: '(?:square\\s+(?:feet|foot))', signs: 'sq\\.?\\s?ft', shown: 'square feet' },
  { code: '[nmi_i]', words: 'nautical\\s+miles?', signs: 'nmi', shown: 'nautical miles', shownOne: 'nautical mile' },
  { code: '[mi_i]/h', words: '(?:miles\\s+(?:per|an)\\s+hour)', signs: 'mph', shown: 'mph' },
  { code: 'km/h', words: '(?:kilomet(?:er|re)s\\s+(?:per|an)\\s+hour)', signs: 'km\\/h|kph', shown: 'km/h' },
  { code: '[mi_i]', words: 'miles?', signs: 'mi', shown: 'miles', shownOne: 'mile' },
  { code: 'km', words: '(?:kilomet(?:er|re)s?|kms?)', shown: 'km' },
  { code: 'cm', words: '(?:centimet(?:er|re)s?)', signs: 'cm', shown: 'cm' },
  { code: 'mm', words: '(?:millimet(?:er|re)s?)', signs: 'mm', shown: 'mm' },
  { code: 'm', words: '(?:met(?:er|re)s?)', signs: 'm', shown: 'm' },
  { code: '[ft_i]', words: 'feet|foot', signs: 'ft', shown: 'feet', shownOne: 'foot' },
  { code: '[in_i]', words: '(?:inch(?:es)?)', shown: 'inches', shownOne: 'inch' },
  { code: '[yd_i]', words: 'yards?', signs: 'yds?', shown: 'yards', shownOne: 'yard' },
  { code: '[acr_us]', words: 'acres?', shown: 'acres', shownOne: 'acre' },
  { code: 'har', words: 'hectares?', signs: 'ha', shown: 'hectares', shownOne: 'hectare' },
  { code: '[stone_av]', words: 'stones', shown: 'stone' },
  { code: '[lb_av]', words: '(?:lbs?|pounds?(?!\\s+sterling))', shown: 'lb' },
  { code: 'kg', words: 'kilograms?|kilogrammes?|kilos?|kgs?', shown: 'kg' },
  { code: 'mg', words: '(?:milligram(?:me)?s?)', signs: 'mg', shown: 'mg' },
  { code: 'g', words: '(?:gram(?:me)?s?)', signs: 'g', shown: 'g' },
  { code: '[oz_av]', words: 'ounces?', signs: 'oz', shown: 'ounces', shownOne: 'ounce' },
  { code: 't', words: 'megatonnes?', signs: 'Mt', factor: 1e6, shown: 'tonnes' },
  { code: 't', words: 'gigatonnes?', signs: 'Gt', factor: 1e9, shown: 'tonnes' },
  { code: 't', words: 'kilotonnes?', signs: 'kt', factor: 1e3, shown: 'tonnes' },
  { code: 't', words: 'tonnes?|metric\\s+tons?', signs: 't', shown: 'tonnes', shownOne: 'tonne' },
  { code: '[ston_av]', words: '(?:(?:short\\s+)?tons?)', shown: 'tons', shownOne: 'ton' },
  { code: '[gal_us]', words: 'gallons?', signs: 'gal', shown: 'gallons', shownOne: 'gallon' },
  { code: 'L', words: '(?:lit(?:er|re)s?)', signs: 'L', shown: 'litres', shownOne: 'litre' },
  { code: 'kW.h', words: 'kilowatt[- ]hours?', signs: 'kWh', shown: 'kWh' },
  { code: 'MW.h', words: 'megawatt[- ]hours?', signs: 'MWh', shown: 'MWh' },
  { code: 'GW.h', words: 'gigawatt[- ]hours?', signs: 'GWh', shown: 'GWh' },
  { code: 'TW.h', words: 'terawatt[- ]hours?', signs: 'TWh', shown: 'TWh' },
  { code: 'kW', words: 'kilowatts?', signs: 'kW', shown: 'kW' },
  { code: 'MW', words: 'megawatts?', signs: 'MW', shown: 'MW' },
  { code: 'GW', words: 'gigawatts?', signs: 'GW', shown: 'GW' },
  { code: 'W', words: 'watts?', signs: 'W', shown: 'W' },
  { code: 'kV', words: 'kilovolts?', signs: 'kV', shown: 'kV' },
  { code: '[Btu]', words: 'btus?', shown: 'Btu' },
  { code: 'Cel', words: '(?:degrees?\\s+(?:celsius|centigrade))', signs: '°\\s?C', shown: '°C' },
  { code: '[degF]', words: 'degrees?\\s+fahrenheit', signs: '°\\s?F', shown: '°F' },
  { code: 'TBy', words: 'terabytes?', signs: 'TB', shown: 'TB' },
  { code: 'GBy', words: 'gigabytes?', signs: 'GB', shown: 'GB' },
  { code: 'MBy', words: 'megabytes?', signs: 'MB', shown: 'MB' },
  { code: 'a', words: '(?:years?)(?:[- ]old)?', shown: 'years', shownOne: 'year' },
  { code: 'mo', words: 'months?', shown: 'months', shownOne: 'month' },
  { code: 'wk', words: 'weeks?', shown: 'weeks', shownOne: 'week' },
  { code: 'd', words: '(?:(?:(?:business|working|calendar)\\s+)?days?)', shown: 'days', shownOne: 'day' },
  { code: 'h', words: 'hours?', signs: 'hrs?', shown: 'hours', shownOne: 'hour' },
  { code: 'min', words: 'minutes?', signs: 'mins?', shown: 'minutes', shownOne: 'minute' },
  { code: 's', words: 'seconds', signs: 'secs?', shown: 'seconds', shownOne: 'second' },
  { code: '{decade}', words: 'decades?', shown: 'decades', shownOne: 'decade' },
  { code: 'x', words: '(?:-|\\s)?(?:fold)', signs: '×|x', shown: '×' },
]

const BLANKS = '[ \\t\\n\\u00A0\\u2009\\u202F]'
const behind = (forms: string, flags: string) => new RegExp(`${BLANKS}*-?${BLANKS}*(?:${forms})(?![\\p{L}\\p{N}])`, flags)
const BEHIND = UNITS.flatMap(({ code, words, signs, factor = 1 }) => [
  ...(words === undefined ? [] : [{ code, factor, pattern: behind(words, 'iuy') }]),
  ...(signs === undefined ? [] : [{ code, factor, pattern: behind(signs, 'uy') }]),
])

/** The unit that follows at `at`, where it ends and what its sign multiplies by, or null. A sign of one letter has to touch the number or stand on the same line. */
export function unitAt(text: string, at: number): { code: string; factor: number; end: number } | null {
  for (const { code, factor, pattern } of BEHIND) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match && !/^\s+[gWx]$|\n\s*\p{L}$/u.test(match[0])) return { code, factor, end: at + match[0].length }
  }
  return null
}

const CURRENCY_BEFORE: readonly (readonly [string, RegExp])[] = [
  ['USD', /(?:US\s?|U\.S\.\s?)\\?\$\s?$|(?<![\p{L}])USD\s?\\?\$?\s?$/u],
  ['MXN', /(?:MX|Mex\.?|MXN)\s?\\?\$\s?$|(?<![\p{L}])MXN\s?$/u],
  ['CAD', /(?:CA|C|CAN)\\?\$\s?$|(?<![\p{L}])CAD\s?\\?\$?\s?$/u],
  ['AUD', /(?:AU|A)\\?\$\s?$|(?<![\p{L}])AUD\s?\\?\$?\s?$/u],
  ['USD', /\\?\$\s?$/u],
  ['EUR', /€\s?$|(?<![\p{L}])EUR\s?$/u],
  ['GBP', /£\s?$|(?<![\p{L}])GBP\s?$/u],
  ['JPY', /¥\s?$|(?<![\p{L}])JPY\s?$/u],
  ['CHF', /(?<![\p{L}])CHF\s?$/u],
]

const CURRENCY_AFTER: readonly (readonly [string, RegExp])[] = [
  ['CAD', /[\s-]{0,2}(?:Canadian[\s-]dollars?|CAD)(?![\p{L}])/uy],
  ['AUD', /[\s-]{0,2}(?:Australian[\s-]dollars?|AUD)(?![\p{L}])/uy],
  ['USD', /[\s-]{0,2}(?:(?:US|U\.S\.|American)[\s-])?(?:dollars?)(?![\p{L}])|\s?USD(?![\p{L}])|\s?US\$/uy],
  ['MXN', /[\s-]{0,2}(?:Mexican[\s-])?(?:pesos?)(?![\p{L}])|\s?MXN(?![\p{L}])/uy],
  ['EUR', /[\s-]{0,2}euros?(?![\p{L}])|\s?EUR(?![\p{L}])|\s?€/uy],
  ['GBP', /[\s-]{0,2}(?:pounds?\s+sterling|British\s+pounds?)(?![\p{L}])|\s?GBP(?![\p{L}])/uy],
  ['JPY', /[\s-]{0,2}yen(?![\p{L}])|\s?JPY(?![\p{L}])/uy],
]

/** The currency written just before `at`, and where it starts; null when there is none. */
export function currencyBefore(text: string, at: number): { code: string; start: number } | null {
  const before = text.slice(Math.max(0, at - 8), at)
  for (const [code, pattern] of CURRENCY_BEFORE) {
    const match = pattern.exec(before)
    if (match) return { code, start: at - match[0].length }
  }
  return null
}

/** The currency that follows at `at`, and where it ends; null when there is none. */
export function currencyAfter(text: string, at: number): { code: string; end: number } | null {
  for (const [code, pattern] of CURRENCY_AFTER) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match) return { code, end: at + match[0].length }
  }
  return null
}

export function isCurrency(code: string): boolean {
  return /^[A-Z]{3}$/.test(code)
}

/** How a unit of measure is written after a value; null for counts and currencies. */
export function unitShown(code: string, one: boolean): string | null {
  const unit = UNITS.find((candidate) => candidate.code === code)
  return unit === undefined ? null : one ? (unit.shownOne ?? unit.shown) : unit.shown
}

const PEOPLE = new Set(
  'people persons person individuals migrants immigrants emigrants refugees asylum-seekers workers employees children minors adults women men girls boys students residents citizens nationals voters officers agents troops soldiers personnel civilians victims travelers travellers commuters members staff participants respondents inhabitants americans mexicans canadians applicants claimants arrivals returnees deportees prisoners detainees farmers teachers engineers patients visitors tourists crossers pedestrians noncitizens non-citizens passengers police'.split(' '),
)
const IRREGULAR: Readonly<Record<string, string>> = { families: 'family', lives: 'life', countries: 'country', analyses: 'analysis', crises: 'crisis', homicides: 'homicide', vehicles: 'vehicle' }
/** Words in -s that follow a number without being counted by it. */
const NOT_COUNTED = new Set('was is has does its this thus as us across towards always perhaps besides versus less times plus unless whereas afterwards sometimes yes percents dollars pesos ours theirs his hers'.split(' '))
/** Words that end the search for the thing counted: what stands behind them is counted by something else. */
const STOPS = 'was|were|are|been|has|have|had|did|does|will|would|can|could|may|might|must|should|in|on|at|to|of|from|for|and|or|but|by|with|per|than|then|over|under|between|as|that|which|who|whom|while|when|after|before|across|into|against|during|since|until|because|if|not|out|up|off|above|below|within|without|among|each|also|so|about|because'
const FILLER = `(?:(?:\\p{Lu}[\\p{L}\\p{N}.-]*|(?!(?:${STOPS})\\s)\\p{Ll}[\\p{Ll}-]+)\\s+)`
const NOUN = '(?:people|men|women|persons?|children|police|personnel|staff|asylum(?=[- ]seekers)|Americans|Mexicans|Canadians|\\p{Ll}[\\p{Ll}-]*[^\\P{Ll}sui]s)'
const COUNTED = new RegExp(`[\\s\\u00A0]+${FILLER}{0,3}?(?<noun>${NOUN})(?![\\p{L}\\p{N}])`, 'uy')

/** The thing counted at `at`, as `{person}` or `{crossing}`; null when no plural noun follows clearly. */
export function countedAt(text: string, at: number): string | null {
  COUNTED.lastIndex = at
  const word = COUNTED.exec(text)?.groups?.['noun']?.toLowerCase()
  if (word === undefined) return null
  if (PEOPLE.has(word) || word === 'asylum') return '{person}'
  return word.length < 4 || NOT_COUNTED.has(word) ? null : `{${singular(word)}}`
}

function singular(word: string): string {
  const known = IRREGULAR[word]
  if (known !== undefined) return known
  if (/[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`
  if (/(?:ss|x|ch|sh|zz)es$/.test(word)) return word.slice(0, -2)
  return word.slice(0, -1)
}

/** `{crossing}` → "crossings": the word shown behind a count. */
export function countShown(code: string, one: boolean): string | null {
  const noun = /^\{([^{}]+)\}$/.exec(code)?.[1]?.replaceAll('_', ' ')
  if (noun === undefined) return null
  if (one) return noun
  if (noun === 'person') return 'people'
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`
  return /(?:s|x|ch|sh|zz)$/.test(noun) ? `${noun}es` : `${noun}s`
}
