/**
 * The door to disagreement in a library: every pair of statements of different sources that can be compared, with how they relate, and what single statements give cause to look at.
 *
 * Only claims that share their dimension, what they count, and one of their rarer words are compared, so that the work grows with the library and not with its square. Where
 * very many share a word, each is compared with those nearest to it in the list, and the answer says so. Pure.
 */
import { type Claim, claimOf, compareClaims } from '#model/conflict.ts'
import { falsePrecision, impliedEarlier, wrongImplication, wrongShare } from '#model/conflict/concerns.ts'
import type { Extraction } from '#model/extraction.ts'
import type { Concern, Conflict, Relation, Statement } from '#model/library.ts'
import type { Passage } from '#model/source.ts'
import type { CslItem } from '#model/csl.ts'

export type Found = { conflicts: Conflict[]; concerns: Concern[]; /** True when the library holds more than was compared. */ capped: boolean }

/** Claims that are compared with one claim for one of its words, those of the nearest sources first. */
const LARGEST_BLOCK = 200
/** Words of one claim that are looked at: a long sentence is not about all it mentions. */
const MOST_WORDS = 16
/** Comparisons of one run. */
const MOST_PAIRS = 3_000_000
/** Concerns of each kind that are told. */
const MOST_CONCERNS = 2000
const MOST_CONFLICTS = 20_000

const ORDER: readonly Relation[] = ['conflict', 'time_explained', 'compatible', 'rounding', 'agree_converted', 'agree', 'not_comparable']
const SAME: ReadonlySet<Relation> = new Set<Relation>(['agree', 'agree_converted', 'rounding', 'compatible'])

/** Conflicts first, then the other relations; pairs that are not comparable are left out. */
export function findConflicts(statements: readonly Statement[]): Found {
  const claims = statements.map(claimOf).filter((claim) => claim !== null)
  const related: Pair[] = []
  const implied: Concern[] = []
  // Read once out of each statement, not once for each pair.
  const implications = new Map(claims.map((claim) => [claim, impliedEarlier(claim.statement)]))
  const names = new Map(claims.map((claim) => [claim, nameOf(claim.statement)]))
  const capped = eachPair(claims, (one, other) => {
    // A settlement may prefer one of the two, so which is which must not depend on how the list was made.
    const [a, b] = (names.get(one) ?? '') <= (names.get(other) ?? '') ? [one, other] : [other, one]
    const { relation, reason } = compareClaims(a, b)
    if (relation !== 'not_comparable') related.push({ a: a.statement, b: b.statement, relation, reason })
    for (const [later, earlier] of [[a, b], [b, a]] as const) {
      const concern = impliedBetween(later, earlier, implications.get(later) ?? null)
      if (concern) implied.push(concern)
    }
  })
  const told = withoutCrossings(related)
  const conflicts = told
    .sort((x, y) => ORDER.indexOf(x.relation) - ORDER.indexOf(y.relation))
    .slice(0, MOST_CONFLICTS)
    .map((pair) => ({ key: keyOf(pair.a, pair.b), ...pair, settled: null }))
  return { conflicts, concerns: concernsOf(claims, implied, told), capped: capped || told.length > MOST_CONFLICTS }
}

type Pair = { a: Statement; b: Statement; relation: Relation; reason: string }

/**
 * Claims that can be compared share half of the words of the shorter one. So it is enough to look for each claim among those that hold one of the rarer half of its words
 * (prefix filtering; Chaudhuri, Ganti and Kaushik, ICDE 2006). Says whether something was left out.
 */
function eachPair(claims: readonly Claim[], compare: (a: Claim, b: Claim) => void): boolean {
  const holders = new Map<string, number[]>()
  const keys = claims.map(blockKeys)
  keys.forEach((each, index) => {
    for (const key of each) {
      const list = holders.get(key)
      if (list) list.push(index)
      else holders.set(key, [index])
    }
  })
  const size = (key: string) => holders.get(key)?.length ?? 0
  const rarest = keys.map((own) => [...own].sort((x, y) => size(x) - size(y)).slice(0, (own.length >> 1) + 1))
  /** Whether the other claim, looking from its side, would come upon this one too. */
  const findsToo = (other: number, held: ReadonlySet<string>) => (rarest[other] ?? []).some((key) => held.has(key) && size(key) <= LARGEST_BLOCK)
  let pairs = 0
  let capped = false
  claims.forEach((claim, index) => {
    const own = keys[index] ?? []
    const held = new Set(own)
    const seen = new Set<number>([index])
    for (const key of rarest[index] ?? []) {
      const list = holders.get(key) ?? []
      capped ||= list.length > LARGEST_BLOCK
      for (const other of list.length > LARGEST_BLOCK ? around(list, index) : list) {
        const there = claims[other]
        if (seen.has(other) || !there || there.statement.source.id === claim.statement.source.id) continue
        seen.add(other)
        // The one with fewer words looks for the other; of two with as many, the earlier one.
        const [mine, theirs] = [own.length, keys[other]?.length ?? 0]
        if (mine > theirs || (mine === theirs && index > other && findsToo(other, held))) continue
        if (++pairs > MOST_PAIRS) return
        compare(claim, there)
      }
    }
  })
  return capped || pairs > MOST_PAIRS
}

function around(list: readonly number[], index: number): readonly number[] {
  const place = list.indexOf(index)
  const from = Math.max(0, Math.min(list.length - LARGEST_BLOCK, place - (LARGEST_BLOCK >> 1)))
  return list.slice(from, from + LARGEST_BLOCK)
}

