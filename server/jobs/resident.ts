/** How much memory another process holds. Linux tells in /proc, other systems through `ps`; where neither does, null: the deadline is then the only bound. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Resident bytes of the process; null when it is gone or the system does not tell. */
export function residentBytes(pid: number): number | null {
  if (process.platform === 'win32') return null
  const kilobytes = process.platform === 'linux' ? fromProc(pid) : fromPs(pid)
  return kilobytes === null ? null : kilobytes * 1024
}

function fromProc(pid: number): number | null {
  try {
    const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return line === undefined ? null : Number(line)
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return null
    throw error
  }
}

function fromPs(pid: number): number | null {
  const text = spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? ''
  return /^\d+$/.test(text) ? Number(text) : null
}
