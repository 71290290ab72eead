/**
 * What a unit is a unit of. Two figures can be compared when they share a dimension, and their values then stand in one base unit.
 *
 * Factors are exact where the definition is: international foot and pound (1959), US gallon of 231 cubic inches, barrel of 42 gallons, acre of 4,840
 * square yards. BIPM, The International System of Units (9th edition); NIST Special Publication 811, appendix B; UCUM 2.1 for the codes.
 */

type Base = { dimension: string; factor: number; offset?: number }

const FOOT = 0.3048
const GALLON = 0.003785411784
const BARREL = 42 * GALLON
const ACRE = 4046.8564224
const DAY = 86_400
/** The Julian year of UCUM's `a`; `mo` is a twelfth of it. */
const YEAR = 365.25 * DAY

const BASES: Readonly<Record<string, Base>> = {
  m: { dimension: 'length', factor: 1 },
  km: { dimension: 'length', factor: 1000 },
  cm: { dimension: 'length', factor: 0.01 },
  mm: { dimension: 'length', factor: 0.001 },
  um: { dimension: 'length', factor: 1e-6 },
  nm: { dimension: 'length', factor: 1e-9 },
  '[mi_i]': { dimension: 'length', factor: 1609.344 },
  '[nmi_i]': { dimension: 'length', factor: 1852 },
  '[ft_i]': { dimension: 'length', factor: FOOT },
  '[in_i]': { dimension: 'length', factor: 0.0254 },
  '[yd_i]': { dimension: 'length', factor: 0.9144 },
  m2: { dimension: 'area', factor: 1 },
  km2: { dimension: 'area', factor: 1e6 },
  har: { dimension: 'area', factor: 1e4 },
  '[acr_us]': { dimension: 'area', factor: ACRE },
  '[smi_us]': { dimension: 'area', factor: 2_589_988.110336 },
  '[sft_i]': { dimension: 'area', factor: FOOT ** 2 },
  m3: { dimension: 'volume', factor: 1 },
  km3: { dimension: 'volume', factor: 1e9 },
  L: { dimension: 'volume', factor: 0.001 },
  mL: { dimension: 'volume', factor: 1e-6 },
  hL: { dimension: 'volume', factor: 0.1 },
  '[gal_us]': { dimension: 'volume', factor: GALLON },
  '[bbl_us]': { dimension: 'volume', factor: BARREL },
  '[cft_i]': { dimension: 'volume', factor: FOOT ** 3 },
  '[cyd_i]': { dimension: 'volume', factor: 0.9144 ** 3 },
  '[acr_us].[ft_i]': { dimension: 'volume', factor: ACRE * FOOT },
  '[bbl_us]/d': { dimension: 'volume-flow', factor: BARREL / DAY },
  '[cft_i]/d': { dimension: 'volume-flow', factor: FOOT ** 3 / DAY },
  'm3/s': { dimension: 'volume-flow', factor: 1 },
  'L/s': { dimension: 'volume-flow', factor: 0.001 },
  kg: { dimension: 'mass', factor: 1 },
  g: { dimension: 'mass', factor: 0.001 },
  mg: { dimension: 'mass', factor: 1e-6 },
  ug: { dimension: 'mass', factor: 1e-9 },
  t: { dimension: 'mass', factor: 1000 },
  '[lb_av]': { dimension: 'mass', factor: 0.45359237 },
  '[oz_av]': { dimension: 'mass', factor: 0.028349523125 },
  '[ston_av]': { dimension: 'mass', factor: 907.18474 },
  '[lton_av]': { dimension: 'mass', factor: 1016.0469088 },
  '[stone_av]': { dimension: 'mass', factor: 6.35029318 },
  'ug/m3': { dimension: 'mass-concentration', factor: 1e-9 },
  'mg/L': { dimension: 'mass-concentration', factor: 0.001 },
  s: { dimension: 'time', factor: 1 },
  min: { dimension: 'time', factor: 60 },
  h: { dimension: 'time', factor: 3600 },
  d: { dimension: 'time', factor: DAY },
  wk: { dimension: 'time', factor: 7 * DAY },
  mo: { dimension: 'time', factor: YEAR / 12 },
  a: { dimension: 'time', factor: YEAR },
  '{decade}': { dimension: 'time', factor: 10 * YEAR },
  '{century}': { dimension: 'time', factor: 100 * YEAR },
  'm/s': { dimension: 'speed', factor: 1 },
  'km/h': { dimension: 'speed', factor: 1000 / 3600 },
  '[mi_i]/h': { dimension: 'speed', factor: 1609.344 / 3600 },
  '[kn_i]': { dimension: 'speed', factor: 1852 / 3600 },
  J: { dimension: 'energy', factor: 1 },
  'W.h': { dimension: 'energy', factor: 3600 },
  'kW.h': { dimension: 'energy', factor: 3.6e6 },
  'MW.h': { dimension: 'energy', factor: 3.6e9 },
  'GW.h': { dimension: 'energy', factor: 3.6e12 },
  'TW.h': { dimension: 'energy', factor: 3.6e15 },
  '[Btu]': { dimension: 'energy', factor: 1055.05585262 },
  cal: { dimension: 'energy', factor: 4.184 },
  kcal: { dimension: 'energy', factor: 4184 },
  '{toe}': { dimension: 'energy', factor: 41.868e9 },
  W: { dimension: 'power', factor: 1 },
  kW: { dimension: 'power', factor: 1e3 },
  MW: { dimension: 'power', factor: 1e6 },
  GW: { dimension: 'power', factor: 1e9 },
  TW: { dimension: 'power', factor: 1e12 },
  '[HP]': { dimension: 'power', factor: 745.6998715822702 },
  V: { dimension: 'voltage', factor: 1 },
  kV: { dimension: 'voltage', factor: 1000 },
  Hz: { dimension: 'frequency', factor: 1 },
  kHz: { dimension: 'frequency', factor: 1e3 },
  MHz: { dimension: 'frequency', factor: 1e6 },
  GHz: { dimension: 'frequency', factor: 1e9 },
  Pa: { dimension: 'pressure', factor: 1 },
  kPa: { dimension: 'pressure', factor: 1000 },
  bar: { dimension: 'pressure', factor: 1e5 },
  'mm[Hg]': { dimension: 'pressure', factor: 133.322387415 },
  Cel: { dimension: 'temperature', factor: 1, offset: 273.15 },
  '[degF]': { dimension: 'temperature', factor: 5 / 9, offset: 459.67 * (5 / 9) },
  K: { dimension: 'temperature', factor: 1 },
  By: { dimension: 'data', factor: 1 },
  kBy: { dimension: 'data', factor: 1e3 },
  MBy: { dimension: 'data', factor: 1e6 },
  GBy: { dimension: 'data', factor: 1e9 },
  TBy: { dimension: 'data', factor: 1e12 },
  PBy: { dimension: 'data', factor: 1e15 },
  'Mbit/s': { dimension: 'data-rate', factor: 1e6 },
  'Gbit/s': { dimension: 'data-rate', factor: 1e9 },
  deg: { dimension: 'angle', factor: Math.PI / 180 },
  '%': { dimension: 'percent', factor: 1 },
  '[ppth]': { dimension: 'percent', factor: 0.1 },
  '[ppm]': { dimension: 'fraction', factor: 1e-6 },
  '[ppb]': { dimension: 'fraction', factor: 1e-9 },
  '{percentage_point}': { dimension: 'percentage-point', factor: 1 },
  '{basis_point}': { dimension: 'percentage-point', factor: 0.01 },
  x: { dimension: 'multiple', factor: 1 },
  'g/(kW.h)': { dimension: 'emission-intensity', factor: 0.001 / 3.6e6 },
}

