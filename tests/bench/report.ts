/** `docs/benchmarks.md`, written from kept results: what was measured, how, against whom, and where we stand, good or bad. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeMachine } from './machine.ts'
import { written, writtenSpread } from './numbers.ts'
import { BadUsage } from './options.ts'
import { type Metric, ratioTo, readResults, type Result, summary } from './results.ts'
import { judge, type Verdict } from './targets.ts'

const RESULTS = ['tests', 'bench', 'results']
/** Ratios between these are called even: the machine's noise is larger. */
const EVEN = { from: 0.95, to: 1.05 }

const INTRODUCTION = `# Benchmarks

This page is written by \`npm run bench -- report\` from kept results; nobody edits it. Run any part again with the command above its table; the first run installs the peers under \`tests/bench/peers\`, apart from the product.

**How to read it.** Figures are medians of rounds, with the range in brackets. Absolute figures are this machine's; **ratios** are what travels. In every round all servers do the same work one right after the other, who begins moves on by one each round, and a ratio is the median over the rounds of *ours ÷ theirs* within a round: below 1 is better for us where less is good. Every server is a process of its own and the clients live in another; CPU is what the operating system charged to all threads of the server (user and system); latency is taken by the clients, from the author and clock that every edit carries. *Edits delivered* says whether everybody got everything. *Taken by other programs* says how busy the machine was with other things meanwhile: where it is high, latencies are not to be quoted, while CPU and bytes still hold within their range.

**Who is beside us.** Hocuspocus 4.7.0 with its SQLite extension; @y/websocket-server 0.1.1 with y-leveldb 0.2.0; and as a floor a bare \`ws\` relay, which keeps nothing, knows no document and asks for no key. All run with the settings they come with, with one exception: while the long history is written (not while it is opened), our bound on updates a second is raised, since no person writes that fast. They do less than we do: Hocuspocus acknowledges an edit when it is in memory and stores it seconds later, y-websocket acknowledges nothing, the relay stores nothing. Ours checks a key and a role, stores every edit with a flush to disk, and acknowledges only then.
`

/** Writes the page and gives its path. `files` are kept results; none means all there are. Throws when there are none at all. */
export function writeReport(root: string, files: readonly string[]): string {
  const folder = join(root, ...RESULTS)
  const kept = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : []
  const sources = files.length > 0 ? files : kept.sort().map((name) => join(folder, name))
  const results = sources.flatMap(readResults)
  if (results.length === 0) throw new BadUsage('There are no kept results. Run a bench with --json FILE first.')
  const path = join(root, 'docs', 'benchmarks.md')
  writeFileSync(path, reportPage(results))
  return path
}

export function reportPage(results: readonly Result[]): string {
  return [INTRODUCTION, targetsTable(judge(results)), standing(results), ...results.map(section)].join('\n')
}

const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
const rule = (columns: number): string => `|${'---|'.repeat(columns)}`

function targetsTable(verdicts: readonly Verdict[]): string {
  const met = verdicts.filter((verdict) => verdict.met === true).length
  const measured = verdicts.filter((verdict) => verdict.met !== null).length
  const lines = verdicts.map(({ target, found, met: reached }) => {
    const limit = `${target.sense} ${written(target.limit)}${target.unit === '' ? '' : ` ${target.unit}`}`
    return row([target.what, limit, found === null ? 'not measured' : writtenSpread(found), reached === null ? '–' : reached ? 'met' : '**missed**'])
  })
  return ['## What we aim at', '', `${met} of ${measured} measured aims are met.`, '', row(['aim', 'target', 'found', '']), rule(4), ...lines, ''].join('\n')
}

type Comparison = { metric: Metric; title: string; peer: string; ratio: number }

/** Every compared figure against every peer. */
function comparisons(results: readonly Result[]): Comparison[] {
  return results.flatMap((result) =>
    result.metrics
      .filter(({ compared }) => compared)
      .flatMap((metric) =>
        result.rows.slice(1).flatMap(({ subject }) => {
          const ratio = ratioTo(result, subject, metric.name)
          return ratio === null ? [] : [{ metric, title: result.title, peer: subject, ratio: ratio.median }]
        }),
      ),
  )
}

function standing(results: readonly Result[]): string {
  const all = comparisons(results)
  const isGood = ({ metric, ratio }: Comparison) => (metric.better === 'less' ? ratio < EVEN.from : ratio > EVEN.to)
  const isBad = ({ metric, ratio }: Comparison) => (metric.better === 'less' ? ratio > EVEN.to : ratio < EVEN.from)
  const listed = (some: readonly Comparison[]) => {
    const lines = [...Map.groupBy(some, ({ title, metric }) => `${title}, ${metric.label}`)].map(([what, each]) => `- ${what}: ${each.map(({ peer, ratio }) => `${written(ratio)} × ${peer}`).join(', ')}.`)
    return lines.length > 0 ? lines : ['Nothing.']
  }
  return ['## Where we are better', '', ...listed(all.filter(isGood)), '', '## Where we are worse', '', ...listed(all.filter(isBad)), ''].join('\n')
}

function section(result: Result): string {
  const { title, what, command, machine, metrics, rows } = result
  const rounds = Math.max(...rows.map((each) => each.rounds.length))
  const peers = rows.slice(1)
  const heads = ['', ...rows.map(({ subject }) => subject), ...peers.map(({ subject }) => `÷ ${subject}`)]
  const lines = metrics.map(({ name, label, unit, compared }) => {
    const shown = (found: ReturnType<typeof summary>) => (found === null ? '–' : writtenSpread(found))
    return row([unit === '' ? label : `${label}, ${unit}`, ...rows.map((each) => shown(summary(each, name))), ...peers.map(({ subject }) => (compared ? shown(ratioTo(result, subject, name)) : ''))])
  })
  return [`## ${title}`, '', what, '', `\`${command}\` · ${rounds} round${rounds === 1 ? '' : 's'} · ${describeMachine(machine)}`, '', row(heads), rule(heads.length), ...lines, '', ...notes(result)].join('\n')
}

/** Notes that have the form "what: how it went" and are shared by several become a table; the others stay a list. */
function notes({ rows }: Result): string[] {
  const parted = rows.map(({ subject, notes: all }) => ({ subject, parts: new Map(all.map((note) => [note.split(': ')[0] ?? note, note.slice(note.indexOf(': ') + 2)] as const)), all }))
  const [first] = parted
  const shared = [...(first?.parts.keys() ?? [])].filter((name) => parted.length > 1 && parted.every(({ parts }) => parts.has(name)))
  if (shared.length > 1) return [row(['', ...parted.map(({ subject }) => subject)]), rule(parted.length + 1), ...shared.map((name) => row([name, ...parted.map(({ parts }) => parts.get(name) ?? '')])), '']
  const list = parted.flatMap(({ subject, all }) => all.map((note) => `- ${subject}: ${note.split('\n')[0] ?? ''}`))
  return list.length > 0 ? [...list, ''] : []
}
