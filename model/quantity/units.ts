/** Units of measure: the words and signs behind a number, with their UCUM code. Found by looking up the words that follow, the longest form first. */
import { latin } from '../latin.ts'

/**
 * `words` in any case, with "|" between forms, "(a|b)" and "s?" inside one; `signs` as written. `factor` is what the form itself multiplies by (Bcf: 1e9).
 * `shown` is how a value with the unit is printed, `shownOne` for exactly 1. The first entry of a code is the one it is printed by.
 */
type UnitEntry = { code: string; words?: string; signs?: string; factor?: number; shown: string; shownOne?: string }

const OF_OIL = '( of oil| of crude oil| of crude|)'
const A_DAY = ' (per|a) day'

const UNITS: readonly UnitEntry[] = [
  {
    code: '{percentage_point}',
    words: '(percentage|percent|per cent|%) points?',
    signs: 'pp|p.p.|ppts',
    shown: 'percentage points',
    shownOne: 'percentage point',
  },
  { code: '{basis_point}', words: 'basis points?', signs: 'bps|bp', shown: 'basis points', shownOne: 'basis point' },
  { code: '%', words: 'per cent|percent', signs: '%|％|pct|pct.', shown: '%' },
  { code: '[ppth]', words: 'per mille|per mil', signs: '‰', shown: '‰' },
  { code: '[ppm]', words: 'parts per million', signs: 'ppm', shown: 'ppm' },
  { code: '[ppb]', words: 'parts per billion', signs: 'ppb', shown: 'ppb' },
  { code: '[bbl_us]/d', words: `(barrels|bbls?)${OF_OIL}${A_DAY}|(barrels|bbls?)${OF_OIL} daily`, signs: 'bpd|b/d|bbl/d', shown: 'barrels a day' },
  { code: '[bbl_us]/d', signs: 'kb/d|kbd|kbpd', factor: 1e3, shown: 'barrels a day' },
  { code: '[bbl_us]/d', signs: 'mb/d|mmb/d|MMb/d|mmbd|mbd|Mb/d|mbpd|mmbpd', factor: 1e6, shown: 'barrels a day' },
  { code: '[cft_i]/d', words: `cubic feet( of gas| of natural gas|)${A_DAY}`, signs: 'cf/d|cfd', shown: 'cubic feet a day' },
  { code: '[cft_i]/d', signs: 'Bcf/d|bcf/d|Bcfd|bcfd', factor: 1e9, shown: 'cubic feet a day' },
  { code: '[cft_i]/d', signs: 'MMcf/d|mmcf/d|MMcfd|mmcfd', factor: 1e6, shown: 'cubic feet a day' },
  { code: '[cft_i]', words: 'cubic (feet|foot)', signs: 'cu ft|cu. ft|ft³|ft3', shown: 'cubic feet', shownOne: 'cubic foot' },
  { code: '[cft_i]', signs: 'Tcf|tcf', factor: 1e12, shown: 'cubic feet' },
  { code: '[cft_i]', signs: 'Bcf|bcf', factor: 1e9, shown: 'cubic feet' },
  { code: '[bbl_us]', words: 'barrels?', signs: 'bbl|bbls', shown: 'barrels', shownOne: 'barrel' },
  { code: '[acr_us].[ft_i]', words: 'acre (feet|foot)', signs: 'AF|af|MAF|maf', shown: 'acre-feet', shownOne: 'acre-foot' },
  { code: '[smi_us]', words: 'square miles?|sq mi(le|les|)', signs: 'sq mi|sq. mi|mi²|mi2', shown: 'square miles', shownOne: 'square mile' },
  { code: 'km2', words: 'square kilomet(er|re)s?|square km', signs: 'km²|km2|sq km|sq. km|km^2', shown: 'km²' },
  { code: '[cyd_i]', words: 'cubic yards?', shown: 'cubic yards', shownOne: 'cubic yard' },
  { code: 'm3/s', words: 'cubic met(er|re)s (per|a) second', signs: 'm³/s|m3/s|cumecs', shown: 'm³/s' },
  { code: 'm3', words: 'cubic met(er|re)s?', signs: 'm³|m3|cu m|m^3', shown: 'm³' },
  { code: 'm3', signs: 'bcm|Bcm', factor: 1e9, shown: 'm³' },
  { code: 'm3', words: 'cubic hectomet(er|re)s?', signs: 'hm³|hm3', factor: 1e6, shown: 'm³' },
  { code: 'm3', words: 'cubic kilomet(er|re)s?', signs: 'km³|km3', factor: 1e9, shown: 'm³' },
  { code: 'm2', words: 'square met(er|re)s?', signs: 'm²|m2|sq m|sq. m|sqm|m^2', shown: 'm²' },
  { code: '[sft_i]', words: 'square (feet|foot)', signs: 'sq ft|sq. ft|ft²|ft2|sqft', shown: 'square feet' },
  { code: 'ug/m3', words: 'micrograms per cubic met(er|re)', signs: 'µg/m³|μg/m³|ug/m3|µg/m3|μg/m3', shown: 'µg/m³' },
  { code: 'mg/L', words: 'milligrams per lit(er|re)', signs: 'mg/l|mg/L', shown: 'mg/L' },
  { code: 'g/(kW.h)', words: 'grams per kilowatt hour', signs: 'g/kWh|gCO2/kWh', shown: 'g/kWh' },
  { code: '[nmi_i]', words: 'nautical miles?', signs: 'nmi|nm', shown: 'nautical miles', shownOne: 'nautical mile' },
  { code: '[mi_i]/h', words: 'miles (per|an) hour', signs: 'mph', shown: 'mph' },
  { code: 'km/h', words: 'kilomet(er|re)s (per|an) hour|km (per|an) hour', signs: 'km/h|kph|kmh', shown: 'km/h' },
  { code: 'm/s', words: 'met(er|re)s (per|a) second', signs: 'm/s', shown: 'm/s' },
  { code: '[kn_i]', words: 'knots?', signs: 'kn|kts', shown: 'knots', shownOne: 'knot' },
  { code: '[mi_i]', words: 'miles?', signs: 'mi', shown: 'miles', shownOne: 'mile' },
  { code: 'km', words: 'kilomet(er|re)s?|kms?', signs: 'km', shown: 'km' },
  { code: 'cm', words: 'centimet(er|re)s?', signs: 'cm', shown: 'cm' },
  { code: 'mm', words: 'millimet(er|re)s?', signs: 'mm', shown: 'mm' },
  { code: 'um', words: 'micromet(er|re)s?|microns?', signs: 'µm|μm', shown: 'µm' },
  { code: 'nm', words: 'nanomet(er|re)s?', shown: 'nm' },
  { code: 'm', words: 'met(er|re)s?', signs: 'm', shown: 'm' },
  { code: '[ft_i]', words: 'feet|foot', signs: 'ft', shown: 'feet', shownOne: 'foot' },
  { code: '[in_i]', words: 'inch|inches', shown: 'inches', shownOne: 'inch' },
  { code: '[yd_i]', words: 'yards?', signs: 'yd|yds', shown: 'yards', shownOne: 'yard' },
  { code: '[acr_us]', words: 'acres?', shown: 'acres', shownOne: 'acre' },
  { code: 'har', words: 'hectares?', signs: 'ha', shown: 'hectares', shownOne: 'hectare' },
  { code: '[lb_av]', words: 'lbs?|pounds?', shown: 'lb' },
  { code: 'kg', words: 'kilograms?|kilogrammes?|kilos?|kgs?', signs: 'kg', shown: 'kg' },
  { code: 'kg', words: 'quintals?', factor: 100, shown: 'kg' },
  { code: 'ug', words: 'micrograms?|microgrammes?', signs: 'µg|μg|mcg', shown: 'µg' },
  { code: 'mg', words: 'milligram(me|)s?', signs: 'mg', shown: 'mg' },
  { code: 'g', words: 'gram(me|)s?', signs: 'g', shown: 'g' },
  { code: '[oz_av]', words: 'ounces?', signs: 'oz', shown: 'ounces', shownOne: 'ounce' },
  { code: 't', words: 'tonnes?|metric tons?|metric tonnes?', signs: 't', shown: 'tonnes', shownOne: 'tonne' },
  { code: 't', words: 'kilotonnes?|kilotons?', signs: 'kt|kt CO2|kt CO2e', factor: 1e3, shown: 'tonnes' },
  { code: 't', words: 'megatonnes?|megatons?', signs: 'Mt|Mt CO2|Mt CO2e|MtCO2|MtCO2e|MMT', factor: 1e6, shown: 'tonnes' },
  { code: 't', words: 'gigatonnes?|gigatons?', signs: 'Gt|Gt CO2|Gt CO2e|GtCO2|GtCO2e', factor: 1e9, shown: 'tonnes' },
  { code: 't', signs: 't CO2|t CO2e|tCO2|tCO2e', shown: 'tonnes' },
  { code: '[lton_av]', words: 'long tons?', shown: 'long tons', shownOne: 'long ton' },
  { code: '[ston_av]', words: '(short |)tons?', shown: 'tons', shownOne: 'ton' },
  { code: '[gal_us]', words: 'gallons?', signs: 'gal', shown: 'gallons', shownOne: 'gallon' },
  { code: 'hL', words: 'hectolit(er|re)s?', signs: 'hl|hL', shown: 'hL' },
  { code: 'mL', words: 'millilit(er|re)s?', signs: 'ml|mL', shown: 'mL' },
  { code: 'L/s', words: 'lit(er|re)s (per|a) second', signs: 'l/s|L/s', shown: 'L/s' },
  { code: 'L', words: 'lit(er|re)s?', signs: 'L|l', shown: 'litres', shownOne: 'litre' },
  { code: 'W.h', words: 'watt hours?', signs: 'Wh', shown: 'Wh' },
  { code: 'kW.h', words: 'kilowatt hours?', signs: 'kWh|kwh|KWh', shown: 'kWh' },
  { code: 'MW.h', words: 'megawatt hours?', signs: 'MWh', shown: 'MWh' },
  { code: 'GW.h', words: 'gigawatt hours?', signs: 'GWh', shown: 'GWh' },
  { code: 'TW.h', words: 'terawatt hours?', signs: 'TWh', shown: 'TWh' },
  { code: 'J', words: 'joules?', shown: 'J' },
  { code: 'J', words: 'megajoules?', signs: 'MJ', factor: 1e6, shown: 'J' },
  { code: 'J', words: 'gigajoules?', signs: 'GJ', factor: 1e9, shown: 'J' },
  { code: 'J', words: 'terajoules?', signs: 'TJ', factor: 1e12, shown: 'J' },
  { code: 'J', words: 'petajoules?', signs: 'PJ', factor: 1e15, shown: 'J' },
  { code: 'J', words: 'exajoules?', signs: 'EJ', factor: 1e18, shown: 'J' },
  { code: '{toe}', words: '(tonnes|tons) of oil equivalent', signs: 'toe', shown: 'tonnes of oil equivalent' },
  { code: '{toe}', signs: 'Mtoe|mtoe', factor: 1e6, shown: 'tonnes of oil equivalent' },
  { code: '[Btu]', words: 'btus?|british thermal units?', signs: 'Btu', shown: 'Btu' },
  { code: '[Btu]', words: 'million btus?', signs: 'MMBtu|mmbtu', factor: 1e6, shown: 'Btu' },
  { code: 'kW', words: 'kilowatts?', signs: 'kW', shown: 'kW' },
  { code: 'MW', words: 'megawatts?', signs: 'MW|MWp|MWe', shown: 'MW' },
  { code: 'GW', words: 'gigawatts?', signs: 'GW|GWp', shown: 'GW' },
  { code: 'TW', words: 'terawatts?', signs: 'TW', shown: 'TW' },
  { code: 'W', words: 'watts?', signs: 'W', shown: 'W' },
  { code: '[HP]', words: 'horsepower', signs: 'hp', shown: 'hp' },
  { code: 'kV', words: 'kilovolts?', signs: 'kV', shown: 'kV' },
  { code: 'V', words: 'volts?', signs: 'V', shown: 'V' },
  { code: 'kHz', words: 'kilohertz', signs: 'kHz', shown: 'kHz' },
  { code: 'MHz', words: 'megahertz', signs: 'MHz', shown: 'MHz' },
  { code: 'GHz', words: 'gigahertz', signs: 'GHz', shown: 'GHz' },
  { code: 'Hz', words: 'hertz', signs: 'Hz', shown: 'Hz' },
  { code: 'kcal', words: 'kilocalories', signs: 'kcal', shown: 'kcal' },
  { code: 'Cel', words: 'degrees? (celsius|centigrade)|(celsius|centigrade)', signs: '°C|° C|ºC|º C|℃|C', shown: '°C' },
  { code: '[degF]', words: 'degrees? fahrenheit|fahrenheit', signs: '°F|° F|ºF|º F|℉', shown: '°F' },
  { code: 'deg', words: 'degrees?', signs: '°|º', shown: '°' },
  { code: 'PBy', words: 'petabytes?', signs: 'PB', shown: 'PB' },
  { code: 'TBy', words: 'terabytes?', signs: 'TB', shown: 'TB' },
  { code: 'GBy', words: 'gigabytes?', signs: 'GB', shown: 'GB' },
  { code: 'MBy', words: 'megabytes?', signs: 'MB', shown: 'MB' },
  { code: 'kBy', words: 'kilobytes?', signs: 'kB|KB', shown: 'kB' },
  { code: 'Gbit/s', words: 'gigabits (per|a) second', signs: 'Gbps|Gbit/s|Gb/s', shown: 'Gbit/s' },
  { code: 'Mbit/s', words: 'megabits (per|a) second', signs: 'Mbps|Mbit/s|Mb/s', shown: 'Mbit/s' },
  { code: '{teu}', words: 'teus?|twenty foot equivalent units', signs: 'TEU|TEUs', shown: 'TEU' },
  { code: 'a', words: 'years?|years? olds?|years of age|calendar years?|yrs?', signs: 'yr|yrs', shown: 'years', shownOne: 'year' },
  { code: 'mo', words: '(calendar |)months?|months? olds?', shown: 'months', shownOne: 'month' },
  { code: 'wk', words: 'weeks?', shown: 'weeks', shownOne: 'week' },
  { code: 'd', words: '(business |working |calendar |consecutive |)days?', shown: 'days', shownOne: 'day' },
  { code: 'h', words: 'hours?', signs: 'hr|hrs|h', shown: 'hours', shownOne: 'hour' },
  { code: 'min', words: 'minutes?', signs: 'min|mins', shown: 'minutes', shownOne: 'minute' },
  { code: 's', words: 'seconds', signs: 'sec|secs', shown: 'seconds', shownOne: 'second' },
  { code: '{decade}', words: 'decades?', shown: 'decades', shownOne: 'decade' },
  { code: '{century}', words: 'centuries|century', shown: 'centuries', shownOne: 'century' },
  { code: 'x', signs: '×|x', shown: '×' },
]