/** Seconds of what a rate may be per. */
const PER_TIME: Readonly<Record<string, number>> = {
  s: 1,
  min: 60,
  h: 3600,
  d: DAY,
  wk: 7 * DAY,
  mo: YEAR / 12,
  a: YEAR,
  '{decade}': 10 * YEAR,
  '{fortnight}': 14 * DAY,
  '{quarter}': YEAR / 4,
}

/** Of a value in a unit: the dimension, and the value in its base unit; `si` is null for a unit we have no factor for. */
export type Dimensioned = { dimension: string; si: number | null }

/** The dimension of a unit ("length", "money:USD", "count:person"). Money stays in its currency: rates of exchange are not ours to know. */
export function dimensionOf(value: number, unit: string | null): Dimensioned {
  const base = baseOf(unit)
  if (base === null) return { dimension: unit ?? 'number', si: null }
  const { dimension, factor, offset = 0 } = base
  return { dimension, si: rounded(value * factor + offset) }
}

/** The same per something: a day, a barrel, 100,000 ("money:USD/time", "money:USD/volume", "count:death/10*5"). */
export function rateOf({ dimension, si }: Dimensioned, per: string | null): Dimensioned {
  if (per === null) return { dimension, si }
  const time = PER_TIME[per]
  if (time !== undefined) return { dimension: `${dimension}/time`, si: si === null ? null : rounded(si / time) }
  if (per.startsWith('10*')) return { dimension: `${dimension}/${per}`, si }
  const below = baseOf(per)
  return below === null
    ? { dimension: `${dimension}/${per}`, si: null }
    : { dimension: `${dimension}/${below.dimension}`, si: si === null ? null : rounded(si / below.factor) }
}

function rounded(value: number): number {
  if (Number.isInteger(value) && value !== 0 && Math.abs(value) < 1e12) return value
  return Number(value.toPrecision(12))
}

function baseOf(unit: string | null): Base | null {
  if (unit === null) return { dimension: 'number', factor: 1 }
  const known = Object.hasOwn(BASES, unit) ? BASES[unit] : undefined
  if (known !== undefined) return known
  if (/^[A-Z]{3}$/.test(unit)) return { dimension: `money:${unit}`, factor: 1 }
  const counted = /^\{([^{}]+)\}$/.exec(unit)?.[1]
  return counted === undefined ? null : { dimension: `count:${counted}`, factor: 1 }
}
