/** The words by which two statements are known to speak of the same: folded, stripped of endings, a few synonyms made one, and those that only carry a figure left out. */
import { searchWords } from '../fold.ts'

export type Token = { /** As written. */ text: string; stem: string; start: number; end: number; isName: boolean; /** Of a country or a region of the world. */ isPlace: boolean; /** Punctuation stands before it. */ breaks: boolean }

const IRREGULAR: Readonly<Record<string, string>> = { people: 'person', persons: 'person', men: 'man', women: 'woman', children: 'child', lives: 'life', wives: 'wife', families: 'family', died: 'die', dying: 'die', lying: 'lie', held: 'hold', led: 'lead', sold: 'sell', states: 'state', series: 'series', species: 'species', feet: 'foot', began: 'begin', begun: 'begin', built: 'build', bought: 'buy', won: 'win', met: 'meet', fought: 'fight', struck: 'strike', sank: 'sink', sunk: 'sink', took: 'take', paid: 'pay', made: 'make', fell: 'fall', rose: 'rise', grew: 'grow', came: 'come', ran: 'run', stood: 'stand', gave: 'give', spent: 'spend', kept: 'keep', lost: 'lose', heard: 'hear', dealt: 'deal', became: 'become', said: 'say', left: 'leave', sent: 'send', grown: 'grow', taken: 'take', given: 'give' }

/** Articles, prepositions, pronouns, helping verbs. */
const FUNCTION =
  'a an the this that these those it its they them their his her he she we our you your who whom whose which what when where why how there here of in on at to for from by with without within into onto upon over under above below beneath beside besides between among amongst across through throughout during before after since until till against along around about near behind beyond toward towards off out up down as than then so too also not no nor or and but if while whereas although though because both either neither each every all any some many much most more few fewer less least several other another such own same only just even still yet already again ever never now today once per via be is am are was were been being have has had having do does did done will would shall should may might must can could ago respectively later earlier'
/** Verbs and nouns that bring a figure and say nothing of what it measures. */
const CARRYING =
  'hold has reach come came amount stand stood total count number figure cover stretch run ran share lie lay span extend contain include comprise make made take took taken put set use get got give gave given pay paid receive lose lost cost-of find see saw seen show say said report estimate record register remain become became keep kept rise rose risen fall fell fallen grow grew grown increase decrease decline drop climb jump gain live dwell part room capacity rate level value size average approximately about roughly nearly almost year month week day yearly annual annually monthly weekly daily fiscal season world worldwide globally global percent percentage proportion fraction degree quantity handle deal dealt serve last least early late mid whole entire overall further additional new long-term area terrain territory ground soil mile kilometre kilometer metre meter foot inch yard acre hectare tonne ton kilogram pound litre liter gallon dollar euro hour minute km kg lb lbs mph usd sq'
const WORDS_OUT = new Set([...FUNCTION.split(' '), ...CARRYING.split(' ')].map(stemOf))

/** Groups of words that mean the same where figures are compared; public knowledge, kept short. */
const SAME: readonly string[] = [
  'border frontier boundary',
  'truck lorry',
  'kill die death dead fatality victim',
  'inhabitant resident population',
  'employ staff',
  'build construct construction',
  'sign signature conclude',
  'open inaugurate',
  'found establish establishment foundation',
  'begin start launch commence',
  'apprehend intercept apprehension interception',
  'seize seizure confiscate',
  'height tall high',
  'length long',
  'weight weigh heavy',
  'depth deep',
  'width wide',
  'price sell sold',
  'unemployment jobless joblessness',
  'vote voter',
  'school pupil',
  'migrant immigrant',
  'illegal unlawful illicit',
  'car automobile',
  'oil petroleum crude',
  'agreement accord pact treaty',
]
const CANON = new Map(
  SAME.flatMap((group) => {
    const [first = '', ...others] = group.split(' ').map(stemOf)
    return others.map((other) => [other, first] as const)
  }),
)

const PLURALS = new Set(['people', 'children', 'men', 'women', 'police', 'cattle', 'feet', 'mice', 'lives'])

