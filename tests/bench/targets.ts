/** What we aim at, and whether kept results reach it. Data: a new aim is a new row. */
import { pairedRatio, type Spread } from './numbers.ts'
import { ratioTo, type Result, summary, valuesOf } from './results.ts'
import { PROBES } from './sync/scenarios/hostile.ts'
import { HOCUSPOCUS, RELAY, Y_WEBSOCKET } from './sync/subjects.ts'

/** `best` compares with the lowest of the peers, round by round; `value` looks at ours alone. The limit is included. */
type Measure = { kind: 'value' } | { kind: 'ratio'; to: string } | { kind: 'best'; of: readonly string[] }

export type Target = { what: string; bench: string; scenario: string; metric: string; measure: Measure; limit: number; sense: 'at most' | 'at least'; unit: string }

/** `found` is null when the kept results do not say. */
export type Verdict = { target: Target; found: Spread | null; met: boolean | null }

const value: Measure = { kind: 'value' }
const to = (subject: { title: string }): Measure => ({ kind: 'ratio', to: subject.title })
const sync = (scenario: string, metric: string, what: string, measure: Measure, limit: number, unit = '×', sense: Target['sense'] = 'at most'): Target => ({ what, bench: 'sync', scenario, metric, measure, limit, sense, unit })

export const TARGETS: readonly Target[] = [
  sync('kills', 'lost', 'acknowledged edits lost when the server is killed', value, 0, ''),
  sync('kills', 'unreadable', 'briefs not readable after a kill', value, 0, ''),
  sync('fanout', 'cpuPerDelivery', 'hot fan-out: CPU per delivery ÷ Hocuspocus', to(HOCUSPOCUS), 0.6),
  sync('fanout', 'cpuPerDelivery', 'hot fan-out: CPU per delivery ÷ bare relay', to(RELAY), 0.7),
  sync('fanout', 'p99', 'hot fan-out: p99 ÷ best peer', { kind: 'best', of: [HOCUSPOCUS.title, Y_WEBSOCKET.title] }, 1.1),
  sync('many', 'cpuPerEdit', 'many briefs: CPU per edit ÷ Hocuspocus', to(HOCUSPOCUS), 0.85),
  sync('many', 'cpuPerEdit', 'many briefs: CPU per edit ÷ y-websocket + LevelDB', to(Y_WEBSOCKET), 0.4),
  sync('cold', 'full', 'cold open: time ÷ Hocuspocus', to(HOCUSPOCUS), 0.12),
  sync('cold', 'cpu', 'cold open: CPU ÷ Hocuspocus', to(HOCUSPOCUS), 0.12),
  sync('cold', 'bytes', 'cold open: bytes ÷ state', value, 1.02),
  sync('storm', 'full', 'storm of 200 empty clients: time ÷ Hocuspocus', to(HOCUSPOCUS), 0.4),
  sync('idle', 'rss', 'memory per 1,000 briefs opened and closed', value, 2, 'MB'),
  sync('slow', 'held', 'held for a stalled reader', value, 8, 'MB'),
  sync('ack', 'p50', 'acknowledged, p50', value, 20, 'ms'),
  sync('hostile', 'calm', 'hostile probes survived with bystanders undisturbed', value, PROBES.length, '', 'at least'),
  sync('converge', 'same', 'runs with churn and a kill that end in the same text', value, 1, '', 'at least'),
  { what: 'durable appends a second ÷ own log', bench: 'store', scenario: 'appends', metric: 'perSecond', measure: { kind: 'ratio', to: 'own write + fdatasync log' }, limit: 0.5, sense: 'at least', unit: '×' },
  { what: 'a 13-page brief, warm', bench: 'pdf', scenario: 'warm', metric: 'warm', measure: value, limit: 12, sense: 'at most', unit: 'ms' },
  { what: 'a brief of more than 500 pages, cold, whole process', bench: 'pdf', scenario: 'cold', metric: 'whole', measure: value, limit: 1100, sense: 'at most', unit: 'ms' },
  { what: 'a brief of more than 500 pages, cold, memory', bench: 'pdf', scenario: 'cold', metric: 'peak', measure: value, limit: 130, sense: 'at most', unit: 'MB' },
]

export function judge(results: readonly Result[]): Verdict[] {
  return TARGETS.map((target) => {
    const result = results.find(({ bench, scenario }) => bench === target.bench && scenario === target.scenario)
    const found = result ? foundFor(result, target) : null
    if (found === null) return { target, found, met: null }
    return { target, found, met: target.sense === 'at most' ? found.median <= target.limit : found.median >= target.limit }
  })
}

function foundFor(result: Result, { metric, measure }: Target): Spread | null {
  const [ours] = result.rows
  if (!ours) return null
  if (measure.kind === 'value') return summary(ours, metric)
  if (measure.kind === 'ratio') return ratioTo(result, measure.to, metric)
  const peers = result.rows.filter(({ subject }) => measure.of.includes(subject)).map((row) => valuesOf(row, metric))
  const own = valuesOf(ours, metric)
  const lowest = own.map((_, round) => {
    const there = peers.map((values) => values[round]).filter((each) => typeof each === 'number')
    return there.length === 0 ? null : Math.min(...there)
  })
  return pairedRatio(own, lowest)
}
