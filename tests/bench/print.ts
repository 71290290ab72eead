/** A result on the screen: one table a scenario, medians with their range, then ratios, then what was noteworthy. */
import { describeMachine } from './machine.ts'
import { writtenSpread } from './numbers.ts'
import { ratioTo, type Result, summary } from './results.ts'

export function printResult(result: Result, print: (line: string) => void): void {
  const { title, what, machine, metrics, rows } = result
  print(`\n${title}`)
  print(`  ${what}`)
  print(`  ${describeMachine(machine)}`)
  const heads = ['', ...rows.map(({ subject }) => subject)]
  const lines = metrics.map(({ name, label, unit }) => [unit === '' ? label : `${label}, ${unit}`, ...rows.map((row) => shown(summary(row, name)))])
  const peers = rows.slice(1)
  const ratios = metrics
    .filter(({ compared }) => compared)
    .map(({ name, label }) => [`ours ÷ theirs: ${label}`, '', ...peers.map(({ subject }) => shown(ratioTo(result, subject, name)))])
  for (const line of aligned([heads, ...lines, ...(peers.length > 0 ? ratios : [])])) print(`  ${line}`)
  for (const { subject, notes } of rows) for (const note of new Set(notes)) print(`  ${subject}: ${note}`)
}

function shown(spread: ReturnType<typeof summary>): string {
  return spread === null ? '–' : writtenSpread(spread)
}

function aligned(table: readonly (readonly string[])[]): string[] {
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? []
  return table.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '))
}
