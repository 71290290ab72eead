/**
 * The language of a whole document: by its script where that says it, else by its commonest small words. Never of a line: short lines fool every detector.
 */

const WORDS: Readonly<Record<string, string>> = {
  en: 'the of and to in is that for with was are by from this which have be not it as on at',
  es: 'el los las que y en del por con una para su como más se al es un lo sus pero ha',
  fr: 'le les des et est dans pour une qui par sur du aux ou être ne pas que il au plus sont',
  de: 'der die und das von den mit ist für auf im dem nicht ein eine zu sich des auch werden wird als',
  pt: 'os que não em uma para com dos das por mais ao na no são é da do um as foi pela',
  it: 'il di che è per un una sono del della con non gli le nel alla dei più si da anche come',
  tr: 've bir bu için ile da de olarak daha olan gibi çok kadar ise ne var değil sonra en ancak',
  nl: 'de het een van en is dat op te zijn met voor niet aan er om ook als bij door naar worden',
  pl: 'i w na z do się nie że jest to oraz o po od przez jak dla są który być',
  sv: 'och att det som en på är av för med till den inte om ett har de var från',
  da: 'og at det som en på er af for med til den ikke om et har de var fra blev',
  ro: 'și de la în a cu pe un o din este să nu că mai pentru sunt care au prin',
  ca: 'el la els les de que i en per amb una un del és no al més com són dels',
  id: 'yang dan di dari untuk dengan pada dalam ini itu tidak adalah oleh akan sebagai juga telah atau',
  vi: 'và của là có được trong cho không các với một những đã này người để từ về',
}
const SMALL = new Map<string, string[]>()
for (const [language, words] of Object.entries(WORDS)) for (const word of words.split(' ')) SMALL.set(word, [...(SMALL.get(word) ?? []), language])

const FEWEST_WORDS = 40
const FEWEST_SIGNS = 40
const SAMPLE = 60_000
/** The winner's small words make at least this share of all words, and this many times the next language's. */
const LEAST_SHARE = 0.06
const LEAST_LEAD = 1.25

/** An ISO 639-1 code, or null when the text is too short or no language stands out. */
export function detectLanguage(text: string): string | null {
  const sample = text.slice(0, SAMPLE).toLowerCase()
  const scripted = byScript(sample)
  if (scripted !== 'latin') return scripted
  const words = sample.match(/[\p{L}\p{M}]+/gu) ?? []
  if (words.length < FEWEST_WORDS) return null
  const counts = new Map<string, number>()
  // A word of several languages speaks for each of them only in part.
  for (const word of words) {
    const spoken = SMALL.get(word) ?? []
    for (const language of spoken) counts.set(language, (counts.get(language) ?? 0) + 1 / spoken.length)
  }
  const [first, second] = [...counts].map(([language, count]) => ({ language, count })).toSorted((a, b) => b.count - a.count)
  if (first === undefined || first.count < words.length * LEAST_SHARE || first.count < (second?.count ?? 0) * LEAST_LEAD) return null
  return first.language
}

/** Scripts that one language or few are written in; 'latin' leaves the question to the words, null says that nothing stands out. */
function byScript(sample: string): string | null {
  const count = (script: RegExp) => sample.match(script)?.length ?? 0
  const letters = count(/\p{L}/gu)
  const [han, kana, hangul, arabic, hebrew, cyrillic, greek, thai, devanagari] = [
    /\p{Script=Han}/gu,
    /[\p{Script=Hiragana}\p{Script=Katakana}]/gu,
    /\p{Script=Hangul}/gu,
    /\p{Script=Arabic}/gu,
    /\p{Script=Hebrew}/gu,
    /\p{Script=Cyrillic}/gu,
    /\p{Script=Greek}/gu,
    /\p{Script=Thai}/gu,
    /\p{Script=Devanagari}/gu,
  ].map(count) as [number, number, number, number, number, number, number, number, number]
  const most = (signs: number) => signs > letters * 0.4 && signs >= FEWEST_SIGNS
  if (most(han + kana)) return kana > (han + kana) * 0.1 ? 'ja' : 'zh'
  if (most(hangul)) return 'ko'
  if (most(hebrew)) return 'he'
  if (most(arabic)) return /[\u067E\u0686\u06AF\u06CC]/u.test(sample) && count(/[\u067E\u0686\u06AF\u06CC]/gu) > arabic * 0.03 ? 'fa' : 'ar'
  if (most(cyrillic)) return /[іїєґ]/u.test(sample) && count(/[іїєґ]/gu) > cyrillic * 0.02 ? 'uk' : count(/[ыэё]/gu) > 0 ? 'ru' : null
  if (most(greek)) return 'el'
  if (most(thai)) return 'th'
  if (most(devanagari)) return 'hi'
  return letters === 0 ? null : 'latin'
}
