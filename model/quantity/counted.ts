/** What a number counts: the plural noun behind it, as a unit in UCUM's annotation style (`{person}`, `{crossing}`). */
import { latin } from '../latin.ts'

/** `near` when no other word stands between. `start`–`end` is the noun in the text. */
export type Counted = { unit: string; near: boolean; start: number; end: number }

const words = (list: string) => new Set(list.split(' '))

/** Plural nouns for people: a count of them is comparable with a count of persons. */
const PEOPLE = words(
  'people persons person individuals migrants immigrants emigrants refugees asylum-seekers evacuees exiles foreigners aliens dreamers braceros returnees deportees arrivals entrants crossers workers labourers laborers employees jobseekers children kids toddlers babies infants newborns orphans minors teenagers adolescents youths youngsters adults pensioners retirees seniors women men girls boys mothers fathers parents widows students pupils graduates undergraduates apprentices trainees interns scholars residents inhabitants citizens nationals voters electors taxpayers villagers settlers peasants officers agents troops soldiers sailors marines conscripts reservists regulars recruits veterans personnel peacekeepers fighters militants rebels insurgents gunmen guerrillas terrorists hostages guards rangers policemen firefighters paramedics civilians victims survivors suspects offenders criminals convicts inmates prisoners detainees fugitives smugglers traffickers travelers travellers commuters passengers pedestrians drivers truckers motorists pilots members staff participants respondents interviewees volunteers activists protesters demonstrators strikers applicants claimants beneficiaries recipients candidates delegates deputies senators legislators lawmakers councillors mps ministers presidents governors mayors diplomats ambassadors officials bureaucrats experts economists scientists researchers analysts journalists reporters writers teachers professors lecturers lawyers attorneys judges jurors prosecutors engineers technicians mechanics electricians doctors physicians surgeons nurses midwives dentists pharmacists psychologists carers caregivers patients clinicians crew crews farmers farmworkers fishermen herders miners gardeners visitors tourists guests clients customers consumers subscribers donors shareholders investors owners homeowners tenants renters landlords entrepreneurs managers executives smokers drinkers athletes players fans spectators noncitizens non-citizens police friends relatives witnesses colleagues advisers advisors',
)
/** Adjectives that stand for people right behind a number: "650 dead". */
const PEOPLE_AS = words('dead wounded injured missing displaced unemployed homeless sick infected')
/** Plurals without -s, or with one that looks like none. */
const IRREGULAR: Readonly<Record<string, string>> = {
  families: 'family',
  lives: 'life',
  wives: 'wife',
  knives: 'knife',
  leaves: 'leaf',
  halves: 'half',
  countries: 'country',
  analyses: 'analysis',
  crises: 'crisis',
  theses: 'thesis',
  bases: 'base',
  cattle: 'cattle',
  sheep: 'sheep',
  fish: 'fish',
  aircraft: 'aircraft',
  species: 'species',
  series: 'series',
  movies: 'movie',
  criteria: 'criterion',
  phenomena: 'phenomenon',
  strata: 'stratum',
  vertebrae: 'vertebra',
  mice: 'mouse',
  geese: 'goose',
  teeth: 'tooth',
  oxen: 'ox',
  buses: 'bus',
  viruses: 'virus',
  campuses: 'campus',
  censuses: 'census',
  pigs: 'pig',
  taxis: 'taxi',
  households: 'household',
  gases: 'gas',
  uses: 'use',
  cases: 'case',
  houses: 'house',
  purchases: 'purchase',
  expenses: 'expense',
  licenses: 'license',
  licences: 'licence',
  clauses: 'clause',
  causes: 'cause',
  courses: 'course',
  horses: 'horse',
  nurses: 'nurse',
  premises: 'premise',
  exercises: 'exercise',
  enterprises: 'enterprise',
  franchises: 'franchise',
  diseases: 'disease',
  releases: 'release',
  responses: 'response',
  offenses: 'offense',
  increases: 'increase',
  headquarters: 'headquarters',
}
/** Words in -s that are no plural nouns. */
const NO_NOUN = words(
  'was is has does its this thus us as across towards always perhaps besides versus less times plus unless whereas afterwards sometimes yes percents dollars pesos ours theirs his hers whose years months weeks days hours minutes seconds goes says minus represents includes shows equals means contains covers exceeds remains becomes makes takes gives gets comes seems appears follows begins ends starts applies refers relates reflects indicates suggests overseas upwards downwards backwards onwards nevertheless regardless nonetheless various previous famous gas bus lens press process access business congress loss class pass cross less across mass glass boss dress stress success progress wireless tons tonnes pounds miles meters metres kilometers kilometres feet acres hectares gallons barrels',
)
/** Plurals that only say what kind of thing is counted: "12 arms exporters", "5 sales offices". */
const KINDS = words(
  'arms sales savings sports goods systems operations human women children customs communications news works affairs forces parts jobs services',
)
/** Where the noun phrase ends. */
const STOPS = words(
  'was were are been be being is am has have had having did does do done will would can could cannot may might must shall should in on at to of from for and or but nor by with per than then over under between as that which who whom whose while when where after before across into onto against during since until till because if not never no out up off down above below within without among amongst each every also so about around just only even again still already yet there here who it he she they we you i him them me a an the this these those his her their our your my more less fewer most least much many some any all both either neither such said says told died fell rose grew came went took voted left killed led made ago later earlier away apart behind ahead near through throughout toward towards via upon like unlike despite except including respectively alone together once twice too very how why what',
)
const WORD = latin(/[\s\u00A0\u202F]+(?:[“‘"']?)(?<word>[\p{L}][\p{L}\p{M}.&/-]*(?:['’][\p{L}]+)?)/uy)
const HYPHENED = latin(
  /-(?<noun>member|nation|country|state|seat|person|man|woman|page|bed|bedroom|room|storey|story|lane|unit|strong|vehicle|car|ship|seater|kiloton|megaton|judge|point|party|plant|school|city)(?![\p{L}-])/uy,
)
const FARTHEST = 5

/** The thing counted by the number that ends at `at`; null when no plural noun follows in the same phrase. */
export function countedAt(text: string, at: number): Counted | null {
  return hyphened(text, at) ?? behind(text, at)
}

function hyphened(text: string, at: number): Counted | null {
  if (text[at] !== '-') return null
  HYPHENED.lastIndex = at
  const noun = HYPHENED.exec(text)?.groups?.['noun']
  if (noun === undefined || noun === 'strong' || noun === 'point') return null
  const unit = noun === 'person' || noun === 'man' || noun === 'woman' ? '{person}' : `{${noun}}`
  return { unit, near: true, start: at + 1, end: at + 1 + noun.length }
}

function behind(text: string, at: number): Counted | null {
  let position = at
  let kind: Counted | null = null
  for (let step = 0; step < FARTHEST; step++) {
    WORD.lastIndex = position
    const match = WORD.exec(text)
    const written = match?.groups?.['word']?.replace(/\.$/u, '')
    if (!match || written === undefined) return kind
    const end = match.index + match[0].length
    const start = end - (match.groups?.['word']?.length ?? 0)
    const unit = nounOf(written, step === 0)
    if (unit !== null) {
      const found = { unit, near: step === 0, start, end: start + written.length }
      if (!KINDS.has(written)) return found
      kind = found
    } else if (kind !== null || STOPS.has(written.toLowerCase()) || (written.length === 1 && written !== 'U')) return kind
    if (match.groups?.['word']?.endsWith('.') && !/^\p{Lu}/u.test(written)) return kind
    position = end
  }
  return kind
}

function nounOf(written: string, first: boolean): string | null {
  if (/['’]/u.test(written)) return null
  const word = written.toLowerCase()
  if (PEOPLE.has(word) || (first && PEOPLE_AS.has(word)) || /(?:policemen|firemen|women|children)$/.test(word)) return '{person}'
  if (Object.hasOwn(IRREGULAR, word)) return `{${IRREGULAR[word]}}`
  if (/^\p{Lu}/u.test(written))
    return /(?:ans|crats|ards|panics|itos|adians|Swedes|Danes|Greeks|Turks|Kurds|Arabs|Poles|Swiss|Jews|Muslims|Christians)$/u.test(written)
      ? '{person}'
      : written === 'TEUs'
        ? '{teu}'
        : null
  const tail = word.slice(word.lastIndexOf('-') + 1)
  if (PEOPLE.has(tail)) return '{person}'
  if (word.length < 4 || NO_NOUN.has(word) || !/[^\P{L}sui]s$/u.test(word) || STOPS.has(word)) return null
  return `{${singular(word)}}`
}

function singular(word: string): string {
  if (/[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`
  if (/(?:ss|x|ch|sh|zz)es$/.test(word)) return word.slice(0, -2)
  if (/[^aeiou]oes$/.test(word)) return word.slice(0, -2)
  return word.slice(0, -1)
}

/** `{crossing}` → "crossings": the word shown behind a count. */
export function countShown(code: string, one: boolean): string | null {
  const noun = /^\{([^{}]+)\}$/.exec(code)?.[1]?.replaceAll('_', ' ')
  if (noun === undefined) return null
  if (one) return noun
  if (noun === 'person') return 'people'
  const irregular = Object.entries(IRREGULAR).find(([, one]) => one === noun)?.[0]
  if (irregular !== undefined) return irregular
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`
  return /(?:s|x|ch|sh|zz)$/.test(noun) ? `${noun}es` : `${noun}s`
}
