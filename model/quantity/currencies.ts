/** Money: the signs and words that stand before and behind an amount, with their ISO 4217 code. */
import { latin } from '../latin.ts'

const BEFORE: Readonly<Record<string, string>> = {
  $: 'USD',
  US$: 'USD',
  USD$: 'USD',
  MX$: 'MXN',
  MEX$: 'MXN',
  MXN$: 'MXN',
  MXP: 'MXN',
  C$: 'CAD',
  CA$: 'CAD',
  CAN$: 'CAD',
  CAD$: 'CAD',
  A$: 'AUD',
  AU$: 'AUD',
  AUD$: 'AUD',
  NZ$: 'NZD',
  HK$: 'HKD',
  S$: 'SGD',
  SG$: 'SGD',
  R$: 'BRL',
  NT$: 'TWD',
  AR$: 'ARS',
  COP$: 'COP',
  CLP$: 'CLP',
  '€': 'EUR',
  EURO: 'EUR',
  '£': 'GBP',
  'UK£': 'GBP',
  '¥': 'JPY',
  'JP¥': 'JPY',
  'CN¥': 'CNY',
  RMB: 'CNY',
  '₹': 'INR',
  RS: 'INR',
  '₩': 'KRW',
  '₽': 'RUB',
  '₺': 'TRY',
  TL: 'TRY',
  '₴': 'UAH',
  '₪': 'ILS',
  NIS: 'ILS',
  '₦': 'NGN',
  '₱': 'PHP',
  '฿': 'THB',
  '₫': 'VND',
  '₡': 'CRC',
  SFR: 'CHF',
}
const ISO = new Set(
  'USD MXN CAD AUD NZD HKD SGD BRL TWD ARS COP CLP PEN GTQ HNL CRC DOP BOB UYU PYG VES EUR GBP JPY CNY INR KRW RUB TRY UAH ILS NGN PHP THB VND IDR MYR BDT PKR LKR KES GHS ZAR EGP MAD AED SAR QAR KWD CHF SEK NOK DKK PLN CZK HUF RON BGN ISK XOF XAF XDR'.split(
    ' ',
  ),
)

/** Words behind an amount. Plain "pesos" are Mexican, plain "dollars" American, plain "rupees" Indian, plain "pounds" a weight. */
const WORDS: readonly (readonly [string, string])[] = [
  ['CAD', 'Canadian dollars?'],
  ['AUD', 'Australian dollars?'],
  ['NZD', 'New Zealand dollars?'],
  ['HKD', 'Hong Kong dollars?'],
  ['SGD', 'Singapore dollars?'],
  ['TWD', '(?:New )?Taiwan dollars?'],
  ['USD', '(?:(?:US|U\\.S\\.|American)[\\s-])?dollars?'],
  ['ARS', 'Argentin(?:e|ian) pesos?'],
  ['CLP', 'Chilean pesos?'],
  ['COP', 'Colombian pesos?'],
  ['PHP', 'Philippine pesos?'],
  ['CUP', 'Cuban pesos?'],
  ['MXN', '(?:Mexican[\\s-])?pesos?'],
  ['EUR', 'euros?'],
  ['GBP', 'pounds?[\\s-]sterling|British[\\s-]pounds?'],
  ['EGP', 'Egyptian pounds?'],
  ['JPY', '(?:Japanese[\\s-])?yen'],
  ['CNY', '(?:Chinese[\\s-])?(?:yuan|renminbi)'],
  ['PKR', 'Pakistani rupees?'],
  ['LKR', 'Sri Lankan rupees?'],
  ['INR', '(?:Indian[\\s-])?rupees?'],
  ['RUB', '(?:Russian[\\s-])?rou?bles?'],
  ['KRW', '(?:South Korean[\\s-])?won(?=[\\s.,;)]|$)(?!\\s+(?:the|a|an|in|by|at|on|\\d|over|back|with))'],
  ['XOF', 'CFA francs?'],
  ['CHF', 'Swiss francs?'],
  ['TRY', '(?:Turkish[\\s-])?(?:liras?|lire)'],
  ['SEK', '(?:Swedish[\\s-])?kron(?:or|a)'],
  ['DKK', 'Danish kroner?'],
  ['NOK', '(?:Norwegian[\\s-])?kroner?'],
  ['PLN', '(?:Polish[\\s-])?z[lł]oty(?:s|ch)?'],
  ['ZAR', '(?:South African[\\s-])?rands?'],
  ['BRL', '(?:Brazilian[\\s-])?rea(?:is|ls?)(?!\\s+\\p{Ll})'],
  ['ILS', '(?:Israeli[\\s-])?(?:new )?shekels?'],
  ['AED', '(?:UAE[\\s-])?dirhams?'],
  ['SAR', '(?:Saudi[\\s-])?riyals?'],
  ['NGN', '(?:Nigerian[\\s-])?naira'],
  ['UAH', '(?:Ukrainian[\\s-])?hryvnias?'],
  ['HUF', '(?:Hungarian[\\s-])?forints?'],
  ['CZK', '(?:Czech[\\s-])?(?:koruna|crowns)'],
  ['VES', 'bol[ií]vares?'],
  ['GTQ', 'quetzal(?:es|s)?'],
  ['HNL', 'lempiras?'],
  ['THB', '(?:Thai[\\s-])?baht'],
  ['VND', '(?:Vietnamese[\\s-])?dong'],
  ['IDR', '(?:Indonesian[\\s-])?rupiahs?'],
  ['MYR', 'ringgit'],
  ['BDT', 'taka'],
  ['KES', '(?:Kenyan[\\s-])?shillings?'],
  ['GHS', 'cedis?'],
]
const AFTER = WORDS.map(([code, forms]) => ({ code, pattern: latin(new RegExp(`[\\s\\u00A0\\u202F-]{0,2}(?:${forms})(?![\\p{L}])`, 'uy')) }))
const SIGN_AFTER = latin(/[\s\u00A0\u202F]?(?<sign>\p{Lu}{3}|\p{Lu}{0,2}\\?\$|[€£¥₹₩₽₺₴₪₦])(?![\p{L}\p{N}])/uy)
const SCALED_EURO = /[\s\u00A0]?(?<scale>M|Mio\.?|bn|Mrd\.?)[\s\u00A0]?€/uy
const SIGN_BEFORE = latin(
  /(?<![\p{L}\p{N}])(?<sign>\p{Lu}[\p{L}.]{1,4}[\s\u00A0]?\\?[$£¥]|\p{Lu}\\?[$£¥]|\p{Lu}{2,4}\.?|Rs\.?|Euro|\\?[$€£¥₹₩₽₺₴₪₦₱฿₫₡])[\s\u00A0\u202F]?$/u,
)
const CENTS = latin(/[\s\u00A0-]?(?:cents?(?![\p{L}])(?!\s+of\s+(?:a|the)\s+(?:vote|population))|¢)/uy)
const PENCE = latin(/[\s\u00A0-]?(?:pence|penny)(?![\p{L}])/uy)