type Found = { code: string; factor: number }

/** "kilomet(er|re)s?" → kilometer, kilometers, kilometre, kilometres. */
function expand(pattern: string): string[] {
  const group = /\(([^()]*)\)/.exec(pattern)
  if (group)
    return (group[1] ?? '').split('|').flatMap((choice) => expand(pattern.slice(0, group.index) + choice + pattern.slice(group.index + group[0].length)))
  if (pattern.includes('|')) return pattern.split('|').flatMap(expand)
  const optional = /(.)\?/.exec(pattern)
  return optional
    ? [pattern.slice(0, optional.index), pattern.slice(0, optional.index) + optional[1]].flatMap((start) => expand(start + pattern.slice(optional.index + 2)))
    : [pattern]
}

/** "|" between whole forms binds less than brackets. */
function forms(words: string): string[] {
  const parts: string[] = []
  let depth = 0
  let part = ''
  for (const sign of words) {
    if (sign === '(') depth++
    if (sign === ')') depth--
    if (sign === '|' && depth === 0) {
      parts.push(part)
      part = ''
    } else part += sign
  }
  return [...parts, part].flatMap(expand)
}

const WORDS = new Map<string, Found>()
const SIGNS = new Map<string, Found>()
for (const { code, words, signs, factor = 1 } of UNITS) {
  for (const form of words === undefined ? [] : forms(words)) if (!WORDS.has(form)) WORDS.set(form, { code, factor })
  for (const sign of signs?.split('|') ?? []) if (!SIGNS.has(sign)) SIGNS.set(sign, { code, factor: sign.toUpperCase() === 'MAF' ? 1e6 : factor })
}
const LONGEST = Math.max(...[...WORDS.keys()].map((form) => form.split(' ').length))