/** English endings taken off lightly: plurals, -ed, -ing; what a reader would still read as the same word. */
export function stemOf(word: string): string {
  const known = IRREGULAR[word]
  if (known !== undefined) return known
  if (word.length <= 3 || /\d/u.test(word)) return word
  const base = word.replace(/(?<=[^aeiou])ie[sd]$/u, 'y').replace(/(?<=(?:ss|sh|ch|x|zz))es$/u, '').replace(/(?<=[^sui'])s$/u, '')
  const cut = /(?:[aeiouy].*)(?:ing|ed)$/u.test(base) && base.length > 5 ? base.replace(/(?:ing|ed)$/u, '').replace(/([bdgmnprt])\1$/u, '$1') : base
  return cut.replace(/(?<=.{4})e$/u, '')
}

export function canonical(stem: string): string {
  return CANON.get(stem) ?? stem
}

export function isCarrying(stem: string): boolean {
  return WORDS_OUT.has(stem)
}

export function isPlural(word: string): boolean {
  const lower = word.toLowerCase()
  return PLURALS.has(lower) || /[^sui]s$/u.test(lower)
}

const CALENDAR = /^(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|spring|autumn|winter|summer)$/u
const NUMBERS = /^(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|million|billion|trillion|dozen|half|third|quarter)s?$/u

/** The first words of the names of countries and regions, from the names the language environment knows. */
const COUNTRIES = new Set([...countryWords(), ...'Turkey Burma America Britain England Scotland Wales Europe Africa Asia Holland Palestine Kosovo Tibet Kurdistan'.split(' ')])

function* countryWords(): Generator<string> {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  for (const first of letters) for (const second of letters) yield names.of(first + second)?.split(/[ ,(]/u)[0] ?? ''
}

const KNOWN = new Set([...COUNTRIES].map((name) => name.toLowerCase()))
const ENDINGS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/ian$/u, ['', 'a', 'ia', 'e', 'y']],
  [/an$/u, ['', 'a', 'o', 'any', 'as']],
  [/ese$/u, ['', 'a']],
  [/i$/u, ['']],
]

/** "mexican" is of "mexico": the ending is changed until a country stands there. */
function countryOf(word: string): string | null {
  const single = word.replace(/s$/u, '')
  for (const [ending, others] of ENDINGS) {
    if (!ending.test(single)) continue
    const found = others.map((other) => single.replace(ending, other)).find((name) => KNOWN.has(name))
    if (found !== undefined) return found
  }
  return null
}

/** States of two words and of many names. */
const JOINED: Readonly<Record<string, string>> = { 'united states': 'us', 'united kingdom': 'uk', 'united nations': 'un', 'european union': 'eu' }
const ALIASES: Readonly<Record<string, string>> = { usa: 'us', america: 'us', britain: 'uk' }

/** All words of a quotation in order. A capital letter makes a name; at the opening of a sentence only that of a country does. */
export function tokensOf(quote: string): Token[] {
  const found = searchWords(quote)
  const tokens: Token[] = []
  for (let index = 0; index < found.length; index++) {
    const { word, start } = found[index] ?? { word: '', start: 0 }
    const joined = JOINED[`${word} ${found[index + 1]?.word ?? ''}`]
    const end = (joined === undefined ? found[index] : found[index + 1])?.end ?? start
    const text = quote.slice(start, end)
    const opens = /(?:^|[.!?:]["'”’)]*\s+|^["'“‘(]+)$/u.test(quote.slice(0, start))
    const country = /^\p{Lu}/u.test(text) ? countryOf(word) : null
    const stem = joined ?? ALIASES[word] ?? (country === null ? canonical(stemOf(word)) : (ALIASES[country] ?? canonical(stemOf(country))))
    const isKnown = joined !== undefined || country !== null || COUNTRIES.has(text.replace(/['’]s?$/u, ''))
    tokens.push({ text, stem, start, end, isName: /^\p{Lu}/u.test(text) && (!opens || isKnown) && !CALENDAR.test(word), isPlace: isKnown, breaks: /[,;:()\u2013\u2014]/u.test(quote.slice(tokens.at(-1)?.end ?? 0, start)) })
    if (joined !== undefined) index++
  }
  return tokens
}

/** Words that say what a statement is about: no numbers, no months, none that only carry. */
export function isTelling({ stem, text }: Token): boolean {
  return stem.length > 1 && !/\d/u.test(stem) && !isCarrying(stem) && !CALENDAR.test(text.toLowerCase()) && !NUMBERS.test(text.toLowerCase())
}
