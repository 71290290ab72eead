/** Time in scenarios: waiting, working at a rate, and whether the process that measures was itself held up. */
import { cpus } from 'node:os'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'

export const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Resolves with whether it came true in time. */
export async function until(test: () => boolean, within: number): Promise<boolean> {
  const end = performance.now() + within
  while (!test()) {
    if (performance.now() > end) return false
    await pause(5)
  }
  return true
}

/** Calls `each` with every item, at most `together` at a time. */
export async function inParallel<T>(items: readonly T[], together: number, each: (item: T, index: number) => Promise<void>): Promise<void> {
  let next = 0
  const work = async () => {
    for (let index = next++; index < items.length; index = next++) await each(items[index] as T, index)
  }
  await Promise.all(Array.from({ length: Math.min(together, items.length) }, work))
}

/**
 * Calls `act` at random moments, `perSecond` on average (a Poisson process, as independent typists make it), until stopped. A held-up timer catches up,
 * so that the work is the same for all.
 */
export function atRate(perSecond: number, random: () => number, act: () => void): { stop(): void } {
  const gap = () => (-Math.log(1 - random()) * 1000) / perSecond
  let due = performance.now() + gap()
  let timer: NodeJS.Timeout | null = null
  const turn = () => {
    for (const now = performance.now(); due <= now; due += gap()) act()
    timer = setTimeout(turn, Math.max(1, due - performance.now()))
  }
  timer = setTimeout(turn, 1)
  return {
    stop() {
      if (timer) clearTimeout(timer)
    },
  }
}

/**
 * Watches whether the measuring itself was disturbed: `worst` is the 99th percentile of this process's event loop delay (milliseconds); `others` the share of
 * the machine (%) that programs took which are neither this process nor the server, whose CPU in the meantime (milliseconds) the caller knows.
 */
export function watchLoop(): { worst(): number; others(server: number): number } {
  const busyBefore = busy()
  const ownBefore = process.cpuUsage()
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  return {
    worst() {
      delay.disable()
      return Math.max(0, delay.percentile(99) / 1e6 - 5)
    },
    others(server) {
      const { user, system } = process.cpuUsage(ownBefore)
      const { used, total } = since(busyBefore)
      return Math.max(0, (100 * (used - (user + system) / 1000 - server)) / total)
    },
  }
}

/** Waits until a process has used next to no CPU for a while (its caches written, its timers done), or for `within` milliseconds. */
export async function untilQuiet(cpu: () => Promise<number>, { quietFor = 500, within = 20_000 } = {}): Promise<void> {
  const STEP = 250
  const IDLE_MS = 8
  const end = performance.now() + within
  let quiet = 0
  for (let before = await cpu(); quiet < quietFor && performance.now() < end; ) {
    await pause(STEP)
    const used = await cpu()
    quiet = used - before <= IDLE_MS ? quiet + STEP : 0
    before = used
  }
}

type Busy = { used: number; total: number }

/** CPU time of the whole machine since it started, milliseconds. */
function busy(): Busy {
  const times = cpus().map((cpu) => cpu.times)
  const total = times.reduce((sum, { user, nice, sys, idle, irq }) => sum + user + nice + sys + idle + irq, 0)
  return { used: total - times.reduce((sum, { idle }) => sum + idle, 0), total }
}

function since(before: Busy): Busy {
  const now = busy()
  return { used: now.used - before.used, total: Math.max(1, now.total - before.total) }
}

/** Waits until other programs leave the machine alone: less than a fifth of it in use for a second, or until `within` milliseconds have gone. */
export async function untilCalm(within: number): Promise<void> {
  const end = performance.now() + within
  const CALM = 0.2
  do {
    const before = busy()
    await pause(1000)
    const { used, total } = since(before)
    if (used / total < CALM) return
  } while (performance.now() < end)
}