const LEAD = /[ \t\n\u00A0\u2009\u202F]*-?[ \t\n\u00A0\u2009\u202F]*/uy
const WORD = latin(/(?:[ \t\n\u00A0\u2009\u202F]+|-)?(?:\p{L}[\p{L}]*|%)/uy)
/** The longest first; a sign may hold one blank or point. */
const SIGN = latin(
  /(?:km\s?\/\s?h|°\s?[CF]|º\s?[CF]|sq\.?\s(?:km|mi|ft|m)|cu\.?\s(?:ft|m)|[kMG]?t\s?CO2e?|[%％‰℃℉°º×]|[\p{L}µμ][\p{L}µμ]*(?:[²³]|\^?[23](?!\d))?(?:\/(?:[\p{L}]+[²³23]?))?|p\.p\.)/uy,
)
/** Short signs that are also words or parts of words: only with no letter, mark or apostrophe behind. */
const GOES_ON = latin(/[\p{L}\p{N}\p{M}'’]/u)

/** The unit that follows at `at`, where it ends and what its form multiplies by, or null. */
export function unitAt(text: string, at: number): { code: string; factor: number; end: number } | null {
  LEAD.lastIndex = at
  const from = at + (LEAD.exec(text)?.[0].length ?? 0)
  const [word, sign] = [byWords(text, from), bySign(text, at, from)]
  return word !== null && word.end >= (sign?.end ?? 0) ? word : sign
}

function byWords(text: string, from: number): { code: string; factor: number; end: number } | null {
  let phrase = ''
  let position = from
  let best: { code: string; factor: number; end: number } | null = null
  for (let count = 0; count < LONGEST; count++) {
    WORD.lastIndex = position
    const match = WORD.exec(text)
    if (!match) break
    phrase = `${phrase}${phrase === '' ? '' : ' '}${match[0].replace(/^[\s\u00A0\u2009\u202F-]+/u, '').toLowerCase()}`
    position += match[0].length
    const found = WORDS.get(phrase)
    if (found && !GOES_ON.test(text[position] ?? '')) best = { ...found, end: position }
  }
  return best
}

function bySign(text: string, at: number, from: number): { code: string; factor: number; end: number } | null {
  SIGN.lastIndex = from
  const match = SIGN.exec(text)
  if (!match) return null
  const blanks = from - at
  const found = SIGNS.get(match[0].replace(/\s*\/\s*/u, '/').replace(/\s+/gu, ' '))
  const end = from + match[0].length
  if (!found || (/[\p{L}\p{N}]$/u.test(match[0]) && GOES_ON.test(text[end] ?? ''))) return null
  // "12 x 4", "5 l", a letter on the next line: no unit.
  if (/^[xlgWVAhC×]$/u.test(match[0]) && blanks > 0 && match[0] !== 'W' && match[0] !== 'g' && match[0] !== 'h') return null
  if (/^[\p{L}]$/u.test(match[0]) && /\n|-/.test(text.slice(at, from))) return null
  return { ...found, end }
}

/** How a unit of measure is written after a value; null for counts and currencies. */
export function unitShown(code: string, one: boolean): string | null {
  const unit = UNITS.find((candidate) => candidate.code === code)
  return unit === undefined ? null : one ? (unit.shownOne ?? unit.shown) : unit.shown
}
