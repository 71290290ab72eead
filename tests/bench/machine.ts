/** What machine a bench ran on: printed with every result, because only ratios travel. */
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'

export type Machine = {
  cores: number
  processor: string
  memoryGB: number
  platform: string
  node: string
  /** Mean number of waiting or running processes over the last minute, before the bench: above the number of cores the machine was busy. */
  load: number
}

export function machineFacts(): Machine {
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGB: Math.round(totalmem() / 1e9),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  }
}

export function describeMachine({ cores, processor, memoryGB, platform, node, load }: Machine): string {
  return `${cores} cores (${processor}), ${memoryGB} GB, ${platform}, Node ${node}, load ${load} at the start`
}
