/** The memory of the processes this one started, while something runs in them. Linux only; elsewhere null. */
import { readFileSync } from 'node:fs'
import { residentBytes } from '../../server/jobs/resident.ts'

const EVERY = 20

/** `take` gives the highest sum of resident bytes since the last time it was asked. */
export function peakOfChildren(): { take(): number | null; stop(): void } {
  let peak = 0
  const look = () => {
    peak = Math.max(peak, children().reduce((sum, pid) => sum + (residentBytes(pid) ?? 0), 0))
  }
  const timer = process.platform === 'linux' ? setInterval(look, EVERY) : null
  return {
    take() {
      const highest = peak
      peak = 0
      return timer === null ? null : highest
    },
    stop: () => (timer === null ? undefined : clearInterval(timer)),
  }
}

function children(): number[] {
  return readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ').filter((pid) => pid !== '').map(Number)
}