/** What is counted must be the same, so it is in the key; what is measured has to be among the other's words. */
function blockKeys({ dimension, kind, head, words, names, narrowing }: Claim): string[] {
  if (kind === 'rank' && names.size > 0) return [...new Set([...names, ...narrowing])].slice(0, MOST_WORDS).map((word) => `${dimension} ${head ?? ''} ${word}`)
  const others = [...words].filter((word) => word !== head).slice(0, MOST_WORDS)
  const isCounted = dimension === 'count' || kind === 'rank'
  if (isCounted && head !== null) return others.length === 0 ? [`${dimension} ${head}`] : others.map((word) => `${dimension} ${head} ${word}`)
  return [...words].slice(0, MOST_WORDS).map((word) => `${dimension} ${word}`)
}

/** A figure that has its like in a passage is not in conflict with the other figures there. */
function withoutCrossings(pairs: readonly Pair[]): Pair[] {
  const alike = new Set(pairs.filter(({ relation }) => SAME.has(relation)).flatMap(({ a, b }) => [`${nameOf(a)} ${b.passageId}`, `${nameOf(b)} ${a.passageId}`]))
  return pairs.filter(({ a, b, relation }) => SAME.has(relation) || (!alike.has(`${nameOf(a)} ${b.passageId}`) && !alike.has(`${nameOf(b)} ${a.passageId}`)))
}

function concernsOf(claims: readonly Claim[], implied: readonly Concern[], related: readonly Pair[]): Concern[] {
  const supported = new Set(related.filter(({ relation }) => SAME.has(relation)).flatMap(({ a, b }) => [nameOf(a), nameOf(b)]))
  const sources = new Set(claims.map(({ statement }) => statement.source.id)).size
  const single = sources < 2 ? [] : claims.filter(({ kind, statement }) => kind === 'figure' && !supported.has(nameOf(statement))).map(({ statement }): Concern => ({ kind: 'single-source', reason: `no other source of the library gives ${statement.figure?.span ?? 'it'}`, statement }))
  return [...precisionConcerns(claims, related), ...arithmeticConcerns(claims, implied), ...single.slice(0, MOST_CONCERNS)]
}

/** Inside one passage ("nearly 2,000 miles (3,218 km)") and between sources. */
function precisionConcerns(claims: readonly Claim[], related: readonly Pair[]): Concern[] {
  const passages = Map.groupBy(claims, ({ statement }) => `${statement.source.id} ${statement.passageId}`)
  const inside = [...passages.values()].flatMap((same) => same.flatMap((claim, index) => same.slice(index + 1, index + 20).map((other) => [claim.statement, other.statement] as const)))
  const between = related.filter(({ relation }) => SAME.has(relation)).map(({ a, b }) => [a, b] as const)
  return distinct([...inside, ...between].map(([a, b]) => falsePrecision(a, b)).filter((concern) => concern !== null))
}

function arithmeticConcerns(claims: readonly Claim[], implied: readonly Concern[]): Concern[] {
  return distinct([...claims.map(({ statement }) => wrongShare(statement)).filter((concern) => concern !== null), ...implied])
}

/** Only against a figure that is of the year spoken of, and else comparable. */
function impliedBetween(later: Claim, earlier: Claim, implied: ReturnType<typeof impliedEarlier>): Concern | null {
  if (implied === null || earlier.when === null || !earlier.when.start.startsWith(implied.year) || !earlier.when.end.startsWith(implied.year)) return null
  return compareClaims({ ...later, when: null, change: false }, { ...earlier, change: false }).relation === 'not_comparable' ? null : wrongImplication(later.statement, earlier.statement)
}

function distinct(concerns: readonly Concern[]): Concern[] {
  const known = new Set<string>()
  return concerns.filter(({ kind, statement }) => {
    const name = `${kind} ${kind === 'arithmetic' ? statement.passageId : nameOf(statement)}`
    return !known.has(name) && known.add(name).size <= MOST_CONCERNS
  })
}

/** The same from one run to the next, whatever the order of the two. */
export function keyOf(a: Statement, b: Statement): string {
  const [first, second] = [nameOf(a), nameOf(b)].sort()
  return `${digest(`${first}\n${second}`)}${digest(`${second}\n${first}`)}`
}

function nameOf({ source, passageId, figure, rank, date }: Statement): string {
  const found = figure ?? rank ?? date
  return `${source.id} ${passageId} ${found?.start ?? ''} ${found?.span ?? ''}`
}

/** FNV-1a, 32 bits, hex: names pairs, protects nothing. */
function digest(text: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}

/** The figures, ranks and dates of one source as statements: each with the passage it stands in. What stands in no passage (a table, a heading) is no statement. */
export function statementsOf(source: { id: string; csl: CslItem; snapshotSha: string }, passages: readonly Passage[], { figures, ranks, dates }: Pick<Extraction, 'figures' | 'ranks' | 'dates'>): Statement[] {
  const ordered = [...passages].sort((a, b) => a.position.start - b.position.start)
  const at = (found: { start: number; end: number }): Pick<Statement, 'passageId' | 'quote' | 'paragraph'> | null => {
    let low = 0
    let high = ordered.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ordered[middle]?.position.start ?? Infinity) <= found.start) low = middle + 1
      else high = middle
    }
    const passage = ordered[low - 1]
    return passage && found.end <= passage.position.end ? { passageId: passage.id, quote: passage.quote.exact, paragraph: passage.paragraph } : null
  }
  const none = { figure: null, rank: null, date: null }
  const stated = <T extends { start: number; end: number }>(list: readonly T[], as: (found: T) => Pick<Statement, 'figure' | 'rank' | 'date'>): Statement[] =>
    list.flatMap((found) => {
      const place = at(found)
      return place ? [{ source, ...place, ...as(found) }] : []
    })
  return [...stated(figures, (figure) => ({ ...none, figure })), ...stated(ranks, (rank) => ({ ...none, rank })), ...stated(dates, (date) => ({ ...none, date }))]
}