/** The currency written just before `at`, and where it starts; null when there is none. */
export function currencyBefore(text: string, at: number): { code: string; start: number } | null {
  const match = SIGN_BEFORE.exec(text.slice(Math.max(0, at - 9), at))
  const sign = match?.groups?.['sign']
  if (!match || sign === undefined) return null
  const plain = sign.replace(/[\\.\s\u00A0]/gu, '').toUpperCase()
  const code = Object.hasOwn(BEFORE, plain) ? BEFORE[plain] : ISO.has(plain) ? plain : undefined
  if (code !== undefined) return { code, start: at - match[0].length }
  // "worth THE $5" and the like: the sign alone.
  const alone = /\\?[$£¥][\s\u00A0\u202F]?$/u.exec(match[0])
  const bare = alone === null ? undefined : BEFORE[alone[0].replace(/[\\\s\u00A0\u202F]/gu, '')]
  return alone === null || bare === undefined ? null : { code: bare, start: at - alone[0].length }
}

/** The currency that follows at `at`, where it ends, and what its form multiplies by (cents 0.01); null when there is none. */
export function currencyAfter(text: string, at: number): { code: string; end: number; factor: number } | null {
  const next = text.slice(at, at + 3)
  if (!/^[\s\u00A0\u202F-]{0,2}[\p{L}$€£¥₹₩₽₺₴₪₦¢\\]/u.test(next)) return null
  SCALED_EURO.lastIndex = at
  const scaled = SCALED_EURO.exec(text)
  if (scaled) return { code: 'EUR', end: at + scaled[0].length, factor: /^M(?:io)?\.?$/u.test(scaled.groups?.['scale'] ?? '') ? 1e6 : 1e9 }
  SIGN_AFTER.lastIndex = at
  const sign = SIGN_AFTER.exec(text)
  const plain = sign?.groups?.['sign']?.replace('\\', '')
  const code = plain === undefined ? undefined : Object.hasOwn(BEFORE, plain) && /[^A-Z]/.test(plain) ? BEFORE[plain] : ISO.has(plain) ? plain : undefined
  if (sign && code !== undefined && !/^\s\\?[$€£¥]$/u.test(sign[0])) return { code, end: at + sign[0].length, factor: 1 }
  if (sign && plain === '€') return { code: 'EUR', end: at + sign[0].length, factor: 1 }
  return byWord(text, at)
}

/** The words that may begin or be the name of a currency, looked up before forty patterns are tried. */
const NAMED = latin(
  /[\s\u00A0\u202F-]{0,2}(?:\p{Lu}[\p{L}.]+[\s-](?:\p{Lu}\p{L}+[\s-])?)?(?:dollar|peso|euro|pound|yen|yuan|renminbi|new|rupee|rou?ble|won|franc|lir|kron|z[lł]ot|rand|rea|shekel|dirham|riyal|naira|hryvnia|forint|koruna|crown|bol|quetzal|lempira|baht|dong|rupiah|ringgit|taka|shilling|cedi|cent|¢|pence|penny|CFA)/iuy,
)

function byWord(text: string, at: number): { code: string; end: number; factor: number } | null {
  NAMED.lastIndex = at
  if (!NAMED.test(text)) return null
  for (const { code, pattern } of AFTER) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match) return { code, end: at + match[0].length, factor: 1 }
  }
  CENTS.lastIndex = at
  const cents = CENTS.exec(text)
  if (cents) return { code: lastCurrency(text, at), end: at + cents[0].length, factor: 0.01 }
  PENCE.lastIndex = at
  const pence = PENCE.exec(text)
  return pence ? { code: 'GBP', end: at + pence[0].length, factor: 0.01 } : null
}

/** Cents are those of the currency named shortly before, else American. */
function lastCurrency(text: string, at: number): string {
  const sign = /(?:[A-Z]{0,2}\$|€|euros?\b)(?![\s\S]*(?:\$|€|euros?\b))/u.exec(text.slice(Math.max(0, at - 120), at))?.[0]
  if (sign === undefined) return 'USD'
  return /€|euro/u.test(sign) ? 'EUR' : (BEFORE[sign] ?? 'USD')
}

export function isCurrency(code: string): boolean {
  return /^[A-Z]{3}$/.test(code)
}
